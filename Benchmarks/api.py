#!/usr/bin/env python3
"""CPU of the server for each request against the budgets, under load by wrk on loopback.

    Benchmarks/api.py --patchbay .build/release/patchbay --database sqlite:/tmp/bench.db

The database must have mails in it (see intake.py, or any site of yours: requests only read, but for --token, with which checks
are posted). CPU is user and
system time of the server process, and with PostgreSQL of its backends for this database. Each path is measured
twice: with answers kept in memory, and without ("read anew": what the first request after a change costs). With
--memory PROGRAM (Benchmarks' product `memory`), the last column compares requests per second with the HTTP
library serving the same bytes from memory. Prints a table for docs/performance.md.
"""
import argparse
import os
import tempfile

from serving import Server, free_port

# Path, and the budget in milliseconds: a hundredth of Patchwork's CPU on the same mails.
PATHS = [("/api/patches/", 0.56), ("/api/patches/?per_page=100", 1.47), ("/api/patches/{patch}/", 0.13),
         ("/api/series/{series}/", 0.14), ("/api/events/?per_page=100", 1.65),
         ("/api/patches/{patch}/comments/", 0.14), ("/series/{series}/mbox/", 0.17), ("/api/series/", None),
         ("/api/patches/?state=new&archived=false&order=-date", 0.56), ("/api/patches/?page=last", None),
         ("/", None)]


def measured(server, path, options):
    return server.load(path, options.connections, options.seconds)


def rate_of_memory(options, body):
    """Requests a second of the HTTP library with these bytes."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        port = free_port()
        server = Server([options.memory, str(port), file.name], port)
        try:
            return server.load("/api/", options.connections, options.seconds)["rate"]
        finally:
            server.stop()


def post(server, patch, options):
    """Checks of one patch, each durable."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "post-check.lua")
    path = "/api/patches/%d/checks/" % patch
    cost = server.load(path, options.connections, options.seconds, "-s", script,
                       "-H", "Authorization: Token " + options.token)
    print("| `POST %s` | 0.17 ms | | | %.3f ms | %.1f, %.1f ms | |"
          % (path, cost["cpu"] * 1e3, cost["p50"], cost["p99"]), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--database", required=True)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=int, default=3, help="for each path")
    parser.add_argument("--token", help="of a maintainer: measure posting checks, which stay there")
    parser.add_argument("--memory", help="the program that serves bytes from memory")
    options = parser.parse_args()
    kept = Server.patchbay(options, options.database)
    anew = Server.patchbay(options, options.database, "--kept-answers", "0")
    print("| request | budget | kept | p50, p99 | read anew | p50, p99 | of the library's rate, kept |")
    print("|---|---|---|---|---|---|---|")
    try:
        ids = {"patch": kept.newest("patches"), "series": kept.newest("series")}
        for path, budget in PATHS:
            path = path.format(**ids)
            known, fresh = measured(kept, path, options), measured(anew, path, options)
            share = ""
            if options.memory:
                share = "%.0f %%" % (100 * known["rate"] / rate_of_memory(options, kept.get(path)))
            print("| `%s` | %s | %.3f ms | %.1f, %.1f ms | %.3f ms | %.1f, %.1f ms | %s |"
                  % (path, "%.2f ms" % budget if budget else "", known["cpu"] * 1e3, known["p50"], known["p99"],
                     fresh["cpu"] * 1e3, fresh["p50"], fresh["p99"], share), flush=True)
        if options.token:
            post(kept, ids["patch"], options)
        print("\nResident: %.0f MB with kept answers, %.0f MB without." % (kept.resident(), anew.resident()))
    finally:
        kept.stop()
        anew.stop()


if __name__ == "__main__":
    main()
