"""A web page of another origin against a fake on this machine: by the headers that browsers send, and with a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from fakeembed import Request
from fakeembed.serving.gate import TOKEN, Gate
from fakeembed.serving.served import ServedFake
from fakeembed.serving.server import Server, listening

KEY = {"x-api-key": "any"}
ELSEWHERE = "https://attacker.example"
CONTROL = [
    ("POST", "reset", None),
    ("POST", "clock", {"advance": 10}),
    ("POST", "media", {"match": "*"}),
    ("POST", "faults", {"status": 500}),
    ("GET", "requests", None),
    ("GET", "conduct", None),
    ("GET", "", None),
]


@contextmanager
def serving(gate):
    """A fake behind a gate, on a loopback port."""
    with listening("127.0.0.1", 0) as listener:
        fake = ServedFake()
        server = Server(fake, gate)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", headers=KEY) as client:
                yield client
        finally:
            server.stop()
            thread.join()


@pytest.fixture
def http():
    """A client of a fake as it is served by default."""
    with serving(Gate()) as client:
        yield client


FOREIGN = {
    "another site": {"origin": ELSEWHERE},
    "no origin to speak of": {"origin": "null"},
    "another port": {"origin": "http://127.0.0.1:1"},
    "another name of this machine": {"origin": "http://localhost"},
    "another scheme": {"origin": "https://127.0.0.1"},
    "a page that embeds it": {"sec-fetch-site": "cross-site"},
    "a page of the same site": {"sec-fetch-site": "same-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize(("method", "name", "body"), CONTROL, ids=[name for _, name, _ in CONTROL])
def test_no_page_of_another_origin_controls_it(http, headers, method, name, body):
    """Nor does it read what was asked."""
    answer = http.request(method, f"/__fakeembed__/{name}", json=body, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, "own"])
@pytest.mark.parametrize(("method", "name", "body"), CONTROL, ids=[name for _, name, _ in CONTROL])
def test_programs_and_its_own_pages_control_it(http, headers, method, name, body):
    """Whoever is no browser sends no origin, and a page of the fake has its own."""
    headers = {"origin": str(http.base_url).rstrip("/")} if headers == "own" else headers

    assert http.request(method, f"/__fakeembed__/{name}", json=body, headers=headers).status_code in {200, 204}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", ""])
def test_what_a_form_of_a_page_can_send_controls_nothing(http, kind):
    """These content types need nobody's consent in a browser; JSON does."""
    headers = {"content-type": kind} if kind else {}
    answer = http.post("/__fakeembed__/faults", content=b'{"status": 500}', headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (415, "content_type_invalid")
    assert http.get("/v1.3/embed/tasks").status_code == 200


HOSTS = [
    "127.0.0.1",
    "localhost",
    "localhost:8765",
    "LOCALHOST",
    "api.localhost",
    "localhost.",
    "127.0.0.2:1",
    "[::1]",
    "[::1]:8765",
]
STRANGERS = ["attacker.example", "attacker.example:8765", "localhost.attacker.example", "notlocalhost", "192.0.2.1", "", "["]


@pytest.mark.parametrize("host", HOSTS)
def test_it_answers_under_the_names_of_this_machine(http, host):
    """With any port, because ports are published under others."""
    assert http.get("/v1.3/embed/tasks", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGERS)
@pytest.mark.parametrize("path", ["/v1.3/embed/tasks", "/__fakeembed__/requests"])
def test_a_name_that_was_led_here_gets_nothing(http, host, path):
    """DNS rebinding: the page's own name, with this machine's address behind it."""
    answer = http.get(path, headers={"host": host})

    assert (answer.status_code, answer.json()["code"]) == (403, "host_not_allowed")
    assert answer.json()["error"]["message"] == answer.json()["message"]


def test_a_request_without_a_name_is_told_what_it_lacks():
    """HTTP/1.0 has none, which the health checks of HAProxy speak unless they are told otherwise."""
    refused = Gate().refusal(Request("GET", "/v1.3/embed/tasks"))

    assert (refused.status, refused.code) == (403, "host_not_allowed")
    assert "it has no header Host" in refused.message
    assert Gate(frozenset({"*"})).refusal(Request("GET", "/v1.3/embed/tasks")) is None


def test_a_name_can_be_allowed_and_an_address_is_nobodys_name():
    """For containers; a number cannot be led elsewhere."""
    with serving(Gate(hosts=frozenset({"fakeembed"}), by_address=True)) as http:
        statuses = [
            http.get("/v1.3/embed/tasks", headers={"host": host}).status_code
            for host in ("fakeembed:8765", "192.0.2.1:8765", "[2001:db8::1]", "attacker.example")
        ]

    assert statuses == [200, 200, 200, 403]


def preflight(http, origin, path="/v1.3/embed/tasks"):
    """What a browser asks before a page may send a key."""
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "x-api-key,content-type"}
    return http.options(path, headers={"origin": origin, **asked})


def test_no_origin_is_let_in_unless_asked_for(http):
    """The service's own answer to an unknown method, and no word of sharing."""
    refused, read = preflight(http, ELSEWHERE), http.get("/v1.3/embed/tasks", headers={"origin": ELSEWHERE})

    assert refused.status_code >= 400
    assert read.status_code == 200
    assert not [name for answer in (refused, read) for name in answer.headers if name.startswith("access-control")]


def test_an_origin_can_be_let_in_to_the_service_and_not_to_the_control():
    """For front ends that call the fake themselves."""
    app = "https://app.example.com"
    with serving(Gate(origins=frozenset({app}))) as http:
        allowed, other = preflight(http, app), preflight(http, ELSEWHERE)
        read = http.get("/v1.3/embed/tasks", headers={"origin": app})
        control = [preflight(http, app, "/__fakeembed__/reset"), http.post("/__fakeembed__/reset", headers={"origin": app})]

    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == read.headers["access-control-allow-origin"] == app
    assert allowed.headers["access-control-allow-headers"] == "x-api-key,content-type"
    assert "retry-after" in read.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in other.headers
    assert [answer.status_code for answer in control] == [403, 403]


@pytest.mark.parametrize(("token", "sent", "status"), [("one", "one", 200), ("one", "two", 401), ("one", "", 401), ("", "", 401)])
def test_beyond_this_machine_a_token_is_needed(token, sent, status):
    """And where nobody has named one, nobody controls it; the service needs none."""
    with serving(Gate(by_address=True, token=token)) as http:
        answer = http.get("/__fakeembed__/requests", headers={TOKEN: sent} if sent else {})

        assert answer.status_code == status
        assert http.get("/__fakeembed__/health").status_code == 200
        assert http.get("/v1.3/embed/tasks").status_code == 200


# A real browser.

ATTACK = """<!doctype html><title>attack</title><body><form id=f method=post enctype=text/plain target=t
 action="{fake}/__fakeembed__/faults"><input name='{{"status":500,"times":null,"x":"' value='"}}'></form><iframe name=t></iframe>
<script src="{fake}/__fakeembed__/requests"></script>
<script>
const read = [];
async function attempt(path, options) {{
  for (const mode of ["cors", "no-cors"]) {{
    try {{
      const answer = await fetch("{fake}" + path, {{...options, mode}});
      read.push(path + " " + mode + " " + answer.type + " " + (await answer.text()).length);
    }} catch (error) {{ read.push(path + " " + mode + " refused"); }}
  }}
}}
(async () => {{
  document.getElementById("f").submit();
  const json = {{"content-type": "application/json"}};
  await attempt("/__fakeembed__/reset", {{method: "POST"}});
  await attempt("/__fakeembed__/reset", {{method: "POST", headers: json, body: "{{}}"}});
  await attempt("/__fakeembed__/faults", {{method: "POST", headers: json, body: '{{"status": 500, "times": null}}'}});
  await attempt("/__fakeembed__/faults", {{method: "POST", body: '{{"status": 500, "times": null}}'}});
  await attempt("/__fakeembed__/requests", {{}});
  await attempt("/v1.3/embed/tasks", {{headers: {{"x-api-key": "any"}}}});
  await fetch("/done", {{method: "POST", body: JSON.stringify(read)}});
}})();
</script>"""


@contextmanager
def page(text):
    """A page on a port of its own, and what it reports."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://localhost:{server.server_port}/", told
    server.shutdown()
    server.server_close()


FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--virtual-time-budget=20000", "--dump-dom"]


def browse(url, folder):
    """Open a page with Chromium, and wait until it has done what it wants."""
    program = shutil.which(os.environ.get("FAKEEMBED_BROWSER", ""))
    if program is None:
        pytest.skip("no browser is named in FAKEEMBED_BROWSER, such as chromium or google-chrome")
    subprocess.run([program, *FLAGS, f"--user-data-dir={folder}", url], capture_output=True, timeout=120, check=True)


def attacked(http, folder):
    """What a page of another origin could do to a fake, and what it could read."""
    http.post("/v1.3/embed/tasks", files=[("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/a.mp4"))])
    with page(ATTACK.format(fake=str(http.base_url).rstrip("/"))) as (url, told):
        browse(url, folder)
    return told


def test_a_browser_on_another_origin_changes_nothing_and_reads_nothing(http, tmp_path):
    """It tries to reset, to fault and to read, with everything that needs no consent and with everything that does."""
    (read,) = attacked(http, tmp_path)

    assert len(read) == 12
    assert [line for line in read if not line.endswith((" refused", " opaque 0"))] == []
    answer = http.get("/v1.3/embed/tasks")
    assert answer.status_code == 200
    assert answer.json()["page_info"]["total_results"] == 1


def test_the_same_page_would_do_harm_to_a_fake_without_a_gate(tmp_path, monkeypatch):
    """Else the test above would prove nothing."""
    monkeypatch.setattr(Gate, "refusal", lambda _self, _request: None)
    monkeypatch.setattr(Gate, "opened", lambda _self, _request, answer: answer)
    with serving(Gate()) as http:
        attacked(http, tmp_path)

        assert http.get("/v1.3/embed/tasks").status_code == 500


def test_a_front_end_of_an_allowed_origin_calls_the_service(tmp_path):
    """What `--cors` is for, in a browser that asks first."""
    text = """<script>(async () => {{
      const answer = await fetch("{fake}/v1.3/embed/tasks", {{headers: {{"x-api-key": "any"}}}});
      const body = await answer.json();
      await fetch("/done", {{method: "POST", body: JSON.stringify([answer.status, body.page_info.total_results])}});
    }})();</script>"""
    with serving(Gate(origins=frozenset({"*"}))) as http, page(text.format(fake=str(http.base_url).rstrip("/"))) as (url, told):
        browse(url, tmp_path)

    assert told == [[200, 0]]
