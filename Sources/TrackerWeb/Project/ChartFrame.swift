/// Axes of a chart, and where a value stands in it: SVG of 520 by 170, so that it needs no script and
/// no style of its own.
struct ChartFrame {
    private let top: Double
    private let step: Double
    private let count: Int

    private static let left = 34.0
    private static let right = 520.0
    private static let ceiling = 20.0
    private static let floor = 150.0

    /// - Parameters:
    ///   - most: The greatest value.
    ///   - count: How many places there are from left to right.
    init(most: Double, count: Int) {
        let step = Self.step(for: most)
        self.step = step
        top = max(step, (most / step).rounded(.up) * step)
        self.count = max(count, 1)
    }

    /// 1, 2 or 5 of a power of ten, so that there are five lines at most.
    private static func step(for most: Double) -> Double {
        var step = 1.0
        var factors = [2.0, 2.5, 2.0]
        while most / step > 5, step < 1e12 {
            let factor = factors.removeFirst()
            step *= factor
            factors.append(factor)
        }
        return step
    }

    private var width: Double { (Self.right - Self.left) / Double(count) }

    private func x(_ index: Int) -> Double { Self.left + width * (Double(index) + 0.5) }

    private func y(_ value: Double) -> Double {
        Self.floor - (Self.floor - Self.ceiling) * min(max(value, 0), top) / top
    }

    /// One digit behind the point is finer than a pixel.
    private func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// The picture with its axes.
    func write(
        title: String,
        _ html: inout HTMLWriter,
        content: (inout HTMLWriter) -> Void
    ) {
        html.element(.svg, .svg("viewBox", "0 0 520 170"), .role("img"), .label(title)) { html in
            html.element(.title, text: title)
            var value = 0.0
            while value <= top {
                let name = value == 0 ? "base" : "ax"
                let height = text(y(value))
                html.element(
                    .line,
                    .class(name),
                    .svg("x1", text(Self.left)),
                    .svg("x2", text(Self.right)),
                    .svg("y1", height),
                    .svg("y2", height)
                ) { _ in }
                write("\(Int(value))", x: 26, y: y(value) + 4, anchor: "end", &html)
                value += step
            }
            content(&html)
        }
    }

    func bar(
        _ index: Int,
        _ value: Double,
        _ name: String,
        title: String,
        _ html: inout HTMLWriter
    ) {
        guard value > 0 else { return }
        html.element(
            .rect,
            .class(name),
            .svg("x", text(x(index) - width * 0.35)),
            .svg("y", text(y(value))),
            .svg("width", text(width * 0.7)),
            .svg("height", text(Self.floor - y(value)))
        ) { $0.element(.title, text: title) }
    }

    /// A line through values; where there is none, it has a gap.
    func line(_ values: [Double?], _ name: String, _ html: inout HTMLWriter) {
        var run: [String] = []
        for (index, value) in (values + [nil]).enumerated() {
            if let value {
                run.append("\(text(x(index))),\(text(y(value)))")
                continue
            }
            if run.count > 1 {
                let points = run.joined(separator: " ")
                html.element(.polyline, .class(name), .svg("points", points)) { _ in }
            }
            run = []
        }
    }

    func point(_ index: Int, _ value: Double, title: String, _ html: inout HTMLWriter) {
        circle("p1", 2.5, index, value, title: title, &html)
    }

    /// A point of the second line.
    func ring(_ index: Int, _ value: Double, title: String, _ html: inout HTMLWriter) {
        circle("p2", 2, index, value, title: title, &html)
    }

    private func circle(
        _ name: String,
        _ radius: Double,
        _ index: Int,
        _ value: Double,
        title: String,
        _ html: inout HTMLWriter
    ) {
        html.element(
            .circle,
            .class(name),
            .svg("cx", text(x(index))),
            .svg("cy", text(y(value))),
            .svg("r", text(radius))
        ) { $0.element(.title, text: title) }
    }

    /// Words below the axis.
    func below(_ index: Int, _ words: String, _ html: inout HTMLWriter) {
        write(words, x: x(index), y: 166, anchor: "middle", &html)
    }

    /// Words above a bar.
    func above(_ index: Int, _ value: Double, _ words: String, _ html: inout HTMLWriter) {
        write(words, x: x(index), y: y(value) - 5, anchor: "middle", name: "lab", &html)
    }

    /// Whether words beside two values would lie upon each other.
    func areNear(_ one: Double, _ other: Double) -> Bool { abs(y(one) - y(other)) < 24 }

    /// Words beside the end of a line.
    func beside(
        _ index: Int,
        _ value: Double,
        _ words: String,
        isMain: Bool,
        isBelow: Bool,
        _ html: inout HTMLWriter
    ) {
        let isLate = x(index) > 440 || isBelow
        write(
            words,
            x: isLate ? x(index) : x(index) + 7,
            y: isBelow ? y(value) + 15 : isLate ? y(value) - 7 : y(value) + 4,
            anchor: isLate ? "middle" : "start",
            name: isMain ? "lab" : nil,
            &html
        )
    }

    private func write(
        _ words: String,
        x: Double,
        y: Double,
        anchor: String,
        name: String? = nil,
        _ html: inout HTMLWriter
    ) {
        let place: [HTMLAttribute] = [
            .svg("x", text(x)), .svg("y", text(y)), .svg("text-anchor", anchor),
        ]
        html.element(.text, (name.map { [.class($0)] } ?? []) + place, text: words)
    }
}
