import Logging

/// Hands what is logged on to another logger, and adds its metadata only then.
///
/// Each request gets a number as metadata of a logger of its own, which most requests never write to. The
/// usual handler puts its metadata into words as soon as they change.
struct LateMetadataLog: LogHandler {
    private let inner: Logger
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(_ inner: Logger) {
        self.inner = inner
        logLevel = inner.logLevel
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        inner.log(
            level: event.level,
            event.message,
            error: event.error,
            metadata: metadata.merging(event.metadata ?? [:]) { $1 },
            source: event.source,
            file: event.file,
            function: event.function,
            line: event.line
        )
    }
}
