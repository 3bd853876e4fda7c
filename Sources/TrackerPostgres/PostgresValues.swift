import CPostgres
import TrackerStore

/// The parameters of one call, in the form that libpq takes: numbers and bytes in binary.
struct PostgresValues {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null:
            offsets.append(nil)
            formats.append(0)
        case .integer(let number):
            append(big: number)
            offsets.append(start)
            formats.append(1)
        case .text(let text):
            append(text: text)
            offsets.append(start)
            formats.append(0)
        case .numbers(let numbers):
            append(column: .integers(numbers))
            offsets.append(start)
            formats.append(1)
        case .column(let column):
            append(column: column)
            offsets.append(start)
            formats.append(1)
        case .blob(let blob):
            bytes.append(contentsOf: blob)
            offsets.append(start)
            formats.append(1)
        }
        lengths.append(Int32(clamping: bytes.count - start))
        // Text parameters end with a NUL for libpq.
        bytes.append(0)
    }

    private mutating func append(column: SQLColumn) {
        // The types are bigint, text and bytea.
        switch column {
        case .integers(let numbers):
            append(array: numbers, ofType: 20) { $0.append(big: $1) }
        case .texts(let texts):
            append(array: texts, ofType: 25) { $0.append(text: $1) }
        case .blobs(let blobs):
            append(array: blobs, ofType: 17) { $0.bytes.append(contentsOf: $1) }
        }
    }

    /// The server takes no NUL in a text and would end the value there.
    private mutating func append(text: String) {
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(0) {
                bytes.append(contentsOf: utf8.lazy.filter { $0 != 0 })
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
    }

    /// One dimension, counted from 1; each element has its length before it.
    private mutating func append<Element>(
        array: [Element?],
        ofType type: Int32,
        _ write: (inout PostgresValues, Element) -> Void
    ) {
        let dimensions: Int32 = array.isEmpty ? 0 : 1
        append(big: dimensions)
        append(big: Int32(array.contains { $0 == nil } ? 1 : 0))
        append(big: type)
        guard !array.isEmpty else { return }
        append(big: Int32(clamping: array.count))
        append(big: Int32(1))
        for element in array {
            guard let element else {
                append(big: Int32(-1))
                continue
            }
            let place = bytes.count
            append(big: Int32(0))
            write(&self, element)
            let length = Int32(clamping: bytes.count - place - 4)
            withUnsafeBytes(of: length.bigEndian) { length in
                for (offset, byte) in length.enumerated() { bytes[place + offset] = byte }
            }
        }
    }

    private mutating func append(big number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
            return body(pointers, lengths, formats)
        }
    }
}

/// One row of an answer, in binary form.
struct PostgresRow: SQLRow {
    let pq: libpq_calls
    let result: OpaquePointer
    let number: Int32

    func isNull(_ column: Int) -> Bool {
        pq.isNull(result, number, Int32(truncatingIfNeeded: column)) != 0
    }

    func int(_ column: Int) -> Int64 {
        let bytes = bytes(column)
        guard let first = bytes.first else { return 0 }
        // 8, 4 or 2 bytes in network order, or 1 for a boolean; the first one has the sign.
        let start = bytes.count > 1 ? Int64(Int8(bitPattern: first)) : Int64(first)
        return bytes.dropFirst().reduce(start) { $0 << 8 | Int64($1) }
    }

    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func blob(_ column: Int) -> [UInt8] { [UInt8](bytes(column)) }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let column = Int32(truncatingIfNeeded: column)
        return UnsafeRawBufferPointer(
            start: pq.value(result, number, column),
            count: Int(pq.length(result, number, column))
        )
    }
}
