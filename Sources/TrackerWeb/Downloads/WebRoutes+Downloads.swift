import HTTPTypes
import PatchParsing
import TrackerHTTP
import TrackerStore

/// The URLs under which patches are downloaded (application, section 7).
extension WebRoutes {
    func mbox(_ kind: MboxKind, at place: MessagePlace, _ request: Request) async throws -> Answer {
        if kind == .patch, let series = request.query.last("series"), !series.isEmpty {
            return try await mbox(patchAt: place, series: series)
        }
        guard let source = try await store.mboxSource(kind, at: place) else { return .notFound }
        let name = PatchFileName.sanitised(source.name)
        var answer = Answer.download(
            name: name + (kind == .patch ? ".patch" : ".mbox"),
            type: kind == .patch ? "text/plain; charset=utf-8" : "text/plain"
        )
        answer.body = .bytes(MboxMessage.compose(source))
        answer.isSameUntilWrite = true
        return answer
    }

    /// With the patches before it; `*` stands for the series that the patch has.
    private func mbox(patchAt place: MessagePlace, series: String) async throws -> Answer {
        let id = Int64(series)
        guard series == "*" || id != nil,
            let plan = try await store.mboxPlan(patchAt: place, inSeries: id)
        else { return .notFound }
        return stream(plan, type: "text/plain; charset=utf-8")
    }

    func raw(at place: MessagePlace) async throws -> Answer {
        guard let patch = try await store.diff(at: place) else { return .notFound }
        guard let diff = patch.diff else {
            return .plain("This patch has no diff: it is a pull request.", .notFound)
        }
        var answer = Answer.download(
            name: PatchFileName.sanitised(patch.name) + ".diff",
            type: "text/x-patch"
        )
        answer.body = .bytes(Array(diff.utf8))
        answer.isSameUntilWrite = true
        return answer
    }

    func mbox(series id: Int64) async throws -> Answer {
        guard let plan = try await store.mboxPlan(series: id) else {
            guard let other = try await store.series(replacing: id) else { return .notFound }
            return .redirect(to: .seriesMbox(other), status: .movedPermanently)
        }
        return stream(plan, type: "text/plain")
    }

    /// A series behind those that it needs, each once, in the order of applying.
    func mbox(stackOf id: Int64) async throws -> Answer {
        switch try await store.mboxPlan(stackOf: id) {
        case .plan(let plan): return stream(plan, type: "text/plain")
        case .tooLarge:
            return .plain(
                "It needs more than \(Store.stackLimit) series, or with them it has more than "
                    + "\(Store.stackPatchLimit) patches: download them one by one.",
                .unprocessableContent
            )
        case .none:
            guard let other = try await store.series(replacing: id) else { return .notFound }
            return .redirect(to: .stackMbox(other), status: .movedPermanently)
        }
    }

    /// A private bundle answers like one that does not exist: with 404 and, as in Patchwork, no text.
    func mbox(bundle name: String, of username: String, _ request: Request) async throws -> Answer {
        let found = try await visibleBundle(name, of: username, request)
        switch found {
        case .refused(let refusal): return .refusal(refusal)
        case .none: return Answer(.notFound, headers: [.contentType: Answer.htmlType])
        case .found(let bundle):
            let name = PatchFileName.sanitised("bundle-\(bundle.id)-\(bundle.name)")
            var answer = Answer.download(name: name + ".mbox", type: "text/plain")
            answer.body = MboxPieces(bundle.patches, store: store).body
            return answer
        }
    }

    private func stream(_ plan: MboxPlan, type: String) -> Answer {
        var answer = Answer.download(
            name: PatchFileName.sanitised(plan.name) + ".patch",
            type: type
        )
        answer.body = MboxPieces(plan.patches, store: store).body
        answer.isSameUntilWrite = true
        return answer
    }
}

/// What came of the wish to see a bundle.
enum BundleAccess {
    case found(BundleDownload)
    case none
    /// The credentials are wrong.
    case refused(SignIn.Refusal)
}

extension WebRoutes {
    /// A bundle that is public or the caller's own. Credentials are looked at only where they matter.
    func visibleBundle(
        _ name: String,
        of username: String,
        _ request: Request
    ) async throws -> BundleAccess {
        let bundle = try await store.bundle(of: username, named: name)
        if let bundle, bundle.isPublic { return .found(bundle) }
        do {
            let caller = try await signIn.caller(of: request)
            guard let bundle, bundle.isVisible(to: caller.owner) else { return .none }
            return .found(bundle)
        } catch let refusal as SignIn.Refusal {
            return .refused(refusal)
        }
    }
}
