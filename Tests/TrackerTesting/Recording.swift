import Foundation
import Synchronization

/// Writes down what tests ask and what is answered, where `PATCHBAY_RECORD` names a folder, so that
/// Tests/openapi/examine.py can hold it against the OpenAPI document.
package enum Recording {
    /// One request and its answer.
    private struct Exchange: Encodable {
        let method: String
        let target: String
        let status: Int
        let headers: [String: String]
        let body: String
    }

    private static let lock = Mutex(())
    private static let file: FileHandle? = {
        guard let folder = ProcessInfo.processInfo.environment["PATCHBAY_RECORD"] else {
            return nil
        }
        let path = "\(folder)/\(UUID().uuidString).jsonl"
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { return nil }
        return handle
    }()

    /// Writes one exchange down, if anybody wants it.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query as they were sent.
    ///   - status: The status of the answer.
    ///   - headers: Its headers; their names in any case.
    ///   - body: Its body.
    package static func add(
        _ method: String,
        _ target: String,
        status: Int,
        headers: [(name: String, value: String)],
        body: some Collection<UInt8>
    ) {
        guard let file else { return }
        let exchange = Exchange(
            method: method,
            target: target,
            status: status,
            headers: Dictionary(headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in
                first
            },
            body: String(decoding: body, as: UTF8.self)
        )
        guard var line = try? JSONEncoder().encode(exchange) else { return }
        line.append(0x0A)
        lock.withLock { _ in try? file.write(contentsOf: line) }
    }
}
