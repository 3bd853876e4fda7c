import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `GET /api/patchbay/series/ID/`: what was decided about the patches of a series.
    func seriesState(_ call: OwnCall) async throws -> Reply {
        try Reply(await store.seriesState(call.id), "Series", SeriesStateRepresentation.init)
    }

    /// `GET /api/patchbay/patches/ID/checks/latest/`: the checks that count.
    func latestChecks(_ call: OwnCall) async throws -> Reply {
        try Reply(
            await store.latestChecks(ofPatch: call.id),
            "Patch",
            LatestChecksRepresentation.init
        )
    }

    /// `GET /api/patchbay/series/ID/checks/`: those of the series and of its patches.
    func seriesChecks(_ call: OwnCall) async throws -> Reply {
        try Reply(
            await store.seriesChecks(of: call.id),
            "Series",
            SeriesChecksRepresentation.init
        )
    }

    /// `POST /api/patchbay/series/ID/checks/`: one check for the whole series.
    func createSeriesCheck(_ call: OwnCall) async throws -> Reply {
        try await requireRight(
            to: .series(call.id),
            .postCheck(context: call.caller.grant?.contextPrefix ?? ""),
            call
        )
        let body = try RequestBody(jsonOf: call.request)
        let check = try await newCheck(from: body)
        let made = try await store.createSeriesCheck(
            on: call.id,
            check,
            by: call.author,
            key: try call.request.requestKey()
        )
        return Reply(SeriesCheckRepresentation(check: made), status: .created)
    }

    /// Refuses who has no such right before the body is read.
    ///
    /// - Throws: ``APIFailure`` with 404 or 403.
    func requireRight(to target: RightsTarget, _ right: Right, _ call: OwnCall) async throws {
        let found = try await store.footings(of: call.caller.account?.id, on: [target])
        guard let footing = found.first?.footing else { throw APIFailure.missing("Series") }
        guard call.caller.account != nil else { throw APIFailure.needsCredentials }
        guard footing.allows(right, grant: call.caller.grant) else {
            throw APIFailure.notPermitted
        }
    }
}

private struct SeriesStateRepresentation: Representation {
    let state: SeriesState

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let record = state.record
        let series = record.reference
        fields.write("id", series.id)
        fields.write("url", links.series(series.id))
        fields.write("project", series.project.linkName)
        fields.write("name", series.name)
        fields.write("version", series.version)
        fields.write("total", record.total)
        fields.write("received_total", record.receivedTotal)
        fields.write("received_all", record.total <= record.receivedTotal)
        fields.write("cover", record.cover.map { links.cover($0.id) })
        fields.write("check", state.check.word)
        fields.write("turn", state.turn.map(TurnRepresentation.init))
        fields.write("blocked_by", state.blocks.map(BlockRepresentation.init))
        fields.write("patches", state.patches.map(Patch.init))
    }

    private struct Patch: Representation {
        let patch: PatchDecision

        func writeFields(to fields: inout FieldWriter) {
            let links = fields.links
            fields.write("id", patch.id)
            fields.write("url", links.patch(patch.id))
            fields.write("name", patch.name)
            fields.write("state", patch.state)
            fields.write("delegate", patch.delegate)
            fields.write("archived", patch.isArchived)
            fields.write("commit_ref", patch.commitRef)
            fields.write("check", patch.check.word)
        }
    }
}

private struct TurnRepresentation: Representation {
    let turn: ShownTurn

    func writeFields(to fields: inout FieldWriter) {
        fields.write("side", turn.side.word)
        fields.write("name", turn.name)
        fields.write("reason", turn.reason.word)
        fields.write("words", turn.reason.words)
    }
}

private struct BlockRepresentation: Representation {
    let block: SeriesBlock

    func writeFields(to fields: inout FieldWriter) {
        fields.write("kind", block.kind.rawValue)
        fields.write("comment", block.comment)
        fields.write("author", block.author)
        fields.write("date", APIDate(block.date))
        fields.write("msgid", block.messageID)
        fields.write("number", block.number)
    }
}

private struct LatestChecksRepresentation: Representation {
    let latest: LatestChecks

    func writeFields(to fields: inout FieldWriter) {
        fields.write("patch", latest.patchID)
        fields.write("state", latest.state.word)
        fields.write("checks", latest.checks.map(CheckRepresentation.init))
    }
}

private struct SeriesCheckRepresentation: Representation {
    let check: SeriesCheckRecord

    func writeFields(to fields: inout FieldWriter) {
        fields.write("id", check.id)
        fields.write("user", EmbeddedUser(account: check.account))
        fields.write("date", APIDate(check.date))
        fields.write("state", check.state.word)
        fields.write("target_url", check.targetURL)
        fields.write("context", check.context)
        fields.write("description", check.description)
    }
}

private struct SeriesChecksRepresentation: Representation {
    let checks: SeriesChecks

    func writeFields(to fields: inout FieldWriter) {
        fields.write("series", checks.seriesID)
        fields.write("state", checks.state.word)
        fields.write("checks", checks.checks.map(SeriesCheckRepresentation.init))
        fields.write("patches", checks.patches.map(LatestChecksRepresentation.init))
    }
}
