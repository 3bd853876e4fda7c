import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// Patchbay's own part of the API, below `/api/patchbay/`: what no other tracker has.
extension RESTRoutes {
    /// Answers a request to the own part.
    ///
    /// - Returns: `nil` if the path is not below `/api/patchbay/`.
    func ownAnswer(to request: Request) async throws -> Answer? {
        guard request.segments.starts(with: ["api", "patchbay"]) else { return nil }
        guard request.segments.dropFirst(2).elementsEqual(["mails"]) else {
            return Self.own(Detail(text: "Not found."), .notFound)
        }
        guard request.method == .get || request.method == .head else {
            let detail = Detail(text: "Method \"\(request.method.rawValue)\" not allowed.")
            var answer = Self.own(detail, .methodNotAllowed)
            answer.headers[.allow] = "GET, HEAD"
            return answer
        }
        return try await mailFates(request)
    }

    /// `GET /api/patchbay/mails/?msgid=ID`: what became of a message.
    private func mailFates(_ request: Request) async throws -> Answer {
        guard let messageID = request.query.last("msgid"), !messageID.isEmpty else {
            return Self.own(Detail(text: "Say which mail: ?msgid=MESSAGE-ID"), .badRequest)
        }
        let links = Links(
            origin: "\(request.scheme)://\(request.host)",
            version: nil,
            format: nil
        )
        let fates = try await store.fates(of: messageID)
        return Self.own(fates.map(MailFateRepresentation.init), .ok, links: links)
    }

    static func own(
        _ value: some FieldValue,
        _ status: HTTPResponse.Status,
        links: Links = Links(origin: "", version: nil, format: nil)
    ) -> Answer {
        var writer = FieldWriter(version: .newest, links: links)
        value.write(to: &writer)
        return Answer(
            status,
            headers: [
                .contentType: "application/json", .xContentTypeOptions: "nosniff",
            ],
            body: writer.json.bytes
        )
    }
}

/// What became of one delivery of a message, in one project.
struct MailFateRepresentation: Representation {
    let fate: MailFate

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", fate.mailID)
        fields.write("msgid", fate.messageID)
        fields.write("received", APIDate(fate.received))
        fields.write("source", fate.source)
        fields.write("size", fate.size)
        fields.write("project", fate.project)
        fields.write("outcome", fate.outcome.rawValue)
        fields.write("reason", fate.reason)
        fields.write("url", Self.url(of: fate.became, links))
    }

    private static func url(of became: MailFate.Became?, _ links: Links) -> String? {
        switch became {
        case .patch(let id): links.patch(id)
        case .cover(let id): links.cover(id)
        case .comment(let id, let parent): links.comment(id, on: parent)
        case nil: nil
        }
    }
}
