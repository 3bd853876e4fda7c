/// What a mail names that has to be applied before its series.
///
///     Depends-on: <20240304.1@example.org>
///     Based-on: https://lore.kernel.org/qemu-devel/20240304.1@example.org/
///     prerequisite-change-id: 20240304-quota-fix-0123456789ab:v3
///     prerequisite-patch-id: 0123456789abcdef0123456789abcdef01234567
public struct Prerequisite: Hashable, Sendable {
    /// The word before the colon.
    public enum Word: String, CaseIterable, Sendable {
        case dependsOn = "Depends-on"
        case basedOn = "Based-on"
        case messageID = "prerequisite-message-id"
        case changeID = "prerequisite-change-id"
        case patchID = "prerequisite-patch-id"
    }

    /// What is named.
    public enum Target: Hashable, Sendable {
        /// A mail, by its message-id without angle brackets.
        case message(String)
        /// A web address that names no mail: perhaps that of a series.
        case address(String)
        /// A series, by its change-id.
        case change(PrerequisiteChange)
        /// A patch, by git's patch-id: hexadecimal digits.
        case patch(String)
    }

    /// How it is named.
    public let word: Word
    /// What is named.
    public let target: Target

    /// What stands behind the colon, such as `20240304-quota-fix-0123456789ab:v3`.
    public var text: String {
        switch target {
        case .message(let text), .address(let text), .patch(let text): text
        case .change(let change): change.text
        }
    }

    /// Makes one from its parts.
    public init(_ word: Word, _ target: Target) {
        self.word = word
        self.target = target
    }
}

/// A series, in one of its versions, that has to be applied first.
public struct PrerequisiteChange: Hashable, Sendable {
    /// The `change-id` of that series.
    public let changeID: String
    /// The version; `nil` for any.
    public let version: Int?

    /// `20240304-quota-fix-0123456789ab:v3`
    public var text: String { version.map { "\(changeID):v\($0)" } ?? changeID }

    /// Makes one from its parts.
    public init(changeID: String, version: Int?) {
        self.changeID = changeID
        self.version = version
    }

    /// Reads `20240304-quota-fix-0123456789ab:v3`.
    init?(_ word: ArraySlice<UInt8>) {
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

extension ArraySlice<UInt8> {
    /// Bytes of an address that are kept; longer ones name nothing.
    private static var addressLimit: Int { 500 }

    /// The mails and pages that a value names: `<1@example.org>, https://example.org/series/7/`.
    var namedTargets: [Prerequisite.Target] {
        split { $0 == .space || $0 == UInt8(ascii: ",") || $0 == 0x09 }.compactMap { word in
            if let message = NamedMessage(word: word, allowsBare: true) {
                return .message(message.id)
            }
            return word.namedAddress.map { .address($0.text) }
        }
    }

    private var namedAddress: ArraySlice<UInt8>? {
        let word = withoutPunctuationAround
        guard let start = word.webAddressStart else { return nil }
        let address = word[start...].prefix { $0 != UInt8(ascii: "#") }
        let isPlain = address.allSatisfy { $0 > .space && $0 < 0x7F && $0 != UInt8(ascii: "<") }
        return isPlain && address.count <= Self.addressLimit ? address : nil
    }
}
