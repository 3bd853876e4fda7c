import MailParsing
import PatchParsing

func fuzzHeaders(_ input: [UInt8]) {
    let names = ["From", "Subject", "Date", "Message-ID", "References", "List-Id", "Content-Type"]
    for name in names {
        let mail = MailMessage(parsing: Array("\(name): ".utf8) + input)
        guard let field = mail.headers.first(name), let text = field.decoded else { continue }
        check(text)
        checkStored(mail.headers)
        consume(MessageID.references(in: mail.headers))
    }
    check(String(decoding: input, as: UTF8.self))
}

private func check(_ text: String) {
    if let address = MailAddress(parsing: text) {
        require(address.address.unicodeScalars.count <= MailLimits.nameLength)
        require(address.name?.isEmpty != true, "an empty name")
        if address.address.unicodeScalars.count < MailLimits.nameLength {
            require(MailAddress.isValid(address.address), "an address that is none")
            // Most are read again as they are; a quoted local part with a bracket in it is not.
            consume(MailAddress(parsing: "<\(address.address)>"))
        }
    }
    require(MailAddress.looseList(text).count <= 2 * MailLimits.addresses + 2)
    consume(MailDate.seconds(parsing: text))
    consume(ListID.parse(text))
    if let id = MessageID.own(text) {
        require(id.unicodeScalars.count <= MailLimits.nameLength)
        require(MessageID.own(id) != nil, "an id that is none")
    }
}

/// The form in which headers are stored has no field that the mail has not.
private func checkStored(_ headers: HeaderFields) {
    var rest = headers.map(\.name)[...]
    for (name, _) in StoredHeaders.parse(headers.storedText) {
        guard let index = rest.firstIndex(of: name) else {
            fatalError("a field was made up: \(name)")
        }
        rest = rest[(index + 1)...]
    }
}

func fuzzSubject(_ line: String) {
    let subject = PatchSubject(parsing: line, ignoring: ["widget"])
    let name = subject.name
    require(name.utf8.count <= line.utf8.count + 3, "a name has grown")
    require(subject == PatchSubject(parsing: line, ignoring: ["widget"]))
    require(subject.version >= 0)
    if let position = subject.position { require(position.number >= 0 && position.total >= 0) }
    consume(PatchSubject.prefixes(inName: name))
    require(PatchSubject.withoutPrefix(name).utf8.count <= name.utf8.count)
    consume(PatchFileName.sanitised(name))
    require(PatchSubject(parsing: "Re: " + line).isReply, "an answer is none")
}
