"""A repository with a history of C files, for tests that have no other."""

import os
import pathlib
import subprocess

NOUNS = "buffer queue lock page node frame sensor timer list entry device clock".split()
VERBS = "init free read write flush start stop wait find insert remove update".split()


class History:
    def __init__(self, folder, source):
        self.folder, self.random = pathlib.Path(folder), source
        self.folder.mkdir(parents=True)
        # By name the functions of each file, each a list of lines.
        self.files = {}
        self.count = 0

    def git(self, *words):
        self.count += 1
        date = f"{1_700_000_000 + self.count} +0000"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada Author", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada Author", "GIT_COMMITTER_EMAIL": "ada@example.org",
            "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
        }
        subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, check=True, capture_output=True
        )

    def function(self):
        verb, noun = self.random.choice(VERBS), self.random.choice(NOUNS)
        lines = [f"int {noun}_{verb}_{self.random.randrange(100)}(struct {noun} *{noun})", "{"]
        for _ in range(self.random.randrange(3, 14)):
            lines += self.statement(noun)
        return lines + ["\treturn 0;", "}", ""]

    def statement(self, noun):
        verb, number = self.random.choice(VERBS), self.random.randrange(100)
        return self.random.choice([
            [f"\t{noun}_{verb}({noun}, {number});"],
            [f"\tif (!{noun}->{verb})", "\t\treturn -EINVAL;"],
            [f"\tif ({noun}->{verb} > {number}) {{", f"\t\t{noun}_{verb}({noun});", "\t}", ""],
            [f"\t{noun}->{verb} = {number};", ""],
            [f"\t/* {verb} the {noun} before it is {self.random.choice(VERBS)} */"],
        ])

    def write(self, name):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        functions = self.files[name]
        path.write_text("\n".join(line for function in functions for line in function) + "\n")

    def commit(self, title):
        self.git("add", "--all")
        reason = " ".join(self.random.choice(NOUNS + VERBS) for _ in range(12))
        body = f"{title}\n\n{reason}\n{reason[::-1]}\n\nSigned-off-by: Ada Author <ada@example.org>\n"
        self.git("commit", "--quiet", "--allow-empty", "--message", body)

    def add_file(self):
        name = f"{self.random.choice(NOUNS)}/{self.random.choice(VERBS)}{len(self.files)}.c"
        self.files[name] = [self.function() for _ in range(self.random.randrange(3, 9))]
        self.write(name)
        return f"add {name}"

    def edit(self):
        names = self.random.sample(sorted(self.files), self.random.choice([1, 1, 1, 2, 3]))
        for name in names:
            functions = self.files[name]
            for _ in range(self.random.choice([1, 1, 2, 4])):
                lines = self.random.choice(functions)
                place = self.random.randrange(2, max(3, len(lines) - 3))
                noun = self.random.choice(NOUNS)
                lines[place : place + self.random.randrange(3)] = self.statement(noun)
            if self.random.random() < 0.2:
                functions.insert(self.random.randrange(len(functions)), self.function())
            self.write(name)
        return f"{names[0]}: {self.random.choice(VERBS)} the {self.random.choice(NOUNS)}"

    def rename(self):
        name = self.random.choice(sorted(self.files))
        new = name.replace(".c", f"-{self.count}.c")
        self.files[new] = self.files.pop(name)
        (self.folder / name).unlink()
        self.write(new)
        return f"rename {name}"

    def remove(self):
        name = self.random.choice(sorted(self.files))
        del self.files[name]
        (self.folder / name).unlink()
        return f"remove {name}"

    def change_mode(self):
        path = self.folder / self.random.choice(sorted(self.files))
        path.chmod(0o644 if path.stat().st_mode & 0o100 else 0o755)
        return f"another mode for {path.name}"

    def add_bytes(self):
        name = f"logo-{self.count}.bin"
        (self.folder / name).write_bytes(self.random.randbytes(200) + b"\0")
        return f"add {name}"


def make_history(folder, source, commits=150):
    """Makes a repository with a linear history."""
    history = History(folder, source)
    history.git("init", "--quiet", "--initial-branch", "main")
    for _ in range(8):
        history.commit(history.add_file())
    kinds = [history.edit] * 20 + [history.add_file] * 3
    kinds += [history.rename, history.remove, history.change_mode, history.add_bytes]
    for _ in range(commits):
        kind = history.random.choice(kinds)
        if kind == history.remove and len(history.files) < 6:
            kind = history.edit
        history.commit(kind())
