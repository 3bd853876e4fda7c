import TrackerModel
import TrackerStore

/// An event (rest-api, section 2.11). The actor is there in all versions (Q4).
struct EventRepresentation: Representation {
    let event: EventRecord

    func writeFields(to fields: inout FieldWriter) {
        Self.writeHead(of: event, to: &fields)
        fields.write("payload", EventPayload(event: event))
    }

    /// All but the payload.
    static func writeHead(of event: EventRecord, to fields: inout FieldWriter) {
        fields.write("id", event.id)
        fields.write("category", event.category.rawValue)
        fields.write("project", EmbeddedProject(project: event.project))
        fields.write("date", APIDate(event.date))
        fields.write("actor", event.actor.map(EmbeddedUser.init))
    }
}

/// What an event tells, by its category (rest-api, section 7.1).
struct EventPayload: Representation {
    let event: EventRecord

    func writeFields(to fields: inout FieldWriter) {
        switch event.category {
        case .coverCreated:
            writeCover(to: &fields)
        case .patchCreated:
            writePatch(to: &fields)
        case .patchCompleted:
            writePatch(to: &fields)
            writeSeries(to: &fields)
        case .patchStateChanged:
            writePatch(to: &fields)
            fields.write("previous_state", event.previousState)
            fields.write("current_state", event.currentState)
        case .patchDelegated:
            writePatch(to: &fields)
            fields.write("previous_delegate", event.previousDelegate.map(EmbeddedUser.init))
            fields.write("current_delegate", event.currentDelegate.map(EmbeddedUser.init))
        case .patchRelationChanged:
            writePatch(to: &fields)
            // Empty in all versions there are (Q23).
            fields.writeNull("previous_relation")
            fields.writeNull("current_relation")
        case .checkCreated:
            writePatch(to: &fields)
            fields.write("check", event.check.map(EmbeddedCheck.init))
        case .seriesCreated, .seriesCompleted:
            writeSeries(to: &fields)
        case .coverCommentCreated:
            writeCover(to: &fields)
            writeComment(to: &fields)
        case .patchCommentCreated:
            writePatch(to: &fields)
            writeComment(to: &fields)
        }
    }

    private func writePatch(to fields: inout FieldWriter) {
        fields.write("patch", event.patch.map(EmbeddedPatch.init))
    }

    private func writeCover(to fields: inout FieldWriter) {
        fields.write("cover", event.cover.map(EmbeddedCover.init))
    }

    private func writeSeries(to fields: inout FieldWriter) {
        fields.write("series", event.series.map(EmbeddedSeries.init))
    }

    private func writeComment(to fields: inout FieldWriter) {
        let project = event.project
        fields.write(
            "comment",
            event.comment.map { EmbeddedComment(comment: $0, project: project) }
        )
    }
}
