extension TestThread {
    /// Threads like ``all`` by six authors, who number and name their series alike.
    static func copies(_ count: Int) -> [[TestMail]] {
        (0..<count).map { number in
            all.map { mail in
                var mail = mail
                mail.messageID = "t\(number)-\(mail.messageID)"
                mail.references = mail.references.map { "t\(number)-\($0)" }
                mail.from = mail.from.replacing("@example.org", with: "\(number % 6)@example.org")
                return mail
            }
        }
    }
}
