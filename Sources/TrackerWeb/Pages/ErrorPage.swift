/// What people see when there is nothing to show.
enum ErrorPage {
    static var notFound: Page {
        Page(title: "404: File not found") { html in
            html.element(.div, .class("error")) { html in
                html.element(.h1, text: "There is nothing at this address")
                html.element(.p, .class("dim"), text: "404: File not found")
                html.element(.ul, .class("bul")) { html in
                    html.element(
                        .li,
                        text: "A patch appears when its mail has reached the list, and not before: "
                            + "the list may hold the first mail of a new sender."
                    )
                    html.element(
                        .li,
                        text: "Mail programs cut long addresses off: look for the missing end."
                    )
                    html.element(.li) { html in
                        html.text("Whoever knows the message-id can see ")
                        html.element(.a, .href(.mail), text: "what became of a mail")
                        html.text(".")
                    }
                    html.element(.li) { html in
                        html.text("All patches can be found from the ")
                        html.element(.a, .href(.front), text: "list of projects")
                        html.text(".")
                    }
                }
            }
        }
    }

    static var refused: Page {
        plain(
            title: "403: Not permitted",
            heading: "This is not yours to change",
            text:
                "Patches are changed by the maintainers of their project, by their delegates and by "
                + "who sent them. Nothing was changed."
        )
    }

    static var forbidden: Page {
        plain(
            title: "403: Not permitted",
            heading: "This is not for your account",
            text: "Superusers administer the site, maintainers their projects. Nothing was changed."
        )
    }

    static var failure: Page {
        plain(
            title: "500: Server error",
            heading: "This page could not be made",
            text: "The reason is in the log of the server. Nothing was changed or lost."
        )
    }

    static var unavailable: Page {
        plain(
            title: "503: Not available",
            heading: "The database cannot be reached now",
            text: "Nothing was changed or lost. Please try again in a moment."
        )
    }

    private static func plain(title: String, heading: String, text: String) -> Page {
        Page(title: title) { html in
            html.element(.div, .class("error")) { html in
                html.element(.h1, text: heading)
                html.element(.p, .class("dim"), text: text)
            }
        }
    }
}
