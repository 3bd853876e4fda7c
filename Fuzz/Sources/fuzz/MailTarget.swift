import MailParsing

func fuzzMail(_ input: [UInt8]) {
    let mail = MailMessage(parsing: input)
    require(Set(mail.problems).count == mail.problems.count, "a problem is noted twice")
    var parts = 0
    check(mail.root, depth: 0, size: input.count, parts: &parts)
    require(parts <= MailLimits.parts + 1, "too many parts")

    let texts = mail.textParts
    let again = MailMessage(parsing: input).textParts
    require(texts.map(\.text) == again.map(\.text), "parsing depends on more than the mail")
    for text in texts {
        consume(text.fileName)
        require(text.mainType == "text" || text.mainType == "application")
        require(text.mainType == "text" || !text.text.utf8.contains(0), "a file with a NUL")
    }

    let stored = mail.headers.storedText
    require(StoredHeaders.parse(stored).count <= MailLimits.headerFields)
    consume(MessageID.references(in: mail.headers))
}

private func check(_ part: MIMEPart, depth: Int, size: Int, parts: inout Int) {
    parts += 1
    require(depth <= MailLimits.partDepth, "too deep")
    require(part.headers.count <= MailLimits.headerFields, "too many fields")
    for field in part.headers {
        require(field.rawValue.count <= size)
        consume(field.name)
        if let decoded = field.decoded {
            require(!decoded.utf8.contains(0), "a NUL in a field")
        }
    }
    // No transfer encoding makes the body longer.
    require(part.body.count <= part.rawBody.count + 1, "a body has grown")
    consume(part.fileName)
    consume(part.contentType.charset)
    for part in part.parts { check(part, depth: depth + 1, size: size, parts: &parts) }
}

func fuzzMbox(_ input: [UInt8]) {
    // The first byte says how the mbox comes in; the messages must not depend on it.
    guard let first = input.first else { return }
    let mbox = Array(input.dropFirst())
    let whole = messages(of: mbox, chunk: mbox.count + 1)
    let pieces = messages(of: mbox, chunk: Int(first) + 1)
    require(whole.map(\.bytes) == pieces.map(\.bytes), "messages depend on the chunks")
    var end: Int64 = 0
    for message in whole {
        require(message.startOffset >= end, "messages overlap")
        require(message.endOffset >= message.startOffset)
        end = message.endOffset
    }
    require(end <= Int64(mbox.count))
    require(whole.reduce(0) { $0 + $1.bytes.count } <= mbox.count + whole.count)
}

private func messages(of mbox: [UInt8], chunk: Int) -> [MboxMessage] {
    var position = 0
    let reader = MboxReader {
        guard position < mbox.count else { return nil }
        let end = min(position + chunk, mbox.count)
        defer { position = end }
        return Array(mbox[position..<end])
    }
    return Array(reader)
}
