/// Decides whether a text is the address of something on the web, as Patchwork does for the
/// `target_url` of checks: what people click on must not be `javascript:`.
enum WebAddress {
    private static let schemes = ["http", "https", "ftp", "ftps"]

    /// Whether it is `SCHEME://[USER[:PASSWORD]@]HOST[:PORT][/…]`, with a host that has a dot, is
    /// `localhost`, or is an IP address.
    static func isValid(_ text: String) -> Bool {
        if isPlain(text.utf8) { return true }
        guard !hasBlank(text) else { return false }
        guard let colon = text.firstIndex(of: ":"),
            schemes.contains(text[..<colon].lowercased()), text[colon...].hasPrefix("://")
        else { return false }
        let rest = text[colon...].dropFirst(3)
        var authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at]
            guard !user.isEmpty, !user.contains("@"), user.filter({ $0 == ":" }).count <= 1,
                user.first != ":"
            else { return false }
            authority = authority[at...].dropFirst()
        }
        guard let host = hostWithoutPort(authority) else { return false }
        return isHost(host)
    }

    /// Whether it is plain at a glance: `https://ci.example.org/`, in small letters and digits, and then ASCII.
    /// What is not may be valid nevertheless.
    private static func isPlain(_ text: String.UTF8View) -> Bool {
        guard let start = ["https://", "http://"].first(where: { text.starts(with: $0.utf8) }),
            text.allSatisfy({ 0x21...0x7E ~= $0 })
        else { return false }
        let ends = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        let host = text.dropFirst(start.utf8.count).prefix { !ends.contains($0) }
        guard host.count <= 253 else { return false }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, let top = labels.last, top.count > 1 else { return false }
        return top.allSatisfy(isLetter)
            && labels.allSatisfy {
                1...63 ~= $0.count && $0.allSatisfy { isLetter($0) || 0x30...0x39 ~= $0 }
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }

    private static func hasBlank(_ text: String) -> Bool {
        // Most are plain ASCII, for which nobody need be asked what Unicode says of it.
        if text.utf8.allSatisfy({ 0x21...0x7F ~= $0 }) { return false }
        return text.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
    }

    private static func hostWithoutPort(_ authority: Substring) -> Substring? {
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let port = authority[end...].dropFirst()
            return port.isEmpty || isPort(port) ? authority[...end] : nil
        }
        guard let colon = authority.firstIndex(of: ":") else { return authority }
        return isPort(authority[colon...]) ? authority[..<colon] : nil
    }

    /// `:8080`
    private static func isPort(_ text: Substring) -> Bool {
        let digits = text.dropFirst()
        return text.first == ":" && (1...5).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func isHost(_ host: Substring) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        if host.first == "[" { return isIPv6(host.dropFirst().dropLast()) }
        if host.lowercased() == "localhost" { return true }
        let name = host.last == "." ? host.dropLast() : host
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy(isLabel) else { return false }
        if labels.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) {
            return labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
        }
        // A top-level domain has two characters at least, and no digits unless it is encoded.
        guard let top = labels.last, top.unicodeScalars.count > 1 else { return false }
        return top.lowercased().hasPrefix("xn--")
            || top.unicodeScalars.allSatisfy { !("0"..."9").contains($0) && $0 != "_" }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.unicodeScalars.count), label.first != "-", label.last != "-"
        else { return false }
        return label.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": true
            default: scalar.value >= 0xA1
            }
        }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        guard (2...45).contains(text.utf8.count), text.contains(":") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
