import Testing
import TrackerTesting

/// What does not depend on the database is tried on SQLite alone.
@Suite("The command line") struct CommandLineTests {
    private static let commands = [
        [], ["serve"], ["demo"], ["migrate"],
        ["mail", "receive"], ["mail", "import"], ["mail", "follow"], ["mail", "list"],
        ["mail", "show"],
        ["project", "create"], ["project", "list"], ["project", "show"], ["project", "delegate"],
        ["user", "create"], ["user", "token"], ["user", "tokens"], ["user", "revoke"],
        ["user", "list"],
        ["audit"],
    ]

    @Test("help says what a command does, and shows it", arguments: commands)
    func help(command: [String]) async throws {
        try await Site.with(.sqlite) { site in
            let ending = try await site.run(command + ["--help"])
            #expect(ending.status == 0)
            #expect(ending.text.hasPrefix("OVERVIEW: "))
            let name = (["patchbay"] + command).joined(separator: " ")
            #expect(ending.text.contains("USAGE: \(name)"))
            // Lists and the like explain themselves.
            let isPlain = [
                ["migrate"], ["project", "list"], ["project", "show"], ["user", "list"],
            ]
            .contains(command)
            let shows = ending.text.split(separator: "\n").contains { line in
                line.hasPrefix("  ") && line.contains("patchbay ") && !line.contains("help")
            }
            #expect(shows || isPlain, "no example in \(name) --help")
        }
    }

    @Test(
        "a name that is no command leads to the list of commands",
        arguments: ["mail", "user", "project"]
    )
    func groups(name: String) async throws {
        try await Site.with(.sqlite) { site in
            let ending = try await site.run(name)
            #expect(ending.status == 0)
            #expect(ending.text.contains("SUBCOMMANDS:"))
        }
    }

    @Test(
        "wrong usage ends with 64 and one line that says what is wrong",
        arguments: [
            (["bogus"], "Unexpected argument 'bogus'"),
            (["--bogus"], "Unknown option '--bogus'"),
            (["mail", "import"], "Missing expected argument '<path> ...'"),
            (["mail", "follow"], "Missing expected argument '<path> ...'"),
            (["mail", "follow", "x", "--json"], "--json needs --once"),
            (
                ["mail", "follow", "x", "--interval", "0"],
                "--interval is a number of seconds from 1 to 86400"
            ),
            (
                ["mail", "list", "--outcome", "lost"],
                "The value 'lost' is invalid for '--outcome <outcome>'."
            ),
            (["mail", "list", "--limit", "0"], "--limit is at least 1"),
            (["mail", "list", "--limit", "x"], "The value 'x' is invalid for '--limit <limit>'"),
            (
                ["mail", "list", "--database", "mysql://x"],
                "--database is no database: use sqlite:PATH or postgres://USER@HOST/NAME"
            ),
            (
                ["mail", "receive", "--database", "sqlite:"],
                "--database is no database: use sqlite:PATH or postgres://USER@HOST/NAME"
            ),
            (["mail", "receive", "extra"], "Unexpected argument 'extra'"),
            (["serve", "--port", "65536"], "--port is a number from 0 to 65535"),
            (["serve", "--log-level", "loud"], "'loud' is no log level"),
            (["demo", "--log-level", "loud"], "'loud' is no log level"),
            (["project", "create", "widget"], "Missing expected argument '--name <name>'"),
            (
                [
                    "project", "create", "a b", "--name", "x", "--list-id", "x", "--list-email",
                    "x@y.z",
                ],
                "'a b' cannot be in a URL: use letters, digits, '-' and '_'"
            ),
            (
                [
                    "project", "create", "a", "--name", "x", "--list-id", "x", "--list-email",
                    "x@y.z", "--subject-match", "(",
                ],
                "--subject-match '(' is no regular expression"
            ),
            (["user", "create", "a b", "--email", "a@b.c"], "a user name has 1 to 150 characters"),
            (["user", "create", "a", "--email", "nowhere"], "'nowhere' is no mail address"),
            (["user", "token"], "Missing expected argument '<username>'"),
        ]
    )
    func wrongUsage(command: [String], message: String) async throws {
        try await Site.with(.sqlite) { site in
            let ending = try await site.run(command)
            #expect(ending.status == 64)
            #expect(ending.text.isEmpty)
            let lines = ending.errors.split(separator: "\n")
            #expect(lines.first?.hasPrefix("Error: ") == true)
            #expect(lines.first?.contains(message) == true, "\(lines.first ?? "nothing")")
            let name = (["patchbay"] + command.prefix { !$0.hasPrefix("-") }.prefix(1)).joined(
                separator: " "
            )
            let usage = command[0].contains("bogus") ? "Usage: patchbay" : "Usage: \(name)"
            #expect(lines.contains { $0.hasPrefix(usage) }, "\(ending.errors)")
        }
    }

    @Test(
        "what is unknown ends with 1 and a line that says what to do",
        arguments: DatabaseKind.allCases
    )
    func unknownNames(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            for (command, message) in [
                (["user", "token", "nobody"], "there is no user 'nobody'; see patchbay user list"),
                (
                    ["project", "show", "nothing"],
                    "there is no project 'nothing'; see patchbay project list"
                ),
                (
                    ["project", "delegate", "nothing", "--path", "*", "--user", "nobody"],
                    "there is no project 'nothing'; see patchbay project list"
                ),
                (
                    ["project", "delegate", "widget", "--path", "*", "--user", "nobody"],
                    "there is no user 'nobody'; see patchbay user list"
                ),
                (
                    ["user", "create", "ada", "--email", "a@b.c", "--maintainer-of", "nothing"],
                    "there is no project 'nothing'; see patchbay project list"
                ),
                (["mail", "show", "99"], "there is no mail 99; see patchbay mail list"),
                (["mail", "import", "/nothing"], "there is no file or folder /nothing"),
            ] {
                let ending = try await site.run(command, input: Array("secret\n".utf8))
                #expect(ending.status == 1, "\(command)")
                #expect(ending.errors == "Error: \(message)\n")
                #expect(ending.text.isEmpty)
            }
            #expect(try await site.succeed("user", "list").hasPrefix("There is no user yet."))
        }
    }

    @Test(
        "what is there already ends with 1 and leaves all as it was",
        arguments: DatabaseKind.allCases
    )
    func takenNames(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let project = try await site.run(
                "project",
                "create",
                "widget",
                "--name",
                "Other",
                "--list-id",
                "o",
                "--list-email",
                "o@x.y"
            )
            #expect(project.status == 1)
            #expect(project.errors.hasPrefix("Error: "))
            #expect(project.errors.split(separator: "\n").count == 1)
            let create = ["user", "create", "ada", "--email", "ada@example.org"]
            #expect(try await site.run(create, input: Array("one\n".utf8)).status == 0)
            let user = try await site.run(create, input: Array("two\n".utf8))
            #expect(user.status == 1)
            #expect(user.errors == "Error: there is a user 'ada' already\n")
            let silent = try await site.run("user", "create", "bo", "--email", "bo@example.org")
            #expect(silent.status == 1)
            #expect(silent.errors == "Error: a password is needed: one line on standard input\n")
            let projects = try await site.succeed("project", "list").split(separator: "\n")
            #expect(projects.count == 2)
            #expect(projects.last?.hasPrefix("1   widget") == true)
        }
    }

    @Test("migrate says what it did", arguments: DatabaseKind.allCases)
    func migrate(kind: DatabaseKind) async throws {
        try await Site.bare(kind) { site in
            let first = try await site.succeed("migrate")
            #expect(first.hasPrefix("Brought the schema from version 0 to "))
            let second = try await site.succeed("migrate")
            #expect(second.hasPrefix("The schema is up to date (version "))
        }
    }
}
