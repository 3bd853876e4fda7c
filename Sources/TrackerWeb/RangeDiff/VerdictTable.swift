import RangeDiff
import TrackerStore

/// The table of all patches of both versions with their verdicts.
struct VerdictTable {
    let page: RangeDiffPage

    func write(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-v")) { html in
            html.element(.h2, .id("h-v"), text: "Verdicts")
            html.element(
                .div,
                .class("scroll"),
                .tabindex(0),
                .role("region"),
                .label("Table of verdicts")
            ) { writeTable(&$0) }
            html.element(.p, .class("legend dim")) { html in
                let words = RangeDiff.Verdict.allCases.map { verdict in
                    let sign = VerdictSign(verdict)
                    return "\(sign.sign) \(sign.word)"
                }
                html.text(words.joined(separator: " · ") + ". The signs of ")
                html.element(.code, text: "git range-diff")
                html.text(", which shows ~ and ≈ as !, too.")
            }
        }
    }

    private func writeTable(_ html: inout HTMLWriter) {
        let names = page.names
        html.element(.table, .class("grid")) { html in
            html.element(.thead) { html in
                html.element(.tr) { html in
                    html.element(.th, .scope("col"), .class("num"), text: names.old)
                    html.element(.th, .scope("col")) { html in
                        html.element(.span, .class("vh"), text: "Sign")
                    }
                    html.element(.th, .scope("col"), .class("num"), text: names.new)
                    for name in ["Patch", "Verdict", "Lines", "Comments on \(names.old)"] {
                        html.element(.th, .scope("col"), text: name)
                    }
                }
            }
            html.element(.tbody) { html in
                for entry in page.entries { write(entry, &html) }
            }
        }
    }

    private func write(_ entry: ComparedEntry, _ html: inout HTMLWriter) {
        let isSame = entry.sign.verdict == .unchanged
        html.element(.tr, .id(entry.row)) { html in
            html.element(.td, .class("num"), text: entry.oldNumber ?? "–")
            html.element(.td) { html in entry.sign.write(&html) }
            html.element(.td, .class("num"), text: entry.newNumber ?? "–")
            html.element(.th, .scope("row"), .class("wide"), .isolated) { html in
                let link = isSame ? page.patchLink(entry) : .here(entry.place)
                html.element(.a, .class("t"), .href(link)) { $0.source(entry.title) }
            }
            html.element(.td, .class(isSame ? "nw dim" : "nw"), text: entry.sign.word)
            html.element(.td, .class("nw pm"), text: entry.lines)
            html.element(.td, .class("nw")) { html in
                if let remarks = entry.remarks { writeRemarks(remarks, of: entry, &html) }
            }
        }
    }

    private func writeRemarks(
        _ remarks: SeriesComparison.Remarks,
        of entry: ComparedEntry,
        _ html: inout HTMLWriter
    ) {
        let all = remarks.all
        let text =
            remarks.open > 0 ? "\(remarks.open) of \(all) open" : "\(all) of \(all) addressed"
        guard let old = entry.old else { return }
        let link = Link.message(.patch, old.messageID, of: page.address.project)
        html.element(
            .a,
            .class(remarks.open > 0 ? "tag warn" : "tag"),
            .href(link.at("comments")),
            text: text
        )
    }
}

extension RangeDiffPage {
    /// The page of a patch: of the later version, if it has it.
    func patchLink(_ entry: ComparedEntry) -> Link {
        let messageID = (entry.new ?? entry.old)?.messageID ?? ""
        return .message(.patch, messageID, of: address.project)
    }
}
