"""A second version of a series, made by what authors do between two versions."""

import re

from work_tree import Refused


class SecondVersion:
    """The commits base..tip again as self.base..self.tip, with the steps that were taken."""

    def __init__(self, tree, source, base, tip, other_bases):
        self.tree, self.random = tree, source
        self.base = base
        self.other_bases = other_bases
        self.commits = tree.git("rev-list", "--reverse", f"{base}..{tip}").split()
        self.tip = None
        self.steps = []
        self.commits_made = 0

    def make(self):
        self.choose_base()
        order = self.new_order()
        while order:
            commit = order.pop(0)
            if not self.tree.pick(commit):
                self.steps.append("patch that does not apply")
                continue
            if order and self.happens(0.05) and self.tree.pick(order[0]):
                order.pop(0)
                self.squash()
            self.change_patch()
            if self.happens(0.05):
                self.add_patch()
        self.tip = self.tree.head()
        self.commits_made = int(self.tree.git("rev-list", "--count", f"{self.base}..{self.tip}"))

    def happens(self, share):
        return self.random.random() < share

    def choose_base(self):
        if self.happens(0.4):
            other = self.random.choice(self.other_bases)
            try:
                self.base = self.tree.git("rev-parse", "--verify", other).strip()
                self.steps.append("another base")
            except Refused:
                pass
        self.tree.go_to(self.base)
        if self.happens(0.2):
            self.change_context()

    def change_context(self):
        """Puts a commit below the series that changes lines near those of a patch."""
        commit = self.random.choice(self.commits)
        diff = self.tree.git("diff-tree", "-p", "--no-commit-id", "-r", "--diff-filter=M", commit)
        file = re.search(r"^\+\+\+ b/(.*)$", diff, re.M)
        hunk = re.search(r"^@@ -(\d+)", diff, re.M)
        lines = (self.tree.text(file[1]) if file and hunk else None) or ""
        lines = lines.split("\n")
        place = int(hunk[1]) - 1 if hunk else 0
        if len(lines) <= place + 1 or not lines[place].strip():
            return
        lines[place] += " /* touched */"
        self.tree.write(file[1], "\n".join(lines))
        self.tree.git("commit", "--quiet", "--all", "--message", "touch a line nearby")
        self.base = self.tree.head()
        self.steps.append("other lines nearby")

    def new_order(self):
        order = list(self.commits)
        if len(order) > 1 and self.happens(0.15):
            place = self.random.randrange(len(order))
            commit = order.pop(place)
            order.insert(self.random.randrange(len(order) + 1), commit)
            self.steps.append("patch moved")
        kept = [commit for commit in order if not self.happens(0.06)]
        if len(kept) < len(order) and kept:
            self.steps.append("patch dropped")
            return kept
        return order

    def squash(self):
        message = self.tree.git("log", "-1", "--format=%B", "HEAD~1")
        self.tree.git("reset", "--quiet", "--soft", "HEAD~1")
        self.tree.git("commit", "--quiet", "--allow-empty", "--amend", "--message", message)
        self.steps.append("two patches in one")

    def change_patch(self):
        choice = self.random.random()
        steps = [
            (0.12, self.change_message),
            (0.24, self.change_one_line),
            (0.32, self.change_some_lines),
            (0.37, self.add_lines),
            (0.42, self.split),
            (0.46, self.rewrite),
            (0.48, self.change_author),
        ]
        for share, step in steps:
            if choice < share:
                if step():
                    self.steps.append(step.__name__.replace("_", " "))
                return

    def change_message(self):
        message = self.tree.git("log", "-1", "--format=%B").rstrip("\n")
        lines = message.split("\n")
        kind = self.random.randrange(3)
        if kind == 0:
            lines[0] += ", second try"
        elif kind == 1:
            lines += [""] if len(lines) == 1 else []
            lines += ["Reviewed-by: Bea Bravo <bea@example.org>"]
        else:
            # Not the empty line below the title, or the body would belong to the title.
            place = self.random.choice([number for number, line in enumerate(lines) if line])
            lines[place] += " and more"
        self.tree.amend("--cleanup=verbatim", "--message", "\n".join(lines) + "\n")
        return True

    def change_author(self):
        self.tree.amend("--no-edit", "--author", "Bea Bravo <bea@example.org>")
        return True

    def change_lines(self, change, share=None):
        """Changes added lines of the last commit: one, or a share of them."""
        files = self.tree.changed_files()
        self.random.shuffle(files)
        for name in files[: 1 if share is None else 3]:
            added = self.tree.added_lines(name)
            if not added:
                return False
            count = 1 if share is None else max(1, int(len(added) * share))
            lines = self.tree.text(name).split("\n")
            for number in sorted(self.random.sample(added, min(count, len(added))), reverse=True):
                if number < len(lines):
                    lines[number : number + 1] = change(lines[number])
            self.tree.write(name, "\n".join(lines))
        if not files:
            return False
        self.tree.amend()
        return True

    def altered(self, line):
        words = re.findall(r"[A-Za-z_]{3,}", line)
        if not words:
            return [line + "x"]
        word = self.random.choice(words)
        return [line.replace(word, word + "_new", 1)]

    def change_one_line(self):
        return self.change_lines(self.altered)

    def change_some_lines(self):
        return self.change_lines(self.altered, share=self.random.uniform(0.1, 0.5))

    def add_lines(self):
        count = self.random.randrange(1, 8)
        extra = [f"\tcheck_again({self.random.randrange(1000)});" for _ in range(count)]
        return self.change_lines(lambda line: [line, *extra])

    def rewrite(self):
        return self.change_lines(self.altered, share=self.random.uniform(0.7, 1))

    def split(self):
        """Makes two patches of one: half of the files in each."""
        files = self.tree.git("diff-tree", "--no-commit-id", "-r", "--name-only", "HEAD").splitlines()
        if len(files) < 2:
            return False
        message = self.tree.git("log", "-1", "--format=%B")
        self.tree.git("reset", "--quiet", "--mixed", "HEAD~1")
        self.tree.git("add", "--all", "--", *files[: len(files) // 2])
        self.tree.git("commit", "--quiet", "--allow-empty", "--message", message)
        self.tree.git("add", "--all")
        self.tree.git("commit", "--quiet", "--allow-empty", "--message", "the other half of it")
        return True

    def add_patch(self):
        files = self.tree.changed_files()
        if files and self.happens(0.5):
            name = self.random.choice(files)
            lines = self.tree.text(name).split("\n")
            place = self.random.randrange(len(lines))
            lines[place:place] = [f"/* remark {self.random.randrange(1000)} */"] * self.random.randrange(1, 6)
            self.tree.write(name, "\n".join(lines))
        else:
            lines = [f"line {self.random.randrange(100)}" for _ in range(self.random.randrange(1, 60))]
            self.tree.write(f"added-{self.random.randrange(10_000)}.txt", "\n".join(lines) + "\n")
        self.tree.git("add", "--all")
        self.tree.git("commit", "--quiet", "--allow-empty", "--message", "one more patch")
        self.steps.append("patch added")
