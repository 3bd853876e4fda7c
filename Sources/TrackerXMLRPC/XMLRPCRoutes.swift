import HTTPTypes
package import TrackerHTTP
import TrackerModel
package import TrackerStore
import TrackerWeb

/// The XML-RPC interface at `/xmlrpc/` (rest-api, section 12): for pwclient before its version 2.0,
/// and scripts of that time.
package struct XMLRPCRoutes: Sendable {
    let store: Store
    private let signIn: SignIn
    let report: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - store: What is asked for and changed.
    ///   - signIn: Finds out who calls a method that changes something.
    ///   - report: Takes errors for the log; the client learns that there was one, but not which.
    package init(
        store: Store,
        signIn: SignIn,
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.signIn = signIn
        self.report = report
    }

    /// Answers a request.
    ///
    /// - Returns: `nil` for a path that is not the one of XML-RPC.
    package func answer(to request: Request) async -> Answer? {
        guard request.path == "/xmlrpc/" || request.path == "/xmlrpc" else { return nil }
        switch request.method {
        case .post: return await call(request)
        case .get, .head: return MethodPage.answer
        default: return .redirect(to: "/")
        }
    }

    /// A fault has the status 200, as the standard wants it; trouble of the server's own has not.
    private func call(_ request: Request) async -> Answer {
        do {
            return try await result(of: request)
        } catch let fault as RPCFault {
            return Self.xml(ValueWriter.answer(fault))
        } catch let error as StoreError where error.code == .busy || error.code == .unavailable {
            report(error)
            let fault = RPCFault("The database cannot be reached at the moment. Try again later.")
            var answer = Self.xml(ValueWriter.answer(fault), .serviceUnavailable)
            answer.headers[.retryAfter] = "10"
            return answer
        } catch {
            report(error)
            let fault = RPCFault("A server error occurred.")
            return Self.xml(ValueWriter.answer(fault), .internalServerError)
        }
    }

    private func result(of request: Request) async throws -> Answer {
        let call = try MethodCall(parsing: request.body)
        guard let method = Method(rawValue: call.method) else {
            throw RPCFault("method \"\(call.method)\" is not supported")
        }
        let author = method.needsAccount ? try await author(of: request) : nil
        let names = method.arguments
        guard (method.required...names.count).contains(call.values.count) else {
            throw RPCFault(
                "\(method.rawValue)(\(names.joined(separator: ", "))) takes "
                    + "\(method.required) to \(names.count) arguments, not \(call.values.count)"
            )
        }
        let arguments = Arguments(call.values)
        let reply =
            if let author {
                try await change(method, arguments, by: author)
            } else {
                try await read(method, arguments)
            }
        return try await Self.answer(reply)
    }

    /// Only HTTP Basic counts here.
    ///
    /// - Throws: ``RPCFault`` with the words that clients know.
    private func author(of request: Request) async throws -> ChangeAuthor {
        guard let header = request.headers.value(.authorization) else {
            throw RPCFault("No authentication credentials given")
        }
        guard header.split(separator: " ").first?.lowercased() == "basic" else {
            throw RPCFault("Authentication scheme not supported")
        }
        do {
            let caller = try await signIn.headerCaller(of: request, takesTokens: false)
            guard let account = caller.account else {
                throw RPCFault("Invalid authentication credentials")
            }
            return ChangeAuthor(account: account, grant: caller.grant, way: .xmlrpc)
        } catch let refusal as SignIn.Refusal {
            throw RPCFault(Self.words(for: refusal))
        }
    }

    /// The sentences of the REST API as this interface has always said them.
    private static func words(for refusal: SignIn.Refusal) -> String {
        switch refusal.message {
        case "Invalid username/password.": "Invalid username/password"
        case let text where text.hasPrefix("Invalid basic header"):
            "Invalid authentication credentials"
        case let text: text
        }
    }

    private static func answer(_ reply: MethodReply) async throws -> Answer {
        switch reply {
        case .value(let value): return xml(ValueWriter.answer(value))
        case .rows(let pieces):
            if await pieces.fitsOnePiece { return xml(try await pieces.next() ?? []) }
            var answer = xml([])
            answer.body = .pieces { try await pieces.next() }
            return answer
        }
    }

    private static func xml(
        _ bytes: [UInt8],
        _ status: HTTPResponse.Status = .ok
    ) -> Answer {
        Answer(
            status,
            headers: [
                .contentType: "text/xml; charset=utf-8",
                .xContentTypeOptions: "nosniff",
            ],
            body: bytes
        )
    }
}
