import TrackerStore

/// Mails of several pieces of work, each sent in several versions: as a whole with a cover letter, one
/// patch alone, some patches of it; with and without change-ids, under new titles, by two people.
struct RandomVersions {
    let mails: [IncomingMail]

    init(seed: Int, works: Int = 6) {
        var dice = Dice(seed: seed)
        var mails: [IncomingMail] = []
        for work in 0..<works {
            let name = "\(seed)-\(work)"
            let count = dice.pick([1, 1, 2, 3])
            let author = dice.pick(["ada", "ada", "grace"])
            let hasChangeID = dice.pick([true, false, false])
            var first: String?
            for version in 1...dice.pick([1, 2, 3, 4]) {
                let sending = Sending(
                    work: name,
                    version: version,
                    count: count,
                    author: dice.pick([author, author, author, "linus"]),
                    changeID: hasChangeID ? "20240101-work-\(name)" : nil,
                    answers: dice.pick([true, false, false]) ? first : nil,
                    // Some are sent in the same second as others.
                    minute: 10 * work + 100 * version,
                    isRenamed: dice.pick([true, false, false, false]),
                    isPart: count > 1 && dice.pick([true, false, false, false])
                )
                mails += sending.mails
                first = first ?? sending.id(count > 1 ? 0 : 1)
            }
        }
        self.mails = mails
    }
}

/// One version of a piece of work, as it was sent.
struct Sending {
    var work = "work"
    var version = 1
    var count = 1
    var author = "ada"
    var changeID: String?
    /// A message-id without brackets.
    var answers: String?
    /// When it was sent, after the beginning of a day.
    var minute = 0
    var isRenamed = false
    /// Without its first patch and the cover letter.
    var isPart = false
    /// Changes nothing, and so is the same diff.
    var isSame = false

    /// The message-id of a patch; of the cover letter for 0.
    func id(_ number: Int) -> String { "\(work).v\(version).\(number)@example.org" }

    var mails: [IncomingMail] { texts.map { IncomingMail(raw: Array($0.utf8), source: "test") } }

    var texts: [String] {
        guard count > 1 else { return [text(1)] }
        return (isPart ? 2...count : 0...count).map(text)
    }

    private func text(_ number: Int) -> String {
        let mark = version > 1 ? " v\(version)" : ""
        let place = count > 1 ? " \(number)/\(count)" : ""
        let title = isRenamed ? "another word \(version)" : "step \(number)"
        let second = minute * 60 + number
        let clock = [second / 3_600 % 24, second / 60 % 60, second % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let day = 1 + second / 86_400
        var thread = answers.map { "References: <\($0)>\n" } ?? ""
        if number > 0, count > 1, !isPart { thread += "In-Reply-To: <\(id(0))>\n" }
        let change = changeID.map { "\nchange-id: \($0)\n" } ?? ""
        return """
            From: \(author) <\(author)@example.org>
            Subject: [PATCH\(mark)\(place)] \(work): \(title)
            Date: \(day < 10 ? "0" : "")\(day) Nov 2023 \(clock) +0000
            Message-ID: <\(id(number))>
            \(thread)List-Id: <widget.lists.example.org>

            \(number == 0 ? "What this is about.\n\(change)" : diff(number, change))
            """
    }

    private func diff(_ number: Int, _ change: String) -> String {
        """
        Turn the handle.
        \(count > 1 ? "" : change)
        ---
        diff --git a/\(work)-\(number).c b/\(work)-\(number).c
        --- a/\(work)-\(number).c
        +++ b/\(work)-\(number).c
        @@ -1 +1 @@
        -still
        +turns \(isSame ? 1 : version)
        """
    }
}
