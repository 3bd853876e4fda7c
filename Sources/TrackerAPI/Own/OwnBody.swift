import Foundation
import HTTPTypes
import TrackerHTTP

/// The JSON object in the body of a request to the own part.
enum OwnBody {
    /// In bytes. The longest that is of use is a token for one project.
    static let limit = 65_536

    /// - Throws: ``APIFailure`` with 413, 415 or 400.
    static func read<Value: Decodable>(_ type: Value.Type, from request: Request) throws -> Value {
        guard request.body.count <= limit else {
            throw APIFailure(.contentTooLarge, "The body is larger than \(limit) bytes.")
        }
        let mediaType = request.headers.value(.contentType) ?? ""
        let name = mediaType.split(separator: ";").first.map { $0.filter { $0 != " " } } ?? ""
        guard name.lowercased() == "application/json" else {
            throw APIFailure(
                .unsupportedMediaType,
                "Unsupported media type \"\(mediaType)\" in request."
            )
        }
        do {
            return try JSONDecoder().decode(type, from: Data(request.body))
        } catch let error as DecodingError {
            throw failure(error)
        }
    }

    private static func failure(_ error: DecodingError) -> APIFailure {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            guard let field = context.codingPath.first else {
                return APIFailure(.badRequest, "Invalid data. Expected a dictionary.")
            }
            return .field(field.stringValue, "This value is of the wrong kind.")
        case .keyNotFound(let key, _): return .field(key.stringValue, "This field is required.")
        default: return APIFailure(.badRequest, "JSON parse error")
        }
    }
}

/// A number or a text, such as the id or the link name of a project.
struct TextOrNumber: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
