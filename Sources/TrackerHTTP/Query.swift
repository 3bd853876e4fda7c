/// The query of a URL: keys and values in their order, keys repeated as sent.
package struct Query: Hashable, Sendable {
    package var items: [(key: String, value: String)]

    /// More pairs than this are ignored: no client has a use for them.
    private static let limit = 1_000

    /// Reads `project=p&state=new&state=rfc`; a key without `=` has an empty value.
    package init(parsing text: String) {
        items = text.split(separator: "&", maxSplits: Self.limit).prefix(Self.limit).map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                PercentCoding.decode(halves.first ?? "", plusAsBlank: true),
                PercentCoding.decode(halves.count > 1 ? halves[1] : "", plusAsBlank: true)
            )
        }
    }

    /// The last value of the key, as Patchwork reads a key that may stand there once.
    package func last(_ key: String) -> String? { items.last { $0.key == key }?.value }

    /// All values of the key, in their order.
    package func all(_ key: String) -> [String] { items.filter { $0.key == key }.map(\.value) }

    package static func == (one: Query, other: Query) -> Bool {
        one.items.elementsEqual(other.items, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
        for item in items {
            hasher.combine(item.key)
            hasher.combine(item.value)
        }
    }
}
