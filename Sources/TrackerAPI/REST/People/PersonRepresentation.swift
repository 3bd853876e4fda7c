import TrackerModel
import TrackerStore

/// A person within another object (rest-api, section 2.10).
struct EmbeddedPerson: Representation {
    let person: Person

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", person.id)
        fields.write("url", links.person(person.id))
        fields.write("name", person.name)
        fields.write("email", person.email)
    }
}

/// A person (rest-api, section 2.7).
struct PersonRepresentation: Representation {
    let person: Person

    func writeFields(to fields: inout FieldWriter) {
        EmbeddedPerson(person: person).writeFields(to: &fields)
        fields.write("user", person.account.map(EmbeddedUser.init))
    }
}
