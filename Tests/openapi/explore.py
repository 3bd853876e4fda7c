#!/usr/bin/env python3
"""Lets schemathesis make requests from the OpenAPI document, against the example list.

No answer may be a 5xx, have a status that the document does not name, or break its schema. Once as
a stranger and once as a maintainer, and the document of an older version as a stranger.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from demo_site import Site

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
# What ends the rights of the token in use, or of its owner, would end the exploration.
HARMLESS = ["--exclude-operation-id", "delete_token"]


def run(site, version, token, options):
    with tempfile.TemporaryDirectory() as folder:
        document = pathlib.Path(folder, "openapi.json")
        document.write_text(json.dumps(site.documents()[version]))
        command = [
            str(pathlib.Path(sys.executable).with_name("schemathesis")),
            "run", str(document), "--url", site.url, "--checks", CHECKS,
            "--phases", "examples,coverage,fuzzing", "--max-examples", str(options.examples),
            "--seed", str(options.seed), "--generation-deterministic",
            "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
            "--workers", "1", "--no-color", *HARMLESS,
        ]
        if token:
            command += ["--header", f"Authorization: Token {token}"]
        if options.only:
            command += ["--include-operation-id", options.only]
        start = time.monotonic()
        # Its cache of examples would make one run depend on the one before.
        ended = subprocess.run(command, cwd=folder, check=False)
        who = "a maintainer" if token else "a stranger"
        print(
            f"explored {version or 'both parts'} as {who}: "
            f"{'well' if ended.returncode == 0 else 'FAULTS'} "
            f"({time.monotonic() - start:.0f} s)",
            flush=True,
        )
        return ended.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--patchbay", default=".build/debug/patchbay")
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one operation by its id")
    options = parser.parse_args()
    good = True
    with Site(options.patchbay) as site:
        for version, user in [(None, None), (None, "ines"), ("1.1", None)]:
            token = site.token(user) if user else None
            good = run(site, version, token, options) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
