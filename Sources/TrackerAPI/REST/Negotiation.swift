import HTTPTypes
import TrackerHTTP

/// In which form an answer goes out (rest-api, section 11).
struct Negotiation: Hashable, Sendable {
    enum Format: Hashable, Sendable {
        case json(indentation: Int?)
        case page
    }

    let format: Format
    /// What `?format=` said: it is repeated in all links to the API.
    let override: String?

    /// Without any wish, or where even that wish cannot be read.
    static let standard = Negotiation(format: .json(indentation: nil), override: nil)

    private init(format: Format, override: String?) {
        self.format = format
        self.override = override
    }

    /// - Throws: ``APIFailure`` for an unknown `?format=` (404), or if nothing in `Accept` can be
    ///   had (406).
    init(_ request: Request) throws {
        let accepted = request.headers.value(.accept).map(AcceptedType.list(parsing:)) ?? []
        let override = request.query.last("format")
        switch override {
        case nil, "":
            guard let format = Self.format(accepted) else { throw APIFailure.notAcceptable }
            self.init(format: format, override: nil)
        case "json":
            self.init(format: .json(indentation: Self.indentation(accepted)), override: "json")
        case "api": self.init(format: .page, override: "api")
        default: throw APIFailure.unknownFormat
        }
    }

    /// The more precise types first; among equally precise ones JSON wins. Weights do not count.
    private static func format(_ accepted: [AcceptedType]) -> Format? {
        guard !accepted.isEmpty else { return .json(indentation: nil) }
        for precision in (0...3).reversed() {
            let types = accepted.filter { $0.precision == precision }
            if let json = types.first(where: { $0.matches("application", "json") }) {
                return .json(indentation: json.indentation)
            }
            if types.contains(where: { $0.matches("text", "html") }) { return .page }
        }
        return nil
    }

    private static func indentation(_ accepted: [AcceptedType]) -> Int? {
        accepted.first { $0.matches("application", "json") && $0.indentation != nil }?.indentation
    }
}

/// One entry of an `Accept` header: `application/json; indent=4`.
struct AcceptedType: Hashable, Sendable {
    let type: String
    let subtype: String
    let parameters: [String: String]

    /// More entries than this are ignored.
    private static let limit = 50

    static func list(parsing header: String) -> [AcceptedType] {
        header.split(separator: ",", maxSplits: limit).prefix(limit).compactMap(Self.init(parsing:))
    }

    private init?(parsing entry: Substring) {
        var parts = entry.split(separator: ";").map(Self.trimmed)[...]
        guard let range = parts.popFirst(), !range.isEmpty else { return nil }
        let halves = range.split(separator: "/", maxSplits: 1).map { $0.lowercased() }
        type = halves.first ?? ""
        subtype = halves.count > 1 ? halves[1] : ""
        var parameters: [String: String] = [:]
        for part in parts {
            let pair = part.split(separator: "=", maxSplits: 1).map(Self.trimmed)
            if pair.count == 2 { parameters[pair[0].lowercased()] = String(pair[1]) }
        }
        self.parameters = parameters
    }

    func matches(_ wantedType: String, _ wantedSubtype: String) -> Bool {
        (type == "*" || type == wantedType) && (subtype == "*" || subtype == wantedSubtype)
    }

    /// 0 for `*/*`, 1 for `text/*`, 2 for a type, 3 for a type with parameters.
    var precision: Int {
        if type == "*" { return 0 }
        if subtype == "*" { return 1 }
        return parameters.keys.allSatisfy { $0 == "q" } ? 2 : 3
    }

    /// From 1 to 8; `nil` where the client wants one line.
    var indentation: Int? {
        guard let text = parameters["indent"], let number = Int(text), number > 0 else {
            return nil
        }
        return min(number, 8)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
