import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/undo/`: takes a change back. The fields are `change`, its key, and `next`, where to go on.
    func undo(_ request: Request) async throws -> Answer {
        let next = Link.local(request.form?.last("next")) ?? .front
        return try await changing(request, next: next) { form, author in
            do {
                let result = try await store.undo(form.last("change") ?? "", by: author)
                return .done(result.told, goTo: next, request)
            } catch is ChangeRefusal {
                return .done(Told(.warning, UndoResult.isOver), goTo: next, request)
            }
        }
    }

    /// Runs a change that a form of this site asks for.
    ///
    /// - Parameters:
    ///   - request: What the browser sent.
    ///   - next: Where to come back to after signing in, for those who are not signed in any more.
    ///   - body: Makes the change.
    /// - Returns: The answer of the body, or a refusal.
    /// - Throws: What the body throws.
    func changing(
        _ request: Request,
        next: Link,
        _ body: (_ form: Query, _ author: ChangeAuthor) async throws -> Answer
    ) async throws -> Answer {
        guard let session = PageViewer.current?.session else {
            return .redirect(to: .login(next: next.text), status: .seeOther)
        }
        guard let form = request.form else {
            return .plain("This is no form that a browser sent.", .unsupportedMediaType)
        }
        do {
            try signIn.requireOwnForm(request, csrf: session.csrf)
        } catch let refusal as SignIn.Refusal {
            return .refusal(refusal)
        }
        return try await body(form, ChangeAuthor(account: session.account, way: .page))
    }
}

extension UndoResult {
    /// What came of it, for whoever asked.
    var told: Told {
        var sentences: [String] = []
        if restored > 0 { sentences.append("\(Self.things(restored)) taken back.") }
        if changedSince > 0 {
            let verb = changedSince == 1 ? "has" : "have"
            sentences.append(
                "\(Self.things(changedSince)) \(verb) been changed since and "
                    + (changedSince == 1 ? "stays as it is." : "stay as they are.")
            )
        }
        if impossible > 0 {
            sentences.append("\(Self.things(impossible)) could not be taken back.")
        }
        return Told(
            changedSince + impossible > 0 ? .warning : .success,
            sentences.joined(separator: " ")
        )
    }

    static let isOver =
        "There is nothing to take back: it was done already, or is older than a day."

    private static func things(_ count: Int) -> String {
        count == 1 ? "1 change" : "\(count) changes"
    }
}
