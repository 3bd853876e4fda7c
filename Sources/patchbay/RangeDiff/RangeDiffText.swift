import Foundation
import RangeDiff

/// A range-diff for people: the text of git, coloured on a terminal.
struct RangeDiffText {
    private let text: String

    init(_ diff: RangeDiff) { text = diff.text }

    /// Prints it.
    func show() {
        let isColoured =
            isatty(STDOUT_FILENO) == 1
            && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let shown = Self.harmless(line)
            guard isColoured, let colour = Self.colour(of: line) else { return shown }
            return "\u{1B}[\(colour)m\(shown)\u{1B}[m"
        }
        print(lines.joined(separator: "\n"), terminator: "")
    }

    static func noteEstimate() {
        Terminal.note("The patches are too many or too large: there may be better pairs.")
    }

    /// The number of a colour of ECMA-48.
    private static func colour(of line: Substring) -> String? {
        guard line.hasPrefix("    ") else { return line.isEmpty ? nil : "33" }
        switch line.dropFirst(4).first {
        case "@": return "36"
        case "+": return "32"
        case "-": return "31"
        default: return nil
        }
    }

    /// A line without what could steer a terminal; tabs stay.
    private static func harmless(_ line: Substring) -> String {
        line.split(separator: "\t", omittingEmptySubsequences: false)
            .map { Terminal.harmless(String($0)) }.joined(separator: "\t")
    }
}
