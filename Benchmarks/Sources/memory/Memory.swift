import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers every request with the same bytes: what the HTTP library takes by itself.
///
/// `memory PORT FILE` serves the file, with as many header fields as an answer of the API has.
@main
struct Memory {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]),
            let bytes = FileManager.default.contents(atPath: CommandLine.arguments[2])
        else {
            print("usage: memory PORT FILE")
            exit(64)
        }
        var logger = Logger(label: "memory")
        logger.logLevel = .error
        let app = Application(
            responder: SameBytes(body: ByteBuffer(bytes: bytes)),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                serverName: nil
            ),
            logger: logger
        )
        try await app.runService()
    }
}

struct SameBytes: HTTPResponder {
    typealias Context = BasicRequestContext
    let body: ByteBuffer

    func respond(to request: Request, context: Context) async throws -> Response {
        let headers: HTTPFields = [
            .contentType: "application/json", .allow: "GET, HEAD, OPTIONS",
            .vary: "Accept, Authorization, Cookie", .xContentTypeOptions: "nosniff",
            .eTag: "\"0123456789abcdef0123456789abcdef\"", .cacheControl: "private, no-cache",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
