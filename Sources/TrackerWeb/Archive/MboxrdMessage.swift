/// A raw mail as one message of an mbox, in the way of public-inbox and of git: mboxrd.
///
/// Each line that begins with `From `, behind any number of `>`, gets one more `>`; `git am` and
/// everybody else who reads mboxrd takes it off again. A mail whose lines ended in CR LF on its way
/// has LF here, as in every mbox on Unix.
package enum MboxrdMessage {
    /// The line above each message; public-inbox writes the same.
    private static let fromLine = "From mboxrd@z Thu Jan  1 00:00:00 1970\n"
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// The message, with the empty line behind it that ends it.
    package static func compose(_ raw: [UInt8]) -> [UInt8] {
        let mail = withoutFromLine(raw[...])
        let cameWithCRLF = endsItsFirstLineInCRLF(mail)
        var bytes = Array(fromLine.utf8)
        bytes.reserveCapacity(bytes.count + mail.count + 2)
        for line in mail.split(separator: newline, omittingEmptySubsequences: false) {
            var line = line
            if cameWithCRLF, line.last == carriageReturn { line.removeLast() }
            if line.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: "From ".utf8) {
                bytes.append(UInt8(ascii: ">"))
            }
            bytes += line
            bytes.append(newline)
        }
        // What stood behind the last line end was nothing, and is the empty line here.
        if mail.last != newline { bytes.append(newline) }
        return bytes
    }

    /// Some mail servers put such a line above the header of a mail that they pipe into a program.
    private static func withoutFromLine(_ mail: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard mail.starts(with: "From ".utf8) || mail.starts(with: ">From ".utf8),
            let end = mail.firstIndex(of: newline)
        else { return mail }
        return mail[(end + 1)...]
    }

    private static func endsItsFirstLineInCRLF(_ mail: ArraySlice<UInt8>) -> Bool {
        guard let end = mail.firstIndex(of: newline), end > mail.startIndex else { return false }
        return mail[end - 1] == carriageReturn
    }
}
