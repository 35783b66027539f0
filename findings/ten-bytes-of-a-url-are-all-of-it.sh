#!/usr/bin/env bash
# fsspec 2026.9.0 with aiohttp 3.14.5, and smart_open 9.0.2, seen 2026-11-29. A server does not know ranges and answers each GET
# with 200 and the whole file of 100000 bytes, as it may. cat_file(url, start=50000, end=50010) of fsspec's HTTP file system
# gives all 100000, so do start=-10 and cat_ranges. The file that open() gives raises a ValueError ("doesn't appear to support
# range requests") after the same seek, and smart_open an UnsupportedOperation. With a server that knows them, ten bytes come.
#
# One would expect ten bytes or an error, as from open() of the same file system. What reads the index at the end of a file
# of vectors or of a video by its place takes the start of the file for it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check fsspec==2026.9.0 aiohttp==3.14.5 smart_open[http]==9.0.2 requests==2.34.2 \
  2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import http.server
import re
import threading

import fsspec
import smart_open

DATA = bytes(place % 251 for place in range(100000))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("range", ""))
        body = DATA
        if asked and self.server.knows_ranges:
            start, end = asked.groups()
            start, end = (int(start), min(int(end or 99999), 99999)) if start else (100000 - int(end), 99999)
            body = DATA[start : end + 1]
            self.send_response(206)
            self.send_header("content-range", f"bytes {start}-{end}/100000")
        else:
            self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(body)
            except OSError:  # a client that does not want the rest
                self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


def url(*, knows_ranges):
    server = Server(("127.0.0.1", 0), Handler)
    server.knows_ranges = knows_ranges
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/video.mp4"


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def from_open(file):
    with file:
        try:
            file.seek(50000)
            return len(file.read(10))
        except (ValueError, OSError) as error:
            return type(error).__name__


system = fsspec.filesystem("http")
for knows_ranges, length in ((True, 10), (False, 100000)):
    place = url(knows_ranges=knows_ranges)
    who = "a server that knows ranges" if knows_ranges else "a server that does not"
    check(f"cat_file in the middle, {who}", len(system.cat_file(place, start=50000, end=50010)), length)
    check(f"cat_file at the end, {who}", len(system.cat_file(place, start=-10)), length)
    check(f"cat_ranges, {who}", [len(part) for part in system.cat_ranges([place], [50000], [50010])], [length])
    check(f"open, {who}", from_open(system.open(place)), 10 if knows_ranges else "ValueError")
check("smart_open, a server that does not", from_open(smart_open.open(place, "rb")), "UnsupportedOperation")
check("is it the file", system.cat_file(place, start=50000, end=50010) == DATA, True)
PY
venv/bin/python find.py
