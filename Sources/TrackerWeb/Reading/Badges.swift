import TrackerModel
import TrackerStore

/// The small signs of reading pages: states, checks, trailers.
extension HTMLWriter {
    /// The state of a patch: a ring and its word.
    mutating func badge(_ state: PatchState, isLarge: Bool = false) {
        let name = "st \(state.styleClass)" + (isLarge ? " big" : "")
        element(.span, .class(name), text: state.name)
    }

    /// `✕ 1 fail ✓ 6 pass`, the worst first; `none` without any check.
    mutating func checks(_ states: [CheckState]) {
        guard !states.isEmpty else { return element(.span, .class("faint"), text: "none") }
        for state in [CheckState.fail, .warning, .pending, .success] {
            let count = states.count { $0 == state }
            if count > 0 { check(state, text: "\(count) \(state.shortWord)") }
        }
    }

    /// A check by its sign and a word.
    mutating func check(_ state: CheckState, text: String? = nil) {
        element(.span, .class("ck \(state.styleClass)")) { html in
            html.element(.b, .hidden, text: state.sign)
            html.text(text ?? state.shortWord)
        }
    }

    /// `1 – 1`: how often each trailer was given.
    mutating func trailers(_ counts: [TagCount]) {
        element(.span, .class("art")) { html in
            for count in counts {
                let word = "\(count.count) \(count.name)"
                html.element(
                    .span,
                    count.count == 0 ? [.class("z"), .title(word)] : [.title(word)],
                    text: count.count == 0 ? "–" : "\(count.count)"
                )
            }
        }
    }

    /// `[v3 07/13]` apart from what stands behind it.
    mutating func title(_ name: String) {
        let title = MessageTitle(name)
        if let prefix = title.prefix {
            element(.span, .class("pfx")) { $0.source(prefix.replacing(",", with: " ")) }
            text(" ")
        }
        source(title.rest)
    }
}

/// The name of a patch or cover letter: the prefix in brackets, and the rest.
struct MessageTitle {
    let prefix: String?
    let rest: String

    init(_ name: String) {
        guard name.hasPrefix("["), let end = name.firstIndex(of: "]") else {
            (prefix, rest) = (nil, ListPages.shown(name))
            return
        }
        let behind = name[name.index(after: end)...].drop { $0 == " " }
        prefix = behind.isEmpty ? nil : String(name[...end])
        rest = behind.isEmpty ? name : String(behind)
    }
}

extension PatchState {
    var styleClass: String {
        switch slug {
        case "new": "st-new"
        case "under-review": "st-review"
        case "changes-requested": "st-changes"
        case "accepted": "st-accepted"
        case "awaiting-upstream": "st-queued"
        case "rfc": "st-rfc"
        default: meaning == .closed ? "st-closed" : "st-new"
        }
    }
}

extension CheckState {
    var sign: String {
        switch self {
        case .fail: "✕"
        case .warning: "!"
        case .pending: "…"
        case .success: "✓"
        }
    }

    var shortWord: String {
        switch self {
        case .fail: "fail"
        case .warning: "warn"
        case .pending: "pending"
        case .success: "pass"
        }
    }

    fileprivate var styleClass: String {
        switch self {
        case .fail: "bad"
        case .warning: "warn"
        case .pending: "dim"
        case .success: "ok"
        }
    }
}
