#!/usr/bin/env python3
"""Fills a database with the rows that a large site has, to measure lists.

    Benchmarks/large.py --patchbay .build/release/patchbay --database sqlite:/tmp/large.db --patches 1000000

Importing a million mails takes a quarter of an hour; this writes the rows of lists by SQL (patches, series,
cover letters, people, events; no raw mails, no comments), and lets `patchbay doctor --repair` count them.
Three projects have 70, 20 and 10 % of the patches. PostgreSQL: the database must exist and be empty; `psql`
must be there.
"""
import argparse
import sqlite3
import subprocess

# i counts from 1; every statement is understood by both databases.
NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})"
PROJECT = "CASE WHEN i / 5 % 10 < 7 THEN 1 WHEN i / 5 % 10 < 9 THEN 2 ELSE 3 END"
# Ten years of dates, mostly upwards; some mails come days late.
DATE = "1400000000000000 + (i * 315360000 / {count} + i * 7919 % 90000) * 1000000"
STATES = ("CASE WHEN i > {count} * 95 / 100 THEN CASE WHEN i % 3 = 0 THEN 2 ELSE 1 END "
          "WHEN i % 2 = 0 THEN 3 WHEN i % 5 = 0 THEN 9 WHEN i % 7 = 0 THEN 7 WHEN i % 1001 = 0 THEN 10 ELSE 3 END")
SUBMITTER = "1 + CASE WHEN i / 5 % 10 = 0 THEN 0 ELSE i / 5 * 7919 % {people} END"

STATEMENTS = [
    """INSERT INTO person (id, email, email_key, name)
       {numbers} SELECT i, 'person' || i || '@example.org', 'person' || i || '@example.org', 'Person ' || i
       FROM numbers WHERE i > 1 AND i <= {people}""",
    """INSERT INTO cover (id, project_id, msgid, date, name, submitter_id, codec, body)
       {numbers} SELECT i / 5 + 1, {project}, '<cover' || i || '@example.org>', {date},
           '[0/5] a change of part ' || i, {submitter}, 0, {body} FROM numbers WHERE i % 5 = 0""",
    """INSERT INTO series (id, project_id, name, date, submitter_id, version, total, received_total, cover_id)
       {numbers} SELECT i / 5 + 1, {project}, 'a change of part ' || i, {date}, {submitter}, 1, 5, 5,
           CASE WHEN i = 1 THEN NULL ELSE i / 5 + 1 END FROM numbers WHERE i % 5 = 0 OR i = 1""",
    """INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, delegate_id, state_id, archived,
           hash, series_id, number, codec, body)
       {numbers} SELECT i, {project}, '<patch' || i || '@example.org>', {date},
           '[' || (i % 5 + 1) || '/5] part: change what part ' || i || ' does', {submitter},
           CASE WHEN i % 4 = 0 THEN 1 END, {states}, CASE WHEN {states} > 2 THEN 1 ELSE 0 END,
           'abcdef0123456789abcdef01' || (1000000000000000 + i), i / 5 + 1, i % 5 + 1, 0, {body} FROM numbers""",
    """INSERT INTO event (id, category, project_id, date, patch_id, series_id)
       {numbers} SELECT 2 * i - 1, 'patch-created', {project}, 1400000000000000 + i * 300000000, i, NULL
       FROM numbers""",
    """INSERT INTO event (id, category, project_id, date, patch_id, series_id)
       {numbers} SELECT 2 * i, CASE WHEN i % 5 = 4 THEN 'series-completed' ELSE 'patch-completed' END, {project},
           1400000000000000 + i * 300000000 + 1000, CASE WHEN i % 5 = 4 THEN NULL ELSE i END, i / 5 + 1
       FROM numbers""",
    "UPDATE counter SET value = 2 * {count} WHERE name = 'event'",
]


def body():
    """The headers, the message and the diff of a patch, as the product stores them uncompressed."""
    stored = b""
    for text in (b"From: A <a@example.org>\nSubject: [PATCH] x\n", b"A message of some length. " * 6,
                 b"--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"):
        stored += len(text).to_bytes(4, "little") + text
    return stored.hex()


def statements(count, bytes_literal):
    values = {"count": count, "people": max(50, count // 50), "body": bytes_literal % body()}
    for name, text in (("project", PROJECT), ("date", DATE), ("states", STATES), ("submitter", SUBMITTER),
                       ("numbers", NUMBERS)):
        values[name] = text.format(**values)
    return [text.format(**values) for text in STATEMENTS]


def fill_sqlite(path, count):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    for statement in statements(count, "x'%s'"):
        connection.execute(statement)
    connection.close()


def fill_postgres(url, count):
    for statement in statements(count, "'\\x%s'::bytea"):
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", url, "-c", statement], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--database", required=True)
    parser.add_argument("--patches", type=int, default=1_000_000)
    options = parser.parse_args()
    command = [options.patchbay]
    for number in (1, 2, 3):
        subprocess.run(command + ["project", "create", "project%d" % number, "--name", "Project %d" % number,
                                  "--list-id", "list%d.example.org" % number, "--list-email",
                                  "list%d@example.org" % number, "--database", options.database],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run(command + ["user", "create", "maud", "--email", "maud@example.net", "--database", options.database],
                   input=b"a long password\n", check=True, stdout=subprocess.DEVNULL)
    if options.database.startswith("sqlite:"):
        fill_sqlite(options.database[len("sqlite:"):], options.patches)
    else:
        fill_postgres(options.database, options.patches)
    subprocess.run(command + ["doctor", "--repair", "--database", options.database], check=True)
    if not options.database.startswith("sqlite:"):
        subprocess.run(["psql", "-qX", options.database, "-c", "VACUUM ANALYZE"], check=True)


if __name__ == "__main__":
    main()
