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
    /// What has to be applied first, in the order of its naming, each once.
    public var prerequisites: [Prerequisite] = []

    /// Hexadecimal digits of git's patch-id of the patches that have to be applied first.
    public var prerequisitePatches: [String] {
        prerequisites.compactMap { if case .patch(let id) = $0.target { id } else { nil } }
    }

    /// The changes that have to be applied first.
    public var prerequisiteChanges: [PrerequisiteChange] {
        prerequisites.compactMap { if case .change(let change) = $0.target { change } else { nil } }
    }

    /// Message ids, without angle brackets, of what `Based-on:` and `prerequisite-message-id` name.
    public var basedOn: [String] {
        prerequisites.compactMap { named in
            guard named.word != .dependsOn, case .message(let id) = named.target else { return nil }
            return id
        }
    }

    /// So many earlier versions are taken, and so many prerequisites; later ones are left out.
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
        case .prerequisite(let word):
            for target in note.targets(of: word) where prerequisites.count < Self.limit {
                let named = Prerequisite(word, target)
                if !prerequisites.contains(named) { prerequisites.append(named) }
            }
        }
    }

    private mutating func add(_ ids: [String], to list: WritableKeyPath<SeriesNotes, [String]>) {
        for id in ids where self[keyPath: list].count < Self.limit {
            if !self[keyPath: list].contains(id) { self[keyPath: list].append(id) }
        }
    }
}

/// A line of the kind `base-commit: 0123…`: a key at its start and a value.
private struct NoteLine {
    enum Key {
        case changeID, baseCommit, supersedes
        case prerequisite(Prerequisite.Word)
    }

    let key: Key
    let value: ArraySlice<UInt8>

    private static let keys: [(name: [UInt8], key: Key)] = {
        var keys: [(String, Key)] = [
            ("change-id", .changeID), ("base-commit", .baseCommit), ("supersedes", .supersedes),
        ]
        keys += Prerequisite.Word.allCases.map { ($0.rawValue, Key.prerequisite($0)) }
        return keys.map { (name: Array("\($0.0):".utf8), key: $0.1) }
    }()

    init?(_ line: ArraySlice<UInt8>) {
        switch line.first?.lowercase {
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "p"),
            UInt8(ascii: "s"):
            break
        default: return nil
        }
        guard let (name, key) = Self.keys.first(where: { line.hasPrefix(anyCase: $0.name) }) else {
            return nil
        }
        self.key = key
        value = line.dropFirst(name.count).prefix(NamedMessage.lineLimit).trimmed()
    }

    func targets(of word: Prerequisite.Word) -> [Prerequisite.Target] {
        switch word {
        case .dependsOn, .basedOn, .messageID: value.namedTargets
        case .patchID: value.hexadecimalWord.map { [.patch($0)] } ?? []
        case .changeID:
            value.plainWord.flatMap { PrerequisiteChange($0) }.map { [.change($0)] } ?? []
        }
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
