import TrackerStore

/// A bundle, the same in lists and alone (rest-api, section 2.4).
struct BundleRepresentation: Representation {
    let bundle: BundleRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let page = links.page(of: bundle)
        fields.write("id", bundle.id)
        fields.write("url", links.bundle(bundle.id))
        fields.write("web_url", page, since: .v1_1)
        fields.write("project", EmbeddedProject(project: bundle.project))
        fields.write("name", bundle.name)
        fields.write("owner", EmbeddedUser(account: bundle.owner))
        // In the order of the bundle (Q9).
        fields.write("patches", bundle.patches.map(EmbeddedPatch.init))
        fields.write("public", bundle.isPublic)
        fields.write("mbox", page + "mbox/")
    }
}
