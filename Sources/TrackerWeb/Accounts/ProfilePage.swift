import TrackerModel
import TrackerStore

/// What belongs to an account, and its settings.
struct ProfilePage: Sendable {
    let profile: Profile
    let session: WebSession
    let sendsMail: Bool
    /// Microseconds since 1970.
    let now: Int64
    var settings: SettingsForm
    var style: OwnStyleForm
    var token = TokenForm()
    var newAddress = ""
    var addressFaults: FormFaults = [:]

    init(_ profile: Profile, _ session: WebSession, sendsMail: Bool, now: Int64) {
        self.profile = profile
        self.session = session
        self.sendsMail = sendsMail
        self.now = now
        settings = SettingsForm(session)
        style = OwnStyleForm(text: profile.style)
    }

    private var account: Account { profile.detail.account }

    var page: Page {
        Page(title: "Account of \(account.username)") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: account.displayName)
                writeMeta(&html)
            }
            html.element(.div, .class("cols")) { html in
                html.element(.div, .class("stack")) { html in
                    writeAddresses(&html)
                    writeTokens(&html)
                    writeProjects(&html)
                }
                html.element(.div, .class("side stack-s")) { html in
                    writeSettings(&html)
                    writeSecurity(&html)
                    style.write(csrf: session.csrf, &html)
                }
            }
        }
    }

    private func writeMeta(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.span) { html in
                html.text("User name ")
                html.element(.strong, text: account.username)
            }
            html.element(.span, text: account.email)
            html.element(.a, .href(.toDo), text: "\(session.toDo) to do")
            html.element(
                .a,
                .href(.ownBundles),
                text: profile.bundles == 1 ? "1 bundle" : "\(profile.bundles) bundles"
            )
        }
    }

    // MARK: Addresses

    private func writeAddresses(_ html: inout HTMLWriter) {
        html.element(.section, .id("addresses")) { html in
            html.element(.h2, text: "Addresses")
            html.element(
                .p,
                .class("dim lead"),
                text: "Patches that were sent from these are yours."
            )
            html.trouble(addressFaults)
            html.element(.table, .class("grid accounts")) { html in
                html.columns(["Address", "Mail about patches", ""])
                html.element(.tbody) { html in
                    for address in profile.addresses { write(address, &html) }
                }
            }
            if sendsMail {
                writeNewAddress(&html)
            } else {
                html.element(
                    .p,
                    .class("dim lead"),
                    text: "Further addresses need a mail to confirm them, and this site sends none."
                )
            }
        }
    }

    private func write(_ address: OwnAddress, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row")) { html in
                html.text(address.email)
                if address.isPrimary {
                    html.text(" ")
                    html.element(.span, .class("tag"), text: "own address")
                }
            }
            html.element(.td) { html in
                html.element(
                    .form,
                    .class("inline"),
                    .post,
                    .action(.addressMail(address.person))
                ) { html in
                    html.csrf(session.csrf)
                    html.element(.span, text: address.wantsMail ? "yes" : "no")
                    html.text(" ")
                    html.element(
                        .button,
                        .class("link"),
                        .name("wanted"),
                        .value(address.wantsMail ? "no" : "yes"),
                        .label(
                            address.wantsMail
                                ? "Send no mail to \(address.email)"
                                : "Send mail to \(address.email)"
                        ),
                        text: address.wantsMail ? "stop" : "start"
                    )
                }
            }
            html.element(.td, .class("end")) { html in
                guard !address.isPrimary else { return }
                html.element(.form, .class("inline"), .post, .action(.unlink(address.person))) {
                    html in
                    html.csrf(session.csrf)
                    html.element(
                        .button,
                        .class("link"),
                        .label("Unlink \(address.email)"),
                        text: "Unlink"
                    )
                }
            }
        }
    }

    private func writeNewAddress(_ html: inout HTMLWriter) {
        html.element(.form, .class("form one-line"), .post, .action(.linkAddress)) { html in
            html.csrf(session.csrf)
            html.field(
                FormField(
                    name: "email",
                    label: "Another address of yours",
                    type: "email",
                    value: newAddress,
                    autocomplete: "off",
                    isName: true
                ),
                addressFaults
            )
            html.element(.button, .type("submit"), text: "Mail a link to it")
        }
    }

    // MARK: Projects

    private func writeProjects(_ html: inout HTMLWriter) {
        html.element(.section, .id("projects")) { html in
            html.element(.h2, text: "Projects")
            html.element(.dl, .class("kv")) { html in
                html.element(.dt, text: "Maintained")
                html.element(.dd) { write(profile.maintained, &$0) }
                html.element(.dt, text: "Contributed to")
                html.element(.dd) { write(profile.contributed, &$0) }
            }
        }
    }

    private func write(_ projects: [Project], _ html: inout HTMLWriter) {
        guard !projects.isEmpty else { return html.text("none") }
        html.links(projects.map { ($0.name, .project($0.linkName)) })
    }

    // MARK: Settings

    private func writeSettings(_ html: inout HTMLWriter) {
        html.element(.section, .class("panel"), .id("settings")) { html in
            html.element(.h2, text: "Settings")
            html.trouble(settings.faults)
            html.element(.form, .class("form"), .post, .action(.settings)) { html in
                html.csrf(session.csrf)
                for field in settings.fields { html.field(field, settings.faults) }
                html.check("show_ids", "Show numbers of patches in lists", isOn: settings.showsIDs)
                html.check("use_keys", "Single keys do something", isOn: settings.usesKeys)
                html.element(.button, .class("primary"), .type("submit"), text: "Save")
            }
        }
    }

    private func writeSecurity(_ html: inout HTMLWriter) {
        html.element(.section, .class("panel"), .id("security")) { html in
            html.element(.h2, text: "Signing in")
            html.element(.p) { html in
                html.element(.a, .href(.passwordChange), text: "Change the password")
            }
            html.element(
                .p,
                .class("note"),
                text: profile.sessions == 1
                    ? "You are signed in on this browser only."
                    : "You are signed in on \(profile.sessions) browsers, this one included."
            )
            guard profile.sessions > 1 else { return }
            html.element(.form, .class("row"), .post, .action(.endSessions)) { html in
                html.csrf(session.csrf)
                html.element(.button, .type("submit"), text: "Sign out all others")
            }
        }
    }
}
