import ArgumentParser

extension Patchbay {
    /// Where the program starts. A plain delivery of a mail goes the short way.
    static func main() async {
        let words = CommandLine.arguments.dropFirst()
        guard words.starts(with: ["mail", "receive"]),
            let delivery = Delivery(plain: words.dropFirst(2))
        else { return await main(nil) }
        do {
            try await delivery.run()
        } catch {
            exit(withError: error)
        }
    }
}
