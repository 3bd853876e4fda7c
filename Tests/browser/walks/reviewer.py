"""Somebody who reads closely: lines, comments, what is open."""
import mails


def marks_comments(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("maud")
        page = visitor.go("/project/widget/patch/lock-1@devs.example/")
        remark = page.locator(".file .cmt")
        remark.get_by_role("button", name="Mark action required").click()
        assert page.locator(".file .cmt .badge.b-open").count() == 1
        visitor.check("patch-open-comment")
        page.locator(".told").get_by_role("button", name="Undo").click()
        assert page.locator(".file .cmt .badge.b-open").count() == 0
        remark.get_by_role("button", name="Mark action required").click()
        visitor.go("/project/widget/")
        assert "blocked by 1" in page.locator("tr", has_text="widget: locking").inner_text()
        visitor.go("/project/widget/patch/lock-1@devs.example/")
        page.locator(".file .cmt").get_by_role("button", name="Mark addressed").click()
        assert "addressed" in page.locator(".file .cmt").inner_text()


def links_to_a_line(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/project/widget/patch/lock-2@devs.example/")
        line = page.locator(".diff span.a").first
        anchor = line.get_attribute("id")
        visitor.go(f"/project/widget/patch/lock-2@devs.example/#{anchor}")
        assert page.locator(".diff span:target").inner_text() == line.inner_text()
        # Only the words that differ are marked.
        assert "2" in page.locator(".diff span.a mark").first.inner_text()


def makes_a_bundle(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("bo")
        page = visitor.go("/project/widget/list/")
        for name in ("fix number 1", "fix number 3"):
            page.locator("tr", has_text=name).locator(".sel").check()
        page.get_by_label("New bundle").fill("to test")
        page.get_by_role("button", name="Create").click()
        assert "to test" in page.locator(".told").first.inner_text()
        visitor.go("/bundle/bo/to%20test/")
        assert page.locator(".list tbody tr[id]").count() == 2
        visitor.check("bundle")
        status, _, _ = site.get("/bundle/bo/to%20test/")
        assert status == 404, "it is not public"


WALKS = [marks_comments, links_to_a_line, makes_a_bundle]
