#!/usr/bin/env python3
"""The requests of kernel-patches-daemon (BPF), which makes pull requests of series.

API 1.2; states by numbers that its own site has; series by a search in all projects; it adds
`&state=*` to the page of a series.
"""

import re

from recorded import arguments, expect, need, report, send, send_form

base, token, (delegate, subject) = arguments()
api = f"{base}/api/1.2/"


def get(url):
    return expect(200, send("GET", url, token=token))


def next_link(answer):
    """What `links` of requests has."""
    for part in (answer.field("Link") or "").split(", <"):
        found = re.match(r'<?([^>]*)>; rel="next"', part)
        if found:
            return found[1]
    return None


def get_all(url):
    found = []
    while url:
        answer = get(url)
        found += answer.json()
        url = next_link(answer)
    return found


states = "&".join(f"state={number}" for number in (1, 2, 5, 7, 13, 15))
relevant = get_all(
    f"{api}patches/?archived=False&{states}&since=2020-01-01T00:00:00&delegate={delegate}"
)
need(relevant, "no relevant patches")
slugs = {patch["state"] for patch in relevant}
need(slugs <= {"new", "under-review", "rfc", "changes-requested"}, f"states {slugs}")

number = relevant[0]["series"][0]["id"]
series = get(f"{api}series/{number}/").json()
# All projects, then the very name.
found = [one for one in get_all(f"{api}series/?q={subject}") if one["name"] == series["name"]]
need(found, f"no series {series['name']}")
for one in found:
    need(one["patches"] and one["submitter"]["email"], "a series without patches or submitter")
    need("?" in one["web_url"], f"{one['web_url']} cannot take &state=*")
    get(one["web_url"] + "&state=*")
mbox = get(series["mbox"]).text()
need(mbox.startswith("From "), "no mbox")

patch = get(f"{api}patches/{series['patches'][0]['id']}/").json()
url = f"{api}patches/{patch['id']}/checks/"


def latest():
    return get(f"{url}?context=vmtest-test_progs&order=-date&per_page=1").json()


before = latest()
for state in ("pending", "success"):
    answer = send_form(
        "POST", url,
        [("state", state), ("target_url", f"{base}/pull/1"), ("context", "vmtest-test_progs"),
         ("description", "")],
        token=token,
    )
    expect(201, answer)
after = latest()
need(len(after) == 1, f"{len(after)} checks on a page of one")
report(
    relevant=len(relevant), series=[one["id"] for one in found], before=before,
    after=[after[0]["state"], after[0]["context"]], mails=mbox.count("\nX-Patchwork-Id: "),
)
