"""The request log: what was asked, in the words of the client, and assertions that list what came instead."""

from __future__ import annotations

import json

import httpx
import pytest

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
