import Foundation

/// A line on a terminal that is drawn again and again; in a pipe it is silent.
struct ProgressLine {
    private let isShown = Terminal.isWatched
    private let start = Date()
    private var lastShare = -1.0

    /// `  45 % ━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  12,345 mails  2,310/s  6 s left`
    mutating func draw(share: Double, count: Int, unit: String) {
        guard isShown, share - lastShare >= 0.002 || share >= 1 else { return }
        lastShare = share
        let seconds = Date().timeIntervalSince(start)
        let width = 24
        let done = min(width, max(0, Int(share * Double(width))))
        let bar = String(repeating: "━", count: done) + String(repeating: "╌", count: width - done)
        let rate = seconds > 0 ? Int(Double(count) / seconds) : 0
        let left = share > 0.01 ? "  \(Int(seconds / share * (1 - share)) + 1) s left" : ""
        let line =
            "\r\(Int(share * 100)) % \(bar)  \(Terminal.grouped(count)) \(unit)"
            + "  \(Terminal.grouped(rate))/s\(left)\u{1B}[K"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// Takes the line away, for what is printed next.
    func clear() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
