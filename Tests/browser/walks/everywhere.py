"""Every page, in light, dark and on a phone: nobody is locked out, and the HTML is sound."""
import mails
from browser import MODES, faults_of_html

STRANGER = [
    ("front", "/", 200), ("login", "/user/login/", 200), ("mail", "/mail/", 200), ("missing", "/nothing/", 404),
    ("mail-fate", "/mail/lock-1@devs.example/", 200),
]


def look(site, browser, pages, account=None):
    site.take(mails.small_list())
    site.serve()
    for mode in MODES:
        with browser.visitor(site, mode) as visitor:
            if account:
                visitor.sign_in(account)
            for name, path, status in pages:
                visitor.go(path, status)
                visitor.check(name)
                if mode == "light":
                    found = faults_of_html(visitor.source(path))
                    assert not found, f"{name}: " + "\n".join(found[:10])


def as_stranger(site, browser):
    look(site, browser, STRANGER)


WALKS = [as_stranger]
