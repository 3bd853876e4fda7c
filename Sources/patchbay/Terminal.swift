import Foundation

/// What the program says to people and to scripts.
enum Terminal {
    /// Whether somebody watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) != 0 }

    /// Writes to standard error: messages, never results.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }

    /// Prints a value as JSON, keys sorted, for scripts.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// `12,345`
    static func grouped(_ number: Int) -> String {
        let digits = String(abs(number)).reversed()
        let text = digits.enumerated().map { $0 > 0 && $0.isMultiple(of: 3) ? ",\($1)" : "\($1)" }
        return (number < 0 ? "-" : "") + String(text.joined().reversed())
    }

    /// Lines with aligned columns, the last one ragged.
    static func printTable(_ rows: [[String]]) {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { column < $0.count ? $0[column].count : nil }.max() ?? 0
        }
        for row in rows.map({ $0.map(Self.harmless) }) {
            let cells = row.enumerated().map { place, cell in
                place == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[place] - cell.count)
            }
            print(cells.joined(separator: "  "))
        }
    }

    /// A text without control characters: a mail's must not steer somebody's terminal.
    static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            return text
        }
        let scalars = text.unicodeScalars.map {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// One line of standard input: a password. On a terminal it is asked for and not shown.
    static func readPassword() -> String? {
        guard isatty(STDIN_FILENO) != 0 else { return readLine() }
        FileHandle.standardError.write(Data("Password: ".utf8))
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
            note("")
        }
        return readLine()
    }
}
