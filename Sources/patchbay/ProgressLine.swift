import Foundation

/// A line on a terminal that is drawn again and again; in a pipe it is silent.
struct ProgressLine {
    private let isShown = Terminal.isWatched
    private let start = Date()
    private var lastDrawn = Date.distantPast

    /// `  45 % ━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  12,345 mails  2,310/s  6 s left`
    ///
    /// - Parameters:
    ///   - share: What is done, 0 to 1; `nil` if nobody knows how much there is.
    ///   - count: How much was done.
    ///   - unit: What is counted, in the plural.
    mutating func draw(share: Double?, count: Int, unit: String) {
        let now = Date()
        guard isShown, now.timeIntervalSince(lastDrawn) >= 0.1 || share ?? 0 >= 1 else { return }
        lastDrawn = now
        let seconds = now.timeIntervalSince(start)
        let rate = seconds > 0 ? Int(Double(count) / seconds) : 0
        let line =
            "\r\(Self.bar(share))\(Terminal.grouped(count)) \(unit)"
            + "  \(Terminal.grouped(rate))/s\(Self.left(share, after: seconds))\u{1B}[K"
        FileHandle.standardError.write(Data(line.utf8))
    }

    private static func bar(_ share: Double?) -> String {
        guard let share else { return "" }
        let width = 24
        let done = min(width, max(0, Int(share * Double(width))))
        let bar = String(repeating: "━", count: done) + String(repeating: "╌", count: width - done)
        return "\(Int(share * 100)) % \(bar)  "
    }

    private static func left(_ share: Double?, after seconds: Double) -> String {
        guard let share, share > 0.01 else { return "" }
        let left = Int(seconds / share * (1 - share)) + 1
        return left < 120 ? "  \(left) s left" : "  \(left / 60) min left"
    }

    /// Takes the line away, for what is printed next.
    func clear() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
