import PatchParsing
import TrackerModel
import TrackerStore

/// Remarks at the lines of a diff, and the buttons that say whether somebody has dealt with a
/// comment.
struct CommentMarking: Sendable {
    /// `nil` for strangers.
    let offer: ChangeOffer?
    /// Where the forms go to.
    let action: Link
    /// The link name of the project.
    let project: String

    /// A remark below the line of the diff that it is about.
    func write(_ remark: Remark, _ html: inout HTMLWriter) {
        let comment = remark.comment
        if comment.isAddressed == true {
            html.element(.div, .class("cmt"), .id(remark.elementID)) { html in
                html.element(.details) { html in
                    html.element(.summary) { html in
                        html.element(.strong) { $0.source(comment.author) }
                        html.text(", ")
                        html.time(comment.date)
                        html.text(" ")
                        Self.writeBadge(comment, &html)
                    }
                    writeBody(of: remark, &html)
                }
            }
            return
        }
        let kind =
            remark.isRobot ? "cmt is-bot" : comment.isAddressed == false ? "cmt is-open" : "cmt"
        html.element(.div, .class(kind), .id(remark.elementID)) { html in
            html.element(.div) { html in
                html.element(.header) { html in
                    if remark.isRobot { html.element(.span, .class("tag"), text: "robot") }
                    html.element(.strong) { $0.source(comment.author) }
                    html.time(comment.date)
                    Self.writeBadge(comment, &html)
                }
                writeBody(of: remark, &html)
            }
        }
    }

    private func writeBody(of remark: Remark, _ html: inout HTMLWriter) {
        MailText.write(remark.lines, &html)
        let id = remark.comment.id
        html.element(.div, .class("acts")) { html in
            writeButtons(for: remark.comment, &html)
            Self.writeLinks(to: id, at: remark.elementID, &html)
            html.element(
                .a,
                .href(.here("\(id)")),
                .label("Comment \(id) in the thread"),
                text: "in the thread"
            )
        }
    }

    /// Links to a comment by its number: to `elementID` on this page, where it is shown, and of one that was
    /// made on an earlier version to its place in the thread of that one.
    static func writeLinks(
        to comment: Int64,
        at elementID: String,
        from origin: (link: Link, version: Int64)? = nil,
        _ html: inout HTMLWriter
    ) {
        html.element(
            .a,
            .href(.here(elementID)),
            .label("Link to comment \(comment)"),
            text: "link"
        )
        guard let origin else { return }
        html.element(
            .a,
            .href(origin.link),
            .label("Comment \(comment) in the thread of version \(origin.version)"),
            text: "in the thread of v\(origin.version)"
        )
    }

    static func writeBadge(_ comment: CommentLine, _ html: inout HTMLWriter) {
        switch comment.isAddressed {
        case nil where comment.isObjection:
            html.element(.span, .class("badge b-open"), text: "nacked")
        case nil: break
        case false?: html.element(.span, .class("badge b-open"), text: "open")
        case true?: html.element(.span, .class("badge b-done"), text: "addressed")
        }
    }

    /// What the viewer may say about a comment; nothing for those who may not.
    ///
    /// - Parameters:
    ///   - comment: The comment.
    ///   - parent: The patch or cover letter that it was made on, where that is not the one of the
    ///     page.
    ///   - html: Where it is written.
    func writeButtons(
        for comment: CommentLine,
        on parent: Int64? = nil,
        _ html: inout HTMLWriter
    ) {
        guard let offer, offer.mayMark || comment.isOwn else { return }
        let choices: [(value: String, name: String)] =
            switch comment.isAddressed {
            case nil where comment.isObjection: [("done", "Mark addressed")]
            case nil: [("open", "Mark action required")]
            case false?: [("done", "Mark addressed"), ("none", "Nothing to do")]
            case true?: [("open", "Open again")]
            }
        html.element(.form, .post, .action(action)) { html in
            html.csrf()
            html.void(.input, .type("hidden"), .name("action"), .value("mark"))
            html.void(.input, .type("hidden"), .name("comment"), .value("\(comment.id)"))
            if let parent {
                html.void(.input, .type("hidden"), .name("on"), .value("\(parent)"))
            }
            for (value, name) in choices {
                html.element(
                    .button,
                    .class("link"),
                    .name("addressed"),
                    .value(value),
                    .label("\(name): comment \(comment.id)"),
                    text: name
                )
            }
        }
    }
}

extension CommentLine {
    var author: String { submitter.shown }

    /// Whether it has a `Nacked-by:`, which blocks the series as long as nobody has dealt with it.
    var isObjection: Bool { ReplyMeaning(of: body.content ?? "").contains(.objects) }
}

extension Person {
    /// The name, or the address where there is none.
    var shown: String {
        guard let name, !name.isEmpty else { return email }
        return name
    }
}
