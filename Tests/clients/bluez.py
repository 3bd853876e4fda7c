#!/usr/bin/env python3
"""The requests of BlueZ's action-ci: like NIPA, without a version in the URL, with an empty filter."""

from recorded import arguments, expect, need, report, send, send_form

base, token, (name,) = arguments()
api = f"{base}/api/"


def get(url):
    return expect(200, send("GET", url, token=token))


def get_all(path):
    answer = get(api + path)
    found = answer.json()
    while answer.field("Link"):
        following = None
        for link in answer.field("Link").split(","):
            info = link.split(";")
            if info[1].strip() == 'rel="next"':
                following = info[0][1:-1]
        if following is None:
            break
        answer = get(following)
        found += answer.json()
    return found


project = next((one["id"] for one in get_all("projects/?") if one["name"] == name), None)
need(project is not None, f"no project has the name {name}")
patches = get_all(f"patches/?project={project}&state=1&archived=&")
ids = [patch["id"] for patch in patches]
need(len(set(ids)) == len(ids), "a patch twice")
number = patches[0]["series"][0]["id"]
series = get(f"{api}series/{number}/").json()
mbox = get(f"{base}/series/{number}/mbox/").text()
need(mbox.startswith("From "), "no mbox")
pairs = [("user", 104215), ("state", "fail"), ("target_url", ""), ("context", "CheckPatch"),
         ("description", "WARNING: line over 80 characters")]
url = f"{api}patches/{series['patches'][0]['id']}/checks/"
made = expect(201, send_form("POST", url, pairs, token=token)).json()
report(patches=len(patches), check=[made["state"], made["context"], made["user"]["username"]])
