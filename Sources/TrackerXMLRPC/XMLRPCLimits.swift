/// How much of anything a call may have. What is beyond is answered with a fault.
enum XMLRPCLimits {
    /// Bytes of a call: no client sends more than a few hundred.
    static let bytes = 1 << 20
    /// Elements within each other. A list in a struct takes ten.
    static let depth = 64
    /// Values of all kinds, members of structs and arrays included. The databases take 32,766 in one
    /// statement.
    static let values = 10_000
    /// Characters of the name of a method.
    static let methodName = 255
    /// Rows of a list that are read and written at a time; longer lists are sent in pieces.
    static let rowsAPiece = 500
    /// Characters of a check's context or a patch's commit, as in the REST API.
    static let longName = 255
    /// Characters of a check's target URL, as in the REST API.
    static let targetURL = 200
}
