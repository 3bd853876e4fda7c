#!/usr/bin/env python3
"""The requests of snowpatch (linuxppc), whose types are strict: a field that is missing, null where
it may not be, or of another kind is the end."""

from recorded import arguments, expect, need, report, send, send_json

base, token, (project, number) = arguments()
api = f"{base}/api/1.2"

text, whole, truth = (str,), (int,), (bool,)
maybe_text = (str, type(None))


def check(kind, value, types):
    for name, wanted in types.items():
        need(name in value, f"{kind} without {name}")
        got = value[name]
        if isinstance(wanted, dict):
            need(isinstance(got, dict), f"{kind}.{name} is no object")
            check(f"{kind}.{name}", got, wanted)
        elif isinstance(wanted, list):
            need(isinstance(got, list), f"{kind}.{name} is no list")
            for one in got:
                check(f"{kind}.{name}[]", one, wanted[0])
        else:
            is_bool = isinstance(got, bool)
            fits = isinstance(got, wanted) and (not is_bool or bool in wanted)
            need(fits, f"{kind}.{name} is {got!r}")


PERSON = {"id": whole, "url": text, "name": text, "email": text}
PROJECT = {
    "id": whole, "url": text, "name": text, "link_name": text, "list_email": text,
    "list_id": text, "web_url": maybe_text, "scm_url": maybe_text, "webscm_url": maybe_text,
}
PATCH_OF_SERIES = {"id": whole, "date": text, "mbox": text, "msgid": text, "name": text,
                   "url": text}
SERIES = {
    "id": whole, "url": text, "project": PROJECT, "name": maybe_text, "date": text,
    "submitter": PERSON, "version": whole, "total": whole, "received_total": whole,
    "received_all": truth, "mbox": text, "patches": [PATCH_OF_SERIES],
}
SERIES_OF_PATCH = {"id": whole, "url": text, "date": text, "name": maybe_text, "version": whole,
                   "mbox": text}
PATCH = {
    "id": whole, "url": text, "web_url": text, "project": PROJECT, "msgid": text, "date": text,
    "name": text, "commit_ref": maybe_text, "pull_url": maybe_text, "state": text,
    "archived": truth, "hash": maybe_text, "submitter": PERSON, "mbox": text,
    "series": [SERIES_OF_PATCH], "check": text, "checks": text, "tags": {}, "headers": {},
    "content": text, "diff": text, "prefixes": (list,),
}
CHECK = {"id": whole, "date": text, "state": text, "context": text, "target_url": maybe_text,
         "description": maybe_text}


def get(path):
    return expect(200, send("GET", api + path, token=token)).json()


# Is this an API at all?
expect(200, send("GET", api))
found = get(f"/series?order=-id&per_page=10&project={project}")
need(len(found) == 10, f"{len(found)} series")
ids = [one["id"] for one in found]
need(ids == sorted(ids, reverse=True), "not the newest first")
for one in found:
    check("series", one, SERIES)
series = get(f"/series/{number}")
check("series", series, SERIES)
for one in series["patches"]:
    check("patch", get(f"/patches/{one['id']}"), PATCH)

patch = series["patches"][0]["id"]
contexts = []
for _ in range(2):
    known = get(f"/patches/{patch}/checks")
    for one in known:
        check("check", one, CHECK)
    contexts.append([one["context"] for one in known])
    # Only what is not there yet.
    if "snowpatch-apply" not in contexts[-1]:
        body = {"state": "success", "target_url": f"{base}/job/1", "context": "snowpatch-apply",
                "description": "Successfully applied"}
        expect(201, send_json("POST", f"{api}/patches/{patch}/checks/", body, token=token))
report(contexts=contexts, newest=ids[0], patch=patch)
