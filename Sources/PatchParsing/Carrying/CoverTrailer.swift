/// A trailer in a reply to a cover letter, and the patches it is given to.
///
///     For patches 1-3 and 5:
///     Reviewed-by: Ada <ada@example.org>
///     Tested-by: Ada <ada@example.org> # patch 2
public struct CoverTrailer: Hashable, Sendable {
    /// Some patches of a series.
    public enum Patches: Hashable, Sendable {
        /// All of them.
        case all
        /// Those with these numbers, counted from 1.
        case numbers(Set<Int>)
    }

    /// The trailer.
    public let trailer: Trailer
    /// What it is given to.
    public let patches: Patches

    /// A series with more patches has none that are named by their numbers.
    public static let mostPatches = 1_000

    /// Reads the trailers of a reply; linear in its size.
    ///
    /// The patches are named at the end of the line, behind `#` or in brackets, or in the line right
    /// above the trailers: `For patches 1-3:`, `Patches 2, 4 and 6 are`, `1/7 and 2/7`,
    /// `For the series`, `For the series except patch 3`. Without such a line a trailer is given to
    /// all. One whose patches are not certain (`For the rest:`) is left out.
    ///
    /// - Parameters:
    ///   - reply: The text of the reply.
    ///   - total: How many patches the series has.
    /// - Returns: The trailers in their order.
    public static func all(in reply: String, total: Int) -> [CoverTrailer] {
        guard total > 0 else { return [] }
        var found: [CoverTrailer] = []
        // The last line that is neither empty nor a trailer; read where a trailer follows, since most lines are
        // followed by none.
        var above: ArraySlice<UInt8>?
        var scope: PatchScope?
        for line in TextLines(reply) {
            if line.first == UInt8(ascii: ">") {
                (above, scope) = (nil, nil)
            } else if let trailer = Trailer(line) {
                let read = scope ?? above.map { PatchScope(line: $0, total: total) } ?? .all
                scope = read
                let own = PatchScope(endOf: trailer.value, total: total) ?? read
                if let patches = own.patches(of: total) {
                    found.append(CoverTrailer(trailer: trailer, patches: patches))
                }
            } else if !line.trimmed().isEmpty {
                (above, scope) = (line, nil)
            }
        }
        return found
    }
}
