"""Pages of what is far larger than usual."""
import mails

# What the server may take at its most, in MB (design, section 6).
MEMORY = 150


def diff_of_5_megabytes(site, browser):
    site.take([mails.huge_diff(5)])
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/project/widget/patch/huge@devs.example/")
        assert "line_number(00000000" in page.content()
        assert "line_number(00099999" in page.content()
    used = site.peak_memory()
    assert used < MEMORY, f"{used:.0f} MB"


def series_of_400(site, browser):
    site.take(mails.series("long", "widget: rewrite", 400))
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/project/widget/")
        page.get_by_text("widget: rewrite").first.click()
        page.wait_for_load_state()
        assert "part 400" in page.content()
        visitor.shot("series-of-400")
    assert site.peak_memory() < MEMORY


def thread_of_3000(site, browser):
    site.take(mails.long_thread(3_000))
    site.serve()
    with browser.visitor(site) as visitor:
        page = visitor.go("/project/widget/patch/thread@devs.example/")
        assert "Opinion 2999." in page.content()
    assert site.peak_memory() < MEMORY


WALKS = [diff_of_5_megabytes, series_of_400, thread_of_3000]
