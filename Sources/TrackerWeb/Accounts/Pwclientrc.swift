import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/project/P/pwclientrc/`: a configuration for pwclient, to be saved as `~/.pwclientrc`.
    func pwclientrc(_ linkName: String, _ request: Request) async throws -> Answer {
        guard let project = try await store.project(named: linkName) else { return .notFound }
        let session = try await signIn.session(of: request)
        var lines = [
            "# Settings of pwclient for \(project.linkName) at \(request.origin)/",
            "# Save them as ~/.pwclientrc. For several projects, put their sections into one file",
            "# and name the usual one:",
            "#",
            "# [options]",
            "# default = \(project.linkName)",
            "",
            "[\(project.linkName)]",
            "backend = rest",
            "url = \(request.origin)/api/",
        ]
        if let session {
            lines += [
                "username = \(session.account.username)",
                "password = <your password>",
                "# or, better than a password: a token from \(request.origin)/user/",
                "# token = <your token>",
            ]
        }
        var answer = Answer.text(
            lines.map { "\($0)\n" }.joined(),
            type: "text/plain; charset=utf-8"
        )
        answer.headers[.contentDisposition] = "attachment; filename=.pwclientrc"
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.vary] = "Cookie"
        if session != nil { answer.headers[.cacheControl] = "private, no-cache" }
        return answer
    }
}
