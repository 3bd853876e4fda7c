import CLibFuzzer
import Foundation

/// Runs one fuzz target: `fuzz TARGET [CORPUS…] [-libFuzzer=option…]`.
@main
enum Fuzz {
    static func main() {
        guard CommandLine.arguments.count > 1, let target = FuzzTarget(CommandLine.arguments[1])
        else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
            let usage = "usage: fuzz \(names) [CORPUS…] [-libFuzzer=option…]\n"
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
        // libFuzzer calls a C function without a context, so the target is global.
        current = target
        var arguments = CommandLine.unsafeArgv.advanced(by: 1)
        // It takes the word before the options for the name of the program.
        var count = CommandLine.argc - 1
        withUnsafeMutablePointer(to: &arguments) { pointer in
            pointer.withMemoryRebound(
                to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self,
                capacity: 1
            ) { arguments in
                exit(
                    LLVMFuzzerRunDriver(&count, arguments) { data, size in
                        Fuzz.current.run(Array(UnsafeBufferPointer(start: data, count: size)))
                        return 0
                    }
                )
            }
        }
    }

    nonisolated(unsafe) private static var current = FuzzTarget.mail
}

/// What is fuzzed. A trap or a broken rule is a finding.
enum FuzzTarget: String, CaseIterable {
    /// A whole mail: header fields, parts, texts.
    case mail
    /// An mbox, read in pieces of any size.
    case mbox
    /// The values of header fields: encoded words, addresses, dates, message ids, list ids.
    case headers
    /// A subject.
    case subject
    /// A text: message and diff, files, trailers, pull request, HTML.
    case patch
    /// Two versions of a diff and a reply: the places of remarks, and how they are carried.
    case carry
    /// Two versions of a series, cut from one text.
    case rangediff
    /// A mail on its whole way into a database.
    case intake

    init?(_ name: String) { self.init(rawValue: name) }

    func run(_ input: [UInt8]) {
        switch self {
        case .mail: fuzzMail(input)
        case .mbox: fuzzMbox(input)
        case .headers: fuzzHeaders(input)
        case .subject: fuzzSubject(String(decoding: input, as: UTF8.self))
        case .patch: fuzzPatch(String(decoding: input, as: UTF8.self))
        case .carry: fuzzCarry(String(decoding: input, as: UTF8.self))
        case .rangediff: fuzzRangeDiff(input)
        case .intake: IntakeFuzzer.shared.run(input)
        }
    }
}

/// Consumes a value, so that the optimiser does not drop what made it.
@inline(never)
func consume<Value>(_ value: Value) { withExtendedLifetime(value) {} }

/// Ends the program if something that must hold does not. A `precondition` would not say what, in an
/// optimised build.
func require(_ condition: Bool, _ rule: String = "a bound", line: Int = #line) {
    if !condition { fatalError("broken rule: \(rule) (line \(line))") }
}
