import CExpat
import Glibc

/// A call as a client sends it: the name of a method, and values.
struct MethodCall: Hashable, Sendable {
    let method: String
    let values: [RPCValue]

    /// Reads a call from XML.
    ///
    /// Document type declarations are refused, so that no entity but the five of XML can be used.
    ///
    /// - Throws: ``RPCFault`` for what is no call or beyond a limit; ``ExpatLibrary/Failure``.
    init(parsing bytes: [UInt8]) throws {
        guard bytes.count <= XMLRPCLimits.bytes else {
            throw RPCFault("a call has at most \(XMLRPCLimits.bytes) bytes")
        }
        let expat = try ExpatLibrary.calls()
        guard let parser = expat.create(nil) else {
            throw ExpatLibrary.Failure(description: "expat has no memory")
        }
        defer { expat.free(parser) }
        let reader = CallReader { _ = expat.stop(parser, 0) }
        let status = withExtendedLifetime(reader) {
            Self.parse(bytes, by: parser, of: expat, into: reader)
        }
        if let fault = reader.fault { throw fault }
        guard status == XML_STATUS_OK else { throw Self.fault(of: parser, expat) }
        self = try reader.call()
    }

    init(method: String, values: [RPCValue]) {
        self.method = method
        self.values = values
    }

    private static func parse(
        _ bytes: [UInt8],
        by parser: XML_Parser,
        of expat: expat_calls,
        into reader: CallReader
    ) -> XML_Status {
        expat.setUserData(parser, Unmanaged.passUnretained(reader).toOpaque())
        expat.setElementHandler(
            parser,
            { pointer, tag, _ in CallReader.of(pointer)?.start(CallReader.text(tag)) },
            { pointer, _ in CallReader.of(pointer)?.end() }
        )
        expat.setCharacterDataHandler(parser) { CallReader.of($0)?.add($1, count: Int($2)) }
        expat.setStartDoctypeHandler(parser) { pointer, _, _, _, _ in
            CallReader.of(pointer)?.refuse("a document type declaration is not allowed")
        }
        return bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return expat.parse(parser, start, Int32(clamping: buffer.count), 1)
        }
    }

    /// `not well-formed (invalid token): line 1, column 3`, as Python's expat says it.
    private static func fault(of parser: XML_Parser, _ expat: expat_calls) -> RPCFault {
        let words = expat.errorString(expat.errorCode(parser)).map { String(cString: $0) }
        return RPCFault(
            "\(words ?? "not XML"): line \(expat.line(parser)), column \(expat.column(parser))"
        )
    }
}
