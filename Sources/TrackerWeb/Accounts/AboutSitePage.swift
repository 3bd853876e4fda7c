import TrackerModel

/// What the site is, and how programs reach it.
enum AboutSitePage {
    static let page: Page = {
        var page = Page(title: "About this site") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "About this site")
                html.element(
                    .p,
                    .class("meta"),
                    text: "Patchbay \(PatchbayVersion.text), a tracker for patches that are "
                        + "reviewed by mail. Free software (Apache License 2.0)."
                )
            }
            html.element(.div, .class("stack prose")) { html in
                writeReading(&html)
                writePrograms(&html)
                writeAccounts(&html)
            }
        }
        page.isSameUntilWrite = true
        return page
    }()

    private static func writeReading(_ html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Where patches come from")
            html.element(.p) { html in
                html.text("A patch is here when its mail has reached the list. Whoever knows the ")
                html.text("message-id can see ")
                html.element(.a, .href(.mail), text: "what became of a mail")
                html.text(". Every page has other forms: put .json, .txt or, where things arrive, ")
                html.text(".atom in the place of the last slash of its address.")
            }
        }
    }

    private static func writePrograms(_ html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Programs")
            html.element(.dl, .class("kv")) { html in
                html.element(.dt, text: "REST")
                html.element(.dd) { html in
                    html.element(.a, .href(.api), text: "/api/")
                    html.text(", versions 1.0 to 1.4 of Patchwork's, and Patchbay's own part")
                }
                html.element(.dt, text: "XML-RPC")
                html.element(.dd, text: "/xmlrpc/, for older clients")
                html.element(.dt, text: "b4")
                html.element(.dd) { html in
                    html.text("mails and threads are below /all/, as in a public-inbox")
                }
                html.element(.dt, text: "pwclient")
                html.element(.dd) { html in
                    html.text("settings to be saved: ")
                    html.element(.code, text: "/project/NAME/pwclientrc/")
                }
            }
        }
    }

    private static func writeAccounts(_ html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Accounts and mail")
            html.element(.p) { html in
                html.text("Reading needs no account. ")
                html.element(.a, .href(.login(next: nil)), text: "Sign in")
                html.text(" to change things; ")
                html.element(.a, .href(.mailSettings), text: "say whether you get mail")
                html.text(".")
            }
        }
    }
}
