import TrackerModel

/// The small parts that several pages share.
extension HTMLWriter {
    /// `2026-11-17 14:02`, with the exact time for programs.
    mutating func time(_ microseconds: Int64) {
        let exact = Timestamp.iso(microseconds)
        element(.time, .datetime(exact + "Z"), text: Timestamp.minute(ofISO: exact))
    }

    /// The names of the columns; what stands under a name in `numbers` is set to the right.
    mutating func columns(_ names: [String], numbers: Set<String> = []) {
        element(.thead) { html in
            html.element(.tr) { html in
                for name in names {
                    if name.isEmpty {
                        // A column of buttons: no heading would say more than they do.
                        html.element(.td) { _ in }
                    } else if numbers.contains(name) {
                        html.element(.th, .scope("col"), .class("num"), text: name)
                    } else {
                        html.element(.th, .scope("col"), text: name)
                    }
                }
            }
        }
    }

    /// Links in one line, with dots between them.
    mutating func links(_ links: [(String, Link)]) {
        for (index, (name, link)) in links.enumerated() {
            if index > 0 { text(" · ") }
            element(.a, .href(link), text: name)
        }
    }

    /// A command to be typed into a shell.
    mutating func command(_ line: String) {
        element(.div, .class("cmd")) { $0.element(.code, text: line) }
    }
}

extension Int64 {
    /// `38,120`; a zero is a dash, so that numbers stand out.
    var grouped: String {
        guard self != 0 else { return "–" }
        var text = ""
        for (index, digit) in String(magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "−" : "") + String(text.reversed())
    }
}
