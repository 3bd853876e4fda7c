import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `GET /api/patchbay/mails/?msgid=ID`: what became of a message.
    func mailFates(_ call: OwnCall) async throws -> Reply {
        guard let messageID = call.query.last("msgid"), !messageID.isEmpty else {
            throw APIFailure(.badRequest, "Say which mail: ?msgid=MESSAGE-ID")
        }
        return Reply(try await store.fates(of: messageID).map(MailFateRepresentation.init))
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
