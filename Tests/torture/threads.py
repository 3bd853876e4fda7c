"""Mails for the torture: from an mbox, or threads that are made up and the same each time."""
import mailbox


def from_mbox(path, count):
    box = mailbox.mbox(path)
    for place, key in enumerate(box.iterkeys()):
        if place == count:
            return
        # As the import of an mbox sees it: ">From " unquoted, no blank line at the end.
        yield unquoted(box.get_bytes(key)).rstrip(b"\n") + b"\n"


def unquoted(mail):
    lines = mail.split(b"\n")
    return b"\n".join(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
                      for line in lines)


def write_mbox(path, mails):
    with open(path, "wb") as file:
        for mail in mails:
            lines = [b">" + line if line.lstrip(b">").startswith(b"From ") else line
                     for line in mail.split(b"\n")]
            file.write(b"From torture@example.org Tue Mar  3 10:00:00 2026\n" + b"\n".join(lines) + b"\n")


def made_up(count):
    """Series of three with a cover letter, each with two reviews."""
    made = 0
    number = 0
    while made < count:
        number += 1
        for mail in thread(number):
            if made < count:
                made += 1
                yield mail


def thread(number):
    author = "Author %d <author%d@example.org>" % (number % 7, number % 7)
    cover = "cover-%d@example.org" % number
    title = "widget %d" % number
    body = "What this is about.\n\n" + "\n".join("%d %d" % (number, line) for line in range(number % 40))
    yield mail(author, "[PATCH 0/3] %s" % title, cover, [], number, body)
    for place in (1, 2, 3):
        yield mail(author, "[PATCH %d/3] %s: step %d" % (place, title, place),
                   "patch-%d-%d@example.org" % (number, place), [cover], number,
                   "Step %d.\n\nSigned-off-by: %s\n---\ndiff --git a/f%d b/f%d\n--- a/f%d\n+++ b/f%d\n"
                   "@@ -1 +1 @@\n-old %d\n+new %d\n-- \n2.47.0" % (place, author, place, place, place, place,
                                                                 number, number))
    reviewer = "Reviewer %d <reviewer%d@example.org>" % (number % 5, number % 5)
    yield mail(reviewer, "Re: [PATCH 1/3] %s: step 1" % title, "review-%d-1@example.org" % number,
               [cover, "patch-%d-1@example.org" % number], number, "Good.\n\nReviewed-by: " + reviewer)
    yield mail(reviewer, "Re: [PATCH 0/3] %s" % title, "review-%d-0@example.org" % number, [cover], number,
               "Thank you.")


def mail(author, subject, message_id, references, number, body):
    fields = ["From: " + author, "To: torture@lists.example.org", "Subject: " + subject,
              "Date: Tue, 3 Mar 2026 %02d:%02d:00 +0000" % (number // 60 % 24, number % 60),
              "Message-ID: <%s>" % message_id]
    if references:
        fields.append("In-Reply-To: <%s>" % references[-1])
        fields.append("References: " + " ".join("<%s>" % reference for reference in references))
    return ("\n".join(fields) + "\n\n" + body + "\n").encode()
