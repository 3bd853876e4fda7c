/// What a method returns.
enum MethodReply: Sendable {
    case value(RPCValue)
    /// A list whose rows are read as the client takes them.
    case rows(RowPieces)
}

/// The answer of a list, read and written some rows at a time, so that no answer fills the memory.
actor RowPieces {
    private var rest: ArraySlice<Int64>
    private let read: @Sendable ([Int64]) async throws -> [RPCValue]
    private let report: @Sendable (any Error) -> Void
    private var isOpen = false
    private var isClosed = false

    /// - Parameters:
    ///   - ids: The rows in their order.
    ///   - report: Told when rows cannot be read; then the answer breaks off.
    ///   - read: Reads some of them; a row that is gone is left out.
    init(
        _ ids: [Int64],
        report: @escaping @Sendable (any Error) -> Void,
        _ read: @escaping @Sendable ([Int64]) async throws -> [RPCValue]
    ) {
        rest = ids[...]
        self.report = report
        self.read = read
    }

    /// Whether one piece is all, so that its length can be said beforehand, as the standard of
    /// XML-RPC wants it.
    var fitsOnePiece: Bool { rest.count <= XMLRPCLimits.rowsAPiece }

    /// The next piece of the answer; `nil` behind the last one.
    func next() async throws -> [UInt8]? {
        guard !isClosed else { return nil }
        let ids = Array(rest.prefix(XMLRPCLimits.rowsAPiece))
        rest = rest.dropFirst(XMLRPCLimits.rowsAPiece)
        var writer = ValueWriter()
        if !isOpen {
            writer.open()
            writer.openArray()
            isOpen = true
        }
        do {
            for value in try await read(ids) { writer.writeElement(value) }
        } catch {
            report(error)
            throw error
        }
        if rest.isEmpty {
            writer.closeArray()
            writer.close()
            isClosed = true
        }
        return writer.bytes
    }
}
