import Glibc

/// What libpq is told besides the URL, so that a server that vanished is an error within a minute
/// and not the end of all work. What a URL says itself counts more.
enum PostgresSettings {
    private static let defaults = [
        // Seconds until an address that does not answer is given up.
        ("connect_timeout", "10"),
        // Seconds of silence until the kernel asks whether the other end is there, then each so
        // often, and so many times.
        ("keepalives_idle", "30"),
        ("keepalives_interval", "10"),
        ("keepalives_count", "3"),
        // Milliseconds for which what was sent may stay unconfirmed.
        ("tcp_user_timeout", "60000"),
        // What `pg_stat_activity` shows.
        ("fallback_application_name", "patchbay"),
    ]

    /// Hands over the names and values for `PQconnectdbParams`, each list with a null at its end.
    ///
    /// The URL comes last, in the place of the database's name, and so overrides what stands before.
    static func withPointers<Result>(
        url: String,
        _ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        let given = defaults.filter { name, _ in
            // A value in our list would hide the variable that libpq looks at.
            name != "connect_timeout" || getenv("PGCONNECT_TIMEOUT") == nil
        }
        let names = (given.map(\.0) + ["dbname"]).map { strdup($0) }
        let values = (given.map(\.1) + [url]).map { strdup($0) }
        defer { for text in names + values { free(text) } }
        return body(
            names.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil]
        )
    }
}
