import PatchParsing
import TrackerModel
import TrackerStore

/// What needs a series, what the series needs, and the commit that its author names: the highest of
/// the stack first.
struct StackSection {
    let page: SeriesPage

    private var stack: SeriesStack { page.record.stack }
    private var own: Int64 { page.record.outline.id }

    func write(_ html: inout HTMLWriter) {
        guard !stack.isAlone || stack.baseCommit != nil else { return }
        html.element(.section, .class("facts"), .labelled(by: "h-dep")) { html in
            html.element(.h2, .id("h-dep"), text: stack.isAlone ? "Base" : "Stack")
            if !stack.isAlone { writeList(&html) }
            for note in notes { html.element(.p, .class("note"), text: note) }
            writeBase(&html)
        }
    }

    private func writeList(_ html: inout HTMLWriter) {
        html.element(.ol, .class("deps")) { html in
            for entry in stack.dependents {
                write(entry, "needs this one (\(words(entry)))", &html)
            }
            html.element(.li, .currentItem) { html in
                html.element(.strong) { $0.source(MessageTitle(page.title).rest) }
                html.element(.span, .class("rel"), text: "\(mark(of: stack.series)) this one")
            }
            for entry in stack.needs.reversed() {
                write(entry, "\(who(entry.neededBy)) needs it (\(words(entry)))", &html)
            }
            for need in stack.open { write(need, &html) }
        }
    }

    private func write(_ entry: StackEntry, _ relation: String, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            writeTitle(of: entry.series, &html)
            html.element(.span, .class("rel")) { html in
                html.text("\(mark(of: entry.series)) \(relation)")
                if !entry.series.states.isEmpty {
                    html.text(" · ")
                    SeriesStateText(entry.series.states, page.record.choices)
                        .write(&html, isLarge: false)
                }
                writeNewest(of: entry.series, &html)
            }
        }
    }

    /// What is named and not taken along.
    private func write(_ need: OpenNeed, _ html: inout HTMLWriter) {
        html.element(.li) { html in
            if let other = need.elsewhere {
                writeTitle(of: other, &html)
            } else {
                html.element(.span, .class("mid")) { $0.source(need.named) }
            }
            html.element(.span, .class("rel")) { html in
                var place = "not known here"
                if let other = need.elsewhere {
                    place = "\(mark(of: other)) in project \(other.project), not taken along"
                }
                let naming = "\(who(need.neededBy)) needs it (\(need.word.rawValue))"
                html.source("\(place) · \(naming)")
            }
        }
    }

    private func writeTitle(of series: StackSeries, _ html: inout HTMLWriter) {
        html.element(.a, .href(.seriesPage(series.id, of: series.project))) { html in
            html.source(MessageTitle(SeriesTitle.shown(series.name, id: series.id)).rest)
        }
    }

    private func writeNewest(of series: StackSeries, _ html: inout HTMLWriter) {
        guard let newest = series.newest else { return }
        html.text(" · ")
        let text = newest.version == series.version ? "sent again" : "v\(newest.version) is out"
        html.element(.a, .href(.seriesPage(newest.id, of: series.project)), text: text)
    }

    private func writeBase(_ html: inout HTMLWriter) {
        guard let commit = stack.baseCommit else { return }
        html.element(.p, .class("note")) { html in
            html.text("Base named by the author: ")
            let format = page.record.project.commitURLFormat ?? ""
            let address =
                format.isEmpty ? nil : format.replacing("{}", with: commit, maxReplacements: 1)
            // By twelve digits a commit is known in the largest repository there is.
            let shown = String(commit.prefix(12))
            if let link = Link.web(address) {
                html.element(.a, .class("mid"), .href(link), .title(commit), text: shown)
            } else {
                html.element(.span, .class("mid"), .title(commit), text: shown)
            }
        }
    }

    private var notes: [String] {
        var notes: [String] = []
        if !stack.circle.isEmpty {
            let names = stack.circle.map { $0 == own ? "this one" : "series \($0)" }
            notes.append("They need each other in a circle: \(names.joined(separator: ", ")).")
        }
        if stack.isCut {
            notes.append("It needs more than \(Store.stackLimit) series; these are some of them.")
        }
        return notes
    }

    /// `v2, 4 patches,`
    private func mark(of series: StackSeries) -> String {
        series.total == 1
            ? "v\(series.version), 1 patch," : "v\(series.version), \(series.total) patches,"
    }

    private func words(_ entry: StackEntry) -> String {
        entry.words.map(\.rawValue).joined(separator: ", ")
    }

    private func who(_ series: Int64) -> String {
        series == own ? "this one" : "series \(series)"
    }
}

extension SeriesStack {
    /// The series that it needs itself, in the order of applying.
    var direct: [StackSeries] {
        needs.filter { $0.neededBy == series.id }.map(\.series)
    }
}
