#!/usr/bin/env python3
"""The requests of PaStA, which maps patches to commits: all patches of a project, the newest first, and
their mails."""

from recorded import arguments, expect, need, report, send

base, token, (project, known) = arguments()


def get(url):
    return expect(200, send("GET", url))


number = next(
    one["id"] for one in get(f"{base}/api/projects/").json() if one["link_name"] == project
)
found, page = [], 1
while True:
    answer = send("GET", f"{base}/api/patches?order=-id&project={number}&page={page}")
    if answer.status == 404:
        break
    found += expect(200, answer).json()
    page += 1
    # It stops where it was the last time.
    if found[-1]["id"] <= int(known):
        break
ids = [patch["id"] for patch in found]
need(ids == sorted(ids, reverse=True) and len(set(ids)) == len(ids), f"order of {ids}")
for patch in found[:3]:
    mail = get(patch["mbox"]).text()
    need(f"\nMessage-ID: {patch['msgid']}\n" in mail, f"no message-id in {patch['mbox']}")
report(patches=len(ids), pages=page - 1)
