import RangeDiff

/// A patch for tests: one file, with some lines before and after.
struct TestPatch {
    var title = "tcp: fix a race"
    var author = "Ada <ada@example.org>"
    var message = "The lock comes too late."
    var path = "net/tcp.c"
    /// What the hunk header says behind its numbers.
    var function = "int tcp_send(void)"
    var start = 10
    /// The lines of the hunk, each with its sign.
    var lines = TestPatch.usualLines
    /// What stands behind the message, and behind the diff.
    var notes = ""
    var signature = "-- \n2.39.0\n"

    static let usualLines = [
        " one();", " two();", " three();", "-send();", "+send_all();", "+flush();", " four();",
        " five();", " six();",
    ]

    var diff: String {
        let old = lines.count { $0.hasPrefix(" ") || $0.hasPrefix("-") }
        let new = lines.count { $0.hasPrefix(" ") || $0.hasPrefix("+") }
        return """
            diff --git a/\(path) b/\(path)
            index 1234567..89abcde 100644
            --- a/\(path)
            +++ b/\(path)
            @@ -\(start),\(old) +\(start),\(new) @@ \(function)
            \(lines.joined(separator: "\n"))

            """
    }

    var content: String { "\(message)\n---\n\(notes)\n\n\(diff)\(signature)" }

    var patch: RangePatch {
        RangePatch(subject: "[PATCH v2 1/3] \(title)", author: author, content: content)
    }
}

extension RangeDiff {
    /// The range-diff of one patch and another.
    init(_ old: TestPatch, _ new: TestPatch) { self.init(old: [old.patch], new: [new.patch]) }

    var verdicts: [Verdict] { entries.map(\.verdict) }

    /// Each entry as `1=1`, `2<-`, `->3`.
    var signs: [String] {
        entries.map { entry in
            let old = entry.old.map { "\($0 + 1)" } ?? "-"
            return "\(old)\(entry.verdict.sign)\(entry.new.map { "\($0 + 1)" } ?? "-")"
        }
    }
}
