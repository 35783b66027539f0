"""The findings as a whole: the assertion and its words, the log, and the control endpoint."""

from __future__ import annotations

from contextlib import closing

import httpx
import pytest

from fakeembed import FakeEmbed, Request
from fakeembed.fake.conduct.finding import ADVICE
from fakeembed.fake.request_log import RequestLog
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}


def test_the_assertion_tells_the_whole_story(fake_embed, http):
    """Code, requests, advice."""
    for _ in range(2):
        http.get("/embed/tasks/zzz")

    with pytest.raises(AssertionError) as error:
        fake_embed.assert_conduct()

    assert str(error.value) == (
        "1 finding about the client:\n"
        "retried-refusal (error): a request was refused with 400 and asked 2 times\n"
        "    GET /v1.3/embed/tasks/zzz -> 400 parameter_invalid\n"
        "    GET /v1.3/embed/tasks/zzz -> 400 parameter_invalid\n"
        "    -> Do not repeat a request that was refused for what it says; time does not make it right.\n"
        "    See docs/errors.md#retried-refusal."
    )


def test_many_requests_of_a_finding_are_cut(fake_embed, http):
    """Six show it as well as a thousand."""
    for _ in range(10):
        http.get("/embed/tasks/zzz")

    with pytest.raises(AssertionError, match="and 4 more"):
        fake_embed.assert_conduct()


def test_a_finding_can_be_allowed_by_its_code(fake_embed, http):
    """And a code that nothing has is a slip."""
    for _ in range(2):
        http.get("/embed/tasks/zzz")

    fake_embed.assert_conduct(allow=["retried-refusal"])

    with pytest.raises(ValueError, match="no finding has the code retried; there are polled-after-end, "):
        fake_embed.assert_conduct(allow=["retried"])


def test_every_code_is_in_the_docstring():
    """The list of codes is part of the interface."""
    assert [code for code in ADVICE if f"`{code}`" not in FakeEmbed.conduct.__doc__] == []


def test_asking_changes_nothing(fake_embed, create, http):
    """The log and the state are as before, and the findings too."""
    task = create()
    fake_embed.clock.advance(10)
    before = fake_embed.snapshot(), len(fake_embed.requests)

    assert fake_embed.conduct() == fake_embed.conduct()
    assert (fake_embed.snapshot(), len(fake_embed.requests)) == before
    assert fake_embed.tasks[task].status == "ready"


def test_findings_over_the_control_endpoint(fake_embed_server):
    """For programs in any language."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY) as client:
        for _ in range(2):
            client.get("/v1.3/embed/tasks/zzz")
        (finding,) = client.get("/__fakeembed__/conduct").json()["findings"]

    assert (finding["code"], finding["severity"]) == ("retried-refusal", "error")
    assert [request["status"] for request in finding["requests"]] == [400, 400]


@pytest.mark.parametrize("texts", [("one", "two"), ("one", "one")])
def test_a_repetition_is_known_by_the_facts_of_its_body(monkeypatch, texts):
    """A body that is no longer kept is told apart by its fields and its digests."""
    fake = FakeEmbed()
    fake.requests = RequestLog(most_bytes=0)
    for text in texts:
        body = httpx.Request("POST", API, files={"text": (None, text), "video_file": ("a.mp4", text.encode() * 3000)})
        fake.app(Request("POST", "/v1.3/embed", "", {**KEY, **body.headers}, body.read()))

    assert [logged.files["video_file"].size for logged in fake.requests] == [9000, 9000]
    assert [finding.code for finding in fake.conduct()] == (["retried-refusal"] if texts == ("one", "one") else [])


def test_a_state_that_is_kept_elsewhere_has_no_findings_to_give(tmp_path):
    """Silence would be taken for praise."""
    with closing(stores.opened(str(tmp_path / "state.db"))) as store:
        answer = ServedFake(store=store).app(Request("GET", "/__fakeembed__/conduct"))

    assert (answer.status, answer.json()["code"]) == (400, "control_invalid")
    assert "serve it without --state" in answer.json()["message"]
