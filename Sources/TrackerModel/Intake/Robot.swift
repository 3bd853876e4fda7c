/// Tells mails of machines from those of people.
package enum Robot {
    private static let words: Set<String> = [
        "bot", "robot", "noreply", "no-reply", "donotreply", "buildbot", "testbot", "ci",
    ]

    /// Whether a machine wrote a mail: it says so itself (RFC 3834), or its sender is called a robot.
    ///
    /// Nothing else is guessed: a person taken for a robot would be overlooked.
    ///
    /// - Parameters:
    ///   - name: The sender's name.
    ///   - email: The sender's address.
    ///   - autoSubmitted: What the header `Auto-Submitted` says, if it is there.
    /// - Returns: `false` for people.
    package static func wrote(name: String?, email: String, autoSubmitted: String?) -> Bool {
        let said = (autoSubmitted ?? "no").lowercased().drop { $0 == " " }
        if !said.hasPrefix("no") { return true }
        let local = email.prefix { $0 != "@" }
        return isRobot(local) || isRobot((name ?? "")[...])
    }

    /// What every word of a robot has in it. Searching for it costs little, and few names have it.
    private static let signs = ["bot", "reply", "ci"].map { Array($0.utf8) }

    private static func mayBeRobot(_ text: Substring) -> Bool {
        let bytes = text.utf8.map { $0 | 0x20 }
        return bytes.indices.contains { place in
            signs.contains { bytes[place...].starts(with: $0) }
        }
    }

    private static func isRobot(_ text: Substring) -> Bool {
        guard mayBeRobot(text) else { return false }
        let text = text.lowercased()
        if words.contains(text) || text.hasSuffix("bot") || text.hasPrefix("noreply") {
            return true
        }
        return text.split { !$0.isLetter && $0 != "-" }.contains { word in
            words.contains(String(word))
                || word.split(separator: "-").contains { ["bot", "robot"].contains($0) }
        }
    }
}
