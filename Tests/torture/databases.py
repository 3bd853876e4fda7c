"""The two databases that are tortured, and what is in them by message-ids."""
import os
import shutil
import sqlite3
import subprocess
import tempfile

POSTGRES = "/usr/lib/postgresql/15/bin/"

# What a mail became, and how patches, series and comments hang together; never a number of a row.
IMAGE = {
    "mail": "SELECT identity, outcome FROM mail",
    "patch": """SELECT p.msgid, p.number, s.version, s.total, s.name, c.msgid FROM patch p
        LEFT JOIN series s ON s.id = p.series_id LEFT JOIN cover c ON c.id = s.cover_id""",
    "cover": """SELECT c.msgid, s.version, s.total, s.name FROM cover c
        LEFT JOIN series s ON s.cover_id = c.id""",
    "mates": """SELECT a.msgid, b.msgid FROM patch a JOIN patch b ON b.series_id = a.series_id
        WHERE a.msgid < b.msgid""",
    "patch comment": "SELECT p.msgid, c.msgid FROM patch_comment c JOIN patch p ON p.id = c.patch_id",
    "cover comment": "SELECT p.msgid, c.msgid FROM cover_comment c JOIN cover p ON p.id = c.cover_id",
}


class SQLite:
    name = "sqlite"

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def new_database(self):
        self.count += 1
        return "sqlite:%s/torture-%d.db" % (self.folder, self.count)

    def rows(self, url, statement):
        connection = sqlite3.connect(url[len("sqlite:"):])
        try:
            return [tuple(str(value) for value in row) for row in connection.execute(statement)]
        finally:
            connection.close()

    def is_sound(self, url):
        return self.rows(url, "PRAGMA integrity_check") == [("ok",)]

    def restart(self):
        """There is no server."""
        return False

    def end(self):
        pass


class Postgres:
    name = "postgres"

    def __init__(self, folder):
        self.folder = tempfile.mkdtemp(prefix="torture-pg-")
        self.count = 0
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.server("initdb", "-D", self.folder + "/data", "-U", "patchbay", "-A", "trust", "--locale=C",
                    "-E", "UTF8", "--no-sync")
        self.start()

    def server(self, program, *words):
        prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(prefix + [POSTGRES + program, *words], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def start(self):
        # What is killed are programs, not the machine, so nothing need be synced.
        self.server("pg_ctl", "-D", self.folder + "/data", "-l", self.folder + "/log", "-w", "-o",
                    "-k %s -c listen_addresses= -p 54331 -c fsync=off -c max_connections=200" % self.folder,
                    "start")

    def stop(self):
        self.server("pg_ctl", "-D", self.folder + "/data", "-m", "immediate", "stop")

    def psql(self, database, statement):
        done = subprocess.run(["psql", "-qAt", "-F", "\t", "-h", self.folder, "-p", "54331", "-U", "patchbay",
                               "-d", database, "-c", statement],
                              check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]

    def new_database(self):
        self.count += 1
        name = "torture_%d" % self.count
        self.psql("postgres", "CREATE DATABASE %s TEMPLATE template0" % name)
        return "postgres://patchbay@%s:54331/%s" % (self.folder.replace("/", "%2F"), name)

    def rows(self, url, statement):
        return self.psql(url.rsplit("/", 1)[1], statement)

    def is_sound(self, url):
        return True

    def restart(self):
        self.stop()
        self.start()
        return True

    def end(self):
        self.stop()
        shutil.rmtree(self.folder)


def image(database, url):
    """All rows of IMAGE, each with its name in front, sorted; twice the same row stays twice."""
    rows = []
    for name, statement in IMAGE.items():
        rows += [(name, *row) for row in database.rows(url, statement)]
    return sorted(rows)
