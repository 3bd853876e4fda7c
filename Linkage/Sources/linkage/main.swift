import MailParsing
import PatchParsing

// Enough to have both libraries linked, and to see that they run without Foundation.
let mail = MailMessage(
    parsing: Array("Subject: [PATCH v2 1/3] Turn the handle\n\nIt did not.\n".utf8)
)
let subject = PatchSubject(parsing: mail.headers.first("Subject")?.decoded ?? "")
print("\(subject.title): patch \(subject.position?.number ?? 0), version \(subject.version)")
