"""The request log: what was asked, in the words of the client, and assertions that list what came instead."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date, timedelta

import httpx
import pytest

from fakeembed import FakeEmbed
from fakeembed._wire.http import Request

API = "https://api.twelvelabs.io/v1.3"


@pytest.fixture
def client():
    """A client whose key must not be seen."""
    with httpx.Client(base_url=API, headers={"x-api-key": "do-not-show"}) as client:
        yield client


def test_a_form_is_seen_as_fields_and_files(fake_embed, client, video_file):
    """What a `MagicMock` would have in `call_args`."""
    client.post(
        "/embed/tasks",
        data={"model_name": "marengo3.0", "video_embedding_scope": ["clip", "video"]},
        files={"video_file": ("dog.mp4", video_file(5.0), "video/mp4")},
    )

    asked = fake_embed.requests.one(method="post", path="/embed/tasks")
    assert (asked.method, asked.path, asked.status) == ("POST", "/v1.3/embed/tasks", 200)
    assert asked.form == {"model_name": ("marengo3.0",), "video_embedding_scope": ("clip", "video")}
    assert asked.files["video_file"].filename == "dog.mp4"
    assert asked.files["video_file"].content == video_file(5.0)
    assert asked.json is None


def test_a_query_and_a_json_body_are_seen(fake_embed, client):
    """Parameters keep all their values."""
    client.get("/embed/tasks", params={"page": 2, "status": ["ready", "failed"]})
    client.post("/embed", json={"text": "a cat"})

    assert fake_embed.requests[0].params == {"page": ("2",), "status": ("ready", "failed")}
    assert fake_embed.requests[0].form == {}
    assert fake_embed.requests[-1].json == {"text": "a cat"}
    assert fake_embed.requests[-1].status == 400


def test_a_key_is_never_shown(fake_embed, client):
    """Failure texts end up in logs that others read."""
    client.get("/embed/tasks")

    asked = fake_embed.requests[0]
    assert "do-not-show" not in f"{json.dumps(dict(asked.headers))} {asked!r} {asked._request!r} {fake_embed.requests!r}"
    assert asked.headers["user-agent"].startswith("python-httpx")


@pytest.mark.parametrize("path", ["/embed/tasks", "/v1.3/embed/tasks", "*/embed/tasks", "*/tasks*"])
def test_a_path_is_given_by_its_end_or_by_a_pattern(fake_embed, client, path):
    """Nobody should have to know the version."""
    client.get("/embed/tasks")

    assert fake_embed.requests.one(path=path).status == 200


def test_one_lists_what_came_instead(fake_embed, client):
    """The message is the whole story."""
    client.get("/embed/tasks")
    client.get("/embed/tasks", params={"page": 0})

    with pytest.raises(AssertionError) as error:
        fake_embed.requests.one(method="POST", path="/embed/tasks")

    assert str(error.value) == (
        "expected one POST /embed/tasks, found 0 among:\n"
        "GET /v1.3/embed/tasks -> 200\n"
        "GET /v1.3/embed/tasks?page=0 -> 400 parameter_invalid\n"
        "The nearest is:\n"
        "GET /v1.3/embed/tasks?page=0 -> 400 parameter_invalid\n"
        "  answer: The page parameter is invalid. page should be 1 or greater"
    )


def test_the_nearest_match_says_what_was_asked_and_what_came(fake_embed, client):
    """A wrong path or a wrong method is seen at once."""
    client.get("/embed/tasks")
    client.post("/embed", files={"model_name": (None, "marengo9"), "audio_file": ("bark.wav", b"12345")})
    client.post("/embed-v2", content=b'{"input_type":"text"}', headers={"content-type": "application/json"})

    with pytest.raises(AssertionError) as embed:
        fake_embed.requests.one(method="POST", path="/v1.3/embeds")
    with pytest.raises(AssertionError) as embed_v2:
        fake_embed.requests.one(method="POST", path="/v1.3/embed-v3")

    nearest = str(embed.value).partition("The nearest is:\n")[2].splitlines()
    assert nearest[:3] == [
        "POST /v1.3/embed -> 400 parameter_invalid",
        "  model_name: marengo9",
        "  audio_file: file 'bark.wav', 5 bytes",
    ]
    assert nearest[3].startswith("  answer: The model_name parameter is invalid.")
    assert '  json: {"input_type":"text"}' in str(embed_v2.value).splitlines()


def test_a_request_that_got_no_answer_is_listed(fake_embed, client):
    """What never arrived is half the story of a retry."""
    fake_embed.drop("connect")
    fake_embed.drop("reset")
    for error in (httpx.ConnectError, httpx.ReadError):
        with pytest.raises(error):
            client.get("/embed/tasks")

    assert repr(fake_embed.requests).splitlines() == [
        "GET /v1.3/embed/tasks -> no answer (connect)",
        "GET /v1.3/embed/tasks -> 200 and half of the answer (reset)",
    ]
    assert [(asked.status, asked.lost, asked.described()["lost"]) for asked in fake_embed.requests] == [
        (0, "connect", "connect"),
        (200, "reset", "reset"),
    ]


def test_a_long_log_is_cut_at_its_beginning(fake_embed, client):
    """Ten thousand lines would hide the one that matters."""
    for _ in range(103):
        client.get("/embed/tasks")

    lines = repr(fake_embed.requests).splitlines()
    assert lines[0] == "(3 earlier requests)"
    assert len(lines) == 101


def test_a_request_has_its_moment(fake_embed, client):
    """On the clock of the fake, which the sleeps of a client move."""
    client.get("/embed/tasks")
    fake_embed.clock.advance(90)
    client.get("/embed/assets")

    first, second = fake_embed.requests
    assert (second.at - first.at).total_seconds() == 90
    assert (first.code, second.code) == ("", "not_found")


def test_two_are_not_one(fake_embed, client):
    """`all` is for those who expect several."""
    client.get("/embed/tasks")
    client.get("/embed/tasks")

    assert len(fake_embed.requests.all(method="GET")) == len(fake_embed.requests) == 2
    with pytest.raises(AssertionError, match="found 2 among"):
        fake_embed.requests.one(method="GET")


def test_an_empty_log_says_so(fake_embed):
    """A failure text with nothing behind the colon would puzzle."""
    assert repr(fake_embed.requests) == "(no requests)"


def test_a_form_that_cannot_be_decoded_has_no_fields(fake_embed, client):
    """The log never raises for what a client sent."""
    client.post("/embed", content=b"nonsense", headers={"content-type": "multipart/form-data"})

    assert (fake_embed.requests[0].form, fake_embed.requests[0].files) == ({}, {})


def text(client, **fields):
    """Ask for the vector of a text, with other fields than the usual ones."""
    asked = {"model_name": "marengo3.0", "text": "a dog", **fields}
    return client.post("/embed", files={name: (None, value) for name, value in asked.items()})


def test_a_model_of_another_day_is_hinted_at(fake_embed, client):
    """Code of 2025 is refused in 2026, and its author wants to know on which day it was right."""
    text(client, model_name="Marengo-retrieval-2.7")

    asked = fake_embed.requests.one()
    hint = asked.hint
    day = hint.partition('api_date="')[2][:10]
    assert hint == f'the service accepted this until {day}; `api_date="{day}"` is the service of that day'
    assert f"hint: {hint}" in asked.as_text()
    assert f"hint: {hint}" in repr(fake_embed.requests)
    assert asked.described()["hint"] == hint
    with FakeEmbed(api_date=day):
        assert text(client, model_name="Marengo-retrieval-2.7").status_code == 200
    following = str(date.fromisoformat(day) + timedelta(days=1))
    with FakeEmbed(api_date=following):
        assert text(client, model_name="Marengo-retrieval-2.7").status_code == 400


@pytest.mark.fake_embed(api_date="2025-06-01")
def test_what_came_later_is_hinted_at(fake_embed, client):
    """A model, a field and a whole family."""
    text(client)
    client.post("/embed-v2", json={"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}})

    model, family = fake_embed.requests
    assert (model.status, family.status) == (400, 404)
    assert model.hint.startswith("the service accepted this from 2025-")
    assert family.hint.startswith("the service accepted this from 2025-")


def test_there_is_no_hint_where_no_day_helps(fake_embed, client):
    """A mistake is one on every day; what the account or a script refuses has nothing to do with the day."""
    text(client, model_name="marengo9")
    fake_embed.media("https://example.com/*", duration=2)
    client.post("/embed/tasks", files={"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/a.mp4")})
    fake_embed.fail_next(400)
    text(client)
    text(client)
    client.get("/embed/tasks/zzz")

    assert [asked.status for asked in fake_embed.requests] == [400, 400, 400, 200, 400]
    assert [asked.hint for asked in fake_embed.requests] == [""] * 5


def test_the_form_that_the_javascript_client_cannot_send_again(fake_embed, client):
    """Its caller sees an error of the client, and the log says of which answer."""
    fake_embed.fail_next(500, times=3)
    text(client)
    client.headers["x-fern-sdk-name"] = "twelvelabs-js"
    text(client)
    client.get("/embed/tasks")

    assert [bool(asked.hint) for asked in fake_embed.requests] == [False, True, False]
    assert "Response body object should not be disturbed or locked" in fake_embed.requests[1].hint


def test_a_log_of_many_refusals_is_still_shown(fake_embed, client, monkeypatch):
    """A few hundred of them are asked on other days, and each of them once."""
    monkeypatch.setattr("fakeembed.fake.hints.MOST", 1)
    for model in ("Marengo-retrieval-2.7", "Marengo-retrieval-2.7", "Marengo-retrieval-2.6"):
        text(client, model_name=model)

    assert [bool(asked.hint) for asked in fake_embed.requests] == [True, True, False]


def test_a_served_fake_has_hints_as_well(fake_embed_server):
    """For programs in any language, over the control endpoint."""
    form = {"model_name": (None, "Marengo-retrieval-2.7"), "text": (None, "a dog")}
    httpx.post(f"{fake_embed_server.url}/v1.3/embed", headers={"x-api-key": "any"}, files=form)

    (logged,) = httpx.get(f"{fake_embed_server.url}/__fakeembed__/requests").json()["requests"]
    assert logged["hint"].startswith("the service accepted this until ")


@pytest.mark.once
def test_a_short_answer_takes_little_more_than_its_bytes():
    """And not the kilobytes in which its JSON was written, for each poll of a long test."""
    fake = FakeEmbed()

    def ask():
        return fake.app(Request("GET", "/v1.3/embed/tasks", headers={"x-api-key": "any"}))

    ask()
    tracemalloc.start()
    for _ in range(100):
        ask()
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert kept < 100 * 2500
