#!/usr/bin/env python3
"""CPU, disk and memory of taking mail in.

    Benchmarks/intake.py --patchbay .build/release/patchbay archive.mbox --list-id LIST

Imports the archive into an empty database, then pipes single mails of it into `mail receive`. CPU is
user + system time of the whole processes, as the operating system counts it; with PostgreSQL the
server's own time is not in it.
"""
import argparse
import mailbox
import os
import statistics
import subprocess
import sys
import tempfile


def run(command, database, stdin=None):
    """The rusage of a command that must succeed."""
    environment = dict(os.environ, PATCHBAY_DATABASE=database)
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    if stdin:
        process.stdin.write(stdin)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("%s ended with status %d" % (" ".join(command), status))
    return usage


def cpu(usage):
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mbox")
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--list-id", default="bench.lists.example.org", help="all mails go to this list")
    parser.add_argument("--pipes", type=int, default=20, help="how many mails are piped one by one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "bench.db")
        database = "sqlite:" + file
        binary = [options.patchbay]
        run(binary + ["project", "create", "bench", "--name", "Bench", "--list-id", options.list_id,
                      "--list-email", "bench@lists.example.org"], database)
        # Walking the index of mailbox is slow, but outside of what is measured.
        mails = [mailbox.mbox(options.mbox).get_bytes(key) for key in range(options.pipes)]
        count = sum(1 for line in open(options.mbox, "rb") if line.startswith(b"From "))
        usage = run(binary + ["mail", "import", options.mbox, "--list-id", options.list_id], database)
        size = os.path.getsize(file)
        print("import: about %d mails, %.2f s CPU, %.3f ms a mail, %.0f mails per CPU second, %d MB resident"
              % (count, cpu(usage), cpu(usage) / count * 1e3, count / cpu(usage), usage.ru_maxrss / 1024))
        print("disk: %.1f MB, %.2f kB a mail" % (size / 1e6, size / count / 1e3))
        pipes = []
        for place, mail in enumerate(mails):
            fresh = b"X-Benchmark: %d\n" % place + mail
            pipes.append(cpu(run(binary + ["mail", "receive", "--list-id", options.list_id], database, fresh)))
        print("mail receive: median %.1f ms CPU of the whole process (%d mails)"
              % (statistics.median(pipes) * 1e3, len(pipes)))


if __name__ == "__main__":
    main()
