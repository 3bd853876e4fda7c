#!/usr/bin/env python3
"""Holds recorded answers against the OpenAPI documents: examine.py --patchbay BINARY RECORDING…

A recording is a file of JSON lines, or a folder of such files, as the tests write them where
PATCHBAY_RECORD names a folder: {"method", "target", "status", "headers", "body"}.
"""

import argparse
import json
import pathlib
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

from document import Document, Examination, escaped
from demo_site import Site


def check_documents(documents):
    """Each must be valid OpenAPI 3.1, and its examples must be what they are examples of."""
    faults = 0
    for version, content in documents.items():
        for error in OpenAPIV31SpecValidator(content).iter_errors():
            print(f"  document {version}: {error.message[:300]}")
            faults += 1
        document = Document(content)
        for name, schema in content["components"]["schemas"].items():
            for example in schema.get("examples", []):
                for fault in document.check(f"/components/schemas/{name}", example):
                    print(f"  document {version}, example of {name}: {fault}")
                    faults += 1
        for path, item in content["paths"].items():
            for method, operation in item.items():
                media = operation.get("requestBody", {}).get("content", {}).get("application/json")
                if not media:
                    continue
                parts = ["paths", path, method, "requestBody", "content", "application/json"]
                pointer = "/" + "/".join(map(escaped, [*parts, "schema"]))
                for fault in document.check(pointer, media["example"]):
                    print(f"  document {version}, example of {operation['operationId']}: {fault}")
                    faults += 1
    print(f"{len(documents)} documents, {faults} faults")
    return faults == 0


def exchanges(places):
    for place in map(pathlib.Path, places):
        for file in sorted(place.glob("*.jsonl")) if place.is_dir() else [place]:
            with open(file, encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--patchbay", default=".build/debug/patchbay")
    parser.add_argument("--complete", action="store_true", help="every operation must be there")
    parser.add_argument("recording", nargs="*")
    options = parser.parse_args()
    with Site(options.patchbay) as site:
        documents = site.documents()
    good = check_documents(documents)
    examination = Examination(documents)
    for exchange in exchanges(options.recording):
        examination.add(exchange)
    good = examination.report() and good
    if options.recording and (missing := examination.missing()):
        print("no answer of:", ", ".join(missing))
        good = good and not options.complete
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
