import Glibc
import MailParsing
import PatchParsing

/// Microseconds of CPU for each mail of an mbox, step by step: `parsing archive.mbox`.
@main
struct Parsing {
    static func main() {
        guard CommandLine.arguments.count == 2, let mails = read(CommandLine.arguments[1]) else {
            print("usage: parsing MBOX")
            exit(64)
        }
        print("\(mails.count) mails, \(mails.reduce(0) { $0 + $1.count } / 1_000) kB")
        measure("read the message", mails) { _ = MailMessage(parsing: $0).headers.count }
        measure("… and its texts", mails) { _ = MailMessage(parsing: $0).textParts.count }
        measure("… and the stored headers", mails) {
            _ = MailMessage(parsing: $0).headers.storedText
        }
        let texts = mails.map { MailMessage(parsing: $0).textParts.first?.text ?? "" }
        measure("split message and diff", texts) { _ = PatchText(splitting: $0).diff }
        let diffs = texts.compactMap { PatchText(splitting: $0).diff }
        measure("digest of a diff", diffs) { _ = DiffDigest.normalisedBytes(of: $0).count }
    }

    private static func read(_ path: String) -> [[UInt8]]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        let reader = MboxReader {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = fread(&piece, 1, piece.count, file)
            return count == 0 ? nil : Array(piece.prefix(count))
        }
        return reader.map(\.bytes)
    }

    private static func measure<Input>(_ name: String, _ inputs: [Input], _ work: (Input) -> Void) {
        let start = clock()
        for input in inputs { work(input) }
        let microseconds = Double(clock() - start) / Double(max(1, inputs.count))
        let rounded = (microseconds * 10).rounded() / 10
        print("\(rounded) µs  \(name)  (\(inputs.count) times)")
    }
}
