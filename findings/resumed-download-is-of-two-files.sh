#!/usr/bin/env bash
# tornado 6.6.1, bottle 0.13.4, falcon 4.4.0 and aiohttp 3.14.5, with flask 3.1.3 and werkzeug 3.1.9, seen 2026-11-29: static
# files. The first 500 bytes of a file are loaded, the file is replaced by another of the same size, and the rest is asked for
# with a Range and an If-Range that has the ETag of the first answer. tornado, bottle, falcon and aiohttp send the second half
# of the new file, with 206; flask sends all of the new file, with 200. With the Last-Modified in the place of the ETag aiohttp
# sends all of it, too, and the other three the half.
#
# One would expect a server that sends an ETag or a Last-Modified and serves ranges to know the header that joins the two
# (RFC 9110, 13.1.5): a client that resumes as it should has put together a video of two, of the right length, and nothing
# says so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check tornado==6.6.1 bottle==0.13.4 falcon==4.4.0 aiohttp==3.14.5 flask==3.1.3 \
  werkzeug==3.1.9 2> pip.log || { cat pip.log; exit 1; }
mkdir files
cat > find.py <<'PY'
import asyncio
import http.client
import os
import pathlib
import threading
import wsgiref.simple_server

import aiohttp.web
import bottle
import falcon
import flask
import tornado.httpserver
import tornado.netutil
import tornado.web

FILES = pathlib.Path("files").resolve()


class Handler(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


def serve_wsgi(app):
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, app, handler_class=Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


async def serve_others(ports):
    app = aiohttp.web.Application()
    app.router.add_static("/", FILES)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ports["aiohttp"] = runner.addresses[0][1]
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/(.*)", tornado.web.StaticFileHandler, {"path": str(FILES)})]))
    server.add_sockets(sockets)
    ports["tornado"] = sockets[0].getsockname()[1]
    ready.set()
    await asyncio.Event().wait()


by_flask = flask.Flask("find")
by_flask.get("/<name>")(lambda name: flask.send_from_directory(FILES, name))
by_bottle = bottle.Bottle()
by_bottle.get("/<name>")(lambda name: bottle.static_file(name, root=str(FILES)))
by_falcon = falcon.App()
by_falcon.add_static_route("/", str(FILES))
ready = threading.Event()
ports = {}
threading.Thread(target=lambda: asyncio.run(serve_others(ports)), daemon=True).start()
ready.wait(30)
ports |= {"bottle": serve_wsgi(by_bottle), "falcon": serve_wsgi(by_falcon), "flask": serve_wsgi(by_flask)}


def replace(letter, second):
    (FILES / "new").write_bytes(letter * 1000)
    os.utime(FILES / "new", (second, second))
    os.replace(FILES / "new", FILES / "video.mp4")


def get(name, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", ports[name], timeout=10)
    connection.request("GET", "/video.mp4", headers={key.replace("_", "-"): value for key, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def resumed(name, validator):
    """The status of the second answer, and what the client has in the end."""
    replace(b"a", 1_700_000_000)
    first, start = get(name, Range="bytes=0-499")
    replace(b"b", 1_750_000_000)
    second, rest = get(name, Range="bytes=500-", If_Range=first.getheader(validator))
    whole = start + rest if second.status == 206 else rest
    return second.status, f"{whole.count(b'a')} old and {whole.count(b'b')} new"


def check(validator, name, *expected):
    seen = resumed(name, validator)
    if seen != expected:
        print(f"changed: {name}, {validator}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {name}, {validator}: {seen}")


for validator in ("ETag", "Last-Modified"):
    check(validator, "flask", 200, "0 old and 1000 new")
    for name in ("tornado", "bottle", "falcon"):
        check(validator, name, 206, "500 old and 500 new")
check("ETag", "aiohttp", 206, "500 old and 500 new")
check("Last-Modified", "aiohttp", 200, "0 old and 1000 new")
PY
venv/bin/python find.py
