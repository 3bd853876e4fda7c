#!/usr/bin/env python3
"""The requests of CKI's skt: API 1.0 by the addresses of its index, Link by a regular expression that
finds the next page only at the beginning; XML-RPC for what is newer than a patch."""

import re
import xmlrpc.client

from recorded import arguments, expect, need, report, send, send_json

base, token, (project, since, newest) = arguments()


def get(url):
    return expect(200, send("GET", url, token=token))


index = get(f"{base}/api/1.0").json()
need(index["projects"].startswith(f"{base}/api/1.0/"), f"another site: {index['projects']}")
known = get(f"{index['projects']}{project}").json()
need(known["link_name"] == project, "another project")

url = f"{index['events']}?project={project}&category=series-completed&since={since}"
events = []
while url:
    answer = get(url)
    events += answer.json()
    following = re.match('<(.*)>; rel="next"', answer.field("Link") or "")
    url = following[1] if following else None
numbers = [event["payload"]["series"]["id"] for event in events]
need(len(numbers) == len(set(numbers)), "an event twice")

patch = get(f"{index['patches']}{newest}").json()
body = {"patch": patch["id"], "state": "success", "target_url": f"{base}/job/1", "context": "skt",
        "description": "skt boot test"}
made = expect(201, send_json("POST", patch["checks"], body, token=token)).json()

rpc = xmlrpc.client.ServerProxy(f"{base}/xmlrpc/")
newer = [one["id"] for one in rpc.patch_list({"project_id": known["id"], "id__gt": int(newest)})]
report(events=len(numbers), check=made["context"], newer=newer)
