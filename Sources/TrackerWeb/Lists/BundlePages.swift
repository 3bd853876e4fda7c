import TrackerHTTP
import TrackerModel
import TrackerStore

/// `/user/bundles/` and `/project/P/bundles/`: the viewer's own bundles.
struct BundleListPage {
    let bundles: [BundleLine]
    let username: String
    let project: Project?

    var page: Page {
        var page = Page(
            title: project.map { "Bundles · \($0.name)" } ?? "Bundles",
            project: project,
            place: .bundles
        ) { write(&$0) }
        page.json = { json in
            json.array("bundles", of: bundles) { json, line in
                json.object { json in
                    let origin = PageViewer.current?.origin ?? ""
                    json.member("id", line.id)
                    json.member("url", origin + Link.api("bundles", id: line.id).text)
                    json.member("web_url", origin + Link.bundle(username, line.name).text)
                    json.member("name", line.name)
                    json.member("project", line.project.linkName)
                    json.member("public", line.isPublic)
                    json.member("patches", line.patches)
                }
            }
        }
        return page
    }

    private func write(_ html: inout HTMLWriter) {
        html.element(.div, .class("headrow")) { $0.element(.h1, text: "Your bundles") }
        guard !bundles.isEmpty else {
            html.element(.p, text: "You have no bundle yet.")
            html.element(
                .p,
                .class("dim"),
                text: "A bundle is a list of patches that you put together, with an mbox of all of "
                    + "them: select patches in a list, and give the bundle a name."
            )
            return
        }
        html.element(.table, .class("rows")) { html in
            html.columns(
                ["Bundle", "Project", "Patches", "Who sees it", "Download", "Delete"],
                numbers: ["Patches"]
            )
            html.element(.tbody) { html in
                for line in bundles { write(line, &html) }
            }
        }
    }

    private func write(_ line: BundleLine, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.bundle(username, line.name)
                html.element(.a, .isolated, .href(link), text: line.name)
            }
            html.element(.td) { html in
                let link = Link.project(line.project.linkName)
                html.element(.a, .href(link), text: line.project.name)
            }
            html.element(.td, .class("num"), .column("Patches"), text: line.patches.grouped)
            html.element(.td, text: line.isPublic ? "everybody" : "only you")
            html.element(.td) { html in
                html.element(.a, .href(.bundleMbox(username, line.name)), text: "mbox")
            }
            html.element(.td) { html in
                html.element(.form, .post, .action(.ownBundles)) { html in
                    html.csrf()
                    html.void(
                        .input,
                        .type("hidden"),
                        .name("form_name"),
                        .value("deletebundleform")
                    )
                    html.void(
                        .input,
                        .type("hidden"),
                        .name("bundle_id"),
                        .value("\(line.id)")
                    )
                    html.element(
                        .button,
                        .class("link"),
                        .label("Delete the bundle \(line.name)"),
                        text: "Delete …"
                    )
                }
            }
        }
    }
}

/// `/bundle/USER/NAME/`: a bundle, in its own order, whatever has become of its patches.
struct BundlePage {
    let bundle: BundleDownload
    let username: String
    let listing: Listing<PatchListRow>
    let tools: ListTools
    let project: Project?
    let session: WebSession?

    private var isOwner: Bool { session?.account.id == bundle.owner }
    private var place: Link { .bundle(username, bundle.name) }

    var page: Page {
        var page = Page(title: "Bundle \(bundle.name)", project: project, place: .bundles) {
            write(&$0)
        }
        page.json = { json in
            let origin = PageViewer.current?.origin ?? ""
            json.member("id", bundle.id)
            json.member("url", origin + Link.api("bundles", id: bundle.id).text)
            json.member("name", bundle.name)
            json.member("owner", username)
            json.member("project", bundle.project)
            json.member("public", bundle.isPublic)
            json.member("mbox", origin + Link.bundleMbox(username, bundle.name).text)
            json.member("total", Int64(listing.total))
            json.array("patches", of: listing.items) { json, row in
                json.object { PatchRowJSON.write(row, tools, origin, &$0) }
            }
        }
        page.isSameUntilWrite = bundle.isPublic
        return page
    }

    private func write(_ html: inout HTMLWriter) {
        html.element(.header, .class("head")) { html in
            html.element(.h1, .isolated, text: "Bundle \(bundle.name)")
            html.element(.p, .class("meta")) { html in
                html.element(.strong, .isolated, text: username)
                html.element(.span, text: bundle.isPublic ? "public" : "private")
                html.element(.span, text: "\(Int64(listing.total).grouped) patches")
                html.element(.a, .href(.bundleMbox(username, bundle.name)), text: "mbox")
                html.element(.a, .href(.api("bundles", id: bundle.id)), text: "API")
            }
        }
        if isOwner, let session { writeSettings(session, &html) }
        if listing.items.isEmpty {
            html.element(.p, .class("dim"), text: "No patch is in this bundle.")
        } else {
            writeRows(&html)
            writePager(&html)
        }
        ListKeys.write("patches", isSignedIn: session != nil, hasTabs: false, &html)
    }

    private func writeSettings(_ session: WebSession, _ html: inout HTMLWriter) {
        html.element(.details, .class("filters")) { html in
            html.element(.summary, text: "Rename, share, delete")
            html.element(.form, .post, .action(place)) { html in
                html.csrf(session.csrf)
                html.void(.input, .type("hidden"), .name("form"), .value("bundle"))
                html.element(.label, .for("bundle-name"), text: "Name")
                html.void(
                    .input,
                    .id("bundle-name"),
                    .name("name"),
                    .value(bundle.name),
                    .required,
                    .longest(50)
                )
                html.element(.label) { html in
                    var box: [HTMLAttribute] = [
                        .type("checkbox"), .name("public"), .value("on"),
                    ]
                    if bundle.isPublic { box.append(.checked) }
                    html.void(.input, box)
                    html.text(" Everybody may see it")
                }
                html.element(.button, .class("primary"), .name("action"), .value("Update")) {
                    $0.text("Save")
                }
                html.element(.button, .name("action"), .value("Delete"), text: "Delete …")
            }
        }
    }

    private func writeRows(_ html: inout HTMLWriter) {
        let table = PatchTable(
            rows: listing.items,
            tools: tools,
            caption: "Patches of the bundle, in its order",
            isSelectable: session != nil,
            isMovable: isOwner
        )
        guard let session else { return table.write(&html) }
        html.element(.form, .post, .action(place)) { html in
            html.csrf(session.csrf)
            html.void(.input, .type("hidden"), .name("form"), .value("patch-list-form"))
            table.write(&html)
            var bar = BulkBar(things: "patches", tools: tools)
            if isOwner { bar.bundle = bundle.id }
            bar.write(&html)
        }
    }

    private func writePager(_ html: inout HTMLWriter) {
        guard listing.lastPage > 1 else { return }
        html.element(.nav, .class("pager"), .label("Pages")) { html in
            for number in 1...listing.lastPage {
                var attributes: [HTMLAttribute] = [
                    .href(place.with([(key: "page", value: "\(number)")]))
                ]
                if number == listing.page { attributes.append(.current) }
                html.element(.a, attributes, text: "\(number)")
            }
        }
    }

    /// Asks whether the bundle is really to be deleted: it does not come back.
    static func question(
        bundle id: Int64,
        _ name: String,
        back: Link,
        _ session: WebSession
    ) -> Page {
        Page(title: "Delete bundle \(name)?") { html in
            html.element(.div, .class("headrow")) { html in
                html.element(.h1, .isolated, text: "Delete bundle “\(name)”?")
            }
            html.element(.p, text: "Its patches stay. The bundle itself does not come back.")
            html.element(.form, .post, .action(.ownBundles), .class("row")) { html in
                html.csrf(session.csrf)
                for (name, value) in [
                    ("form_name", "deletebundleform"), ("bundle_id", "\(id)"), ("confirm", "yes"),
                ] {
                    html.void(.input, .type("hidden"), .name(name), .value(value))
                }
                html.element(.button, .class("primary"), text: "Delete the bundle")
                html.text(" ")
                html.element(.a, .class("button"), .href(back), text: "Keep it")
            }
        }
    }
}
