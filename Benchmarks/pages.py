#!/usr/bin/env python3
"""CPU of the server for each page against the budgets, and how soon a browser shows it.

    Benchmarks/pages.py --patchbay .build/release/patchbay --database sqlite:/tmp/bench.db --session SECRET

The database must have mails in it (see intake.py, or any site of yours: requests only read). CPU is user and system time of
the server process, and with PostgreSQL of its backends for this database, under load by wrk on loopback. Each page is
measured with answers kept in memory, without ("anew": what the first request after a change costs), and, with the cookie
`sessionid` of somebody who has signed in, as that one sees it. With --browser PYTHON (one that has Playwright, such as
.build/browser/bin/python), the first contentful paint in Chromium on loopback: in a new context, of which Chromium starts a
process and loads everything, and from another page of the site, as somebody sees it who works there. Prints a table for
docs/performance.md.
"""
import argparse
import json
import subprocess
import sys

from serving import Server

# Name, path, and the budget in milliseconds: a fiftieth of Patchwork's CPU.
PAGES = [
    ("series of a project", "/project/{project}/", 2.2),
    ("patches of a project, 100", "/project/{project}/list/?state=*&archive=both", 2.2),
    ("patches, by name, page 3", "/project/{project}/list/?state=*&order=name&page=3", 2.2),
    ("patch", "{patch}", 0.4),
    ("series", "{series}", None),
    ("about the project", "/project/{project}/about/", None),
    ("projects", "/", None),
]

PAINT = """
import json, sys
from playwright.sync_api import sync_playwright
# Told by the browser: to ask again and again would take CPU from what is measured.
FIRST = '''() => new Promise(done => new PerformanceObserver((list, observer) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) {
        observer.disconnect()
        done(entry.startTime)
    }
}).observe({type: "paint", buffered: true}))'''
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    new, next = [], []
    tab = chromium.new_context().new_page()
    tab.goto(sys.argv[2])
    for _ in range(11):
        page = chromium.new_context().new_page()
        page.goto(sys.argv[1])
        new.append(page.evaluate(FIRST))
        page.context.close()
        tab.goto(sys.argv[1])
        next.append(tab.evaluate(FIRST))
    chromium.close()
print(json.dumps([sorted(new)[5], sorted(next)[5]]))
"""


def paint(options, url, front):
    """Milliseconds to the first contentful paint, medians of eleven: in a new context of the browser, where
    nothing is kept, and from another page of the site."""
    done = subprocess.run([options.browser, "-c", PAINT, url, front], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def places(server):
    """A project, its newest patch with a diff in a series, and that series."""
    patches = json.loads(server.get("/api/patches/?order=-date&per_page=100"))
    patch = next((p for p in patches if p["series"]), patches[0])
    project = patch["project"]["link_name"]
    path = "/" + patch["web_url"].split("/", 3)[3]
    series = patch["series"][0]["id"] if patch["series"] else 0
    return {"project": project, "patch": path, "series": f"/project/{project}/series/{series}/"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--database", required=True)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=int, default=3, help="for each page")
    parser.add_argument("--session", help="the cookie `sessionid` of somebody who has signed in")
    parser.add_argument("--browser", help="a Python with Playwright: measure the first contentful paint")
    options = parser.parse_args()
    kept = Server.patchbay(options, options.database)
    anew = Server.patchbay(options, options.database, "--kept-answers", "0")
    print("| page | budget | kept | anew | signed in | kB | first paint: new, next |")
    print("|---|---|---|---|---|---|---|")
    try:
        known = places(kept)
        for name, path, budget in PAGES:
            path = path.format(**known)
            costs = [kept.load(path, options.connections, options.seconds),
                     anew.load(path, options.connections, options.seconds)]
            if options.session:
                costs.append(anew.load(path, options.connections, options.seconds, "-H",
                                       "Cookie: sessionid=" + options.session))
            cells = ["%.3f ms" % (cost["cpu"] * 1e3) for cost in costs] + [""] * (3 - len(costs))
            first = "%.0f, %.0f ms" % tuple(paint(options, anew.base + path, anew.base + "/")) \
                if options.browser else ""
            print("| %s | %s | %s | %.0f | %s |" % (name, "%.1f ms" % budget if budget else "", " | ".join(cells),
                                                    len(kept.get(path)) / 1e3, first), flush=True)
        print("\nResident: %.0f MB with kept answers, %.0f MB without." % (kept.resident(), anew.resident()))
    finally:
        kept.stop()
        anew.stop()


if __name__ == "__main__":
    sys.exit(main())
