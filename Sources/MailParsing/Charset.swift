/// A way to write text as bytes, by its name in mail: `utf-8`, `ISO-8859-1`, `gb2312`.
///
/// Names are read as Python reads them, without regard to case and punctuation. The common charsets
/// are converted here; glibc's `iconv` converts the others.
struct Charset: Sendable {
    private enum Coding: Sendable {
        case ascii
        case utf8
        case latin1
        case windows1252
        /// A charset of iconv. Where ASCII bytes mean ASCII, most text needs no conversion.
        case other(name: String, containsASCII: Bool)
    }

    private let coding: Coding

    /// A charset that somebody declared; nil if no converter knows it.
    init?(named declaredName: String) {
        guard let name = Self.canonical(declaredName) else { return nil }
        switch name {
        case "utf-8", "utf8", "u8", "utf", "cp65001", "utf-8-sig": coding = .utf8
        case "ascii", "us-ascii", "646", "us", "ansi-x3.4-1968", "ansi-x3.4-1986", "iso646-us",
            "iso-646.irv-1991":
            coding = .ascii
        case "iso-8859-1", "iso8859-1", "latin-1", "latin1", "latin", "l1", "8859", "iso8859",
            "cp819", "iso-8859-1-1987", "iso-ir-100":
            coding = .latin1
        case "windows-1252", "cp1252", "1252", "x-cp1252": coding = .windows1252
        default:
            let iconvName = Self.iconvNames[name] ?? name
            guard !Self.refused.contains(iconvName), IconvConverter(from: iconvName) != nil else {
                return nil
            }
            let containsASCII = !Self.withoutASCII.contains { iconvName.hasPrefix($0) }
            coding = .other(name: iconvName, containsASCII: containsASCII)
        }
    }

    /// The text, or nil if the bytes are none in this charset.
    func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        switch coding {
        case .ascii: bytes.isASCII ? bytes.text : nil
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .latin1: Self.latin1(bytes)
        case .windows1252: Self.windows1252(bytes)
        case .other(_, true) where bytes.isASCII: bytes.text
        case .other(let name, _):
            IconvConverter(from: name)?.convert(bytes)
                .flatMap { String(validating: $0, as: UTF8.self) }
        }
    }

    /// The text, with U+FFFD for what the bytes do not say.
    func decodeReplacing(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = decode(bytes) { return text }
        if case .utf8 = coding { return bytes.text }
        return Self.unknown(bytes)
    }

    /// Text of no known charset: UTF-8 if it is that, else windows-1252, else ISO-8859-1.
    static func guess(_ bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? windows1252(bytes) ?? latin1(bytes)
    }

    /// ASCII text in which each other byte becomes U+FFFD.
    static func unknown(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 < 0x80 ? UInt16($0) : 0xFFFD }, as: UTF16.self)
    }

    private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.isASCII ? bytes.text : String(decoding: bytes.map(UInt16.init), as: UTF16.self)
    }

    private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String? {
        if bytes.isASCII { return bytes.text }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        for byte in bytes {
            let unit =
                (0x80..<0xA0).contains(byte) ? windows1252Specials[Int(byte) - 0x80] : UInt16(byte)
            guard unit > 0 || byte == 0 else { return nil }
            units.append(unit)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The name by which iconv knows a charset.
    static func iconvName(_ declaredName: String) -> String? {
        canonical(declaredName).map { iconvNames[$0] ?? $0 }
    }

    /// What windows-1252 has between 0x80 and 0x9F; 0 where it has nothing.
    private static let windows1252Specials: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// The name in lower case with hyphens; nil if it is no name.
    ///
    /// iconv gives a meaning to the empty name and to slashes, and mail must not choose it.
    private static func canonical(_ name: String) -> String? {
        var result: [UInt8] = []
        // RFC 2231, section 5: a language may follow the charset, as in `utf-8*en`.
        for byte in name.utf8 where byte != .space {
            guard byte != UInt8(ascii: "*") else { break }
            let isPunctuation = byte == .underscore || byte == .hyphen || byte == .colon
            let isKnown =
                byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || isPunctuation
            guard isKnown, result.count < 40 else { return nil }
            result.append(isPunctuation ? .hyphen : byte.lowercased)
        }
        return result.isEmpty ? nil : result.text
    }
}

extension Charset {
    /// Names that glibc does not know, or understands otherwise than mail programs do.
    fileprivate static let iconvNames: [String: String] = {
        var names = [
            "gb2312": "gbk", "eucgb2312-cn": "gbk", "euc-cn": "gbk", "x-gbk": "gbk",
            "gb18030-2000": "gb18030",
            "big5-tw": "big5", "x-big5": "big5", "x-x-big5": "big5", "big5-hkscs": "big5-hkscs",
            "ks-c-5601": "cp949", "ks-c-5601-1987": "cp949", "ksc5601": "cp949", "euc-kr": "cp949",
            "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms-kanji": "cp932",
            "eucjp": "euc-jp", "x-euc-jp": "euc-jp", "utf7": "utf-7", "utf16": "utf-16",
            "utf32": "utf-32", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
            "iso-8859-6-i": "iso-8859-6", "tis620": "tis-620",
        ]
        for part in 2...16 {
            names["iso8859-\(part)"] = "iso-8859-\(part)"
            names["8859-\(part)"] = "iso-8859-\(part)"
        }
        let latins = [2: 2, 3: 3, 4: 4, 5: 9, 6: 10, 7: 13, 8: 14, 9: 15, 10: 16]
        for (latin, part) in latins {
            names["latin-\(latin)"] = "iso-8859-\(part)"
            names["latin\(latin)"] = "iso-8859-\(part)"
        }
        for page in 1250...1258 {
            names["windows-\(page)"] = "cp\(page)"
            names["x-cp\(page)"] = "cp\(page)"
        }
        return names
    }()

    /// Names that mean something inside glibc only, and converters that hostile input has crashed
    /// (CVE-2021-3326, CVE-2020-27618, CVE-2024-2961).
    fileprivate static let refused: Set<String> = [
        "char", "wchar-t", "internal", "ucs4-internal", "iso-2022-jp-3", "iso2022jp3",
        "iso-2022-cn-ext", "iso2022cnext", "ibm1364", "ibm1371", "ibm1388", "ibm1390", "ibm1399",
    ]

    /// Beginnings of the names of charsets in which ASCII bytes may mean something else.
    fileprivate static let withoutASCII = [
        "utf-7", "utf-16", "utf-32", "ucs", "unicode", "utf16", "utf32", "iso-10646", "csucs",
        "csunicode", "csiso2022", "iso-2022", "iso2022", "hz", "ebcdic", "ibm", "cp0", "cp1026",
        "cp1047", "cp1140", "cp5", "cp2", "cp4", "cp3", "csibm", "osf", "10646", "csebcdic",
    ]
}
