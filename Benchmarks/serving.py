"""A server under load: what api.py and lists.py share."""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ticks(pid):
    """User and system time of a process, in seconds."""
    try:
        fields = open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """A process that serves, and the backends of its database."""

    def __init__(self, command, port, database=""):
        self.base = "http://127.0.0.1:%d" % port
        self.database = database
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(self.base + "/api/", timeout=30).close()
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("the server did not come up: %s" % " ".join(command))

    @classmethod
    def patchbay(cls, options, database, *arguments):
        port = free_port()
        return cls([options.patchbay, "serve", "--port", str(port), "--database", database, *arguments],
                   port, database)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def backends(self):
        """The processes of a PostgreSQL server on this machine that work for the database."""
        if self.database.startswith("sqlite:"):
            return []
        name = urllib.parse.urlparse(self.database).path.lstrip("/")
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                words = open("/proc/%s/cmdline" % pid).read().replace("\0", " ").split()
            except OSError:
                continue
            if words[:1] == ["postgres:"] and name in words[1:4]:
                found.append(int(pid))
        return found

    def cpu(self):
        return ticks(self.process.pid) + sum(map(ticks, self.backends()))

    def resident(self):
        status = open("/proc/%d/status" % self.process.pid).read()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=120) as answer:
            return answer.read()

    def newest(self, kind):
        found = json.loads(self.get("/api/%s/?order=-id&per_page=1" % kind))
        return found[0]["id"] if found else 0

    def load(self, path, connections, seconds, *options):
        """Puts load on the server: CPU seconds a request, requests a second, p50 and p99 in ms."""
        if not options:
            self.get(path)
        before = self.cpu()
        done = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", *options,
                               self.base + path], capture_output=True, text=True, check=True, timeout=seconds + 120).stdout
        after = self.cpu()
        if "Non-2xx" in done:
            sys.exit("not all answers to %s are good:\n%s" % (path, done))
        count = max(1, int(re.search(r"(\d+) requests in", done).group(1)))
        return {"cpu": (after - before) / count, "rate": count / seconds,
                "p50": milliseconds(re.search(r"^\s+50%\s+(\S+)", done, re.M).group(1)),
                "p99": milliseconds(re.search(r"^\s+99%\s+(\S+)", done, re.M).group(1))}


def milliseconds(text):
    number, unit = re.match(r"([\d.]+)(\w+)", text).groups()
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[unit]
