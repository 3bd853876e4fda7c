import MailParsing
import PatchParsing
import RangeDiff

// Enough to have the libraries linked, and to see that they run without Foundation.
let mail = MailMessage(
    parsing: Array("Subject: [PATCH v2 1/3] Turn the handle\n\nIt did not.\n".utf8)
)
let subject = PatchSubject(parsing: mail.headers.first("Subject")?.decoded ?? "")
print("\(subject.title): patch \(subject.position?.number ?? 0), version \(subject.version)")

let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
let patch = RangePatch(subject: "x", author: "Ada", message: "", diff: diff)
print(RangeDiff(old: [patch], new: [patch]).text)
