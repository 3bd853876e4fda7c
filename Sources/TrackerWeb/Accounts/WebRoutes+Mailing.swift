import HTTPTypes
import TrackerHTTP
import TrackerMail

/// The mail could not be handed over, and nothing was changed.
struct MailTrouble: Error {}

extension WebRoutes {
    /// Hands a mail over.
    ///
    /// - Throws: ``MailTrouble`` after the reason was reported.
    func send(_ mail: OutgoingMail, by sender: MailSender) async throws {
        do {
            try await sender.send(mail)
        } catch {
            reportMail(error)
            throw MailTrouble()
        }
    }

    /// Makes sure that mail leaves at the moment, so that whoever asks for one learns it if not.
    ///
    /// - Throws: ``MailTrouble`` after the reason was reported.
    func check(_ sender: MailSender) async throws {
        do {
            try await sender.check()
        } catch {
            reportMail(error)
            throw MailTrouble()
        }
    }

    /// The site cannot send mail now.
    static let mailTrouble: FormFaults = [
        "": "The mail could not be sent, so nothing was changed. The operator finds the reason in "
            + "the log. Please try again later."
    ]

    /// The page for what needs mail, on a site that sends none.
    func noMail(_ title: String, _ request: Request) -> Answer {
        .html(NoMailPage.page(title), status: request.method == .post ? .serviceUnavailable : .ok)
    }
}

/// What a site says that was not told how to send mail.
enum NoMailPage {
    static func page(_ title: String) -> Page {
        Page(title: title) { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: title)
                html.element(
                    .p,
                    .class("dim lead"),
                    text: "This needs a mail to you, and this site sends no mail."
                )
                html.element(.p) { html in
                    html.text("Its operator can make accounts and set passwords (")
                    html.element(.code, text: "patchbay user --help")
                    html.text("), or have the site send mail (")
                    html.element(.code, text: "patchbay serve --help")
                    html.text(").")
                }
            }
        }
    }
}
