import ArgumentParser
import TrackerModel

@main
struct Patchbay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patchbay",
        abstract: "A patch tracker for projects that review by mail.",
        discussion: """
            Try it:
              patchbay demo                          a throw-away site with an example list

            A site of your own:
              patchbay project create widget --name "Widget tools" \\
                  --list-id widget.lists.example.org --list-email widget@lists.example.org
              patchbay mail import archive.mbox
              patchbay serve

            Data is kept in one SQLite file in your data folder. Another place, or a PostgreSQL \
            server, is chosen with --database or the environment variable PATCHBAY_DATABASE.
            """,
        version: PatchbayVersion.text,
        subcommands: [
            Serve.self, Demo.self, Mail.self, SeriesCommands.self, RangeDiffCommand.self,
            Projects.self, Users.self, Audit.self, Migrate.self, Doctor.self,
        ]
    )
}
