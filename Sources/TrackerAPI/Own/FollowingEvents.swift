import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `GET /api/patchbay/events/?since_id=N`: events behind a cursor, without gaps.
    func eventsBehindCursor(_ call: OwnCall) async throws -> Reply {
        let cursor = try Self.cursor(call.query)
        let seconds = try Self.number(call.query, "wait", standard: 0, largest: 30)
        var page = try await eventPage(cursor)
        if page.events.isEmpty, !page.hasMore, seconds > 0 {
            page =
                try await eventWait.wait(seconds: Int(seconds)) {
                    // From where the first look ended: nothing before it interests the client.
                    guard try await store.newestEvent() > page.next else { return nil }
                    var later = cursor
                    later.sinceID = page.next
                    page = try await eventPage(later)
                    return page.events.isEmpty && !page.hasMore ? nil : page
                } ?? page
        }
        return Reply(EventPageRepresentation(page: page))
    }

    private func eventPage(_ cursor: EventCursor) async throws -> EventPage {
        guard let page = try await store.events(behind: cursor) else {
            throw APIFailure.field("project", "There is no such project.")
        }
        return page
    }

    private static func cursor(_ query: Query) throws -> EventCursor {
        var cursor = EventCursor()
        cursor.sinceID = try number(query, "since_id", standard: 0, largest: .max)
        cursor.limit = Int(try number(query, "limit", standard: 100, largest: 500))
        guard cursor.limit > 0 else {
            throw APIFailure.field("limit", "A number from 1 to 500 is required.")
        }
        let words = query.all("category")
        if !words.isEmpty { cursor.categories = try words.map(category) }
        var values = QueryValues(query)
        cursor.projects = values.references("project")
        return cursor
    }

    private static func category(_ word: String) throws -> EventCategory {
        guard let category = EventCategory(rawValue: word) else {
            let words = EventCategory.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIFailure.field("category", "There is no such category, only: \(words).")
        }
        return category
    }

    private static func number(
        _ query: Query,
        _ key: String,
        standard: Int64,
        largest: Int64
    ) throws -> Int64 {
        guard let text = query.last(key) else { return standard }
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let number = Int64(text), number <= largest
        else { throw APIFailure.field(key, "A number from 0 to \(largest) is required.") }
        return number
    }
}

private struct EventPageRepresentation: Representation {
    let page: EventPage

    func writeFields(to fields: inout FieldWriter) {
        fields.write(
            "events",
            page.events.map { OwnEventRepresentation(event: $0, members: page.members) }
        )
        fields.write("next_since_id", page.next)
        fields.write("has_more", page.hasMore)
    }
}

/// An event as the compatible part has it, with the ids of relations.
private struct OwnEventRepresentation: Representation {
    let event: EventRecord
    let members: [Int64: [Int64]]

    func writeFields(to fields: inout FieldWriter) {
        guard event.category == .patchRelationChanged else {
            return EventRepresentation(event: event).writeFields(to: &fields)
        }
        EventRepresentation.writeHead(of: event, to: &fields)
        fields.write("payload", RelationPayload(event: event, members: members))
    }

    private struct RelationPayload: Representation {
        let event: EventRecord
        let members: [Int64: [Int64]]

        func writeFields(to fields: inout FieldWriter) {
            fields.write("patch", event.patch.map(EmbeddedPatch.init))
            fields.write("previous_relation", event.previousRelation)
            fields.write("current_relation", event.currentRelation)
            let all = event.currentRelation.flatMap { members[$0] } ?? []
            fields.write("related", all.filter { $0 != event.patch?.id })
        }
    }
}
