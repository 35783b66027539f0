#!/usr/bin/env bash
# uvicorn 0.54.0 with httptools 0.9.0 and with h11 0.16.0, hypercorn 0.18.0, granian 2.8.9 and daphne 4.2.3, seen 2026-11-29. A POST of 19
# bytes of JSON says that HTTP/2 would do as well ("Connection: Upgrade, HTTP2-Settings" and "Upgrade: h2c"), as the HttpClient of Java
# does by default, and curl with --http2. An application under uvicorn with httptools, which it takes where it is installed, gets
# the headers, a content-length of 19 and no body, and so it is with any other protocol that it does not know. Under uvicorn with
# h11, and under the other three, it gets the 19 bytes.
#
# One would expect an offer that is not taken up to change nothing, as RFC 9110 (7.8) has it. A form or JSON that is empty is refused
# with a 400 or a 422 of the application, and the same program works with a client of another language.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check uvicorn==0.54.0 httptools==0.9.0 h11==0.16.0 hypercorn==0.18.0 granian==2.8.9 daphne==4.2.3 2> pip.log || { cat pip.log; exit 1; }
cat > app.py <<'PY'
async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    length = dict(scope["headers"])[b"content-length"].decode()
    answer = f"{length} and {len(body)}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(answer)).encode())]})
    await send({"type": "http.response.body", "body": answer})
PY
cat > find.py <<'PY'
import socket
import subprocess
import sys
import time


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


SERVERS = {
    "uvicorn with httptools": ["uvicorn", "app:asgi", "--http", "httptools", "--port"],
    "uvicorn by itself": ["uvicorn", "app:asgi", "--port"],
    "uvicorn with h11": ["uvicorn", "app:asgi", "--http", "h11", "--port"],
    "hypercorn": ["hypercorn", "app:asgi", "--bind", "127.0.0.1:"],
    "granian": ["granian", "--interface", "asgi", "app:asgi", "--port"],
    "daphne": ["daphne", "app:asgi", "--port"],
}
OFFERS = {
    "no offer": b"",
    "h2c": b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
    "another protocol": b"Connection: Upgrade\r\nUpgrade: smtp/2\r\n",
}


def asked(port, offer):
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n%sContent-Length: 19\r\n\r\n" % offer + b'{"model":"marengo"}')
        answer = b""
        while b" and " not in answer or not answer.split(b" and ")[1]:
            piece = connection.recv(65536)
            if not piece:
                break
            answer += piece
    return answer.rpartition(b"\r\n\r\n")[2].decode()


for name, command in SERVERS.items():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    last = [command[-1] + str(port)] if command[-1].endswith(":") else [command[-1], str(port)]
    server = subprocess.Popen([f"venv/bin/{command[0]}", *command[1:-1], *last], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        for offer, header in OFFERS.items():
            lost = name in ("uvicorn with httptools", "uvicorn by itself") and header
            check(f"{name}, {offer}: content-length and body", asked(port, header), "19 and 0" if lost else "19 and 19")
    finally:
        server.terminate()
        server.wait()
PY
venv/bin/python find.py
