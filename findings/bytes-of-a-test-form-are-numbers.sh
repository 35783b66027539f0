#!/usr/bin/env bash
# The test clients of Django 5.2.19, Werkzeug 3.1.9 (which Flask's is) and WebTest 3.0.7, seen 2026-11-29: what arrives of a form that a test
# posts. The bytes b"AB" are two fields, 65 and 66, from Django, and the text AB from the other two. An object {"start": 1} is the name
# of its key from Django and from WebTest, and from Werkzeug a part of multipart/form-data that says "<FileStorage: None (None)>". None
# is the word None from WebTest, nothing from Werkzeug, and an error from Django. A PUT of the same dictionary as the POST is Python's
# notation of it, {'model': 'm'}, as application/octet-stream from Django. A HEAD, and a 204, have a body in Werkzeug and in
# WebTest, where the application gives one, which HTTP never carries.
#
# One would expect what is no text to be refused, as Django refuses None, and one dictionary to be one form: a test that posts the
# bytes of a small file, or an object that was to be JSON, is answered by a server that saw something else.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check django==5.2.19 werkzeug==3.1.9 webtest==3.0.7 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import email
import sys
import types
from urllib.parse import parse_qsl

import django
import django.conf
import django.http
import django.test
import django.urls
import webtest
import werkzeug.test


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


arrived = []


def fields(kind, body):
    if kind.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode(), keep_blank_values=True)
    if kind.startswith("multipart/form-data"):
        parts = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).get_payload()
        return [(part.get_param("name", header="content-disposition"), part.get_payload()) for part in parts]
    return (kind, body)


def application(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    arrived.append(fields(environ.get("CONTENT_TYPE", ""), environ["wsgi.input"].read(length)))
    start_response("204 No Content" if environ["PATH_INFO"] == "/204" else "200 OK", [("Content-Type", "text/plain")])
    return [b"body"]


def view(request):
    arrived.append(fields(request.META.get("CONTENT_TYPE", ""), request.body))
    return django.http.HttpResponse(b"body", status=204 if request.path == "/204" else 200)


urls = types.ModuleType("urls")
urls.urlpatterns = [django.urls.re_path("", view)]
sys.modules["urls"] = urls
django.conf.settings.configure(ROOT_URLCONF="urls", ALLOWED_HOSTS=["*"], SECRET_KEY="a", MIDDLEWARE=[])
django.setup()
clients = {
    "Django": django.test.Client(),
    "Werkzeug": werkzeug.test.Client(application),
    "WebTest": webtest.TestApp(application, lint=False),
}


def posted(name, form):
    arrived.clear()
    client = clients[name]
    try:
        client.post("/", form) if name != "Werkzeug" else client.post("/", data=form)
    except TypeError as error:
        return str(error).partition(" as POST data")[0]
    return arrived[0]


FILE = [("clip", "<FileStorage: None (None)>")]
for what, form, expected in [
    ("a text and a list", {"clip": "a", "scopes": ["x", "y"]}, dict.fromkeys(clients, [("clip", "a"), ("scopes", "x"), ("scopes", "y")])),
    ("bytes", {"clip": b"AB"}, {"Django": [("clip", "65"), ("clip", "66")], "Werkzeug": [("clip", "AB")], "WebTest": [("clip", "AB")]}),
    ("an object", {"clip": {"start": 1}}, {"Django": [("clip", "start")], "Werkzeug": FILE, "WebTest": [("clip", "start")]}),
    ("None", {"clip": None, "n": 1}, {"Django": "Cannot encode None for key 'clip'", "Werkzeug": [("n", "1")], "WebTest": [("clip", "None"), ("n", "1")]}),
]:
    for name, seen in expected.items():
        check(f"{name}, {what}", posted(name, form), seen)
clients["Django"].put("/", {"model": "m"})
check("Django, a PUT", arrived[-1], ("application/octet-stream", b"{'model': 'm'}"))
clients["Werkzeug"].put("/", data={"model": "m"})
check("Werkzeug, a PUT", arrived[-1], [("model", "m")])
bodies = {
    "Django": [clients["Django"].head("/").content],
    "Werkzeug": [clients["Werkzeug"].head("/").data, clients["Werkzeug"].get("/204").data],
    "WebTest": [clients["WebTest"].head("/").body, clients["WebTest"].get("/204").body],
}
check("the body of a HEAD, and of a 204", bodies, {"Django": [b""], "Werkzeug": [b"body", b"body"], "WebTest": [b"body", b"body"]})
PY
venv/bin/python find.py
