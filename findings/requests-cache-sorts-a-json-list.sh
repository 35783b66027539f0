#!/usr/bin/env bash
# requests-cache 1.3.3 (with requests 2.34.2), seen 2026-11-29. With POST among the allowed methods, the JSON bodies
# [0.1, 0.9] and [0.9, 0.1] are one request: the second gets the answer of the first, from the cache. The same list
# inside an object ({"vector": [...]}) or inside another list is two requests. A form with a=1 and a=2 is the same as
# one with a=2 and a=1.
#
# One would expect the order of a JSON list to count, as the order of an object's members does not, and to count at
# each depth alike. A list of texts to embed comes back with the vectors of the same texts in another order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  requests-cache==1.3.3 requests==2.34.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import sys
import threading

import requests_cache


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


class Echo(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
session = requests_cache.CachedSession(backend="memory", allowable_methods=["GET", "POST"])


def second_answer(first, second, **how):
    kind = how.get("kind", "json")
    session.post(url, **{kind: first})
    answer = session.post(url, **{kind: second})
    return answer.text, answer.from_cache


check("[0.1, 0.9], then [0.9, 0.1]", second_answer([0.1, 0.9], [0.9, 0.1]), ("[0.1, 0.9]", True))
check("two texts in another order", second_answer(["dog", "cat"], ["cat", "dog"]), ('["dog", "cat"]', True))
check("in an object", second_answer({"v": [1, 2]}, {"v": [2, 1]}), ('{"v": [2, 1]}', False))
check("in a list", second_answer([[1, 2]], [[2, 1]]), ("[[2, 1]]", False))
check("a form", second_answer([("a", "1"), ("a", "2")], [("a", "2"), ("a", "1")], kind="data"), ("a=1&a=2", True))
server.shutdown()
PY
