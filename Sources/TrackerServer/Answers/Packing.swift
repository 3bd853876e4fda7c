import HTTPTypes
import TrackerHTTP

/// Sends pages in fewer bytes to browsers that can read them (RFC 9110 §8.4.1.3).
///
/// Only what people look at: programs are near, ask for little at a time, and would wait for the
/// packing.
enum Packing {
    /// Smaller answers fit into one packet anyway.
    private static let least = 1_400

    private static let packed = [
        "text/html", "text/css", "text/javascript", "application/atom+xml",
    ]

    /// Whether the client reads gzip.
    static func isWanted(by headers: HTTPFields) -> Bool {
        guard let header = headers.value(.acceptEncoding) else { return false }
        return header.split(separator: ",").contains { entry in
            let words = entry.split(separator: ";").map { $0.filter { $0 != " " } }
            guard words.first?.lowercased() == "gzip" else { return false }
            return !words.dropFirst().contains { $0 == "q=0" || $0.hasPrefix("q=0.000") }
        }
    }

    /// The answer, packed where that pays.
    ///
    /// - Parameters:
    ///   - answer: What is to be sent.
    ///   - isWanted: Whether the client reads gzip.
    ///   - effort: How hard to try.
    /// - Returns: An answer of the same meaning.
    static func pack(_ answer: Answer, isWanted: Bool, effort: Gzip.Effort) -> Answer {
        let type = answer.headers.value(.contentType) ?? ""
        guard packed.contains(where: type.hasPrefix), !answer.headers.contains(.contentEncoding)
        else { return answer }
        var packed = answer
        packed.headers[.vary] = [answer.headers[.vary], "Accept-Encoding"].compactMap(\.self)
            .joined(separator: ", ")
        guard isWanted, let gzip = try? Gzip(effort) else { return packed }
        switch answer.body {
        case .bytes(let bytes):
            guard bytes.count >= least, let start = try? gzip.write(bytes),
                let end = try? gzip.finish()
            else { return packed }
            packed.body = .bytes(start + end)
        case .pieces(let next):
            let stream = PackedPieces(gzip, next)
            packed.body = .pieces { try await stream.next() }
        }
        packed.headers[.contentEncoding] = "gzip"
        return packed
    }

    /// Packs a long answer as it is made.
    private actor PackedPieces {
        private let gzip: Gzip
        private let pieces: @Sendable () async throws -> [UInt8]?
        private var isOver = false

        init(_ gzip: sending Gzip, _ pieces: @escaping @Sendable () async throws -> [UInt8]?) {
            self.gzip = gzip
            self.pieces = pieces
        }

        func next() async throws -> [UInt8]? {
            while !isOver {
                guard let piece = try await pieces() else {
                    isOver = true
                    return try gzip.finish()
                }
                let packed = try gzip.write(piece)
                if !packed.isEmpty { return packed }
            }
            return nil
        }
    }
}
