"""Mail of somebody who wants the pages to do what he says."""
import urllib.parse

import mails


def links(page, site):
    """The pages of this site that a page leads to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    for link in found:
        assert not link.lower().startswith(("javascript:", "data:", "vbscript:")), link
        path = urllib.parse.urldefrag(link)[0].removeprefix(site.url)
        # Downloads, and the API's pages, have tests of their own.
        if path.startswith("/") and not path.startswith(("/api/", "/static/")) and not path.endswith(
                ("/mbox/", "/raw/", ".json", ".txt", ".atom", ".gz", "/T/", "/pwclientrc/")):
            yield path


def crawl(visitor, site, limit):
    """Goes to every page that can be reached, and sees that nothing runs and nothing is loaded."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < limit:
        path = waiting.pop(0)
        page = visitor.page
        answer = page.goto(site.url + path)
        assert answer.status < 500, f"{path}: {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert page.evaluate("document.querySelectorAll('script').length") == 1, path
        assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, style').length") == 0, path
        assert page.evaluate(
            "[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => "
            "!a.name.startsWith('on') && a.name !== 'style'))"), path
        for link in links(page, site):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return seen


def as_stranger(site, browser):
    site.take(mails.hostile_list())
    site.serve()
    with browser.visitor(site) as visitor:
        seen = crawl(visitor, site, 150)
        assert sum("/patch/" in path for path in seen) >= len(mails.EVIL), seen


def as_maintainer(site, browser):
    site.take(mails.hostile_list())
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("maud")
        crawl(visitor, site, 150)
        visitor.go("/project/widget/list/")
        visitor.shot("hostile-list")


WALKS = [as_stranger, as_maintainer]
