#!/usr/bin/env python3
"""The requests of Sashiko, which reviews patches by machine: a patch by its message-id, then a check."""

from recorded import arguments, expect, need, report, send, send_json

base, token, (msgid,) = arguments()
api = f"{base}/api/1.3"

found = expect(200, send("GET", f"{api}/patches/?msgid={msgid}", token=token)).json()
need(len(found) == 1, f"{len(found)} patches for {msgid}")
body = {"state": "warning", "target_url": f"{base}/#/patchset/1", "context": "sashiko",
        "description": "2 findings"}
url = f"{api}/patches/{found[0]['id']}/checks/"
made = expect(201, send_json("POST", url, body, token=token)).json()
report(patch=found[0]["id"], check=[made["state"], made["context"], made["description"]])
