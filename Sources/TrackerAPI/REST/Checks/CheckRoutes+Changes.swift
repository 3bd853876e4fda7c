import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `POST /patches/ID/checks/` (rest-api, section 7.2). The check is the caller's, whatever the
    /// field `user` says (Q25).
    func createCheck(on patch: Int64, _ call: Call, _ body: RequestBody) async throws -> Reply {
        try await create(postedCheck(call, body), on: patch, call)
    }

    /// A check as it was sent, and what keeps it from being doubled.
    struct PostedCheck: Sendable {
        fileprivate let check: NewCheck
        fileprivate let key: RequestKey?
    }

    /// What a request says of a check.
    ///
    /// - Throws: ``BodyFault``, ``ChangeRefusal/invalid(_:)``, or ``APIFailure/invalidKey``.
    func postedCheck(_ call: Call, _ body: RequestBody) async throws -> PostedCheck {
        PostedCheck(check: try await newCheck(from: body), key: try call.requestKey())
    }

    /// Creates the check.
    ///
    /// - Throws: ``ChangeRefusal``, ``OutdatedToken`` for a visitor who is remembered only, or a `StoreError`.
    func create(_ posted: PostedCheck, on patch: Int64, _ call: Call) async throws -> Reply {
        let made = try await store.createCheck(
            on: patch,
            posted.check,
            by: call.author,
            key: posted.key,
            shown: call.visitor.shown
        )
        var reply = Reply(CheckRepresentation(check: made), status: .created)
        reply.location = call.links.check(made.id, patch: patch)
        return reply
    }

    /// What a body says of a check.
    ///
    /// - Throws: ``ChangeRefusal/invalid(_:)``.
    func newCheck(from body: RequestBody) async throws -> NewCheck {
        let stateless = ChangeRefusal.invalid(FieldFaults("state", "A check must have a state."))
        guard body.namesState else { throw stateless }
        var fields = try BodyFields(body, Endpoint.checks(patch: 0).writableFields, .post)
        let state = fields.checkState("state").value
        let context = fields.slug("context").value
        let target = fields.url("target_url").value
        let description = fields.optionalText("description").value
        try await fields.finish()
        guard let state else { throw stateless }
        return NewCheck(
            state: state,
            context: context ?? "default",
            targetURL: target ?? nil,
            description: description ?? nil
        )
    }
}

extension RequestBody {
    /// Whether there is a state at all; nothing else is said of a check without one.
    fileprivate var namesState: Bool {
        switch self {
        case .json(.object(let members)): members["state"].map { $0 != .text("") } ?? false
        case .json: false
        case .form(let fields): fields["state"]?.last.map { !$0.isEmpty } ?? false
        }
    }
}
