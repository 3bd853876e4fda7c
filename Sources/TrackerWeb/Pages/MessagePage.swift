import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// The page of a patch or cover letter; one of the other kind is where it belongs.
    func messagePage(_ kind: MboxKind, at place: MessagePlace) async throws -> Answer {
        switch try await store.messagePage(kind, at: place) {
        case .none: .notFound
        case .found(let record): .html(MessagePage.page(of: record))
        case .elsewhere(let place):
            .redirect(to: .message(place.kind, place.messageID, of: place.project))
        }
    }
}

/// The page of one patch or cover letter: message, diff and comments, as they were sent.
enum MessagePage {
    static func page(of record: MessageRecord) -> Page {
        let name = ListPages.shown(record.name)
        let title = "\(name) · \(record.project.name)"
        return Page(title: title, project: record.project) { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: name)
                writeFacts(of: record, &html)
                writeLinks(of: record, &html)
            }
            html.element(.section) { html in
                html.element(.h2, text: "Message")
                html.element(.pre, .class("mail"), text: record.body.content ?? "")
            }
            if let diff = record.body.diff {
                html.element(.section) { html in
                    html.element(.h2, text: "Diff")
                    html.element(.div, .class("file")) { html in
                        html.element(.pre, .class("code"), .tabindex(0), .label("Diff"), text: diff)
                    }
                }
            }
            writeComments(record.comments, &html)
        }
    }

    private static func writeFacts(of record: MessageRecord, _ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.strong, text: record.author)
            html.time(record.date)
            if let state = record.state { html.element(.span, .class("st"), text: state) }
            html.element(.span, .class("mid"), text: record.messageID.withoutAngleBrackets)
        }
        guard let pullURL = record.pullURL else { return }
        html.element(.p, .class("meta")) { html in
            html.element(.span, text: "Pull request:")
            html.element(.code, text: pullURL)
        }
    }

    private static func writeLinks(of record: MessageRecord, _ html: inout HTMLWriter) {
        let linkName = record.project.linkName
        html.element(.p, .class("meta")) { html in
            func download(_ name: String, _ form: MessageForm) {
                let link = Link.message(record.kind, record.messageID, of: linkName, form: form)
                html.element(.a, .href(link), text: name)
            }
            download("mbox", .mbox)
            if record.body.diff != nil { download("diff", .raw) }
            if let series = record.series {
                html.element(.a, .href(.series(series, of: linkName)), text: "series")
            }
            let list = record.kind == .patch ? "patches" : "covers"
            html.element(.a, .href(.api(list, id: record.id)), text: "API")
            if let link = Link.web(record.project.archiveURL(messageID: record.messageID)) {
                html.element(.a, .href(link), text: "list archive")
            }
        }
    }

    private static func writeComments(_ comments: [CommentLine], _ html: inout HTMLWriter) {
        guard !comments.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: "Comments")
            for comment in comments {
                html.element(.article, .class("msg"), .id("\(comment.id)")) { html in
                    html.element(.header) { html in
                        html.element(.h3, text: comment.author)
                        html.time(comment.date)
                        html.element(.a, .href(.here("\(comment.id)")), text: "#\(comment.id)")
                    }
                    html.element(.pre, .class("mail"), text: comment.content)
                }
            }
        }
    }
}
