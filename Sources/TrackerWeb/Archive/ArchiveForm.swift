/// What of a mail is asked for below `/all/`, in the words of public-inbox.
package enum ArchiveForm: Hashable, Sendable {
    /// `MESSAGE-ID/`, `MESSAGE-ID/T/` and `MESSAGE-ID/t/`: where it is shown.
    case page
    /// `MESSAGE-ID/raw`: the mail as it came.
    case raw
    /// `MESSAGE-ID/t.mbox.gz`: its whole thread.
    case threadMbox

    init?(word: Substring?) {
        switch word {
        case "raw": self = .raw
        case "t.mbox.gz": self = .threadMbox
        case "T", "t": self = .page
        default: return nil
        }
    }
}
