import ArgumentParser
import TrackerIntake
import TrackerStore

struct MailImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in archives: mboxes, Maildirs, public-inboxes, folders of .eml files.",
        discussion: """
            Examples:
              patchbay mail import archive.mbox
              patchbay mail import 2024.mbox 2025.mbox 2026.mbox --json
              patchbay mail import ~/Maildir/lists/widget --list-id widget.lists.example.org
              patchbay mail import /srv/public-inbox/widget         all epochs of a public-inbox
              zcat archive.mbox.gz | patchbay mail import -

            A public-inbox is a folder with git/0.git, git/1.git, …, or one such repository. Mails \
            that it deleted are left out.

            Mails that are known are left alone, so an import that was broken off can be started \
            again. To keep up with what comes later: patchbay mail follow.
            Exit status 75: the database failed on the way; start again when it works.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "An archive; - is an mbox on standard input.", completion: .file())
    var path: [String]

    @Option(help: "The list that the mails came from; then their own headers do not count.")
    var listID: String?

    @Flag(help: "Print the summary as JSON for scripts.")
    var json = false

    func run() async throws {
        let summary: ImportSummary
        do {
            summary = try await site.withStore(read)
        } catch let failure as CommandFailure where failure.isTemporary {
            Terminal.note(
                "Error: \(failure). The mails before that are stored: start the import again later."
            )
            throw ExitCode.temporaryFailure
        }
        try ImportReport(summary: summary).print(asJSON: json)
    }

    private func read(into store: Store) async throws -> ImportSummary {
        do {
            // All are looked at first: a slip in the last name shows now, and not in an hour.
            let archives = try path.map { try MailArchive(path: $0) }
            return try await takeIn(archives, into: store)
        } catch let error as ArchiveError {
            throw CommandFailure(error.description)
        }
    }

    private func takeIn(_ archives: [MailArchive], into store: Store) async throws -> ImportSummary
    {
        let thread = ReadingThread()
        var line = ProgressLine()
        defer { line.clear() }
        var total = ImportSummary()
        for (place, archive) in archives.enumerated() {
            let before = total.mails
            let done = Double(place)
            let summary = try await withTaskExecutorPreference(thread) {
                try await ArchiveImport(store: store, givenListID: listID).run(archive) {
                    summary,
                    share in
                    line.draw(
                        share: share.map { (done + $0) / Double(archives.count) },
                        count: before + summary.mails,
                        unit: "mails"
                    )
                }
            }
            total.add(summary)
        }
        try await compareVersions(in: store, &line)
        return total
    }

    /// Compares the versions that came with the one before them: it takes a small part of the time that
    /// the mails took, and then pages show it whether a server runs or not.
    private func compareVersions(in store: Store, _ line: inout ProgressLine) async throws {
        let due = try await store.dueComparisons()
        var done = 0
        while due > 0 {
            let progress = try await store.compareDueVersions()
            if progress.isOver { break }
            done += progress.compared + progress.failures.count
            line.draw(
                share: min(1, Double(done) / Double(due)),
                count: done,
                unit: "versions compared"
            )
        }
    }
}
