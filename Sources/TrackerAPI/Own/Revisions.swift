import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// Versions of series: `/api/patchbay/series/ID/revisions/`.
extension RESTRoutes {
    /// `GET`: all versions that are connected with a series, the oldest first.
    func revisionList(_ call: OwnCall) async throws -> Reply {
        guard let versions = try await store.versions(of: call.id) else {
            throw APIFailure.missing("Series")
        }
        return Reply(versions.map(SeriesVersionRepresentation.init))
    }

    private struct LinkBody: Decodable {
        let earlier: Int64
        let reason: String?
    }

    private struct UnlinkBody: Decodable {
        let restore: Bool?
    }

    /// `POST …/link/`: says which version came before.
    func linkRevision(_ call: OwnCall) async throws -> Reply {
        _ = try call.account()
        let body = try OwnBody.read(LinkBody.self, from: call.request)
        return try await change(.link(earlier: body.earlier, reason: body.reason ?? ""), call)
    }

    /// `POST …/unlink/`: says that none did.
    func unlinkRevision(_ call: OwnCall) async throws -> Reply {
        _ = try call.account()
        let body = try OwnBody.read(UnlinkBody.self, from: call.request)
        return try await change(.unlink(restores: body.restore ?? false), call)
    }

    /// `POST …/confirm/`: says that the mails are right.
    func confirmRevision(_ call: OwnCall) async throws -> Reply {
        _ = try call.account()
        return try await change(.confirm, call)
    }

    private func change(_ request: RevisionRequest, _ call: OwnCall) async throws -> Reply {
        let done = try await store.changeRevision(of: call.id, request, by: call.author)
        return Reply(done.value.map(SeriesVersionRepresentation.init))
    }
}

private struct SeriesVersionRepresentation: Representation, Sendable {
    let version: SeriesVersion

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let link = version.link
        fields.write("series", version.id)
        fields.write("url", links.series(version.id))
        fields.write("version", version.version)
        fields.write("date", APIDate(version.date))
        fields.write("name", version.name)
        fields.write("earlier", link?.earlier)
        fields.write("kind", link?.kind.rawValue)
        fields.write("confidence", link?.confidence.rawValue)
        fields.write("reason", link?.reason)
        fields.write("by_hand", link?.isByHand ?? false)
        fields.write("confirmed", link?.isConfirmed ?? false)
        fields.write("confirmed_by", link?.confirmedBy.map(EmbeddedUser.init))
    }
}
