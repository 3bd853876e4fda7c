"""What the scripts of this folder share: sending a request exactly as a client was seen to send it.

A script says what a client sends and how it reads the answers, by the rules of that client. It ends
with status 0 and prints what it found as JSON, or says what the client would have stumbled over.
"""

import http.client
import json
import sys
import urllib.parse


class Answer:
    """Status, header fields with the case of their names, body."""

    def __init__(self, response, url):
        self.status = response.status
        self.fields = response.getheaders()
        self.body = response.read()
        self.url = url

    def field(self, name):
        """The first field spelt like that, as clients that compare letter by letter see it."""
        return next((value for key, value in self.fields if key == name), None)

    def json(self):
        return json.loads(self.body)

    def text(self):
        return self.body.decode("utf-8")


def send(method, url, body=None, headers=None, token=None, agent=None, follow=True):
    """Sends the URL as it is, however odd; follows redirects of a GET."""
    parts = urllib.parse.urlsplit(url)
    target = url[len(f"{parts.scheme}://{parts.netloc}"):] or "/"
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    fields = dict(headers or {})
    if token:
        fields["Authorization"] = f"Token {token}"
    if agent:
        fields["User-Agent"] = agent
    if isinstance(body, str):
        body = body.encode("utf-8")
    try:
        connection.request(method, target, body=body, headers=fields)
        answer = Answer(connection.getresponse(), url)
    finally:
        connection.close()
    place = answer.field("Location")
    if follow and method == "GET" and answer.status in (301, 302) and place:
        return send(method, urllib.parse.urljoin(url, place), None, headers, token, agent)
    return answer


def send_form(method, url, pairs, **others):
    """The body of requests.post(data=…)."""
    fields = {"Content-Type": "application/x-www-form-urlencoded"}
    return send(method, url, urllib.parse.urlencode(pairs), fields, **others)


def send_json(method, url, value, **others):
    fields = {"Content-Type": "application/json"}
    return send(method, url, json.dumps(value), fields, **others)


def expect(status, answer):
    """The answer, which must have that status."""
    if answer.status != status:
        sys.exit(f"{answer.url}: {answer.status} and not {status}: {answer.text()[:500]}")
    return answer


def need(condition, sentence):
    if not condition:
        sys.exit(sentence)


def arguments():
    """The site without a slash at its end, the token, and what else there is."""
    return sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3:]


def report(**found):
    print(json.dumps(found))
