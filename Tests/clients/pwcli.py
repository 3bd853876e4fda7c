#!/usr/bin/env python3
"""The requests of pwcli (wireless): API 1.1, pages of a hundred, several states, PATCH with JSON; what
is not there is a 404."""

from recorded import arguments, expect, need, report, send, send_json

base, token, (project, delegate, number) = arguments()
api = f"{base}/api/1.1"


def get(url):
    return expect(200, send("GET", url, token=token))


states = "&".join(f"state={word}" for word in ("new", "under-review", "awaiting-upstream"))
mine = get(f"{api}/patches/?project={project}&per_page=100&{states}&delegate={delegate}").json()
need(all(patch["delegate"]["username"] == delegate for patch in mine), "of somebody else")
patch = get(f"{api}/patches/{number}/").json()
need(patch["content"] and patch["diff"] and patch["headers"]["Subject"], "not the whole patch")
expect(404, send("GET", f"{api}/patches/99999999/", token=token))
states = []
for state, commit in (("deferred", ""), ("accepted", "0123456789ab")):
    body = {"state": state, "commit_ref": commit}
    done = expect(200, send_json("PATCH", f"{api}/patches/{number}/", body, token=token)).json()
    states.append([done["state"], done["commit_ref"]])
report(mine=[patch["id"] for patch in mine], states=states)
