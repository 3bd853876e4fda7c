"""A Patchbay with the example list, for as long as a `with` lasts."""

import base64
import http.client
import json
import re
import subprocess
import time
import urllib.request

VERSIONS = ["1.0", "1.1", "1.2", "1.3", "1.4"]


class Site:
    def __init__(self, patchbay, log=None):
        self.patchbay = patchbay
        self.log = log

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.patchbay, "demo", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=open(self.log, "w") if self.log else subprocess.DEVNULL,
            text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"Open .*http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found[1])
                self.url = f"http://127.0.0.1:{self.port}"
                self._wait()
                return self
        raise SystemExit(f"{self.patchbay} demo did not start")

    def __exit__(self, *_):
        self.process.terminate()
        if self.process.wait(60) != 0:
            raise SystemExit(f"the server ended with status {self.process.returncode}")

    def _wait(self):
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/api/").read()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def send(self, method, target, body=None, headers=None):
        """One request; returns status, headers in lower case, and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        data = json.dumps(body).encode() if body is not None else None
        headers = dict(headers or {})
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, target, body=data, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, content

    def token(self, user, password="demo"):
        """A new token with all the power of a user of the example list."""
        words = base64.b64encode(f"{user}:{password}".encode()).decode()
        status, _, content = self.send(
            "POST",
            "/api/patchbay/tokens/",
            {"name": f"openapi {time.time_ns()}", "scopes": ["maintainer"]},
            {"Authorization": f"Basic {words}"},
        )
        if status != 201:
            raise SystemExit(f"no token: {status} {content!r}")
        return json.loads(content)["token"]

    def documents(self):
        """The document of both parts under `None`, and those of the versions."""
        found = {}
        for version in [None, *VERSIONS]:
            query = f"?version={version}" if version else ""
            status, _, content = self.send("GET", f"/api/patchbay/openapi.json{query}")
            assert status == 200, (version, status, content[:200])
            found[version] = json.loads(content)
        return found
