/// Who a trailer names: `Ada <ada@example.org> # on a quay` is Ada, with an address.
///
/// People change their addresses, and spell their names in several ways; one of both is enough to
/// know them again.
struct TrailerPerson: Hashable, Sendable {
    /// In small letters; `nil` where there is none.
    let address: String?
    /// In small letters, with single blanks and without quotes; `nil` where there is none.
    let name: String?

    init(_ value: String) {
        let bytes = Array(value.utf8)[...]
        let open = bytes.firstIndex(of: UInt8(ascii: "<"))
        let close = open.flatMap { bytes[$0...].firstIndex(of: UInt8(ascii: ">")) }
        if let open, let close {
            address = Self.text(bytes[(open + 1)..<close])
            name = Self.text(bytes[..<open])
        } else {
            let whole = bytes.prefix { $0 != UInt8(ascii: "#") }.trimmed()
            let isAddress = whole.contains(UInt8(ascii: "@")) && !whole.contains(.space)
            address = isAddress ? Self.text(whole) : nil
            name = isAddress ? nil : Self.text(whole)
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        let kept = bytes.filter { $0 != UInt8(ascii: "\"") }
        let text = String(decoding: kept[...].withSingleSpaces(), as: UTF8.self).lowercased()
        return text.isEmpty ? nil : text
    }
}
