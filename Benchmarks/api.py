#!/usr/bin/env python3
"""CPU of the server for each request, under load by wrk on loopback.

    Benchmarks/api.py --patchbay .build/release/patchbay --database sqlite:/tmp/bench.db

The database must have mails in it (see intake.py, or any site of yours: requests only read). CPU is
that of the server process; with PostgreSQL the database's own time is not in it.
"""
import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

PATHS = ["/api/patches/", "/api/patches/?per_page=100", "/api/patches/{patch}/", "/api/series/",
         "/api/series/{series}/", "/api/events/?per_page=100", "/api/patches/{patch}/comments/",
         "/api/patches/?state=new&archived=false&order=-date", "/series/{series}/mbox/", "/"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def server_cpu(pid):
    fields = open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open("/proc/%d/status" % pid).read()).group(1)) / 1024


def newest(base, kind):
    import json
    with urllib.request.urlopen("%s/api/%s/?order=-id&per_page=1" % (base, kind)) as answer:
        found = json.load(answer)
    return found[0]["id"] if found else 0


def load(base, pid, path, options):
    before = server_cpu(pid)
    done = subprocess.run(["wrk", "-t1", "-c%d" % options.connections, "-d%ds" % options.seconds, "--latency",
                           base + path], capture_output=True, text=True, check=True).stdout
    count = int(re.search(r"(\d+) requests in", done).group(1))
    p99 = re.search(r"99%\s+(\S+)", done).group(1)
    bad = "  NOT ALL 2xx" if "Non-2xx" in done else ""
    print("%7.0f µs CPU  %6d requests/s  p99 %-9s %4.0f MB  %s%s"
          % ((server_cpu(pid) - before) / max(1, count) * 1e6, count / options.seconds, p99, resident(pid), path, bad))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--database", required=True)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=3, help="for each path")
    options = parser.parse_args()
    port = free_port()
    base = "http://127.0.0.1:%d" % port
    server = subprocess.Popen([options.patchbay, "serve", "--port", str(port), "--database", options.database],
                              stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(base + "/api/").close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("the server did not come up")
        ids = {"patch": newest(base, "patches"), "series": newest(base, "series")}
        for path in PATHS:
            load(base, server.pid, path.format(**ids), options)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
