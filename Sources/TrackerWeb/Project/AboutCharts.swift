import TrackerModel
import TrackerStore

/// How a project goes, as pictures and as tables.
struct AboutCharts {
    let figures: ProjectFigures

    func write(_ html: inout HTMLWriter) {
        guard !figures.weeks.isEmpty else { return }
        html.element(.section, .labelled(by: "h-health")) { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h2, .id("h-health"), text: "Traffic and review")
                html.element(.p, text: "A year, up to the newest patch. Nobody is ranked.")
            }
            html.element(.div, .class("charts")) { html in
                writeTraffic(&html)
                writeReview(
                    "Days to the first reply",
                    "By somebody else, from when the series was sent.",
                    figures.months.map(\.replies),
                    &html
                )
                writeReview(
                    "Days to a decision",
                    "From a patch to a state that asks for no action, by the month of the decision.",
                    figures.months.map(\.decisions),
                    &html
                )
            }
            writeTable("Traffic as a table", &html, trafficTable)
            writeTable("Review as a table", &html, reviewTable)
        }
    }

    // MARK: Traffic

    private func writeTraffic(_ html: inout HTMLWriter) {
        let weeks = figures.weeks
        let most = weeks.map(\.patches).max() ?? 0
        let chart = ChartFrame(most: Double(most), count: weeks.count)
        let title =
            "Patches and series per week, \(Self.date(weeks.first?.start)) to "
            + "\(Self.date(weeks.last?.start)): at most \(most) patches in a week, "
            + "\(weeks.last?.patches ?? 0) in the last one"
        html.element(.figure, .class("chart")) { html in
            html.element(.figcaption) { html in
                html.element(.h3, text: "Patches and series per week")
                html.element(
                    .p,
                    text: "Pale: patches. Dark: series. The last week may not be over."
                )
            }
            chart.write(title: title, &html) { html in
                for (index, week) in weeks.enumerated() {
                    let words =
                        "week of \(Self.date(week.start)): \(week.patches) patches, "
                        + "\(week.series) series"
                    chart.bar(index, Double(week.patches), "b2", title: words, &html)
                    chart.bar(index, Double(week.series), "b1", title: words, &html)
                    if index % max(1, weeks.count / 4) == 0 {
                        chart.below(index, Self.monthDay(week.start), &html)
                    }
                }
                let peak = weeks.firstIndex { $0.patches == most }
                if let peak, most > 0 { chart.above(peak, Double(most), "\(most)", &html) }
            }
        }
    }

    private func trafficTable(_ html: inout HTMLWriter) {
        html.columns(["Week of", "Patches", "Series"], numbers: ["Patches", "Series"])
        html.element(.tbody) { html in
            for week in figures.weeks {
                html.element(.tr) { html in
                    html.element(.th, .scope("row"), text: Self.date(week.start))
                    html.element(.td, .class("num"), text: week.patches.grouped)
                    html.element(.td, .class("num"), text: week.series.grouped)
                }
            }
        }
    }

    // MARK: Review

    private func writeReview(
        _ name: String,
        _ words: String,
        _ waits: [Waits],
        _ html: inout HTMLWriter
    ) {
        html.element(.figure, .class("chart")) { html in
            html.element(.figcaption) { html in
                html.element(.h3, text: name)
                html.element(.p, text: words)
            }
            guard waits.contains(where: { $0.count > 0 }) else {
                return html.element(.p, .class("dim"), text: "There was none in these months.")
            }
            writePicture(name, waits, &html)
        }
    }

    private func writePicture(_ name: String, _ waits: [Waits], _ html: inout HTMLWriter) {
        let most = waits.compactMap { $0.ninth.map(Self.number) }.max() ?? 0
        let chart = ChartFrame(most: most, count: waits.count)
        let last = waits.last { $0.count > 0 }
        let title =
            "\(name), by month: lately half within \(Self.days(last?.median ?? 0)) days, nine in "
            + "ten within \(Self.days(last?.ninth ?? 0))"
        chart.write(title: title, &html) { html in
            chart.line(waits.map { $0.ninth.map(Self.number) }, "l2", &html)
            chart.line(waits.map { $0.median.map(Self.number) }, "l1", &html)
            for (index, wait) in waits.enumerated() {
                if let median = wait.median, let ninth = wait.ninth {
                    let words =
                        "\(month(index)): half of \(wait.count) within \(Self.days(median)) days, "
                        + "nine in ten within \(Self.days(ninth))"
                    chart.point(index, Self.number(median), title: words, &html)
                    chart.ring(index, Self.number(ninth), title: words, &html)
                }
                if index % max(1, waits.count / 4) == 0 { chart.below(index, month(index), &html) }
            }
            guard let index = waits.lastIndex(where: { $0.count > 0 }), let wait = last else {
                return
            }
            chart.beside(index, Self.number(wait.median ?? 0), "half", isMain: true, &html)
            if wait.ninth != wait.median {
                chart.beside(index, Self.number(wait.ninth ?? 0), "9 in 10", isMain: false, &html)
            }
        }
    }

    private func month(_ index: Int) -> String {
        guard figures.months.indices.contains(index) else { return "" }
        return String(Timestamp.iso(figures.months[index].start).prefix(7))
    }

    private func reviewTable(_ html: inout HTMLWriter) {
        let numbers = [
            "Series", "Replied to", "Half within", "9 in 10 within", "Decisions",
            "Half of them within", "9 in 10 of them within",
        ]
        html.columns(["Month"] + numbers, numbers: Set(numbers))
        html.element(.tbody) { html in
            for (index, month) in figures.months.enumerated() {
                html.element(.tr) { html in
                    html.element(.th, .scope("row"), text: self.month(index))
                    let cells =
                        [Int64(month.sent).grouped, Int64(month.replies.count).grouped]
                        + Self.cells(month.replies)
                        + [Int64(month.decisions.count).grouped] + Self.cells(month.decisions)
                    for cell in cells { html.element(.td, .class("num"), text: cell) }
                }
            }
        }
    }

    private static func cells(_ waits: Waits) -> [String] {
        [waits.median, waits.ninth].map { $0.map { "\(days($0)) d" } ?? "–" }
    }

    private func writeTable(
        _ name: String,
        _ html: inout HTMLWriter,
        _ content: (inout HTMLWriter) -> Void
    ) {
        html.element(.details, .class("fold")) { html in
            html.element(.summary, text: name)
            if name.hasPrefix("Review"),
                figures.months.contains(where: { $0.sent >= Store.reviewLimit })
            {
                html.element(
                    .p,
                    .class("dim"),
                    text:
                        "Of each month the latest \(Store.reviewLimit) series and changes of state."
                )
            }
            html.element(.div, .class("scroll"), .tabindex(0), .role("region"), .label(name)) {
                html in
                html.element(.table, .class("grid"), content: content)
            }
        }
    }

    // MARK: Words

    /// Days with one digit behind the point.
    static func days(_ microseconds: Int64) -> String {
        let tenths = (microseconds + 4_320_000_000) / 8_640_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func number(_ microseconds: Int64) -> Double {
        Double(microseconds) / 86_400_000_000
    }

    private static func date(_ microseconds: Int64?) -> String {
        microseconds.map { String(Timestamp.iso($0).prefix(10)) } ?? ""
    }

    private static func monthDay(_ microseconds: Int64) -> String {
        String(date(microseconds).dropFirst(5))
    }
}
