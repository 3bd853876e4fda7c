#!/usr/bin/env python3
"""The requests of NIPA, which tests the patches of netdev.

API 1.1, projects by their name, numeric states, form bodies with a field `user` that has no meaning.
It splits Link at commas and semicolons and takes off the first and the last character of an address.
"""

import re
import urllib.parse

from recorded import arguments, expect, need, report, send, send_form

base, token, (name, since) = arguments()
api = f"{base}/api/1.1/"
agent = "nipa/1.0"


def get(url):
    return expect(200, send("GET", url, token=token, agent=agent))


def get_all(kind, filters):
    """All pages; the query ends in `&`, or is empty behind its `?`."""
    query = "".join(f"{key}={urllib.parse.quote_plus(str(value))}&" for key, value in filters)
    answer = get(f"{api}{kind}/?{query}")
    found = answer.json()
    while answer.field("Link"):
        following = None
        for link in answer.field("Link").split(","):
            info = link.split(";")
            if info[1].strip() == 'rel="next"':
                following = info[0][1:-1]
                break
        if following is None:
            break
        answer = get(following)
        found += answer.json()
    return found


def post(url, state):
    pairs = [
        ("user", 3), ("state", state), ("target_url", f"{base}/results/1"),
        ("context", "netdev-apply"), ("description", "Patch applies: it does"),
    ]
    return expect(201, send_form("POST", url, pairs, token=token, agent=agent)).json()


project = next((one["id"] for one in get_all("projects", []) if one["name"] == name), None)
need(project is not None, f"no project has the name {name}")

events = get_all(
    "events",
    [("project", project), ("since", since), ("order", "date"), ("category", "series-completed")],
)
dates = [event["date"] for event in events]
need(dates == sorted(dates), "events are not in the order of their dates")
need(all(re.fullmatch(r"[-0-9]{10}T[:0-9]{8}\.[0-9]{6}", date) for date in dates), "odd dates")

complete = []
for event in events:
    series = get(f"{api}series/{event['payload']['series']['id']}/").json()
    need(series["received_all"] and series["total"] == len(series["patches"]), "not complete")
    for at, patch in enumerate(series["patches"], 1):
        # It sorts patches by what stands in the brackets.
        if series["total"] > 1:
            place = re.search(r"\[(?:.*,)?(\d+)/(\d+)\]", patch["name"])
            need(place and int(place[1]) == at, f"no number in {patch['name']}")
            need(int(place[2]) == series["total"], f"another total in {patch['name']}")
    complete.append(series)
two = next(one for one in complete if one["total"] == 2 and one["version"] == 2)
need(two["cover_letter"] is not None, "no cover letter")

open_patches = get_all(
    "patches", [("project", project), ("state", 1), ("state", 2), ("archived", "false")]
)
for kind, msgid in (
    ("patches", two["patches"][0]["msgid"]),
    ("covers", two["cover_letter"]["msgid"]),
):
    quoted = urllib.parse.quote(msgid.strip("<>"))
    found = get(f"{base}/api/{kind}/?msgid={quoted}&project={project}").json()
    need(len(found) == 1, f"{len(found)} {kind} for {msgid}")

numbers = [patch["id"] for patch in two["patches"]]
sizes = [
    len(get(f"{base}/{path}/mbox/").body)
    for path in (f"series/{two['id']}", f"patch/{numbers[0]}", f"cover/{two['cover_letter']['id']}")
]
need(all(sizes), "an empty mbox")

patch = get(f"{api}patches/{numbers[0]}/").json()
url = f"{api}patches/{numbers[0]}/checks/"
# A gateway's 502 makes it post again, so that the same check comes twice.
post(url, "success")
post(url, "success")
checks = get(patch["checks"]).json()
changed = expect(
    200,
    send_form(
        "PATCH", f"{api}patches/{numbers[1]}/", [("state", "changes-requested")],
        token=token, agent=agent,
    ),
).json()

report(
    events=len(events), open=len(open_patches), series=two["id"], patch=numbers[0],
    checks=[[check["state"], check["context"], check["user"]["username"]] for check in checks],
    state=changed["state"],
)
