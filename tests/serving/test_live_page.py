"""The page over a real socket: it follows the fake, stops with it, and shows itself to nobody who has no token."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from threading import Thread

import httpx
import pytest

from fakeembed.serving.gate import TOKEN, Gate
from fakeembed.serving.served import ServedFake
from fakeembed.serving.server import Server, listening

KEY = {"x-api-key": "any"}
EVENTS, PAGE = "/__fakeembed__/events", "/__fakeembed__/"


@contextmanager
def serving(gate):
    """A fake behind a gate, and a client of it."""
    fake = ServedFake()
    with listening("127.0.0.1", 0) as listener:
        server = Server(fake, gate)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", headers=KEY, timeout=60) as client:
                yield fake, client
        finally:
            server.stop()
            thread.join(60)
            assert not thread.is_alive()


@pytest.fixture
def served():
    """A fake as it is served by default."""
    with serving(Gate()) as both:
        yield both


CHANGES = {
    "a request": lambda _fake, http: http.get("/v1.3/embed/tasks"),
    "an advanced clock": lambda _fake, http: http.post("/__fakeembed__/clock", json={"advance": 3}),
    "a declared medium": lambda _fake, http: http.post("/__fakeembed__/media", json={"match": "*.mp4"}),
    "a scripted fault": lambda _fake, http: http.post("/__fakeembed__/faults", json={"status": 503}),
    "a task of the test": lambda fake, _http: fake.populate(1),
    "a reset": lambda _fake, http: http.post("/__fakeembed__/reset", json={}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_open_page_hears_of_each_change(served, change):
    """Soon after it, and of nothing else before it."""
    fake, http = served
    http.get("/v1.3/embed/tasks")
    with http.stream("GET", EVENTS) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        change(fake, http)

        assert next(line for line in stream.iter_lines() if line) == "data: changed"


def test_a_server_stops_with_pages_open(caplog):
    """At once, and nobody reads of a task that was cancelled."""
    with httpx.Client(timeout=60) as browser, ExitStack() as page, serving(Gate()) as (_, http):
        stream = page.enter_context(browser.stream("GET", http.base_url.join(EVENTS)))
        assert stream.status_code == 200

    assert caplog.messages == []


def test_the_page_has_headers_that_keep_others_out(served):
    """It is no part of another page, is in no cache, and says nothing of where links came from."""
    headers = served[1].get(PAGE).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_who_leaves_out_the_slash_is_led_to_it(served):
    """Nothing is shown on the way, and nothing is logged."""
    fake, http = served
    answer = http.get(PAGE.rstrip("/"))

    assert (answer.status_code, answer.headers["location"], answer.content) == (308, PAGE, b"")
    assert http.get(PAGE.rstrip("/"), follow_redirects=True).status_code == 200
    assert len(fake.requests) == 0


@pytest.mark.parametrize("path", [PAGE, EVENTS])
@pytest.mark.parametrize(
    "headers", [{"origin": "https://attacker.example"}, {"sec-fetch-site": "cross-site"}, {"host": "attacker.example"}]
)
def test_nobody_else_reads_or_follows_it(served, path, headers):
    """Another origin, another site, another name of this machine."""
    answer = served[1].get(path, headers=headers)

    assert answer.status_code == 403
    assert "script" not in answer.text


@pytest.mark.parametrize(("token", "sent", "status"), [("one", "one", 200), ("one", "two", 401), ("one", "", 401), ("", "", 401)])
def test_where_a_token_is_needed_the_page_asks_for_it(token, sent, status):
    """What is shown without it is the same for every fake; where there is no token, there is no form for one."""
    with serving(Gate(by_address=True, token=token)) as (fake, http):
        fake.media("*secret-name*", processing_seconds=0)
        http.post(
            "/v1.3/embed/tasks",
            files=[("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/secret-name.mp4"))],
        )

        page = http.get(PAGE, headers={TOKEN: sent} if sent else {})

        assert page.status_code == status
        assert page.headers["content-type"].startswith("text/html")
        assert ("secret-name" in page.text) == (status == 200)
        assert ('id="unlock"' in page.text) == (status == 401 and token != "")
        if status == 401:
            assert http.get(EVENTS).status_code == 401
