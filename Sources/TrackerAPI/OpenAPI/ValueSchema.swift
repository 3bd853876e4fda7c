/// What a value of the API can be: the part of JSON Schema 2020-12 that the document needs.
indirect enum ValueSchema: Sendable {
    /// A number of a thing, from 1.
    case id
    /// A number from 0.
    case count
    case integer
    case bool
    case null
    /// Text of any length.
    case text
    /// Text of so many characters at most.
    case shortText(Int)
    /// Text that matches a regular expression (ECMA 262); the second is an example.
    case pattern(String, String)
    /// An absolute URL that the server made.
    case url
    /// A moment: ``APIDate``.
    case date
    /// One of a few words.
    case word([String])
    /// A schema of the document, by its name.
    case named(String)
    case nullable(ValueSchema)
    case list(ValueSchema)
    /// A list with so many elements at most.
    case shortList(ValueSchema, Int)
    /// An object with any names, of values of one kind.
    case map(ValueSchema)
    case object([Field])
    /// An object of which the client sends some fields: those that it does not know are ignored.
    case openObject([Field])
    case either([ValueSchema])
    /// Nothing is said about it.
    case anything
}

/// A field of an object.
struct Field: Sendable {
    let name: String
    let schema: ValueSchema
    /// The first version of the compatible part that has it.
    let since: APIVersion
    /// Whether an object may be without it.
    let isOptional: Bool
    /// What it is, where the name does not say it.
    let note: String
    /// A value as JSON, where the one of the schema says too little.
    let example: String?

    init(
        _ name: String,
        _ schema: ValueSchema,
        since: APIVersion = .v1_0,
        optional: Bool = false,
        _ note: String = "",
        example: String? = nil
    ) {
        self.name = name
        self.schema = schema
        self.since = since
        isOptional = optional
        self.note = note
        self.example = example
    }
}

/// A schema of the document with a name of its own.
struct NamedSchema: Sendable {
    let name: String
    let note: String
    let schema: ValueSchema
    /// The first version of the compatible part that has it.
    let since: APIVersion
    /// Whether it belongs to Patchbay's own part.
    var isOwn = false

    init(_ name: String, _ note: String, since: APIVersion = .v1_0, _ schema: ValueSchema) {
        self.name = name
        self.note = note
        self.since = since
        self.schema = schema
    }

    init(_ name: String, _ note: String, since: APIVersion = .v1_0, _ fields: [Field]) {
        self.init(name, note, since: since, .object(fields))
    }
}
