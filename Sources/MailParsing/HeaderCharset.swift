/// The charset of a stretch of a header, and how Python would encode that stretch again.
///
/// Patchwork shows headers as Python's `email` re-encodes them, so the names and the choice between
/// the `q` and `b` encodings are part of its interface.
struct HeaderCharset {
    enum WordEncoding {
        case q
        case b
        /// Whichever is shorter; `q` if both are as long.
        case shortest
    }

    /// What the bytes mean.
    private enum Meaning {
        case ascii
        case charset(Charset)
        /// Bytes that are no text: each one beyond ASCII is unreadable, as far as the charset tells.
        case damaged(Charset?)
    }

    /// The name after aliases are resolved; neighbours of the same name are joined.
    let name: String
    /// Whether the stretch was no encoded word, but plain text.
    let isPlain: Bool
    private let meaning: Meaning
    /// The name in the encoded words made from the stretch.
    let label: String
    let encoding: WordEncoding
    /// The charset of those encoded words, and the length of its name where Python folds by it.
    let outputName: String

    static let plain = HeaderCharset(name: "us-ascii", isPlain: true, meaning: .ascii)
    static let unknown = HeaderCharset(name: "unknown-8bit", isPlain: true, meaning: .damaged(nil))
    static let rawUTF8 = HeaderCharset(
        name: "utf-8",
        isPlain: true,
        meaning: Charset(named: "utf-8").map(Meaning.charset) ?? .damaged(nil)
    )

    /// A charset by its name in an encoded word.
    init(named declaredName: String) {
        let base = declaredName.prefix { $0 != "*" }
        let name = Self.aliases[String(base)] ?? String(base)
        if name.isEmpty || name == "us-ascii" {
            self = HeaderCharset(name: "us-ascii", isPlain: false, meaning: .ascii)
        } else if let charset = Charset(named: name) {
            self = HeaderCharset(name: name, isPlain: false, meaning: .charset(charset))
        } else {
            self = HeaderCharset(name: "unknown-8bit", isPlain: false, meaning: .damaged(nil))
        }
    }

    private init(name: String, isPlain: Bool, meaning: Meaning) {
        self.name = name
        self.isPlain = isPlain
        self.meaning = meaning
        outputName = Self.isJapanese.contains(name) ? "iso-2022-jp" : name
        label = Self.labels[outputName] ?? outputName
        encoding = Self.encodings[name] ?? .shortest
    }

    var isASCII: Bool { name == "us-ascii" }

    /// Whether the bytes are kept as they are, because no charset makes them text.
    var isUnknown: Bool { name == "unknown-8bit" }

    /// The same charset after its bytes turned out to be wrong.
    var failed: HeaderCharset {
        guard case .charset(let charset) = meaning else { return .unknown }
        return HeaderCharset(name: "unknown-8bit", isPlain: isPlain, meaning: .damaged(charset))
    }

    func canDecode(_ bytes: ArraySlice<UInt8>) -> Bool {
        switch meaning {
        case .ascii: bytes.isASCII
        case .charset(let charset): charset.decode(bytes) != nil
        case .damaged: false
        }
    }

    func decode(_ bytes: ArraySlice<UInt8>) -> String {
        switch meaning {
        case .ascii: bytes.text
        case .charset(let charset): charset.decodeReplacing(bytes)
        case .damaged(let charset): charset?.decodeReplacing(bytes) ?? Charset.unknown(bytes)
        }
    }

    private static let isJapanese: Set<String> = ["euc-jp", "shift_jis"]

    private static let labels = ["gb2312": "eucgb2312_cn", "big5": "big5_tw"]

    private static let aliases: [String: String] = {
        var names = [
            "cp949": "ks_c_5601-1987", "euc_jp": "euc-jp", "euc_kr": "euc-kr", "ascii": "us-ascii",
        ]
        let latins = [1: 1, 2: 2, 3: 3, 4: 4, 5: 9, 6: 10, 7: 13, 8: 14, 9: 15, 10: 16]
        for (latin, part) in latins {
            names["latin_\(latin)"] = "iso-8859-\(part)"
            names["latin-\(latin)"] = "iso-8859-\(part)"
        }
        return names
    }()

    private static let encodings: [String: WordEncoding] = {
        var encodings: [String: WordEncoding] = [
            "windows-1252": .q, "viscii": .q, "big5": .b, "gb2312": .b, "euc-jp": .b,
            "shift_jis": .b, "iso-2022-jp": .b, "koi8-r": .b,
        ]
        for part in [1, 2, 3, 4, 9, 10, 13, 14, 15, 16] { encodings["iso-8859-\(part)"] = .q }
        return encodings
    }()
}
