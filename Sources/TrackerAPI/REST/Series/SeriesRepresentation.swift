import TrackerModel
import TrackerStore

/// A series within another object (rest-api, section 2.10).
struct EmbeddedSeries: Representation {
    let series: SeriesReference

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", series.id)
        fields.write("url", links.series(series.id))
        fields.write("web_url", links.page(of: series), since: .v1_1)
        fields.write("date", APIDate(series.date))
        fields.write("name", series.name)
        fields.write("version", series.version)
        fields.write("mbox", links.mbox(ofSeries: series.id))
    }
}

/// A series in full (rest-api, section 2.3).
struct SeriesRepresentation: Representation {
    let record: SeriesRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let series = record.reference
        fields.write("id", series.id)
        fields.write("url", links.series(series.id))
        fields.write("web_url", links.page(of: series), since: .v1_1)
        fields.write("project", EmbeddedProject(project: series.project))
        fields.write("name", series.name)
        fields.write("date", APIDate(series.date))
        fields.write("submitter", EmbeddedPerson(person: record.submitter))
        fields.write("version", series.version)
        fields.write("total", record.total)
        fields.write("received_total", record.receivedTotal)
        fields.write("received_all", record.total <= record.receivedTotal)
        fields.write("mbox", links.mbox(ofSeries: series.id))
        fields.write("cover_letter", record.cover.map(EmbeddedCover.init))
        fields.write("patches", record.patches.map(EmbeddedPatch.init))
        // Each series of a list decides for itself (Q8).
        guard series.project.showsDependencies else { return }
        fields.write(
            "dependencies",
            record.dependencies.map(links.series),
            since: .v1_4
        )
        fields.write("dependents", record.dependents.map(links.series), since: .v1_4)
    }
}
