"""Holds requests and their answers against the OpenAPI documents."""

import json
import re
from collections import Counter

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


class Document:
    """One document, with a validator for each schema that was needed."""

    def __init__(self, content):
        self.content = content
        resource = Resource.from_contents(content, default_specification=DRAFT202012)
        self.registry = Registry().with_resource("urn:document", resource)
        self.validators = {}
        self.paths = []
        for path, item in content["paths"].items():
            parts = re.split(r"(\{[^}]*\})", path)
            pattern = "".join("[^/]+" if p.startswith("{") else re.escape(p) for p in parts)
            # Paths without braces count more: projects/bulk/ is no project.
            self.paths.append((path.count("{"), re.compile(pattern + r"\Z"), path, item))
        self.paths.sort(key=lambda entry: entry[0])

    def find(self, path):
        for _, pattern, name, item in self.paths:
            if pattern.match(path):
                return name, item
        return None

    def check(self, pointer, value):
        """The faults of a value by the schema at a JSON pointer."""
        if pointer not in self.validators:
            self.validators[pointer] = Draft202012Validator(
                {"$ref": f"urn:document#{pointer}"}, registry=self.registry
            )
        return [
            f"{error.json_path}: {error.message[:300]}"
            for error in sorted(self.validators[pointer].iter_errors(value), key=str)
        ]


def escaped(part):
    return part.replace("~", "~0").replace("/", "~1")


class Examination:
    """Counts what was seen, and keeps what was wrong."""

    def __init__(self, documents):
        self.documents = {version: Document(content) for version, content in documents.items()}
        self.seen = Counter()
        self.skipped = Counter()
        self.faults = []

    def document_for(self, path):
        found = re.match(r"/api/(\d\.\d)/", path)
        return self.documents.get(found[1] if found else None)

    def add(self, exchange):
        """Examines one exchange: a dict with method, target, status, headers, body."""
        method, status = exchange["method"], exchange["status"]
        path = exchange["target"].split("?")[0].split("#")[0]
        if not path.startswith("/api/"):
            self.skipped["not of the API"] += 1
            return
        # Without the last slash reading redirects and writing is answered.
        if status == 301:
            self.skipped["redirects"] += 1
            return
        document = self.document_for(path)
        last = "" if path.endswith(("/", ".json")) else "/"
        found = document.find(path + last) if document else None
        if not found:
            self._expect_unknown(exchange, path)
            return
        name, item = found
        operation = item.get("get" if method == "HEAD" else method.lower())
        kind = exchange["headers"].get("content-type", "")
        if operation is None and method == "POST" and (status == 303 or kind.startswith("text/html")):
            # The forms of the pages can only POST; what they mean is in the body.
            self.skipped["forms of pages"] += 1
            return
        if operation is None:
            # What a path does not have is 405, unless the caller may not even ask.
            if status not in (403, 405, 400, 404, 406, 413, 429):
                self._fault(exchange, f"{status} for a method that {name} does not have")
            self.seen[f"{method} {name} {status}"] += 1
            return
        self.seen[f"{operation['operationId']} {status}"] += 1
        self._check_answer(exchange, document, name, method, operation)

    def _expect_unknown(self, exchange, path):
        self.skipped["unknown paths"] += 1
        if exchange["status"] not in (404, 400, 414):
            self._fault(exchange, f"{exchange['status']} for {path}, which the document has not")

    def _check_answer(self, exchange, document, name, method, operation):
        status, body = exchange["status"], exchange["body"]
        answer = operation["responses"].get(str(status))
        if answer is None:
            self._fault(exchange, f"{operation['operationId']} has no status {status}")
            return
        for header in answer.get("headers", {}):
            if header.lower() not in exchange["headers"]:
                self._fault(exchange, f"{operation['operationId']} {status} without {header}")
        if method == "HEAD":
            return
        kind = exchange["headers"].get("content-type", "").split(";")[0]
        content = answer.get("content", {})
        if not content:
            if body:
                self._fault(exchange, f"{operation['operationId']} {status} with a body")
            return
        if kind not in content:
            self._fault(exchange, f"{operation['operationId']} {status} as {kind!r}")
            return
        if kind != "application/json":
            return
        verb = "get" if method == "HEAD" else method.lower()
        parts = ["paths", name, verb, "responses", str(status), "content", kind, "schema"]
        pointer = "/" + "/".join(map(escaped, parts))
        try:
            value = json.loads(body)
        except ValueError as error:
            self._fault(exchange, f"no JSON: {error}")
            return
        for fault in document.check(pointer, value):
            self._fault(exchange, fault)

    def _fault(self, exchange, message):
        self.faults.append((f"{exchange['method']} {exchange['target'][:200]}", message))

    def report(self):
        """Prints what was seen; returns whether all was well."""
        operations = {key.rsplit(" ", 1)[0] for key in self.seen}
        known = {
            operation["operationId"]
            for document in self.documents.values()
            for item in document.content["paths"].values()
            for operation in item.values()
        }
        print(
            f"{sum(self.seen.values())} answers examined, of {len(operations & known)} of "
            f"{len(known)} operations; left out: {dict(self.skipped)}"
        )
        for (request, message), count in Counter(self.faults).most_common(40):
            print(f"  {count} x {request}\n      {message}")
        print(f"{len(self.faults)} faults")
        return not self.faults

    def missing(self):
        """Operations of the newest document that nothing answered."""
        seen = {key.rsplit(" ", 1)[0] for key in self.seen}
        newest = self.documents[None].content["paths"].values()
        return sorted(
            operation["operationId"]
            for item in newest
            for operation in item.values()
            if operation["operationId"] not in seen
            and not operation["operationId"].startswith("options_of")
        )
