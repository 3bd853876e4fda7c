import Foundation
import Synchronization

/// A PostgreSQL cluster of the tests' own: made in a temporary folder, reached through a socket in
/// that folder only, and gone when the tests end.
///
/// The server refuses to run as root; then Debian's account `postgres` runs it.
package final class PrivatePostgres: Sendable {
    private let folder: String
    private let names = Mutex(0)

    /// Where Debian puts what is not on the path.
    private static let programs = "/usr/lib/postgresql/15/bin"
    private static let port = 54_329

    private static let started = Mutex<Swift.Result<PrivatePostgres, any Error>?>(nil)

    /// The cluster, started at the first call.
    package static func shared() throws -> PrivatePostgres {
        try started.withLock { started in
            if let started { return try started.get() }
            let result = Swift.Result { try PrivatePostgres() }
            started = result
            return try result.get()
        }
    }

    /// Makes and starts a cluster of a test's own, which may stop it; ``shared()`` is faster.
    package init() throws {
        folder = "\(NSTemporaryDirectory())/patchbay-pg-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run(["chown", "postgres", folder], asServer: false) }
        try Self.run(
            [
                "\(Self.programs)/initdb", "-D", "\(folder)/data", "-U", "patchbay", "-A", "trust",
                "--locale=C", "-E", "UTF8", "--no-sync",
            ],
            asServer: true
        )
        PrivatePostgres.removeAtExit(folder)
        try start()
    }

    /// Ends the server at once, as a crash does: no session ends well, nothing is written out.
    package func crash() throws { try Self.stop(folder, "immediate") }

    /// Kills the sessions of Patchbay, upon which the server ends all others and recovers by itself.
    package func killSessions() {
        // The session that orders it is ended, too.
        try? sql(
            """
            DO $$ DECLARE session integer; BEGIN
                FOR session IN SELECT pid FROM pg_stat_activity WHERE application_name = 'patchbay'
                LOOP EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'kill -KILL ' || session);
                END LOOP;
            END $$
            """
        )
    }

    /// Starts the server, and waits until it has recovered what was committed.
    package func start() throws {
        try Self.run(
            [
                "\(Self.programs)/pg_ctl", "-D", "\(folder)/data", "-l", "\(folder)/log", "-w",
                "-o",
                // Nothing of it must survive a crash of the machine, so it need not be synced.
                "-k \(folder) -c listen_addresses= -p \(Self.port) -c fsync=off "
                    // All tests make their tables at once, each with some hundred locks.
                    + "-c full_page_writes=off -c max_connections=400 "
                    + "-c max_locks_per_transaction=512",
                "start",
            ],
            asServer: true
        )
    }

    /// Stops the server; its clients lose their connections.
    package func stop() throws { try Self.stop(folder, "fast") }

    /// Stops the server and removes all that it had.
    package func remove() { Self.remove(folder) }

    /// Makes a database, a copy of the one that is named, which nobody may be using; returns its name.
    package func createDatabase(from template: String = "template0") throws -> String {
        let name = names.withLock { count in
            count += 1
            return "test_\(count)"
        }
        try sql("CREATE DATABASE \(name) TEMPLATE \(template)")
        return name
    }

    package func dropDatabase(_ name: String) {
        try? sql("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    package func url(of database: String) -> String {
        let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
        return "postgres://patchbay@\(host):\(Self.port)/\(database)"
    }

    private func sql(_ text: String) throws {
        try Self.run(
            [
                "psql", "-q", "-h", folder, "-p", "\(Self.port)", "-U", "patchbay", "-d",
                "postgres", "-c", text,
            ],
            asServer: false
        )
    }

    private static func stop(_ folder: String, _ mode: String) throws {
        try run(
            ["\(programs)/pg_ctl", "-D", "\(folder)/data", "-m", mode, "-w", "stop"],
            asServer: true
        )
    }

    private static func remove(_ folder: String) {
        try? stop(folder, "immediate")
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func removeAtExit(_ folder: String) {
        let isFirst = folders.withLock { folders in
            folders.append(folder)
            return folders.count == 1
        }
        guard isFirst else { return }
        atexit {
            let folders = PrivatePostgres.folders.withLock { $0 }
            for folder in folders where FileManager.default.fileExists(atPath: folder) {
                PrivatePostgres.remove(folder)
            }
        }
    }

    /// The folders of all clusters; they are stopped and removed when the tests end.
    private static let folders = Mutex<[String]>([])

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a command to its end. `posix_spawn`, because Foundation's `Process` waits for a run loop,
    /// which a test on the cooperative thread pool does not have.
    private static func run(_ command: [String], asServer: Bool) throws {
        let prefix = asServer && getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []
        let words = prefix + command
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for file: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0)
        }
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
        guard code == 0 else { throw Failure(description: "cannot run \(words[0])") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            throw Failure(
                description: "\(command.joined(separator: " ")) failed with status \(status)"
                    + " (is Debian's package postgresql-15 installed?)"
            )
        }
    }
}
