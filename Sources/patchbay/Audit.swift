import ArgumentParser
import Foundation
import TrackerModel
import TrackerStore

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who changed what, and how, the newest last.",
        discussion: """
            Examples:
              patchbay audit --project widget --limit 20
              patchbay audit --user ada --json
            """
    )

    @OptionGroup var site: SiteOptions

    @Option(help: ArgumentHelp("Only this project.", valueName: "link-name"))
    var project: String?

    @Option(help: "Only what this user did.")
    var user: String?

    @Option(help: "How many changes.")
    var limit = 50

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 10000")
        }
    }

    private struct LineJSON: Encodable {
        let id: Int64
        let date: String
        let user: String?
        let token: String?
        let way: String
        let action: String
        let target: String
        let targetID: Int64
        let project: String?
        let before: [String: AuditedValue]
        let after: [String: AuditedValue]

        enum CodingKeys: String, CodingKey {
            case id, date, user, token, way, action, target, project, before, after
            case targetID = "target_id"
        }

        init(_ line: AuditRecord) {
            id = line.id
            date = Timestamp.iso(line.date)
            user = line.username.isEmpty ? nil : line.username
            token = line.tokenName.isEmpty ? nil : line.tokenName
            way = line.way
            action = line.action
            target = line.target
            targetID = line.targetID
            project = line.project
            before = AuditedValue.fields(line.before)
            after = AuditedValue.fields(line.after)
        }
    }

    func run() async throws {
        var filter = AuditFilter()
        filter.project = project
        filter.username = user
        let wanted = filter
        let lines = try await site.withStore { try await $0.latestAudit(wanted, limit: limit) }
        if json { return try Terminal.printJSON(lines.map(LineJSON.init)) }
        guard !lines.isEmpty else { return print("Nothing was changed.") }
        Terminal.printTable(
            [["ID", "DATE", "WHO", "HOW", "WHAT", "PROJECT", "CHANGE"]] + lines.map(Self.row)
        )
    }

    private static func row(_ line: AuditRecord) -> [String] {
        let isOperator = line.way == ChangeAuthor.Way.commandLine.rawValue
        let who = line.username.isEmpty ? (isOperator ? "operator" : "-") : line.username
        return [
            "\(line.id)", String(Timestamp.iso(line.date).prefix(19)), who,
            line.tokenName.isEmpty ? line.way : "\(line.way) (\(line.tokenName))",
            "\(line.action) \(line.target) \(line.targetID)", line.project ?? "-",
            line.before == "{}" ? line.after : "\(line.before) -> \(line.after)",
        ]
    }
}

/// A value in the trail, which was JSON when it was written.
enum AuditedValue: Codable {
    case null
    case bool(Bool)
    case number(Int64)
    case text(String)
    case numbers([Int64])

    static func fields(_ json: String) -> [String: AuditedValue] {
        (try? JSONDecoder().decode([String: AuditedValue].self, from: Data(json.utf8))) ?? [:]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number(value)
        } else if let value = try? container.decode([Int64].self) {
            self = .numbers(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .numbers(let value): try container.encode(value)
        }
    }
}
