"""A work tree of a repository that may be changed; the repository itself is not."""

import os
import pathlib
import subprocess


class Refused(Exception):
    """git says no; the series is left out."""


class WorkTree:
    def __init__(self, repository, folder):
        self.folder = pathlib.Path(folder)
        # Nobody's own settings, and the same dates in each run.
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada Author",
            "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada Author",
            "GIT_COMMITTER_EMAIL": "ada@example.org",
            "GIT_AUTHOR_DATE": "1700000000 +0000",
            "GIT_EDITOR": "true",
            "LC_ALL": "C.UTF-8",
        }
        source = str(pathlib.Path(repository).resolve())
        run = ["git", "clone", "--quiet", "--shared", "--no-checkout", source, str(self.folder)]
        subprocess.run(run, check=True, env={**self.environment, "HOME": "/"})
        for key, value in [("gc.auto", "0"), ("core.fsync", "none"), ("advice.detachedHead", "false")]:
            self.git("config", key, value)

    def git_bytes(self, *words, **options):
        result = subprocess.run(
            ["git", *words], cwd=self.folder, env=self.environment, capture_output=True, **options
        )
        if result.returncode:
            said = (result.stderr or result.stdout).decode(errors="replace").strip()
            raise Refused(f"git {' '.join(words[:2])}: {said.splitlines()[-1] if said else ''}")
        return result.stdout

    def git(self, *words, **options):
        return self.git_bytes(*words, **options).decode(errors="replace")

    def go_to(self, commit):
        """Forgets everything that is not committed, and stands on a commit."""
        self.git("checkout", "--quiet", "--force", "--detach", commit)
        self.git("clean", "-qfdx")

    def head(self):
        return self.git("rev-parse", "HEAD").strip()

    def pick(self, commit):
        """Repeats a commit here; where lines conflict, those of the commit win."""
        try:
            self.git("cherry-pick", "--allow-empty", "-X", "theirs", commit)
        except Refused:
            self.git("reset", "--quiet", "--hard")
            return False
        return True

    def changed_files(self, commit="HEAD"):
        """The text files that a commit changes and leaves there."""
        names = self.git("diff-tree", "--no-commit-id", "-r", "--name-only", "--diff-filter=AM", commit)
        return [name for name in names.splitlines() if self.text(name) is not None]

    def text(self, name):
        path = self.folder / name
        try:
            return None if path.is_symlink() else path.read_text()
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def added_lines(self, name):
        """The numbers from 0 of the lines of a file that the commit here has added."""
        diff = self.git("diff", "--no-renames", "-U0", "HEAD~1", "HEAD", "--", name)
        numbers = []
        for line in diff.splitlines():
            if line.startswith("@@"):
                start, _, count = line.split(" ")[2][1:].partition(",")
                numbers += range(int(start) - 1, int(start) - 1 + int(count or 1))
        return numbers

    def amend(self, *words):
        self.git("commit", "--quiet", "--all", "--allow-empty", "--amend", *(words or ["--no-edit"]))
