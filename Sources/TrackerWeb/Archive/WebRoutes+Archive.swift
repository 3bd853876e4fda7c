import HTTPTypes
import PatchParsing
import TrackerHTTP
import TrackerStore

/// The URLs of a public-inbox, for programs that read one, such as b4.
extension WebRoutes {
    func archive(_ form: ArchiveForm, _ messageIDs: [String]) async throws -> Answer {
        switch form {
        case .page: try await archivePage(messageIDs)
        case .raw: try await archivedMail(messageIDs)
        case .threadMbox: try await threadMbox(messageIDs)
        }
    }

    private func archivePage(_ messageIDs: [String]) async throws -> Answer {
        if let found = try await store.placeOfMail(named: messageIDs) {
            let link = found.place.link(.page)
            return .redirect(to: found.comment.map { link.at(comment: $0) } ?? link)
        }
        guard let name = messageIDs.first else { return .notFound }
        return .redirect(to: .mail(named: name))
    }

    private func archivedMail(_ messageIDs: [String]) async throws -> Answer {
        guard let id = try await store.archivedMail(named: messageIDs),
            let raw = try await store.rawMails([id]).first
        else { return .noSuchMail }
        return Answer(
            .ok,
            headers: [.contentType: "text/plain", .xContentTypeOptions: "nosniff"],
            body: MboxrdMessage.compose(raw)
        )
    }

    /// `/all/?x=m&q=…`: an mbox of what matches; `t=1` adds the threads.
    func searchArchive(_ request: Request) async throws -> Answer {
        guard request.query.last("x") == "m" else {
            return .plain("Only results as an mbox can be had here: add x=m.", .notFound)
        }
        let text = String((request.query.last("q") ?? "").prefix(Self.searchLength))
        guard let query = ArchiveQuery(parsing: text) else {
            return .plain(
                "Only s:, f:, m:, d:, dt:, AND, OR and parentheses are understood.",
                .badRequest
            )
        }
        let mails = try await store.archivedMails(
            matching: query,
            withThreads: request.query.last("t") == "1"
        )
        // As public-inbox answers.
        guard !mails.isEmpty else { return .plain("Nothing matches.", .notFound) }
        var answer = Answer.download(name: "results.mbox.gz", type: "application/gzip")
        answer.body = try ThreadMbox(mails, store: store).body
        return answer
    }

    /// Characters of a search; what is longer is cut, and then not understood.
    private static let searchLength = 2_000

    private func threadMbox(_ messageIDs: [String]) async throws -> Answer {
        guard let mails = try await store.thread(around: messageIDs), let name = messageIDs.first
        else { return .noSuchMail }
        var answer = Answer.download(
            name: PatchFileName.sanitised(name) + ".mbox.gz",
            type: "application/gzip"
        )
        answer.body = try ThreadMbox(mails, store: store).body
        return answer
    }
}

extension Answer {
    fileprivate static var noSuchMail: Answer {
        .plain("No list of this site has a mail with this message-id.", .notFound)
    }
}
