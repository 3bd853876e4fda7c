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
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            offsets.append(start)
            formats.append(1)
        case .text(let text):
            // The server takes no NUL in a text and would end the value there.
            bytes.append(contentsOf: text.utf8.lazy.filter { $0 != 0 })
            offsets.append(start)
            formats.append(0)
        case .numbers(let numbers):
            append(array: numbers)
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

    /// One dimension of BIGINTs without nulls, counted from 1; each has its length before it.
    private mutating func append(array numbers: [Int64]) {
        let typeOfElements: Int32 = 20
        let dimensions: Int32 = numbers.isEmpty ? 0 : 1
        append(big: dimensions)
        append(big: Int32(0))
        append(big: typeOfElements)
        guard !numbers.isEmpty else { return }
        append(big: Int32(clamping: numbers.count))
        append(big: Int32(1))
        for number in numbers {
            append(big: Int32(8))
            append(big: number)
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
