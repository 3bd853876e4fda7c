import TrackerHTTP
import TrackerModel
import TrackerStore

/// What is said about the version before a series, and what those who maintain the project can say.
struct SeriesVersions {
    let page: SeriesPage

    private var record: SeriesPageRecord { page.record }
    private var own: SeriesVersion? { record.versions.first { $0.id == record.outline.id } }

    /// The id of the forms.
    static let place = "h-v"

    /// Whether whoever looks can say which versions belong together.
    var mayChange: Bool { record.offer?.isMaintainer == true }

    func write(_ html: inout HTMLWriter) {
        guard mayChange else { return }
        html.element(.details, .class("fold"), .id(Self.place)) { html in
            html.element(
                .summary,
                text: own?.link == nil ? "Link to an earlier version" : "Change the versions"
            )
            writeForms(&html)
        }
    }

    /// `a new version of v1: linked by subject and author, likely`
    func words(_ link: VersionLink) -> String {
        let earlier = record.versions.first { $0.id == link.earlier }
        let name = earlier.map { "v\($0.version) (series \($0.id))" } ?? "series \(link.earlier)"
        let kind =
            switch link.kind {
            case .revision: "a new version of \(name)"
            case .resend: "\(name) sent again"
            case .part: "new patches for a part of \(name)"
            }
        let who = link.confirmedBy?.username ?? "somebody"
        if link.isByHand { return "\(kind): linked by \(who), \(link.reason)" }
        let sureness = link.isConfirmed ? "confirmed by \(who)" : link.confidence.rawValue
        return "\(kind): linked \(link.reason), \(sureness)"
    }

    private func writeForms(_ html: inout HTMLWriter) {
        if let link = own?.link {
            html.element(.form, .post, .action(page.link), .class("row")) { html in
                html.csrf()
                if !link.isConfirmed {
                    button("confirm-version", "Confirm the link to the earlier version", &html)
                }
                html.element(.label, .class("check")) { html in
                    html.void(.input, .type("checkbox"), .name("restore"), .value("1"), .checked)
                    html.text(" Give patches the state back that they had before this version")
                }
                button("unlink-version", "Unlink from the earlier version", &html)
            }
        }
        html.element(.form, .post, .action(page.link), .class("row")) { html in
            html.csrf()
            html.element(.label, .for("earlier"), text: "Earlier version")
            html.void(
                .input,
                .type("text"),
                .id("earlier"),
                .name("earlier"),
                .required,
                .longest(1_000),
                .uncapitalised,
                .unchecked,
                .described(by: "earlier-hint")
            )
            html.element(.label, .for("reason"), text: "Why, if it is to be said")
            html.void(.input, .type("text"), .id("reason"), .name("reason"), .longest(500))
            button("link-version", "Link", &html)
            html.element(
                .p,
                .class("note"),
                .id("earlier-hint"),
                text: "The number or address of a series, or the message-id of one of its mails."
            )
        }
    }

    private func button(_ action: String, _ name: String, _ html: inout HTMLWriter) {
        html.element(
            .button,
            .type("submit"),
            .name("action"),
            .value(action),
            text: name
        )
    }
}

extension WebRoutes {
    /// Does what a form below the versions of a series asks for.
    ///
    /// - Returns: `nil` for a form of something else.
    /// - Throws: ``FormFault``, `ChangeRefusal`, or a `StoreError`.
    func changeVersion(
        of record: SeriesPageRecord,
        _ form: PageChange,
        by author: ChangeAuthor
    ) async throws -> Done? {
        let request: RevisionRequest
        let told: String
        switch form.action {
        case "link-version":
            let named = NamedSeries.read(form.value("earlier") ?? "")
            let project = record.project.linkName
            guard let named, let earlier = try await store.seriesNumber(of: named, project: project)
            else { throw FormFault("The project has no such series. Nothing was changed.") }
            request = .link(earlier: earlier, reason: form.value("reason")?.trimmed ?? "")
            told = "Linked to series \(earlier)."
        case "unlink-version":
            request = .unlink(restores: form.value("restore") == "1")
            told = "Unlinked."
        case "confirm-version":
            request = .confirm
            told = "Confirmed."
        default: return nil
        }
        let done = try await store.changeRevision(of: record.outline.id, request, by: author)
        return Done(told, undo: done.undo, at: SeriesVersions.place)
    }
}

/// How people name a series: by number, by the address of a page, or by a message-id.
enum NamedSeries {
    static func read(_ text: String) -> SeriesAddress? {
        let text = text.trimmed
        if let id = Int64(text) { return .id(id) }
        if case .series(let id)? = TrackerURL(text) { return .id(id) }
        let parts = text.split(separator: "://", maxSplits: 1)
        guard parts.count == 2 else {
            let name = text.withoutAngleBrackets
            return name.contains("@") ? .messageIDs([name]) : nil
        }
        let words = parts[1].prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        if let place = words.firstIndex(of: "series"), place + 1 < words.count,
            let id = Int64(words[place + 1])
        {
            return .id(id)
        }
        let name = words.last { $0.contains("@") || $0.lowercased().contains("%40") }
        return name.map { .messageIDs([PercentCoding.decode($0)]) }
    }
}
