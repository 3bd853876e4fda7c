import HTTPTypes
import TrackerHTTP
import TrackerStore

extension RESTRoutes {
    /// Message-ids of one request.
    private static let mostMessages = 100

    /// `GET /api/patchbay/messages/?msgid=A&msgid=B`: what messages stand for.
    func messageList(_ call: OwnCall) async throws -> Reply {
        let messageIDs = call.query.all("msgid").filter { !$0.isEmpty }
        guard !messageIDs.isEmpty, messageIDs.count <= Self.mostMessages else {
            let limit = Self.mostMessages
            throw APIFailure(.badRequest, "Say which messages: 1 to \(limit) times ?msgid=ID")
        }
        return Reply(try await store.messages(messageIDs).map(MessageRepresentation.init))
    }

    /// `GET /api/patchbay/messages/ID/`: what a message stands for.
    func message(_ call: OwnCall) async throws -> Reply {
        let found = try await store.messages([call.key])
        guard !found.isEmpty else { throw APIFailure.missing("Message") }
        return Reply(found.map(MessageRepresentation.init))
    }
}

private struct MessageRepresentation: Representation {
    let message: MessageMeaning

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("msgid", message.messageID)
        fields.write("project", message.project)
        fields.write("kind", message.kind.rawValue)
        fields.write("id", message.id)
        fields.write("url", url(links))
        fields.write("date", APIDate(message.date))
        fields.write("series", message.series)
        fields.write("parent", message.parent.map(Parent.init))
    }

    private func url(_ links: Links) -> String {
        if let parent = message.parent { return links.comment(message.id, on: parent) }
        return message.kind == .cover ? links.cover(message.id) : links.patch(message.id)
    }

    private struct Parent: Representation {
        let parent: CommentParent

        func writeFields(to fields: inout FieldWriter) {
            let links = fields.links
            switch parent {
            case .patch(let id):
                fields.write("kind", "patch")
                fields.write("id", id)
                fields.write("url", links.patch(id))
            case .cover(let id):
                fields.write("kind", "cover")
                fields.write("id", id)
                fields.write("url", links.cover(id))
            }
        }
    }
}
