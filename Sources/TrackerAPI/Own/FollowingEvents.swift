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

    private static func category(_ word: String) throws -> EventCursor.Category {
        if let category = EventCategory(rawValue: word) { return .common(category) }
        if let category = VersionEventCategory(rawValue: word) { return .version(category) }
        let words =
            EventCategory.allCases.map(\.rawValue) + VersionEventCategory.allCases.map(\.rawValue)
        let all = words.joined(separator: ", ")
        throw APIFailure.field("category", "There is no such category, only: \(all).")
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
            page.events.map { FollowedEventRepresentation(event: $0, members: page.members) }
        )
        fields.write("next_since_id", page.next)
        fields.write("has_more", page.hasMore)
    }
}

private struct FollowedEventRepresentation: Representation {
    let event: FollowedEvent
    let members: [Int64: [Int64]]

    func writeFields(to fields: inout FieldWriter) {
        switch event {
        case .common(let event):
            OwnEventRepresentation(event: event, members: members).writeFields(to: &fields)
        case .version(let event):
            VersionEventRepresentation(event: event).writeFields(to: &fields)
        }
    }
}

/// An event about the version before a series, which the compatible part has not.
private struct VersionEventRepresentation: Representation {
    let event: VersionEvent

    func writeFields(to fields: inout FieldWriter) {
        fields.write("id", event.id)
        fields.write("category", event.category.rawValue)
        fields.write("project", EmbeddedProject(project: event.project))
        fields.write("date", APIDate(event.date))
        fields.write("actor", event.actor.map(EmbeddedUser.init))
        fields.write("payload", Payload(event: event))
    }

    private struct Payload: Representation {
        let event: VersionEvent

        func writeFields(to fields: inout FieldWriter) {
            fields.write("series", event.series.map(EmbeddedSeries.init))
            fields.write("earlier", event.earlier.map(EmbeddedSeries.init))
            fields.write("previous_earlier", event.previous.map(EmbeddedSeries.init))
            fields.write("kind", event.link?.kind.rawValue)
            fields.write("confidence", event.link?.confidence.rawValue)
            fields.write("reason", event.link?.reason)
            fields.write("by_hand", event.link?.isByHand ?? false)
            fields.write("confirmed", event.link?.isConfirmed ?? false)
        }
    }
}

/// An event as the compatible part has it, with the ids of relations, and with what superseded a patch.
private struct OwnEventRepresentation: Representation {
    let event: EventRecord
    let members: [Int64: [Int64]]

    func writeFields(to fields: inout FieldWriter) {
        switch event.category {
        case .patchRelationChanged:
            EventRepresentation.writeHead(of: event, to: &fields)
            fields.write("payload", RelationPayload(event: event, members: members))
        case .patchStateChanged:
            EventRepresentation.writeHead(of: event, to: &fields)
            fields.write("payload", StatePayload(event: event))
        default: EventRepresentation(event: event).writeFields(to: &fields)
        }
    }

    private struct StatePayload: Representation {
        let event: EventRecord

        func writeFields(to fields: inout FieldWriter) {
            EventPayload(event: event).writeFields(to: &fields)
            fields.write("superseded_by", event.cause.map(EmbeddedSeries.init))
        }
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
