import ArgumentParser
import Foundation
import Logging
import TrackerServer
import TrackerStore

/// The options that all commands have.
struct SiteOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the data is: sqlite:PATH or postgres://USER@HOST/NAME.",
            discussion: "Without it PATCHBAY_DATABASE is used, else a file in your data folder.",
            valueName: "url"
        )
    )
    var database: String?

    @OptionGroup var log: LogOptions

    /// Only what was typed: a wrong environment must not make `mail receive` refuse a mail for good.
    func validate() throws {
        if database != nil { _ = try databaseURL() }
    }

    func databaseURL() throws -> DatabaseURL { try Self.databaseURL(given: database) }

    /// The database that was typed, or else that of the environment, or of the user.
    static func databaseURL(given database: String?) throws -> DatabaseURL {
        let environment = ProcessInfo.processInfo.environment
        guard let text = database ?? environment["PATCHBAY_DATABASE"], !text.isEmpty else {
            return .userDefault(environment: environment)
        }
        // The text is not repeated: it may hold a password.
        guard let url = DatabaseURL(text) else {
            let place = database == nil ? "PATCHBAY_DATABASE" : "--database"
            throw ValidationError(
                "\(place) is no database: use sqlite:PATH or postgres://USER@HOST/NAME"
            )
        }
        return url
    }

    /// Opens the store and closes it after the body; errors become one line on standard error.
    func withStore<Result>(_ body: (Store) async throws -> Result) async throws -> Result {
        do {
            let store = try await databaseURL().open()
            let result = try await body(store)
            await store.close()
            return result
        } catch let error as StoreError {
            throw CommandFailure(error.message, isTemporary: error.isTemporary)
        } catch let refusal as ChangeRefusal {
            throw CommandFailure(refusal.words)
        }
    }
}

extension ChangeRefusal {
    /// In one sentence, for a terminal.
    fileprivate var words: String {
        switch self {
        case .missing(let what): "there is no such \(what.lowercased())"
        case .notPermitted, .notPermittedToRelate: "that is not permitted"
        case .relationConflict: "the patches belong to several relations"
        case .invalid(let faults): faults.sentence
        case .keyReused, .keyOutlived: "the key was used before"
        }
    }
}

/// What is written to standard error while the program runs.
struct LogOptions: ParsableArguments {
    @Option(
        help: "How much is logged: trace, debug, info, notice, warning, error, critical.",
        transform: Self.level
    )
    var logLevel = Logger.Level.notice

    private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError("'\(text)' is no log level")
        }
        return level
    }

    func logger() -> Logger {
        var logger = Logger(
            label: "patchbay",
            factory: { StreamLogHandler.standardError(label: $0) }
        )
        logger.logLevel = logLevel
        return logger
    }
}

/// An error that ends the command with status 1 and one line.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    /// Whether the same command may go well later.
    let isTemporary: Bool

    init(_ description: String, isTemporary: Bool = false) {
        self.description = description
        self.isTemporary = isTemporary
    }
}

extension ExitCode {
    /// EX_TEMPFAIL of sysexits.h: who runs the program tries again later.
    static let temporaryFailure = ExitCode(75)
}
