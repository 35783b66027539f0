#!/usr/bin/env bash
# requests 2.34.2 with urllib3 2.8.0, before and after niquests 3.21.2 (which brings urllib3-future 2.25.904) is installed beside
# it, seen 2026-11-29. A server says "102 Processing", and then answers 200. Before, requests.get gives the 102, which is ok and
# empty; after, the 200. An answer of "x-gzip" is unpacked before, and comes as it is after. requests was not touched, and pip
# still says that urllib3 2.8.0 is there; urllib3.__version__ is another one, since urllib3-future writes into its folder.
#
# One would expect a client that is installed beside another to leave it alone: a tool for tests that brings niquests along
# changes what the program under test sees.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check requests==2.34.2 urllib3==2.8.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import gzip
import importlib.metadata
import socket
import sys
import threading

import requests
import urllib3


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def answer(body, coding="identity"):
    return b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (coding.encode(), len(body), body)


BODY = b'{"status":"ready"}'
PAGES = {
    b"/wait": b"HTTP/1.1 102 Processing\r\n\r\n" + answer(BODY),
    b"/old": answer(gzip.compress(BODY), "x-gzip"),
}
listener = socket.create_server(("127.0.0.1", 0))


def serve():
    while True:
        threading.Thread(target=talk, args=listener.accept()[:1], daemon=True).start()


def talk(connection):
    with connection:
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += connection.recv(65536)
        connection.sendall(PAGES[asked.split()[1]])
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)


threading.Thread(target=serve, daemon=True).start()
base = "http://127.0.0.1:%d" % listener.getsockname()[1]
when = sys.argv[1]
before = when == "before"
waited = requests.get(base + "/wait", timeout=30)
check(f"{when}: 102 and then 200", (waited.status_code, waited.ok, waited.content), (102, True, b"") if before else (200, True, BODY))
check(f"{when}: x-gzip is unpacked", requests.get(base + "/old", timeout=30).content == BODY, before)
check(f"{when}: urllib3 by its metadata", importlib.metadata.version("urllib3"), "2.8.0")
check(f"{when}: urllib3 by itself", urllib3.__version__, "2.8.0" if before else "2.25.904")
check(f"{when}: requests", requests.__version__, "2.34.2")
PY
venv/bin/python find.py before
venv/bin/pip install -q --disable-pip-version-check niquests==3.21.2 urllib3-future==2.25.904 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python find.py after
