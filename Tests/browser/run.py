#!/usr/bin/env python3
"""Drives Chromium through the pages of a Patchbay: walks of people, pages in all lights, hostile content.

    Tests/browser/run.py .build/debug/patchbay                  everything, on both databases
    Tests/browser/run.py .build/debug/patchbay --only triage    the walks whose names contain a word
    Tests/browser/run.py .build/debug/patchbay --database sqlite

On both databases the walk "everywhere", which looks at HTML in three lights and takes longer than all others, goes as each
role on one of them only (its FIRST_ON), unless it is asked for with --only.

Pictures of the pages stay in .build/browser-pictures.
"""
import argparse
import importlib
import os
import subprocess
import sys
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "torture"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from browser import Browser  # noqa: E402
from databases import Postgres  # noqa: E402
from site_of_tests import Site  # noqa: E402

WALKS = ["everywhere", "newcomer", "submitter", "reviewer", "triage", "admin", "hostile", "huge"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("patchbay", help="the program")
    parser.add_argument("--only", default="", help="a word in the names of the walks")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--share", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--pictures", default=".build/browser-pictures", metavar="FOLDER")
    chosen = parser.parse_args()
    if chosen.database == "both":
        sys.exit(side_by_side(chosen))
    kinds = [chosen.database]
    cluster = Postgres("/tmp") if "postgres" in kinds else None
    failed = 0
    try:
        with Browser(chosen.pictures) as browser:
            for kind in kinds:
                for name in WALKS:
                    module = importlib.import_module(f"walks.{name}")
                    for walk in module.WALKS:
                        if chosen.only not in f"{name} {walk.__name__}":
                            continue
                        if chosen.share and kind != getattr(module, "FIRST_ON", {}).get(walk.__name__, kind):
                            continue
                        url = cluster.new_database() if kind == "postgres" else None
                        failed += not passes(f"{kind}: {name}: {walk.__name__}", walk, chosen, browser, url)
    finally:
        if cluster:
            cluster.end()
    print(f"{failed} failed" if failed else "all passed")
    sys.exit(failed != 0)


def side_by_side(chosen):
    """Both databases at once: the browser waits more than it works."""
    share = [] if chosen.only else ["--share"]
    runs = [subprocess.Popen([sys.executable, __file__, chosen.patchbay, "--only", chosen.only, "--database", kind,
                              "--pictures", f"{chosen.pictures}/{kind}"] + share) for kind in ("sqlite", "postgres")]
    return max(run.wait() for run in runs)


def passes(name, walk, chosen, browser, url):
    start = time.monotonic()
    try:
        with Site(chosen.patchbay, url, getattr(walk, "options", ())) as site:
            walk(site, browser)
    except Exception:
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"passed  {name} ({time.monotonic() - start:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    main()
