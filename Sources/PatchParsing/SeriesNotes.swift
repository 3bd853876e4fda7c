/// What the message of a cover letter or patch says about its series for programs: which change it
/// is a version of, what it replaces, and what it is based on.
///
///     change-id: 20240304-quota-fix-0123456789ab
///     Supersedes: <20240304.1@example.org>
///     base-commit: 0123456789abcdef0123456789abcdef01234567
public struct SeriesNotes: Hashable, Sendable {
    /// The `change-id` of b4: the same in all versions of a series. Also the `Change-Id` of Gerrit,
    /// which is the same in all versions of a patch.
    public var changeID: String?
    /// Message ids, without angle brackets, of earlier versions, in the order of their naming: of
    /// `Supersedes:` lines and of links in lists of changes ("v1: https://lore.kernel.org/r/…").
    public var earlier: [String] = []
    /// The commit that it applies to, as hexadecimal digits.
    public var baseCommit: String?
    /// `prerequisite-patch-id`: hexadecimal digits of git's patch-id, in the order of applying.
    public var prerequisitePatches: [String] = []
    /// `prerequisite-change-id: ID:vN`, and `prerequisite-message-id`/`Based-on:` below.
    public var prerequisiteChanges: [PrerequisiteChange] = []
    /// Message ids, without angle brackets, of what `Based-on:` and `prerequisite-message-id` name.
    public var basedOn: [String] = []

    /// So many message ids are taken of each kind, and so many prerequisites; later ones are left out.
    public static let limit = 200

    /// Notes of a message that says nothing of the kind.
    public init() {}

    /// Reads the notes in the text of a mail; linear in its size.
    ///
    /// Quoted lines (`> …`) do not count. Of several change-ids and base commits the last one counts,
    /// since tools write them at the end.
    public init(_ message: String) {
        var links = EarlierLinks()
        for line in TextLines(message) where line.first != UInt8(ascii: ">") {
            let line = line.withoutCarriageReturn
            if let note = NoteLine(line) { read(note) }
            links.read(line)
        }
        add(links.messageIDs, to: \.earlier)
    }

    private mutating func read(_ note: NoteLine) {
        switch note.key {
        case .changeID: changeID = note.value.plainWord?.text ?? changeID
        case .baseCommit: baseCommit = note.value.hexadecimalWord ?? baseCommit
        case .supersedes: add(note.value.namedMessageIDs, to: \.earlier)
        case .basedOn: add(note.value.namedMessageIDs, to: \.basedOn)
        case .prerequisitePatch:
            guard prerequisitePatches.count < Self.limit, let id = note.value.hexadecimalWord
            else { return }
            prerequisitePatches.append(id)
        case .prerequisiteChange:
            guard prerequisiteChanges.count < Self.limit, let word = note.value.plainWord,
                let change = PrerequisiteChange(word)
            else { return }
            prerequisiteChanges.append(change)
        }
    }

    private mutating func add(_ ids: [String], to list: WritableKeyPath<SeriesNotes, [String]>) {
        for id in ids where self[keyPath: list].count < Self.limit {
            if !self[keyPath: list].contains(id) { self[keyPath: list].append(id) }
        }
    }
}

/// A series, in one of its versions, that has to be applied first.
public struct PrerequisiteChange: Hashable, Sendable {
    /// The `change-id` of that series.
    public let changeID: String
    /// The version; `nil` for any.
    public let version: Int?

    /// Makes one from its parts.
    public init(changeID: String, version: Int?) {
        self.changeID = changeID
        self.version = version
    }

    /// Reads `20240304-quota-fix-0123456789ab:v3`.
    fileprivate init?(_ word: ArraySlice<UInt8>) {
        guard let colon = word.lastIndex(of: UInt8(ascii: ":")) else {
            self.init(changeID: word.text, version: nil)
            return
        }
        let mark = word[colon...].dropFirst()
        guard colon > word.startIndex, mark.first?.lowercase == UInt8(ascii: "v") else {
            return nil
        }
        self.init(changeID: word[..<colon].text, version: mark.dropFirst().wholeNumber)
    }
}

/// A line of the kind `base-commit: 0123…`: a key at its start and a value.
private struct NoteLine {
    enum Key {
        case changeID, baseCommit, supersedes, basedOn, prerequisitePatch, prerequisiteChange
    }

    let key: Key
    let value: ArraySlice<UInt8>

    private static let keys: [(name: [UInt8], key: Key)] = [
        (Array("change-id:".utf8), .changeID), (Array("base-commit:".utf8), .baseCommit),
        (Array("supersedes:".utf8), .supersedes), (Array("based-on:".utf8), .basedOn),
        (Array("prerequisite-patch-id:".utf8), .prerequisitePatch),
        (Array("prerequisite-change-id:".utf8), .prerequisiteChange),
        (Array("prerequisite-message-id:".utf8), .basedOn),
    ]

    init?(_ line: ArraySlice<UInt8>) {
        switch line.first?.lowercase {
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "p"), UInt8(ascii: "s"): break
        default: return nil
        }
        guard let (name, key) = Self.keys.first(where: { line.hasPrefix(anyCase: $0.name) }) else {
            return nil
        }
        self.key = key
        value = line.dropFirst(name.count).prefix(NamedMessage.lineLimit).trimmed()
    }
}

extension ArraySlice<UInt8> {
    /// The whole text, if it is one word of at most 255 bytes that is safe to show anywhere.
    fileprivate var plainWord: ArraySlice<UInt8>? {
        guard (1...NamedMessage.idLimit).contains(count) else { return nil }
        let isPlain = allSatisfy { $0 > .space && $0 < 0x7F && $0 != UInt8(ascii: "<") }
        return isPlain ? self : nil
    }

    /// The first word in small letters, if it is a hash of 7 to 64 hexadecimal digits.
    fileprivate var hexadecimalWord: String? {
        let word = firstWord()
        guard (7...64).contains(word.count), word.allSatisfy(\.isHexadecimalDigit) else {
            return nil
        }
        return word.map(\.lowercase)[...].text
    }

    /// The message ids that the value of a note names.
    fileprivate var namedMessageIDs: [String] {
        split { $0 == .space || $0 == UInt8(ascii: ",") || $0 == 0x09 }
            .compactMap { NamedMessage(word: $0, allowsBare: true)?.id }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lowercase)
    }
}
