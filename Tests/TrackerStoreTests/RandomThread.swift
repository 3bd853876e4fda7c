import TrackerStore

/// Numbers that look random and are the same in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }
}

/// Mails of one thread as a hostile or confused world would send them: versions in reply to each
/// other, numbers twice, covers that are missing, replies to nothing, several authors.
struct RandomThread {
    let mails: [IncomingMail]

    init(seed: Int, count: Int) {
        var dice = Dice(seed: seed)
        var mails: [IncomingMail] = []
        var references: [String: [String]] = [:]
        var ids: [String] = []
        var seconds = 0
        for number in 0..<count {
            let id = "<\(seed).\(number)@example.org>"
            let parent = Self.parent(of: ids, seed: seed, &dice)
            var thread = parent.map { references[$0, default: []] + [$0] } ?? []
            // Some mail programs name the parent alone.
            if dice.pick([true, false, false, false]) { thread = Array(thread.suffix(1)) }
            references[id] = thread
            ids.append(id)
            seconds += dice.pick([0, 1, 1, 2, 60, 600, 1_300, 90_000])
            let subject = Self.subject(dice.pick(Self.forms), number)
            let text = Self.text(
                id: id,
                thread: thread,
                author: dice.pick(["ada", "ada", "grace", "linus"]),
                subject: subject,
                year: 1_990 + seed % 30,
                day: 1 + seconds / 86_400,
                second: seconds % 86_400,
                body: Self.body(subject, needs: ids.randomElement(using: &dice), &dice)
            )
            mails.append(IncomingMail(raw: Array(text.utf8), source: "test"))
        }
        self.mails = mails
    }

    private static let forms = [
        "[PATCH 0/2]", "[PATCH 1/2]", "[PATCH 2/2]", "[PATCH v2 0/2]", "[PATCH v2 1/2]",
        "[PATCH v2 2/2]", "[PATCH 1/3]", "[PATCH 3/3]", "[PATCH]", "[PATCH v3]", "Re:", "Re:",
        "Re:",
        "Re:", "Re:", "talk",
    ]

    private static func parent(of ids: [String], seed: Int, _ dice: inout Dice) -> String? {
        switch dice.pick([0, 1, 1, 2, 2, 2, 3]) {
        case 0: nil
        case 1: ids.first
        case 2: ids.isEmpty ? nil : ids[Int.random(in: 0..<ids.count, using: &dice)]
        default: "<\(seed).lost@example.org>"
        }
    }

    private static func subject(_ form: String, _ number: Int) -> String {
        switch form {
        case "Re:": "Re: [PATCH 1/2] widget: step \(number)"
        case "talk": "Thoughts about widgets \(number)"
        default: "\(form) widget: step \(number)"
        }
    }

    private static func body(_ subject: String, needs: String?, _ dice: inout Dice) -> String {
        let depends =
            dice.pick([true, false, false, false])
            ? "\nDepends-on: \(needs ?? "<none@example.org>")\n" : ""
        if subject.hasPrefix("Re:") { return "Good.\n\nReviewed-by: Grace <grace@example.org>\n" }
        guard subject.hasPrefix("[PATCH"), !subject.contains(" 0/") else {
            return "What this is about.\n\(depends)"
        }
        return """
            Turn the handle.
            \(depends)
            ---
            --- a/handle.c
            +++ b/handle.c
            @@ -1 +1 @@
            -still
            +turns
            """
    }

    private static func text(
        id: String,
        thread: [String],
        author: String,
        subject: String,
        year: Int,
        day: Int,
        second: Int,
        body: String
    ) -> String {
        let clock = [second / 3_600, second / 60 % 60, second % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let parent = thread.last.map { "In-Reply-To: \($0)\n" } ?? ""
        let list = thread.isEmpty ? "" : "References: \(thread.joined(separator: "\n "))\n"
        return """
            From: \(author) \(second) <\(author)@example.org>
            Subject: \(subject)
            Date: \(day < 10 ? "0" : "")\(day) Mar \(year) \(clock) +0000
            Message-ID: \(id)
            \(parent)\(list)List-Id: <widget.lists.example.org>

            \(body)
            """
    }
}
