"""Every page, in light, dark and on a phone: nobody is locked out, and the HTML is sound."""
import mails
from browser import MODES, faults_of_html

PATCH = "/project/widget/patch/lock-1@devs.example/"
LISTS = [
    ("series-list", "/project/widget/?expand=1", 200),
    ("patch-list", "/project/widget/list/", 200),
    ("patch-list-filtered", "/project/widget/list/?state=*&archive=both&order=name&q=fix", 200),
    ("series", "/project/widget/series/1/", 200),
    ("stack", "/project/widget/series/8/", 200),
    ("range-diff-none", "/project/widget/series/1/range-diff/", 200),
    # With an earlier version, and what is left of the comments on it.
    ("series-list-unfolded", "/project/widget/?expand=7", 200),
    ("series-versions", "/project/widget/series/7/", 200),
    ("range-diff", "/project/widget/series/7/range-diff/", 200),
    ("range-diff-split", "/project/widget/series/7/range-diff/?from=6&to=7&view=split", 200),
    ("patch-untouched", "/project/widget/patch/return-1@devs.example/", 200),
    ("patch-carried", "/project/widget/patch/return-2@devs.example/", 200),
    ("cover-carried", "/project/widget/cover/return-0@devs.example/", 200),
    ("patch", PATCH, 200),
    ("cover", "/project/widget/cover/lock-0@devs.example/", 200),
    ("project", "/project/widget/about/", 200),
]
STRANGER = LISTS + [
    ("login", "/user/login/", 200),
    ("about", "/about/", 200),
    ("mail", "/mail/", 200),
    ("mail-fate", "/mail/lock-1@devs.example/", 200),
    ("missing", "/nothing/", 404),
    ("empty", "/project/widget/list/?q=nothing+is+called+so", 200),
]
MAINTAINER = LISTS + [
    ("profile", "/user/", 200),
    ("password", "/user/password-change/", 200),
    ("to-do", "/user/todo/widget/", 200),
    ("bundles", "/user/bundles/", 200),
    ("views", "/project/widget/views/", 200),
    ("regroup", "/project/widget/series/1/regroup/", 200),
    ("admin-project", "/admin/project/widget/", 200),
    ("admin-delegation", "/admin/project/widget/delegation/", 200),
]
SUPERUSER = [
    ("admin", "/admin/", 200),
    ("admin-new-project", "/admin/projects/new/", 200),
    ("admin-states", "/admin/states/", 200),
    ("admin-tags", "/admin/tags/", 200),
    ("admin-people", "/admin/people/", 200),
    ("admin-person", "/admin/people/1/", 200),
    ("admin-users", "/admin/users/", 200),
    ("admin-user", "/admin/users/maud/", 200),
    ("admin-tokens", "/admin/tokens/", 200),
    ("admin-mail", "/admin/mail/", 200),
    ("admin-changes", "/admin/changes/", 200),
    ("admin-maintainers", "/admin/project/widget/maintainers/", 200),
]


def fill(site):
    site.take(mails.two_versions() + list(mails.stacked()))
    site.serve()
    site.mark_open("covers/3", "who turns first")
    site.mark_open("patches/10", "Why two of them?")
    # What is shown is there at all.
    for path, words in [
        ("/project/widget/?expand=7", "changed<span class=\"vh\"> since v1"),
        ("/project/widget/series/7/", "cover letter, from v1"),
        ("/project/widget/series/7/range-diff/", "1 unchanged"),
        ("/project/widget/patch/return-1@devs.example/", "Who unlocks this one?"),
        ("/project/widget/patch/return-2@devs.example/", "Why two of them?"),
        ("/project/widget/cover/return-0@devs.example/", "who turns first"),
    ]:
        status, _, body = site.get(path)
        assert status == 200 and words in body.decode(), f"{path} has no {words}"


def look(site, browser, pages, account=None):
    fill(site)
    faults = []
    for mode in MODES:
        with browser.visitor(site, mode) as visitor:
            if account:
                visitor.sign_in(account)
            for name, path, status in pages:
                try:
                    visitor.go(path, status)
                    visitor.check(f"{account or 'stranger'}-{name}")
                    if mode == "light":
                        found = faults_of_html(visitor.source(path))
                        assert not found, f"{name}: " + "\n".join(found[:10])
                except AssertionError as fault:
                    faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


def as_stranger(site, browser):
    look(site, browser, STRANGER)


def as_maintainer(site, browser):
    look(site, browser, MAINTAINER, "maud")


def as_superuser(site, browser):
    look(site, browser, SUPERUSER, "root")


def other_forms(site, browser):
    """Each page is there as text and JSON as well, and what arrives as a feed."""
    import json
    import xml.etree.ElementTree

    fill(site)
    with browser.visitor(site) as visitor:
        visitor.sign_in("root")
        for name, path, status in STRANGER + MAINTAINER + SUPERUSER:
            # Who is signed in is led on from the page to sign in.
            if status != 200 or name == "login":
                continue
            stem, _, query = path.partition("?")
            end = "?" + query if query else ""
            text = visitor.context.request.get(f"{site.url}{stem[:-1]}.txt{end}")
            assert text.status == 200 and text.text().strip(), name
            assert "<" not in text.text() or "@" in text.text(), f"{name}: {text.text()[:200]}"
            answer = visitor.context.request.get(f"{site.url}{stem[:-1]}.json{end}")
            assert answer.headers["content-type"].startswith("application/json"), f"{name}: {answer.url}"
            json.loads(answer.text())
        for path in ("/project/widget.atom", "/project/widget/list.atom?state=*",
                     "/project/widget/series/1.atom"):
            status, headers, body = site.get(path)
            assert status == 200, f"{path}: {status}"
            feed = xml.etree.ElementTree.fromstring(body)
            assert feed.tag.endswith("feed") and len(feed) > 4, path


# On which database each of them goes where both are walked at the same time.
FIRST_ON = {"as_stranger": "sqlite", "as_superuser": "sqlite", "as_maintainer": "postgres"}
WALKS = [as_stranger, as_maintainer, as_superuser, other_forms]
