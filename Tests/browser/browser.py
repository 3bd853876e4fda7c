"""Chromium, and what must hold on every page it shows."""
import os
import re
import subprocess

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
MODES = {
    "light": ({"width": 1280, "height": 900}, "light"),
    "dark": ({"width": 1280, "height": 900}, "dark"),
    "phone": ({"width": 390, "height": 844}, "light"),
}
# What Debian's tidy of 2021 does not know of HTML.
TIDY_IS_OLD = re.compile(r"<(svg|g|path|circle|rect|line|polyline|text|desc|dialog|search)>|inert|"
                         r"trimming empty|attribute \"(autocapitalize|formaction)\"|"
                         r"proprietary attribute|missing <!DOCTYPE>|invalid value \"dialog\"|"
                         # Groups of terms in a <div>, which HTML has had since 2017.
                         r"missing <dd>|missing </div> before <d[td]>|inserting implicit <dl>|"
                         r"missing </dl> before </div>|<d[td]> isn't allowed in <div>")


class Browser:
    """One Chromium for all tests. Each visitor has cookies of their own."""

    def __init__(self, shots):
        self.shots = shots
        os.makedirs(shots, exist_ok=True)

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.playwright.stop()

    def visitor(self, site, mode="light", scripts=True):
        return Visitor(self, site, mode, scripts)


class Visitor:
    """Somebody who looks at a site. Whatever a page must not do is noticed, and fails at the end."""

    def __init__(self, browser, site, mode, scripts):
        size, scheme = MODES[mode]
        self.site = site
        self.mode = mode
        self.shots = browser.shots
        self.context = browser.chromium.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=scripts)
        self.context.set_default_timeout(15_000)
        self.faults = []
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _console(self, message):
        # A page that says 404 or 403 on purpose is told by its status, not here.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request):
        if not request.url.startswith((self.site.url + "/", "data:")):
            self.faults.append(f"request to {request.url}")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            assert not self.faults, "\n".join(self.faults)

    def go(self, path, status=200):
        answer = self.page.goto(self.site.url + path)
        # Going to a place on the same page asks the server nothing.
        assert answer is None or answer.status == status, f"{path}: {answer.status}"
        return self.page

    def sign_in(self, name, password=None):
        page = self.go("/user/login/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", password or self.site.PASSWORD)
        page.click("main button.primary")
        page.wait_for_load_state()
        assert page.locator(".menus summary", has_text=name).count(), "not signed in"

    def source(self, path):
        """A page as the server sent it, not as the browser made the best of it."""
        return self.context.request.get(self.site.url + path).body()

    def shot(self, name):
        self.page.screenshot(path=f"{self.shots}/{name}-{self.mode}.png", full_page=True)

    def check(self, name):
        """Takes a picture; nothing is wider than the window; nobody is locked out (axe)."""
        self.shot(name)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        window = self.page.viewport_size["width"]
        assert width <= window, f"{name} is {width} wide in a window of {window}"
        result = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
                                                           "wcag22aa", "best-practice"]})
        found = [f"{fault['id']}: {fault['help']}: " + "; ".join(
            node["html"][:160] for node in fault["nodes"][:3]) for fault in result.response["violations"]]
        assert not found, f"{name} ({self.mode}): " + "\n".join(found)


def faults_of_html(html):
    """What tidy says against a document."""
    done = subprocess.run(["tidy", "-q", "-e", "-utf8", "--show-filename", "no", "--drop-empty-elements", "no",
                           "--custom-tags", "no"], input=html, capture_output=True, timeout=60)
    lines = done.stderr.decode(errors="replace").splitlines()
    return [line for line in lines if ("Warning" in line or "Error" in line) and not TIDY_IS_OLD.search(line)]
