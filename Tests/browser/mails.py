"""Mails for the browser tests: all of invented people, at reserved domains."""
import datetime

LIST = "widget@lists.example.org"
LIST_ID = "widget.lists.example.org"
START = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone.utc)

PEOPLE = {
    "ada": "Ada Lindqvist <ada@devs.example>",
    "bo": "Bo Castellanos <bo@devs.example>",
    "maud": "Maud Ferreira <maud@devs.example>",
}

DIFF = """\
 src/{file}.c | 4 ++--
 1 file changed, 2 insertions(+), 2 deletions(-)

diff --git a/src/{file}.c b/src/{file}.c
index 1111111..2222222 100644
--- a/src/{file}.c
+++ b/src/{file}.c
@@ -10,7 +10,7 @@ int {file}_open(struct {file} *w)
 \tstruct {file}_state *state = w->state;
 \tint error;
 
-\terror = {file}_lock(w, 0);
+\terror = {file}_lock(w, {number});
 \tif (error)
 \t\treturn error;
 
@@ -30,5 +30,5 @@ void {file}_close(struct {file} *w)
 {{
 \tif (!w)
 \t\treturn;
-\tkfree(w->old_name);
+\tkfree(w->new_name);
 }}
"""


def mail(key, subject, body, sender="ada", minutes=0, answers=None, thread=None):
    """One mail as it comes from the list, as bytes."""
    date = START + datetime.timedelta(minutes=minutes)
    lines = [
        f"From: {PEOPLE.get(sender, sender)}",
        f"To: {LIST}",
        f"Subject: {subject}",
        f"Date: {date:%a, %d %b %Y %H:%M:%S +0000}",
        f"Message-Id: <{key}@devs.example>",
        f"List-Id: Widget tools <{LIST_ID}>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if answers:
        chain = [f"<{name}@devs.example>" for name in (thread or [answers])]
        lines.append(f"In-Reply-To: <{answers}@devs.example>")
        lines.append("References: " + "\n ".join(chain))
    return ("\n".join(lines) + "\n\n" + body).encode()


def patch_body(number=1, file="widget", message="Say what was wrong and why this is right.", diff=None):
    diff = DIFF.format(file=file, number=number) if diff is None else diff
    return f"{message}\n\nSigned-off-by: Ada Lindqvist <ada@devs.example>\n---\n{diff}-- \n2.39.5\n"


def single(key, title, minutes=0, sender="ada", **words):
    return mail(key, f"[PATCH] {title}", patch_body(**words), sender, minutes)


def series(key, title, count, minutes=0, version=1, sender="ada", **words):
    """A cover letter and its patches."""
    prefix = "PATCH" if version == 1 else f"PATCH v{version}"
    width = len(str(count))
    cover = f"{key}-0"
    yield mail(
        cover,
        f"[{prefix} {0:0{width}}/{count}] {title}",
        f"This series makes {title} better.\n\nAda Lindqvist ({count}):\n  ...\n",
        sender,
        minutes,
    )
    for number in range(1, count + 1):
        yield mail(
            f"{key}-{number}",
            f"[{prefix} {number:0{width}}/{count}] {title}, part {number}",
            patch_body(number, **words),
            sender,
            minutes + number,
            answers=cover,
        )


def reply(key, to, title, body, sender="bo", minutes=600, thread=None):
    return mail(key, f"Re: {title}", body, sender, minutes, answers=to, thread=thread)


def review(key, to, title, minutes=600, sender="bo"):
    """A reply that quotes a line of the diff."""
    body = (
        "On Monday, Ada Lindqvist wrote:\n"
        "> --- a/src/widget.c\n> +++ b/src/widget.c\n"
        "> @@ -10,7 +10,7 @@ int widget_open(struct widget *w)\n"
        ">  \tint error;\n>  \n> -\terror = widget_lock(w, 0);\n> +\terror = widget_lock(w, 1);\n\n"
        "Who unlocks this one?\n\n"
        f"Reviewed-by: {PEOPLE[sender]}\n"
    )
    return reply(key, to, title, body, sender, minutes)


def small_list():
    """What most walks need: a few series with reviews, and single patches."""
    mails = list(series("lock", "widget: locking", 3))
    mails.append(review("lock-r1", "lock-1", "[PATCH 1/3] widget: locking, part 1"))
    mails += series("names", "widget: names", 2, minutes=1_000, sender="bo")
    for number in range(1, 4):
        mails.append(single(f"fix-{number}", f"widget: fix number {number}", 2_000 + number))
    return mails


def two_versions():
    """The small list, and a series in two versions: a patch as it was, one with another line, one dropped
    and one new; and replies to the first version that nobody has heeded."""
    title = "gear: turning"
    found = small_list() + list(series("turn", title, 3, minutes=3_000, file="gear"))
    found.append(reply("turn-r1", "turn-1", f"[PATCH 1/3] {title}, part 1",
                       "> +\terror = gear_lock(w, 1);\n\nWho unlocks this one?\n", minutes=3_100))
    found.append(reply("turn-r2", "turn-2", f"[PATCH 2/3] {title}, part 2",
                       "> +\terror = gear_lock(w, 2);\n\nWhy two of them?\n", minutes=3_110))
    found.append(reply("turn-r0", "turn-0", f"[PATCH 0/3] {title}",
                       "Please say in this letter who turns first.\n", minutes=3_120))
    found.append(mail("return-0", f"[PATCH v2 0/3] {title}",
                      f"This series makes {title} better.\n\nSince v1: another lock.\n", "ada", 4_000))
    bodies = [
        ("part 1", patch_body(1, file="gear")),
        ("part 2", patch_body(22, file="gear", message="Say what was wrong, and why this is right now.")),
        ("all the way", patch_body(7, file="door", message="The door has to turn as well.",
                                   diff=DIFF.format(file="door", number=7).replace("kfree", "door_free"))),
    ]
    for number, (name, body) in enumerate(bodies, 1):
        found.append(mail(f"return-{number}", f"[PATCH v2 {number}/3] {title}, {name}", body, "ada",
                          4_000 + number, answers="return-0"))
    return found


def stacked():
    """Two patches on top of the series of `small_list`, and of what never came."""
    base = "base-commit: 3f9c2ab1d0e4a07be4419c5591c04e7ab2f83f9c"
    says = f"Depends-on: <lock-0@devs.example>\nBased-on: <never-came@devs.example>\n\n{base}"
    yield single("onlock", "widget: use the lock", 3_000, file="use", message=f"It is there.\n\n{says}")
    yield single("ontop", "widget: use it more", 3_001, file="more", message="More.\n\nDepends-on: <onlock@devs.example>")


def many_singles(count, minutes=5_000):
    return [
        single(f"many-{number}", f"widget: change number {number:03}", minutes + number)
        for number in range(1, count + 1)
    ]


EVIL = [
    "<script>location='https://evil.example/'</script>",
    "\"><img src=https://evil.example/x onerror=alert(1)>",
    "</pre></textarea></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)' x='",
    "{{constructor.constructor('alert(1)')()}}",
    "\u202egnirts desrever\u202c and \u200bzero\u200bwidth",
    "<a href=\"javascript:alert(1)\">click</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{background:url(https://evil.example/s)}</style>",
]


def hostile_list():
    """Markup, scripts and misleading characters in every place of a mail that pages show."""
    for number, evil in enumerate(EVIL):
        sender = f"{evil.replace('<', '').replace('>', '').replace(chr(34), '')} <e{number}@devs.example>"
        diff = (
            f"diff --git a/src/{number}.c b/src/{number}.c\n--- a/src/{number}.c\n+++ b/src/{number}.c\n"
            f"@@ -1,2 +1,2 @@ {evil}\n context {evil}\n-{evil}\n+{evil} changed\n"
        )
        body = patch_body(message=f"{evil}\n\nLink: https://x.example/{evil}\nAcked-by: {evil} <a@b.example>",
                          diff=diff)
        yield mail(f"evil-{number}", f"[PATCH] {evil}", body, sender, 100 + number)
        yield mail(f"evil-{number}-r", f"Re: [PATCH] {evil}",
                   f"> +{evil} changed\n\n{evil}\n\nReviewed-by: {evil} <a@b.example>\n", sender,
                   200 + number, answers=f"evil-{number}")
    yield from series("evilser", EVIL[0], 2, minutes=400)


def huge_diff(megabytes=5):
    """One patch whose diff is so large."""
    lines = ["diff --git a/big.c b/big.c", "--- a/big.c", "+++ b/big.c"]
    count = megabytes * 1_000_000 // 50
    lines.append(f"@@ -0,0 +1,{count} @@")
    lines += [f"+\tline_number({number:08}, \"some text to fill\");" for number in range(count)]
    return mail("huge", "[PATCH] widget: generated tables", patch_body(diff="\n".join(lines) + "\n"), "ada", 50)


def long_thread(count=3_000):
    """One patch with so many answers, some of them answers to answers."""
    yield single("thread", "widget: everybody has an opinion", 60)
    for number in range(count):
        to = "thread" if number % 3 == 0 else f"thread-r{number - 1}"
        yield reply(f"thread-r{number}", to, "[PATCH] widget: everybody has an opinion",
                    f"Opinion {number}.\n", "bo", 61 + number, thread=["thread", to])


def mbox(mails):
    """One file of them all (mboxrd)."""
    parts = []
    for text in mails:
        lines = text.split(b"\n")
        quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
        parts.append(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + b"\n".join(quoted).rstrip(b"\n") + b"\n\n")
    return b"".join(parts)
