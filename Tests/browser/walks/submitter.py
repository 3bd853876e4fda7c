"""Somebody who sends patches: registers, confirms, looks after her own."""
import glob
import os
import re
import stat

import mails


def fake_sendmail(folder):
    """A program in the place of sendmail: what it is given stays in a folder."""
    path = os.path.join(folder, "sendmail")
    with open(path, "w") as file:
        file.write(f"#!/bin/sh\nexec cat > {folder}/mail.$$.tmp && mv {folder}/mail.$$.tmp {folder}/mail.$$.eml\n"
                   .replace("exec cat", "cat"))
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def newest_mail(site, page):
    """The mail that the site has handed over, once it is there."""
    for _ in range(100):
        found = sorted(glob.glob(f"{site.folder}/mail.*.eml"), key=os.path.getmtime)
        if found:
            return open(found[-1]).read()
        page.wait_for_timeout(50)
    raise AssertionError("no mail was sent")


def registers(site, browser):
    site.take(mails.small_list())
    site.options += ["--sendmail", fake_sendmail(site.folder), "--mail-from", "patchbay@patches.example",
                     "--url", "http://patches.example"]
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/user/login/")
        page.locator("main").get_by_role("link", name=re.compile("account", re.I)).first.click()
        page.get_by_label("User name").fill("carl")
        page.get_by_label("Mail address").fill("carl@devs.example")
        page.get_by_label("Password").fill("short")
        visitor.check("register")
        page.locator("main button.primary").click()
        assert page.get_by_label("User name").input_value() == "carl", "what was typed is kept"
        assert page.locator("[aria-invalid=true]").count() == 1
        page.get_by_label("Password").fill("a password that is long")
        page.locator("main button.primary").click()
        mail = newest_mail(site, page)
        assert re.search(r"^To: .*carl@devs\.example", mail, re.M), mail
        key = re.search(r"http://patches\.example(/confirm/[0-9a-f]+/)", mail).group(1)
        visitor.go(key)
        visitor.shot("confirm")
        page.locator("main button.primary").click()
        page.wait_for_load_state()
        visitor.sign_in("carl", "a password that is long")
        visitor.go("/user/")
        visitor.check("profile-new")


def own_patches(site, browser):
    site.take(mails.small_list())
    site.serve()
    with browser.visitor(site) as visitor:
        visitor.sign_in("ada")
        page = visitor.go("/project/widget/")
        page.get_by_role("link", name=re.compile("^Mine")).click()
        assert page.locator(".list tbody tr[id]").count() == 4
        # Her own patch, and nobody else's.
        visitor.go("/project/widget/patch/fix-1@devs.example/")
        page.get_by_label("State").select_option(label="Superseded")
        page.locator(".panel button.primary").click()
        assert "Superseded" in page.locator(".meta, .head").first.inner_text()
        visitor.go("/project/widget/patch/names-1@devs.example/")
        assert page.locator(".panel button.primary").count() == 0


WALKS = [registers, own_patches]
