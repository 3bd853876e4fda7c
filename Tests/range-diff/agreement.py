#!/usr/bin/env python3
"""Holds `patchbay range-diff` against `git range-diff`.

    agreement.py .build/debug/patchbay --pairs 40
    agreement.py .build/release/patchbay --repository ~/src/git --pairs 500

Takes series of commits, makes a second version of each by the changes that authors make (another base,
other messages, patches edited, dropped, added, moved, squashed, split), asks git about the commits and
patchbay about the mails that `git format-patch` makes of them. Both answers are compared: which patches
are pairs, and the sign of each. Exits with 1 if less than --least percent are the same.

Without --repository a history of C files is made up. The repository itself is only read.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from made_up_history import make_history
from second_version import SecondVersion
from work_tree import Refused, WorkTree

HEADING = re.compile(r"^ *(\d+|-):  ([0-9a-f]+|-+) ([=!<>])  *(\d+|-):  ([0-9a-f]+|-+) ", re.M)


def headings(text):
    """What a range-diff says of each patch: (old number, new number, sign)."""
    return [(old, new, sign) for old, _, sign, new, _ in HEADING.findall(text)]


def plain(text):
    """A range-diff without the names of commits, and with blanks for tabs."""
    text = HEADING.sub(lambda match: f"{match[1]} {match[3]} {match[4]} ", text)
    return [line.expandtabs(8).rstrip() for line in text.rstrip("\n").split("\n")]


class Tally:
    def __init__(self):
        self.counts = collections.Counter()
        self.differences = []

    def add(self, name, git, ours, git_text, our_text):
        theirs, mine = headings(git_text), headings(our_text)
        pairs = {(old, new) for old, new, _ in mine}
        self.counts["series"] += 1
        self.counts["entries"] += len(theirs)
        self.counts["same pairing"] += sum((old, new) in pairs for old, new, _ in theirs)
        self.counts["same sign"] += len(set(theirs) & set(mine))
        for _, _, sign in theirs:
            self.counts["git " + sign] += 1
        self.counts["same list"] += theirs == mine
        self.counts["same text"] += plain(git_text) == plain(our_text)
        if theirs != mine:
            self.differences.append(
                {"series": name, "git": [list(each) for each in theirs], "ours": [list(each) for each in mine]}
            )

    def share(self, what, of="entries"):
        return 100 * self.counts[what] / max(1, self.counts[of])


def topics(tree, pairs, random_source):
    """Ranges (base, tip, other bases) of the history: the branches that merges took in."""
    merges = tree.git("rev-list", "--merges", "--first-parent", "-n", "6000", "HEAD").split()
    # In the order of the history, since going far in it takes long. Half of them may be no use.
    chosen = sorted(random_source.sample(range(len(merges)), min(len(merges), 2 * pairs)))
    for merge in (merges[place] for place in chosen):
        parents = tree.git("rev-list", "--parents", "-n", "1", merge).split()[1:]
        if len(parents) != 2:
            continue
        base = tree.git("merge-base", *parents).strip()
        commits = tree.git("rev-list", "--no-merges", f"{base}..{parents[1]}").split()
        merged = tree.git("rev-list", "--merges", f"{base}..{parents[1]}").split()
        if merged or not 1 <= len(commits) <= 30:
            continue
        yield base, parents[1], [f"{base}~1", f"{base}~4", parents[0]]


def stretches(tree, pairs, random_source):
    """The same of a history without merges, or of its first parents."""
    commits = tree.git("rev-list", "--reverse", "--first-parent", "HEAD").split()
    starts = [random_source.randrange(30, len(commits) - 12) for _ in range(4 * pairs)]
    for start in sorted(starts):
        end = start + random_source.choice([1, 2, 3, 4, 5, 6, 8, 11])
        parents = tree.git("rev-list", "--merges", f"{commits[start]}..{commits[end]}")
        if not parents:
            yield commits[start], commits[end], [commits[start - 1], commits[start - 3]]


def range_diff(patchbay, tree, base, tip, other_base, other_tip, folder):
    """What git and patchbay say."""
    git = tree.git("range-diff", "--no-color", f"{base}..{tip}", f"{other_base}..{other_tip}")
    names = []
    for number, (first, last) in enumerate([(base, tip), (other_base, other_tip)]):
        mails = tree.git_bytes("format-patch", "--stdout", "--pretty=mboxrd", f"{first}..{last}")
        name = pathlib.Path(folder) / f"v{number + 1}.mbox"
        name.write_bytes(mails)
        names.append(str(name))
    ours = subprocess.run([*patchbay, *names], capture_output=True, check=True)
    return git, ours.stdout.decode(errors="replace")


def examine(arguments, folder):
    source = random.Random(arguments.seed)
    repository = arguments.repository
    if repository is None:
        repository = pathlib.Path(folder) / "history"
        make_history(repository, source)
    tree = WorkTree(repository, pathlib.Path(folder) / "tree")
    if arguments.repository and not arguments.linear:
        ranges = topics(tree, arguments.pairs, source)
    else:
        ranges = stretches(tree, arguments.pairs, source)
    tally = Tally()
    for base, tip, others in ranges:
        if tally.counts["series"] >= arguments.pairs:
            break
        try:
            version = SecondVersion(tree, source, base, tip, others)
            version.make()
        except Refused as refusal:
            tally.counts["not made"] += 1
            if arguments.verbose:
                print(f"not made: {refusal}", file=sys.stderr)
            continue
        if not version.commits_made:
            continue
        answers = range_diff(
            arguments.patchbay, tree, base, tip, version.base, version.tip, folder
        )
        name = f"{base[:12]}..{tip[:12]} {version.base[:12]}..{version.tip[:12]}"
        tally.add(name, base, tip, *answers)
        for step in version.steps:
            tally.counts["step: " + step] += 1
        if arguments.json:
            figures = {"counts": tally.counts, "differences": tally.differences}
            pathlib.Path(arguments.json).write_text(json.dumps(figures, indent=1))
        if arguments.keep and plain(answers[0]) != plain(answers[1]):
            kept = pathlib.Path(arguments.keep) / str(tally.counts["series"])
            kept.mkdir(parents=True, exist_ok=True)
            (kept / "git").write_text("\n".join(plain(answers[0])))
            (kept / "ours").write_text("\n".join(plain(answers[1])))
            for number in "12":
                mails = (pathlib.Path(folder) / f"v{number}.mbox").read_bytes()
                (kept / f"v{number}.mbox").write_bytes(mails)
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("patchbay", help="the program, or another one that takes two mboxes")
    parser.add_argument("--repository", help="a repository with merged topics (default: made up)")
    parser.add_argument("--linear", action="store_true", help="one commit after the other, no topics")
    parser.add_argument("--pairs", type=int, default=40, help="how many series (default: 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=98, help="percent that must agree (default: 98)")
    parser.add_argument("--keep", help="a folder for the answers that differ")
    parser.add_argument("--json", help="a file for the figures")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    name = pathlib.Path(arguments.patchbay)
    program = str(name.resolve())
    arguments.patchbay = [program, "range-diff"] if name.name == "patchbay" else [program]
    with tempfile.TemporaryDirectory() as folder:
        tally = examine(arguments, folder)
    for what, count in sorted(tally.counts.items()):
        print(f"{count:7} {what}")
    for difference in tally.differences:
        print("differs:", difference["series"])
        theirs, ours = (list(map(tuple, difference[side])) for side in ("git", "ours"))
        print("    git ", [each for each in theirs if each not in ours] or "another order")
        print("    ours", [each for each in ours if each not in theirs] or "another order")
    pairing, sign = tally.share("same pairing"), tally.share("same sign")
    print(f"pairings that agree: {pairing:.2f} %; with their signs: {sign:.2f} %")
    enough = min(pairing, sign) >= arguments.least and tally.counts["series"] >= arguments.pairs
    sys.exit(0 if enough else 1)


if __name__ == "__main__":
    main()
