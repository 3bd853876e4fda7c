"""A maintainer who goes through fifty patches, without a mouse."""
import mails


def fifty_by_keyboard(site, browser):
    site.take(mails.many_singles(50))
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("maud")
        page = visitor.go("/project/widget/?order=date")
        assert page.locator(".list tbody tr[id]").count() == 50
        keys = page.keyboard

        def apply():
            with page.expect_navigation():
                page.locator(".bulk button.primary").click()

        # Look at the first, go back, select it, and forty-nine more at once.
        keys.press("j")
        keys.press("Enter")
        page.get_by_role("heading", name="widget: change number 001", level=1).wait_for()
        page.go_back()
        keys.press("j")
        keys.press("x")
        for _ in range(49):
            keys.press("j")
        keys.press("X")
        assert page.locator("#selected").inner_text() == "50 series selected"
        visitor.shot("triage-selected")
        keys.press("s")
        assert page.evaluate("document.activeElement.name") == "state"
        page.locator(".bulk select[name=state]").select_option(label="Under Review")
        keys.press("Escape")
        keys.press("w")
        assert page.evaluate("document.activeElement.name") == "delegate"
        page.locator(".bulk select[name=delegate]").select_option(label="maud")
        apply()
        assert "50" in page.locator(".told").inner_text()
        assert page.locator(".list .st-review").count() == 50
        visitor.check("triage-done")
        assert "50" in page.locator(".menus summary", has_text="maud").inner_text()
        # And all of it back.
        with page.expect_navigation():
            keys.press("z")
        assert page.locator(".list .st-review").count() == 0
        # One alone: the key means the row of the cursor.
        keys.press("j")
        keys.press("s")
        page.locator(".bulk select[name=state]").select_option(label="Accepted")
        apply()
        visitor.go("/project/widget/")
        assert page.locator(".list tbody tr[id]:not(.closed)").count() == 49
        assert page.locator(".list tbody tr[id].closed").count() == 1, "below: closed since"
        keys.press("?")
        assert page.locator("dialog#keys").is_visible()
        visitor.check("keys")


def with_the_mouse(site, browser):
    site.take(mails.many_singles(10))
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("maud")
        page = visitor.go("/project/widget/")
        boxes = page.locator(".list .sel")
        boxes.nth(1).click()
        boxes.nth(4).click(modifiers=["Shift"])
        assert page.locator(".list .sel:checked").count() == 4
        page.locator("#select-all").check()
        assert page.locator(".list .sel:checked").count() == 10
        page.locator(".bulk select[name=archived]").select_option(label="archived")
        page.locator(".bulk button.primary").click()
        assert "No" in page.locator("main").inner_text()
        visitor.check("empty-list")


def without_keys_or_scripts(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site, scripts=False) as visitor:
        visitor.sign_in("maud")
        page = visitor.go("/project/widget/")
        page.locator("tr", has_text="widget: locking").locator(".sel").check()
        page.locator(".bulk select[name=state]").select_option(label="Accepted")
        page.locator(".bulk button.primary").click()
        assert page.locator("tr:not(.closed)", has_text="widget: locking").count() == 0
        assert page.locator("tr.closed", has_text="widget: locking").count() == 1
        page.locator(".told").get_by_role("button", name="Undo").click()
        assert page.locator("tr:not(.closed)", has_text="widget: locking").count() == 1


WALKS = [fifty_by_keyboard, with_the_mouse, without_keys_or_scripts]
