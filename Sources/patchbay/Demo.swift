import ArgumentParser
import Foundation
import TrackerDemo
import TrackerIntake
import TrackerModel
import TrackerServer
import TrackerStore

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a throw-away site with a small example list.",
        discussion: """
            The database is made in a temporary folder and removed at the end (Ctrl-C).

            Examples:
              patchbay demo
              patchbay demo --port 8080
            """
    )

    @OptionGroup var address: AddressOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("patchbay-demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = folder.appendingPathComponent("demo.db").path
        let store = try await DatabaseURL.sqlite(path: database).open()
        let outcomes = try await DemoSite.fill(store)
        let server = SiteServer(store: store, settings: address.settings, logger: log.logger())
        let host = address.host
        try await server.run { places in
            let address = "http://\(host):\(places.httpPort)"
            print(DemoSite.welcome(address: address, outcomes: outcomes))
            fflush(nil)
        }
    }
}

/// The example site: its projects, users and mails.
enum DemoSite {
    static func fill(_ store: Store) async throws -> [MailOutcome: Int] {
        for project in DemoList.projects { try await create(project, in: store) }
        for user in DemoList.users { try await create(user, in: store) }
        let mails = DemoList.mails.map { IncomingMail(raw: Array($0.utf8), source: "demo") }
        return Dictionary(grouping: try await store.takeIn(mails), by: \.outcome).mapValues(\.count)
    }

    private static func create(_ demo: DemoProject, in store: Store) async throws {
        var project = Project(
            linkName: demo.linkName,
            name: demo.name,
            listID: demo.listID,
            listEmail: demo.listAddress
        )
        project.webURL = demo.webURL
        project.scmURL = demo.scmURL
        project.webSCMURL = demo.webSCMURL
        project.listArchiveURL = demo.listArchiveURL
        project.listArchiveURLFormat = demo.listArchiveURLFormat
        project.commitURLFormat = demo.commitURLFormat
        project.showsDependencies = true
        _ = try await store.createProject(project)
    }

    private static func create(_ demo: DemoUser, in store: Store) async throws {
        guard let password = PasswordHash(of: demo.password) else {
            throw CommandFailure("the system gives no random numbers")
        }
        var account = Store.NewAccount(
            username: demo.username,
            email: demo.email,
            password: password
        )
        account.firstName = demo.firstName
        account.lastName = demo.lastName
        account.maintains = demo.maintainerOf
        _ = try await store.createAccount(account)
    }

    static func welcome(address: String, outcomes: [MailOutcome: Int]) -> String {
        let count = { (outcome: MailOutcome) in outcomes[outcome] ?? 0 }
        return """
            Patchbay has taken in an example list: \(count(.patch)) patches, \(count(.cover)) cover \
            letters, \(count(.comment)) comments.

              Open           \(address)/
              The API        \(address)/api/
              A list         \(address)/api/patches/?project=lantern&order=-date
              A whole series curl -s \(address)/series/1/mbox/

            Users: \(DemoList.users.map(\.username).joined(separator: ", ")), password "demo". \
            Ctrl-C ends it and removes everything.
            """
    }
}
