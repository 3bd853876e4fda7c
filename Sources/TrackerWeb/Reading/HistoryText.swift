import TrackerHTTP
import TrackerModel
import TrackerStore

/// A line of the trail in words: `state Under Review, was New`.
struct HistoryText {
    let choices: ProjectChoices
    /// Delegates who do not maintain the project any more.
    let others: [Account]

    init(_ choices: ProjectChoices, others: [Account] = []) {
        self.choices = choices
        self.others = others
    }

    /// The fields that changed, by name.
    func words(for line: HistoryLine) -> String {
        guard case .object(let after)? = JSONValue(parsing: line.after),
            case .object(let before)? = JSONValue(parsing: line.before)
        else { return "changed" }
        return after.keys.sorted().map { field in
            let new = shown(after[field], field)
            let old = shown(before[field], field)
            return "\(field.replacing("_", with: " ")) \(new), was \(old)"
        }.joined(separator: "; ")
    }

    private func shown(_ value: JSONValue?, _ field: String) -> String {
        switch value {
        case .text(let text):
            guard field == "state" else { return text }
            return choices.states.first { $0.slug == text }?.name ?? text
        case .number(let digits):
            guard field == "delegate", let id = Int64(digits) else { return digits }
            let account = (choices.maintainers + others).first { $0.id == id }
            return account?.username ?? "account \(id)"
        case .bool(let flag): return flag ? "yes" : "no"
        case .list(let values): return values.isEmpty ? "none" : "\(values.count) patches"
        case .null, .object, nil: return field == "delegate" ? "nobody" : "none"
        }
    }

    /// Who did it.
    func author(of line: HistoryLine) -> String {
        line.username.isEmpty ? "the operator" : line.username
    }
}

extension HTMLWriter {
    /// The changes of a patch or series, the newest first.
    mutating func history(_ lines: [HistoryLine], _ text: HistoryText) {
        guard !lines.isEmpty else { return }
        element(.section, .class("facts"), .labelled(by: "h-log")) { html in
            html.element(.h2, .id("h-log"), text: "History")
            html.element(.dl, .class("kv")) { html in
                for line in lines.reversed() {
                    html.element(.dt) { $0.time(line.date) }
                    html.element(.dd) { html in
                        html.source("\(text.author(of: line)): \(text.words(for: line))")
                    }
                }
            }
        }
    }
}
