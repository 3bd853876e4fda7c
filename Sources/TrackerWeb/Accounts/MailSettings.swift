import HTTPTypes
import TrackerHTTP
import TrackerMail
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/mail/optout/` and `/mail/optin/`: mails a link by which the owner of an address says whether
    /// it gets mail.
    ///
    /// What holds now is never shown: whoever knows an address could find out what its owner chose.
    func changeMail(_ wantsMail: Bool, _ request: Request) async throws -> Answer {
        guard request.method == .post else { return .redirect(to: .mailSettings) }
        guard let sender = mailSender else { return noMail("Mail to you", request) }
        var form = MailSettingsPage(sendsMail: true)
        do {
            form.email = try ownForm(request).text("email")
            form.faults["email"] = AddressRule.fault(of: form.email)
            guard form.faults.isEmpty else { return try again(form, request, .badRequest) }
            try signIn.countMail(to: form.email, from: request.client)
            let key = try await store.requestMail(wantsMail, to: form.email)
            do {
                let mail = AccountMails(sender).mail(wantsMail, to: form.email, key: key)
                try await send(mail, by: sender)
            } catch {
                try await store.withdrawConfirmation(key)
                throw error
            }
            return .redirect(to: .mailSettingsMailed, status: .seeOther)
        } catch let refusal as SignIn.Refusal {
            form.faults = ["": refusal.words]
            var answer = try again(form, request, refusal.status)
            answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
            return answer
        } catch is MailTrouble {
            form.faults = Self.mailTrouble
            return try again(form, request, .serviceUnavailable)
        }
    }

    private func again(
        _ form: MailSettingsPage,
        _ request: Request,
        _ status: HTTPResponse.Status
    ) throws -> Answer {
        try formAnswer(request, status) { MailPage.question(form, csrf: $0) }
    }
}

/// The form by which somebody without an account says whether he gets mail.
struct MailSettingsPage: Sendable {
    let sendsMail: Bool
    var email = ""
    var faults: FormFaults = [:]

    init(sendsMail: Bool) { self.sendsMail = sendsMail }

    func write(_ html: inout HTMLWriter, csrf: String) {
        html.element(.section, .id("settings"), .class("mail-settings")) { html in
            html.element(.h2, text: "Mail to you")
            guard sendsMail else {
                return html.element(.p, .class("dim"), text: "This site sends no mail.")
            }
            html.element(
                .p,
                .class("dim"),
                text: "The site may send mail about your patches where a project wants it. Say "
                    + "whether an address gets such mail; a link to confirm it goes there."
            )
            html.trouble(faults)
            html.element(.form, .class("form panel"), .post, .action(.stopMail)) { html in
                html.csrf(csrf)
                html.field(
                    FormField(
                        name: "email",
                        label: "Mail address",
                        type: "email",
                        value: email,
                        autocomplete: "email",
                        longest: OutgoingMail.addressLength,
                        isName: true
                    ),
                    faults
                )
                html.element(.div, .class("row")) { html in
                    html.element(.button, .type("submit"), text: "Send no more mail")
                    html.element(
                        .button,
                        .type("submit"),
                        .formAction(.startMail),
                        text: "Send mail again"
                    )
                }
            }
        }
    }

    static let sent = ConfirmationPages.plain(
        "Look into your mail",
        "A mail is on its way to the address that you gave. Open the link in it within 7 days, and "
            + "press the button there. Until then nothing changes."
    ) { $0.element(.a, .href(.mail), text: "Where is my mail?") }
}
