#!/usr/bin/env python3
"""What `b4 review` asks of a Patchwork, by b4's own functions: its screen cannot be driven by a test.

Runs with the Python that b4 is installed for, in a clone whose settings name the site.
"""

import argparse

import b4
import b4.review

from recorded import arguments, report

base, token, (project, number) = arguments()
# As its command line does when it starts.
b4.setup_config(argparse.Namespace(config={}))

result = b4.review.pw_fetch_series(token, base, project)
newest = [one for one in result.series if one["submitter_email"] != "" and one["id"] < 5]
two = next(one for one in result.series if one["id"] == int(number))
checks = b4.review.pw_fetch_checks(token, base, two["patch_ids"])
updated = b4.review.pw_update_series_state(two["id"], "accepted", archived=True)
report(
    outstanding=result.outstanding, series=len(result.series),
    newest=sorted(one["id"] for one in newest), check=two["check"],
    checks=[one["context"] for one in checks], updated=updated,
)
