"""A Patchbay with a database of its own, for as long as a `with` lasts."""
import base64
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

import mails


class Site:
    """The project `widget`, the accounts maud (maintainer), ada and bo (authors), root (superuser)."""

    PASSWORD = "a long enough password"

    def __init__(self, patchbay, url, options=()):
        self.patchbay = os.path.abspath(patchbay)
        self.folder = tempfile.mkdtemp(prefix="patchbay-browser-")
        self.database = url or f"sqlite:{self.folder}/site.db"
        self.options = list(options)
        self.process = None

    def run(self, *words, data=None, fails=False):
        done = subprocess.run([self.patchbay, *words], input=data, capture_output=True, timeout=300,
                              env={**os.environ, "PATCHBAY_DATABASE": self.database})
        if (done.returncode != 0) != fails:
            raise AssertionError(f"patchbay {' '.join(words)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()

    def take(self, messages):
        path = f"{self.folder}/list.mbox"
        with open(path, "wb") as file:
            file.write(mails.mbox(messages))
        self.run("mail", "import", path)

    def make(self):
        self.run("project", "create", "widget", "--name", "Widget tools", "--list-id", mails.LIST_ID,
                 "--list-email", mails.LIST)
        for name, options in [("maud", ["--maintainer-of", "widget"]), ("ada", []), ("bo", []),
                              ("root", ["--superuser"])]:
            self.run("user", "create", name, "--email", f"{name}@devs.example",
                     *options, data=f"{self.PASSWORD}\n".encode())

    def __enter__(self):
        self.make()
        return self

    def serve(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(f"{self.folder}/log", "w")
        self.process = subprocess.Popen(
            [self.patchbay, "serve", "--port", str(self.port), *self.options],
            stdout=self.log, stderr=self.log, env={**os.environ, "PATCHBAY_DATABASE": self.database})
        return self._wait()

    def _wait(self):
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/api/").read()
                return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def get(self, path, headers=None):
        """Status, headers in lower case, and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body

    def change(self, path, fields, user="maud"):
        """Changes something by the API."""
        secret = base64.b64encode(f"{user}:{self.PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            self.url + path, method="PATCH", data=json.dumps(fields).encode(),
            headers={"Authorization": f"Basic {secret}", "Content-Type": "application/json"})
        urllib.request.urlopen(request).read()

    def mark_open(self, parent, text):
        """Says of the comment with a text that somebody has to deal with it."""
        comments = json.loads(self.get(f"/api/{parent}/comments/")[2])
        [comment] = [one for one in comments if text in one["content"]]
        self.change(f"/api/{parent}/comments/{comment['id']}/", {"addressed": False})

    def peak_memory(self):
        """The most memory that the server has had, in MB."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1_024
        return 0

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            status = self.process.wait(60)
            self.log.close()
            log = open(f"{self.folder}/log").read()
            assert status == 0, f"the server ended with {status}: {log[-2000:]}"
            assert "a request failed" not in log, log[-2000:]
        shutil.rmtree(self.folder, ignore_errors=True)
