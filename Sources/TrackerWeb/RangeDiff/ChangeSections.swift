import PatchParsing
import RangeDiff
import TrackerStore

/// How the texts of the patches have changed, one section each.
struct ChangeSections: Sendable {
    let page: RangeDiffPage
    let comparison: SeriesComparison

    /// A patch with more changed lines is folded.
    private static let longestOpen = 1_500

    var pieces: [Page.Piece] {
        let differing = page.entries.filter { $0.sign.verdict != .unchanged }
        let same = page.entries.filter { $0.sign.verdict == .unchanged }
        var pieces: [Page.Piece] = [{ begin(&$0, isEmpty: differing.isEmpty) }]
        for entry in differing {
            pieces.append { write(entry, &$0) }
        }
        pieces.append { html in
            if !same.isEmpty { writeSame(same, &html) }
            html.end(.section)
        }
        return pieces
    }

    private func begin(_ html: inout HTMLWriter, isEmpty: Bool) {
        html.begin(.section, .labelled(by: "h-i"))
        html.element(.div, .class("headrow")) { html in
            html.element(.h2, .id("h-i"), text: "Changes")
            let (old, new) = page.names
            html.element(
                .p,
                text: isEmpty
                    ? "None: both versions have the same patches."
                    : "First column: − only in \(old), + only in \(new). "
                        + "Second column: the patch’s own sign."
            )
        }
    }

    private func write(_ entry: ComparedEntry, _ html: inout HTMLWriter) {
        let id = entry.place
        html.element(.section, .class("file"), .id(id), .labelled(by: "h" + id)) { html in
            html.element(.header) { html in
                entry.sign.write(&html)
                html.element(.h3, .id("h" + id)) { html in
                    html.source("\(entry.number): \(entry.title)")
                }
                html.element(.span, .class("badge"), text: entry.sign.word)
                html.element(.span, .class("end")) { html in
                    if !entry.inner.hunks.isEmpty { writeSwitch(id, &html) }
                    let version = entry.new == nil ? page.names.old : page.names.new
                    html.element(
                        .a,
                        .href(page.patchLink(entry)),
                        .label("Patch \(entry.number) in \(version)"),
                        text: "patch"
                    )
                }
            }
            if entry.inner.hunks.isEmpty {
                writeNote(entry, &html)
            } else {
                writeLines(entry, &html)
            }
        }
    }

    private func writeSwitch(_ id: String, _ html: inout HTMLWriter) {
        html.element(.span, .class("seg")) { html in
            for (name, isSplit) in [("Unified", false), ("Side by side", true)] {
                let link = page.address.link { $0.isSplit = isSplit }.at(id)
                let isCurrent = page.address.isSplit == isSplit
                html.element(
                    .a,
                    [.href(link)] + (isCurrent ? [.currentItem] : []),
                    text: name
                )
            }
        }
        html.text(" ")
    }

    private func writeLines(_ entry: ComparedEntry, _ html: inout HTMLWriter) {
        let count = entry.inner.hunks.reduce(0) { $0 + $1.lines.count }
        let isFolded = count > Self.longestOpen
        if isFolded {
            html.begin(.details, .class("fold"))
            html.element(.summary, text: "\(count) lines")
        }
        html.element(
            .div,
            .class("code"),
            .tabindex(0),
            .role("region"),
            .label("Range-diff of patch \(entry.number)")
        ) { html in
            var words = WordChanges(budget: 200_000)
            let hunks = entry.inner.hunks.map {
                InnerLines($0, oldName: page.names.old, newName: page.names.new, words: &words)
            }
            if page.address.isSplit {
                writeTable(entry, hunks, &html)
            } else {
                html.element(.div) { html in
                    html.markup("<pre class=\"diff rd\">")
                    for hunk in hunks { hunk.writeUnified(&html) }
                    html.markup("</pre>")
                }
            }
        }
        if isFolded { html.end(.details) }
        if entry.inner.isEstimate {
            html.element(
                .p,
                .class("emptynote"),
                text: "The texts are so large that more lines are shown as changed than need be."
            )
        }
    }

    private func writeTable(
        _ entry: ComparedEntry,
        _ hunks: [InnerLines],
        _ html: inout HTMLWriter
    ) {
        html.element(.table, .class("split")) { html in
            html.columns([
                "\(page.names.old), patch \(entry.oldNumber ?? "–")",
                "\(page.names.new), patch \(entry.newNumber ?? "–")",
            ])
            html.element(.tbody) { html in
                for hunk in hunks { hunk.writeSplit(&html) }
            }
        }
    }

    /// What is said of a patch without another, or of one that is too long.
    private func writeNote(_ entry: ComparedEntry, _ html: inout HTMLWriter) {
        let (old, new) = page.names
        let words: String
        if entry.new == nil {
            words = "Not in \(new) any more. There is nothing to compare; "
        } else if entry.old == nil {
            let size = entry.sizeInWords.map { ", \($0)" } ?? ""
            words = "New in \(new)\(size). There is nothing to compare; "
        } else if entry.isLeft {
            words = "The mails are too long to be compared on this page; "
        } else {
            words = "The same lines in \(old) and \(new); "
        }
        html.element(.div, .class("code")) { html in
            html.element(.p, .class("emptynote")) { html in
                html.text(words)
                html.element(.a, .href(page.patchLink(entry)), text: "read the patch")
                html.text(".")
            }
        }
    }

    private func writeSame(_ entries: [ComparedEntry], _ html: inout HTMLWriter) {
        html.element(.details, .class("fold")) { html in
            let count = entries.count
            html.element(.summary, text: "\(count) unchanged \(count == 1 ? "patch" : "patches")")
            html.element(.p, .class("dim")) { html in
                let words = entries.map { entry in
                    entry.oldNumber == entry.newNumber
                        ? entry.number : "\(entry.number) (\(entry.oldNumber ?? "") before)"
                }
                html.text(words.joined(separator: ", "))
            }
        }
    }
}
