import TrackerHTTP
import TrackerModel
import TrackerStore

/// What happened to a series, from left to right: a picture made on the server, with the same as a
/// table for readers of text.
struct SeriesTimeline {
    private let record: SeriesPageRecord
    private let lanes: [Lane]
    private let first: Int64
    private let last: Int64

    /// One kind of thing that happens.
    private struct Lane {
        let name: String
        let style: String
        let dates: [Int64]
    }

    /// Dots of one lane; what lies closer together is one dot.
    private static let columns = 240
    private static let left = 80
    private static let width = 620
    private static let laneHeight = 26

    init(_ record: SeriesPageRecord) {
        self.record = record
        var arrivals = record.patches.map(\.date)
        if let cover = record.cover { arrivals.append(cover.date) }
        let checks =
            record.checks.map(\.date) + record.patchChecks.flatMap { $0.checks.map(\.date) }
        lanes = [
            Lane(name: "Patches", style: "p1", dates: arrivals.sorted()),
            Lane(
                name: "Replies",
                style: "b2",
                dates: (record.comments + record.coverComments).map(\.date).sorted()
            ),
            Lane(name: "Checks", style: "b1", dates: checks.sorted()),
            Lane(name: "Changes", style: "p2", dates: record.history.map(\.date).sorted()),
        ].filter { !$0.dates.isEmpty }
        first = lanes.compactMap(\.dates.first).min() ?? record.date
        last = lanes.compactMap(\.dates.last).max() ?? record.date
    }

    func write(_ html: inout HTMLWriter) {
        guard !lanes.isEmpty else { return }
        html.element(.section, .labelled(by: "h-tl")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("h-tl"), text: "Timeline")
                html.element(.p) { html in
                    html.time(first)
                    html.text(" to ")
                    html.time(last)
                }
            }
            html.element(.figure, .class("chart")) { writePicture(&$0) }
            html.element(.details, .class("fold")) { html in
                html.element(.summary, text: "As a table")
                writeTable(&html)
            }
        }
    }

    private func place(of date: Int64) -> Int {
        guard last > first else { return 0 }
        let share = Double(date &- first) / Double(last &- first)
        return Int((share * Double(Self.columns)).rounded())
    }

    private func writePicture(_ html: inout HTMLWriter) {
        let height = lanes.count * Self.laneHeight + 20
        let words = lanes.map { "\($0.name): \($0.dates.count)" }.joined(separator: ", ")
        html.element(
            .svg,
            .svg("viewBox", "0 0 \(Self.left + Self.width + 20) \(height)"),
            .role("img"),
            .label("Timeline. \(words)")
        ) { html in
            for (index, lane) in lanes.enumerated() {
                write(lane, at: index * Self.laneHeight + Self.laneHeight / 2 + 4, &html)
            }
            writeAxis(at: height - 4, &html)
        }
    }

    private func write(_ lane: Lane, at middle: Int, _ html: inout HTMLWriter) {
        html.element(.text, .svg("x", "0"), .svg("y", "\(middle + 4)"), text: lane.name)
        html.element(
            .line,
            .class("ax"),
            .svg("x1", "\(Self.left)"),
            .svg("x2", "\(Self.left + Self.width)"),
            .svg("y1", "\(middle)"),
            .svg("y2", "\(middle)")
        ) { _ in }
        var dots: [Int: (count: Int, date: Int64)] = [:]
        for date in lane.dates {
            let column = place(of: date)
            dots[column] = ((dots[column]?.count ?? 0) + 1, dots[column]?.date ?? date)
        }
        for (column, dot) in dots.sorted(by: { $0.key < $1.key }) {
            let radius = min(9, 3 + dot.count.bitWidth - dot.count.leadingZeroBitCount)
            html.element(
                .circle,
                .class(lane.style),
                .svg("cx", "\(Self.left + column * Self.width / Self.columns)"),
                .svg("cy", "\(middle)"),
                .svg("r", "\(radius)")
            ) { html in
                let date = Timestamp.minute(ofISO: Timestamp.iso(dot.date))
                html.element(.title, text: "\(lane.name): \(dot.count), \(date)")
            }
        }
    }

    private func writeAxis(at y: Int, _ html: inout HTMLWriter) {
        html.element(
            .text,
            .svg("x", "\(Self.left)"),
            .svg("y", "\(y)"),
            text: String(Timestamp.iso(first).prefix(10))
        )
        guard last > first else { return }
        html.element(
            .text,
            .svg("x", "\(Self.left + Self.width)"),
            .svg("y", "\(y)"),
            .svg("text-anchor", "end"),
            text: String(Timestamp.iso(last).prefix(10))
        )
    }

    /// A row for each day on which something happened.
    private func writeTable(_ html: inout HTMLWriter) {
        var days: [Substring: [Int]] = [:]
        for (index, lane) in lanes.enumerated() {
            for date in lane.dates {
                let day = Timestamp.iso(date).prefix(10)
                days[day, default: [Int](repeating: 0, count: lanes.count)][index] += 1
            }
        }
        html.element(.table, .class("grid")) { html in
            html.columns(["Day"] + lanes.map(\.name), numbers: Set(lanes.map(\.name)))
            html.element(.tbody) { html in
                for (day, counts) in days.sorted(by: { $0.key < $1.key }) {
                    html.element(.tr) { html in
                        html.element(.th, .scope("row"), .class("nw"), text: String(day))
                        for count in counts {
                            html.element(.td, .class("num"), text: count == 0 ? "–" : "\(count)")
                        }
                    }
                }
            }
        }
    }
}
