import RangeDiff

/// How a verdict is shown: by a sign, a word and a colour.
struct VerdictSign: Hashable {
    let verdict: RangeDiff.Verdict

    init(_ verdict: RangeDiff.Verdict) { self.verdict = verdict }

    /// With `countsContext` a patch whose surroundings moved counts as changed.
    init(_ verdict: RangeDiff.Verdict, countsContext: Bool) {
        self.verdict = countsContext && verdict == .rebased ? .changed : verdict
    }

    /// The signs of git, and two more for what it does not tell apart from a change.
    var sign: String {
        switch verdict {
        case .message: "~"
        case .rebased: "≈"
        default: String(verdict.sign)
        }
    }

    var word: String {
        switch verdict {
        case .message: "message only"
        case .rebased: "context moved"
        default: verdict.rawValue
        }
    }

    /// The class of the style sheet.
    var style: String {
        switch verdict {
        case .unchanged: "v-same"
        case .message, .rebased: "v-msg"
        case .changed: "v-changed"
        case .new: "v-new"
        case .dropped: "v-gone"
        }
    }

    /// The sign alone, coloured: words stand beside it.
    func write(_ html: inout HTMLWriter) {
        html.element(.span, .class("sign \(style)"), .hidden, text: sign)
    }
}

/// One patch or pair among the cells that stand for all of them.
struct VerdictCell {
    let verdict: VerdictSign
    let number: String
    /// What it is, for who points at it.
    let title: String
    let link: Link
}

/// `9 unchanged · 1 message only · 2 changed`, and a cell for each patch.
struct VerdictRow {
    let cells: [VerdictCell]
    /// What the cells are about.
    let label: String

    /// How many have which verdict, those without any left out.
    static func counts(_ verdicts: [VerdictSign]) -> [String] {
        let counts = Dictionary(grouping: verdicts) { $0.verdict }.mapValues(\.count)
        return RangeDiff.Verdict.allCases.compactMap { verdict in
            counts[verdict].map { "\($0) \(VerdictSign(verdict).word)" }
        }
    }

    func write(_ html: inout HTMLWriter) {
        html.element(.ol, .class("cells"), .label(label)) { html in
            for cell in cells {
                html.element(.li) { html in
                    let sign = cell.verdict
                    html.element(
                        .a,
                        .class(sign.style),
                        .href(cell.link),
                        .title("\(cell.number) \(sign.word): \(cell.title)")
                    ) { html in
                        html.element(.b, .hidden, text: sign.sign)
                        html.text(cell.number)
                        html.element(.span, .class("vh"), text: " \(sign.word)")
                    }
                }
            }
        }
    }
}
