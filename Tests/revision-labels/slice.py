#!/usr/bin/env python3
"""Writes some mails of a public-inbox repository as a packed mbox (mboxrd).

    slice.py REPOSITORY FIRST LAST OUT.mbox.gz

FIRST and LAST count the commits of the first parents of HEAD from 1, the oldest first.
"""
import gzip
import re
import subprocess
import sys

repository, first, last, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
git = ["git", "-C", repository]
commits = subprocess.run(
    git + ["rev-list", "--reverse", "--first-parent", "HEAD"],
    capture_output=True, text=True, check=True,
).stdout.split()[first - 1:last]
batch = subprocess.Popen(git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
with gzip.GzipFile(out, "wb", mtime=0) as mbox:
    for commit in commits:
        batch.stdin.write(f"{commit}:m\n".encode())
        batch.stdin.flush()
        header = batch.stdout.readline().split()
        if header[-1] == b"missing":
            continue  # a mail that was removed
        mail = batch.stdout.read(int(header[2]))
        batch.stdout.read(1)
        mail = re.sub(rb"^(>*From )", rb">\1", mail, flags=re.M)
        mbox.write(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + mail.rstrip(b"\n") + b"\n\n")
