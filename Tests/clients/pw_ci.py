#!/usr/bin/env python3
"""The requests of pw-ci (OVS, DPDK): curl and jq, no version in the URL, filters that no server knows.

It compares the addresses of checks without their scheme.
"""

from recorded import arguments, expect, need, report, send, send_json

base, token, (project, since, number) = arguments()
api = f"{base}/api"


def get(path):
    return expect(200, send("GET", api + path, token=token, agent="(pw-ci) pw-mon")).json()


events = get(f"/events/?category=series-created&project={project}&since={since}&")
seen = [event["payload"]["series"]["id"] for event in events]
need(int(number) in seen or len(seen) == 30, f"series {number} is not among {seen}")
series = get(f"/series/{number}/")
need(series["received_all"] is True, "not complete")
open_series = get(
    f"/series/?project={project}&state=new&state=rfc&state=under-review&archived=false&order=-id"
)
ids = [one["id"] for one in open_series]
need(ids and ids == sorted(ids, reverse=True), f"order of {ids}")
for one in open_series:
    need(one["submitter"]["email"] and one["url"] and one["mbox"], "a series lacks something")

patch = series["patches"][0]["id"]
details = get(f"/patches/{patch}/")
need(details["state"] == "new" and details["project"]["link_name"] == project, "another patch")
comments = get(f"/patches/{patch}/comments/")
target = f"{base}/ovsrobot/actions/1"


def is_known():
    known = [check["target_url"].split("://", 1)[-1] for check in get(f"/patches/{patch}/checks/")]
    return target.split("://", 1)[-1] in known


first = is_known()
body = {"state": "success", "target_url": target, "context": "ovsrobot",
        "description": "Successfully ran github-robot: build"}
expect(201, send_json("POST", f"{api}/patches/{patch}/checks/", body, token=token))
report(known=[first, is_known()], comments=len(comments), newest=ids[0])
