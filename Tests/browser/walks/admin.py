"""Somebody who runs the site: sets up a project, finds homes for mail, puts series right."""
import mails


def sets_up_a_project(site, browser):
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("root")
        page = visitor.go("/admin/")
        page.get_by_role("link", name="Add a project").or_(
            page.get_by_role("link", name="New project")).first.click()
        page.get_by_label("Link name").fill("gadget")
        page.get_by_label("Name", exact=True).fill("Gadget firmware")
        page.get_by_label("List id").fill("gadget.lists.example.org")
        page.locator("[name=list_email]").fill("gadget@lists.example.org")
        page.locator("main button.primary").first.click()
        visitor.go("/project/gadget/")
        page.get_by_role("heading", name="Gadget firmware", level=1).or_(
            page.get_by_role("heading", name="Gadget firmware series")).first.wait_for()
        visitor.go("/admin/changes/")
        assert "gadget" in page.locator("main").inner_text()


def others_stay_out(site, browser):
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("bo")
        visitor.go("/admin/users/", 403)
        visitor.go("/admin/project/widget/", 403)
        visitor.shot("forbidden")


def splits_a_series(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("maud")
        page = visitor.go("/project/widget/series/1/")
        page.get_by_role("link", name="regroup").or_(
            page.get_by_role("link", name="Put right")).or_(
            page.locator("a[href$='/regroup/']")).first.click()
        page.get_by_role("heading", level=1).wait_for()
        visitor.check("regroup-form")


WALKS = [sets_up_a_project, others_stay_out, splits_a_series]
