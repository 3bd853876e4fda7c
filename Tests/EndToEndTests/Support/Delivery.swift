import Foundation
import Testing

/// What a mail may cost, set as limits that end the program where it goes beyond them.
struct Bounds: Sendable {
    /// Seconds of processor time. A test build without optimisation needs a fraction of this.
    var seconds = 5
    var megabytes = 300

    /// `prlimit` stands in front of the program. The limit on memory is one on what the program
    /// asks for, not on what it touches.
    var wrapper: [String] { ["prlimit", "--cpu=\(seconds)", "--data=\(megabytes << 20)"] }
}

extension Site {
    /// Delivers bytes that need not be a mail, which must be dealt with inside the bounds.
    ///
    /// - Returns: The outcome of the mail.
    @discardableResult
    func receive(hostile bytes: [UInt8], _ name: String) async throws -> String {
        let ending = try await run(
            ["mail", "receive", "--verbose"],
            input: bytes,
            wrapper: Bounds().wrapper
        )
        try #require(ending.status == 0, "\(name): status \(ending.status), \(ending.errors)")
        // mail 12: malformed: its From header has no mail address
        let words = ending.text.split(separator: ":", maxSplits: 2).map { String($0).trimmed }
        try #require(words.count == 3, "\(name): \(ending.text)")
        #expect(!words[2].isEmpty, "\(name) has no reason")
        #expect(words[1] != "failed", "\(name): \(words[2])")
        return words[1]
    }
}
