#!/usr/bin/env python3
"""Pages of lists in a small and in a large site: CPU for each request, and how much it grew.

    Benchmarks/lists.py --small sqlite:/tmp/small.db --large sqlite:/tmp/large.db

Both databases were made by large.py, with 10,000 and 1,000,000 patches. No answer is kept. CPU is that of the server
process and, with PostgreSQL, of its backends. {a}, {b}, {c}: pages in the middle of the list. Prints a table for
docs/performance.md.
"""
import argparse

from serving import Server

PATHS = [
    "/api/patches/", "/api/patches/?page=last", "/api/patches/?page={a}", "/api/patches/?order=-id",
    "/api/patches/?order=-date", "/api/patches/?order=-date&page={a}", "/api/patches/?project=project1&page={b}",
    "/api/patches/?state=new&archived=false&order=-date", "/api/patches/?project=project2&state=accepted&page={c}",
    "/api/patches/?project=project1&archived=true&order=date&page={b}", "/api/patches/?state=deferred",
    "/api/patches/?submitter=1&page={c}", "/api/patches/?delegate=maud&page={c}",
    "/api/patches/?since=2018-01-01&order=date&page={c}", "/api/patches/?msgid=patch77@example.org",
    "/api/series/", "/api/series/?page=last", "/api/series/?project=project3&order=-date",
    "/api/covers/", "/api/covers/?page=last", "/api/events/", "/api/events/?page={a}", "/api/events/?page=last",
    "/api/events/?category=series-completed", "/api/events/?project=project2&category=patch-created&page={c}",
    "/api/events/?patch=77",
    # Without an index; see docs/limits.md.
    "/api/patches/?since=2023-06-01", "/api/patches/?order=name", "/api/patches/?q=part+77",
]


def pages(patches):
    return {"a": patches // 60, "b": patches // 100, "c": patches // 1000}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--small", required=True)
    parser.add_argument("--large", required=True)
    parser.add_argument("--connections", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=2, help="for each path")
    parser.add_argument("--every", type=int, default=1, help="measure one of so many requests")
    options = parser.parse_args()
    small = Server.patchbay(options, options.small, "--kept-answers", "0")
    large = Server.patchbay(options, options.large, "--kept-answers", "0")
    counts = [server.newest("patches") for server in (small, large)]
    print("| request | {:,} patches | {:,} patches | ratio |\n|---|---|---|---|".format(*counts))
    try:
        for path in PATHS[::options.every]:
            costs = [server.load(path.format(**pages(count)), options.connections, options.seconds)["cpu"] * 1e3
                     for server, count in ((small, counts[0]), (large, counts[1]))]
            print("| `%s` | %.2f ms | %.2f ms | %.2f |" % (path, *costs, costs[1] / costs[0]), flush=True)
    finally:
        small.stop()
        large.stop()


if __name__ == "__main__":
    main()
