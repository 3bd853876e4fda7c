#!/usr/bin/env python3
"""Mails per second, and CPU of the server, over LMTP.

    Benchmarks/lmtp.py --patchbay .build/release/patchbay archive.mbox --connections 1 8

Serves an empty database on SQLite and delivers the mails of the archive as a mail server does: the
commands of a mail at once, its text after 354, and the next mail after the reply. CPU is user +
system time of the server; the clients share the machine with it.
"""
import argparse
import mailbox
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time


class Client:
    def __init__(self, place):
        self.socket = socket.create_connection(place)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.replies = self.socket.makefile("rb")
        self.expect(b"220")
        self.send(b"LHLO bench.example.org\r\n")
        self.expect(b"250")

    def send(self, data):
        self.socket.sendall(data)

    def expect(self, code):
        while True:
            line = self.replies.readline()
            if not line.startswith(code):
                sys.exit("unexpected reply: %r" % line)
            if line[3:4] == b" ":
                return

    def deliver(self, data):
        self.send(b"MAIL FROM:<bench@example.org>\r\nRCPT TO:<list@example.org>\r\nDATA\r\n")
        for code in (b"250", b"250", b"354"):
            self.expect(code)
        self.send(data)
        self.expect(b"250")


def wire(mail):
    """A mail as it is sent behind DATA."""
    text = re.sub(rb"(?m)^\.", b"..", mail.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n")


def serve(patchbay, environment):
    server = subprocess.Popen(
        [patchbay, "serve", "--port", "0", "--lmtp", "127.0.0.1:0"],
        env=environment, stderr=subprocess.PIPE, text=True)
    place = re.search(r"lmtp:inet:(\S+):(\d+)", server.stderr.readline())
    return server, (place[1], int(place[2]))


def measure(options, mails, connections):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, PATCHBAY_DATABASE="sqlite:%s/bench.db" % folder)
        subprocess.run(
            [options.patchbay, "project", "create", "bench", "--name", "Bench", "--list-id",
             options.list_id, "--list-email", "bench@lists.example.org"],
            env=environment, check=True, stdout=subprocess.DEVNULL)
        server, place = serve(options.patchbay, environment)
        clients = [Client(place) for _ in range(connections)]
        parts = [mails[number::connections] for number in range(connections)]

        def run(client, part):
            for mail in part:
                client.deliver(mail)

        threads = [threading.Thread(target=run, args=pair) for pair in zip(clients, parts)]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        duration = time.monotonic() - start
        server.send_signal(signal.SIGTERM)
        _, status, usage = os.wait4(server.pid, 0)
        if status != 0:
            sys.exit("the server ended with status %d" % status)
        cpu = usage.ru_utime + usage.ru_stime
        print("%d connections: %d mails, %.0f mails/s, %.2f ms CPU a mail, %d MB resident"
              % (connections, len(mails), len(mails) / duration, cpu / len(mails) * 1e3,
                 usage.ru_maxrss / 1024))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mbox")
    parser.add_argument("--patchbay", default=".build/release/patchbay")
    parser.add_argument("--list-id", default="bench.lists.example.org", help="what the mails name")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--mails", type=int, default=5000, help="at most so many")
    options = parser.parse_args()
    box = mailbox.mbox(options.mbox)
    keys = list(box.keys())[:options.mails]
    mails = [wire(box.get_bytes(key)) for key in keys]
    for connections in options.connections:
        measure(options, mails, connections)


if __name__ == "__main__":
    main()
