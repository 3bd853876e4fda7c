"""Somebody who has heard of the site: reads, downloads, signs in nowhere."""
import mails


def finds_a_review(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/")
        assert page.url.endswith("/project/widget/"), "one project leads to its series"
        page.get_by_role("link", name="widget: locking").click()
        page.get_by_role("heading", name="widget: locking", level=1).wait_for()
        assert "b4 shazam lock-0@devs.example" in page.locator(".cmd").all_inner_texts()[0]
        page.get_by_role("link", name="widget: locking, part 1").first.click()
        page.get_by_role("heading", name="widget: locking, part 1", level=1).wait_for()
        # The question stands below the line that it quotes.
        remark = page.locator(".file .cmt")
        assert "Who unlocks this one?" in remark.inner_text()
        before = page.locator(".file pre.diff").first.locator("span").last
        assert "widget_lock(w, 1)" in before.inner_text()
        visitor.check("patch")
        page.keyboard.press("]")
        page.get_by_role("heading", name="widget: locking, part 2", level=1).wait_for()
        page.keyboard.press("[")
        page.get_by_role("heading", name="widget: locking, part 1", level=1).wait_for()
        status, headers, body = site.get("/series/1/mbox/")
        assert status == 200 and body.count(b"\nMessage-Id:") == 3, body[:300]


def without_scripts(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site, scripts=False) as visitor:
        page = visitor.go("/project/widget/")
        page.get_by_label("Words in the name").fill("fix number 2")
        page.get_by_role("button", name="Search").click()
        assert page.locator(".list tbody tr[id]").count() == 1
        visitor.go("/project/widget/?expand=1")
        assert page.get_by_text("widget: locking, part 3").count() == 1
        page.locator("summary", has_text="Theme").click()
        page.get_by_role("button", name="Dark").click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        visitor.shot("series-list-chosen-dark")


def asks_for_a_mail(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/mail/")
        page.get_by_label("Message-Id").fill("fix-2@devs.example")
        page.get_by_role("button", name="Look up").click()
        page.locator("main tbody").get_by_role("link").first.click()
        page.get_by_role("heading", name="widget: fix number 2", level=1).wait_for()


WALKS = [finds_a_review, without_scripts, asks_for_a_mail]
