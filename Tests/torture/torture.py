#!/usr/bin/env python3
"""Kills programs and servers at random while mail comes in, and looks whether anything got lost.

    Tests/torture/torture.py --patchbay .build/release/patchbay --mails 2000 --minutes 10 [--mbox FILE]

Each round, on SQLite and on PostgreSQL, takes the same mails in three ways: imports that are killed,
deliveries in order that are killed, and parallel deliveries of the shuffled mails that are killed;
PostgreSQL is meanwhile stopped the hard way and started again. Then all is compared, by message-ids,
with a quiet import. Exit status 1: something was lost, doubled, or is grouped differently.
"""
import argparse
import collections
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

import databases
import threads

LIST = "torture.lists.example.org"


class Torment:
    """One way of taking mails in, on one database, with what happened on the way."""

    def __init__(self, options, database, mails, mbox, seed):
        self.options, self.database, self.mails, self.mbox = options, database, mails, mbox
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.url = database.new_database()
        self.run(["project", "create", "torture", "--name", "Torture", "--list-id", LIST,
                  "--list-email", "torture@lists.example.org"])

    def start(self, words, stdin=subprocess.DEVNULL):
        self.counts["processes"] += 1
        return subprocess.Popen([self.options.patchbay, *words], stdin=stdin, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, env=dict(os.environ, PATCHBAY_DATABASE=self.url))

    def run(self, words):
        process = self.start(words)
        errors = process.communicate()[1]
        if process.returncode != 0:
            sys.exit("%s ended with %d: %s" % (" ".join(words), process.returncode, errors.decode()))

    def chance(self, share):
        with self.lock:
            return self.random.random() < share

    def between(self, low, high):
        with self.lock:
            return self.random.uniform(low, high)

    def ended(self, process, kill_after=None):
        """Whether it acknowledged; it may be killed, or ask to come again, and nothing else."""
        try:
            errors = process.communicate(timeout=kill_after)[1]
        except subprocess.TimeoutExpired:
            process.kill()
            self.counts["kills"] += 1
            errors = process.communicate()[1]
        if process.returncode not in (0, 75, -9):
            self.counts["odd endings"] += 1
            print("odd: status %d: %s" % (process.returncode, errors.decode().strip()), file=sys.stderr)
        return process.returncode == 0

    def deliver(self, mail, kill_after):
        with tempfile.TemporaryFile() as file:
            file.write(mail)
            file.seek(0)
            return self.ended(self.start(["mail", "receive", "--list-id", LIST], file), kill_after)

    def import_all(self, kill_after=None):
        return self.ended(self.start(["mail", "import", self.mbox, "--list-id", LIST]), kill_after)

    def restarts(self, stop):
        """Restarts the server every few seconds until it is told to stop."""
        while not stop.wait(self.between(1, 4)):
            if not self.database.restart():
                return
            self.counts["restarts"] += 1

    def with_restarts(self, work):
        stop = threading.Event()
        chaos = threading.Thread(target=self.restarts, args=(stop,))
        chaos.start()
        try:
            work()
        finally:
            stop.set()
            chaos.join()

    # The three ways.

    def killed_imports(self):
        start = time.monotonic()
        for _ in range(12):
            self.import_all(kill_after=self.between(0.02, self.options.import_seconds * 1.2))
        while not self.import_all():
            if time.monotonic() - start > 600:
                sys.exit("the import does not come to an end")

    def in_order(self):
        for mail in self.mails:
            while not self.deliver(mail, self.between(0, 0.06) if self.chance(0.3) else None):
                pass

    def shuffled(self):
        waiting = list(self.mails)
        self.random.shuffle(waiting)

        def stream():
            while True:
                with self.lock:
                    if not waiting:
                        return
                    mail = waiting.pop()
                if not self.deliver(mail, self.between(0, 0.2) if self.chance(0.3) else None):
                    with self.lock:
                        waiting.insert(0, mail)

        streams = [threading.Thread(target=stream) for _ in range(self.options.streams)]
        for thread in streams:
            thread.start()
        for thread in streams:
            thread.join()

    def verdict(self, expected):
        """Lost, doubled and different rows, after all came once more."""
        while not self.import_all():
            pass
        found = databases.image(self.database, self.url)
        have, want = collections.Counter(found), collections.Counter(expected)
        mails = collections.Counter(row[1] for row in found if row[0] == "mail")
        wanted = collections.Counter(row[1] for row in expected if row[0] == "mail")
        lost = sum((wanted - mails).values())
        doubled = sum((mails - wanted).values())
        different = sum(((have - want) + (want - have)).values())
        if not self.database.is_sound(self.url):
            print("odd: the database is damaged: %s" % self.url, file=sys.stderr)
            self.counts["odd endings"] += 1
        return lost, doubled, different


def quiet(options, database, mails, mbox):
    torment = Torment(options, database, mails, mbox, 0)
    start = time.monotonic()
    torment.run(["mail", "import", mbox, "--list-id", LIST])
    options.import_seconds = time.monotonic() - start
    return databases.image(database, torment.url)


def rounds(options, folder, mails, mbox):
    """Runs the rounds, prints a line for each way, and says whether all is well."""
    end = time.monotonic() + options.minutes * 60
    columns = "%-9s %-15s %6s %6s %9s %10s %5s %8s %10s %5s"
    print(columns % ("database", "way", "mails", "kills", "restarts", "processes", "lost", "doubled",
                     "different", "odd"))
    is_well = True
    kinds = [databases.SQLite, databases.Postgres]
    servers = [kind(folder) for kind in kinds]
    seed = options.seed
    try:
        expected = [quiet(options, server, mails, mbox) for server in servers]
        while True:
            for server, image in zip(servers, expected):
                for way in ("killed_imports", "in_order", "shuffled"):
                    torment = Torment(options, server, mails, mbox, seed)
                    torment.with_restarts(getattr(torment, way))
                    lost, doubled, different = torment.verdict(image)
                    counts = torment.counts
                    print(columns % (server.name, way.replace("_", " "), len(mails), counts["kills"],
                                     counts["restarts"], counts["processes"], lost, doubled, different,
                                     counts["odd endings"]), flush=True)
                    is_well = is_well and lost == doubled == different == counts["odd endings"] == 0
                    seed += 1
            if time.monotonic() > end:
                return is_well
    finally:
        for server in servers:
            server.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--mbox", help="mails to take; without it threads are made up")
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=1, help="rounds begin until then; one is run at least")
    parser.add_argument("--streams", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        if options.mbox:
            mails = list(threads.from_mbox(options.mbox, options.mails))
        else:
            mails = list(threads.made_up(options.mails))
        mbox = os.path.join(folder, "torture.mbox")
        threads.write_mbox(mbox, mails)
        sys.exit(0 if rounds(options, folder, mails, mbox) else 1)


if __name__ == "__main__":
    main()
