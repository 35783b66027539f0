"""The control endpoints of the served fake: what is declared, told and forgotten over HTTP."""

from __future__ import annotations

import json
import time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import Request
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/dog.mp4"))]


def test_health_is_answered_without_a_look_at_the_state(http, fake_embed_server, monkeypatch):
    """A container is asked for it every few seconds, whatever the log holds and whether the state can be reached."""

    class Unreachable:
        failures = (OSError,)

        def __getattr__(self, name):
            raise OSError(name)

    with monkeypatch.context() as patched:
        patched.setattr(fake_embed_server.fake, "_store", Unreachable())
        answer = http.get("/__fakeembed__/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert http.get("/__fakeembed__/requests").json()["requests"] == []


def test_the_clock_can_be_advanced(http):
    """By nothing, to learn the time."""
    before = http.post("/__fakeembed__/clock", json={}).json()["now"]

    after = http.post("/__fakeembed__/clock", json={"advance": 3600}).json()["now"]

    assert before[:10] <= after[:10]
    assert before < after


def test_a_medium_can_be_declared(http):
    """The same facts as `FakeEmbed.media`."""
    answer = http.post(
        "/__fakeembed__/media",
        json={
            "match": "*.mp4",
            "duration": 31.0,
            "has_audio": False,
            "scenes": [{"start": 0, "end": 6, "text": "a dog catches a frisbee"}],
            "fails": None,
        },
    )
    task = http.post("/v1.3/embed/tasks", files=FORM).json()["_id"]
    http.post("/__fakeembed__/clock", json={"advance": 10})

    segments = http.get(f"/v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]

    assert (answer.status_code, answer.content) == (204, b"")
    assert [(s["start_offset_sec"], s["embedding_option"]) for s in segments] == [(start, "visual") for start in (0, 6, 12, 18, 24)]


@pytest.mark.parametrize(("speech", "said"), [([[0, 4.5], [9, 12]], [(0, 18), (0, 4.5), (9, 12)]), ([], [])])
def test_speech_can_be_declared_in_stretches(http, speech, said):
    """Embed v2 has an entry of `transcription` for each; no stretch is no speech."""
    http.post("/__fakeembed__/media", json={"match": "*.mp4", "duration": 18, "speech": speech})
    video = {"media_source": {"url": "https://example.com/dog.mp4"}, "embedding_option": ["transcription"]}

    answer = http.post("/v1.3/embed-v2", json={"input_type": "video", "model_name": "marengo3.0", "video": video})

    spans = [(entry["start_sec"], entry["end_sec"]) for entry in answer.json()["data"]]
    assert spans == said


def test_a_fault_can_be_declared(http):
    """Status, times, method, path, words and headers."""
    http.post(
        "/__fakeembed__/faults",
        json={
            "status": 429,
            "times": 2,
            "path": "/embed/tasks",
            "method": "GET",
            "code": "too_many_requests",
            "headers": {"retry-after": "3"},
        },
    )

    answers = [http.get("/v1.3/embed/tasks") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert (answers[0].json()["code"], answers[0].headers["retry-after"]) == ("too_many_requests", "3")


def test_requests_are_listed(http):
    """What was asked of the service, and nothing of the control itself; a key is not shown."""
    http.get("/v1.3/embed/tasks", params={"page": "2"})
    http.post("/v1.3/embed/tasks", files=[("video_file", ("dog.mp4", b"123", "video/mp4")), FORM[0]])
    http.post("/v1.3/embed-v2", json={"input_type": "text"})

    listed = http.get("/__fakeembed__/requests").json()["requests"]

    assert [(request["method"], request["path"], request["params"]) for request in listed] == [
        ("GET", "/v1.3/embed/tasks", {"page": ["2"]}),
        ("POST", "/v1.3/embed/tasks", {}),
        ("POST", "/v1.3/embed-v2", {}),
    ]
    assert listed[1]["form"] == {"model_name": ["marengo3.0"]}
    file = {"filename": "dog.mp4", "content_type": "video/mp4", "size": 3, "sha256": sha256(b"123").hexdigest()}
    assert listed[1]["files"] == {"video_file": file}
    assert listed[2]["json"] == {"input_type": "text"}
    assert "any" not in str(listed)


def test_a_reset_leaves_an_empty_account(fake_embed_server, http):
    """Tasks, media, faults, requests and the advanced seconds."""
    http.post("/v1.3/embed/tasks", files=FORM)
    http.post("/__fakeembed__/clock", json={"advance": 86_400})
    http.post("/__fakeembed__/media", json={"match": "*", "fails": "broken"})
    http.post("/__fakeembed__/faults", json={"status": 500, "times": None})

    assert http.post("/__fakeembed__/reset").status_code == 204

    assert http.get("/v1.3/embed/tasks").json()["data"] == []
    assert len(http.get("/__fakeembed__/requests").json()["requests"]) == 1
    assert abs(fake_embed_server.fake.clock.now().timestamp() - time.time()) < 5


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("clock", {"advance": -1}, "zero or more seconds"),
        ("clock", {"advance": "ten"}, "advance is a finite number"),
        ("clock", {"advance": True}, "advance is a finite number"),
        ("clock", {"advance": 1e300}, "seconds at most"),
        ("clock", [], "the body is a JSON object"),
        ("media", {}, "match is missing"),
        ("media", {"match": "x", "length": 3}, "unknown: length"),
        ("media", {"match": "x", "duration": -3}, "must be a positive number"),
        ("media", {"match": "x", "width": 0}, "width of 'x' must be a positive number, not 0"),
        ("media", {"match": "x", "has_audio": "no"}, "has_audio is true or false"),
        ("media", {"match": "x", "scenes": [{"text": "a dog"}]}, "a scene is an object such as"),
        ("media", {"match": "x", "speech": [[0, 1, 2]]}, "speech is an array of stretches such as"),
        ("media", {"match": "x", "speech": [[4, 0]]}, "stretches such as"),
        ("media", {"match": "x", "scenes": [{"start": 6, "end": 0, "text": "a dog"}]}, "a scene starts at 0 or later"),
        ("faults", {"status": 200}, "an error status between 400 and 599"),
        ("faults", {"status": 500, "times": 0}, "a fault fires once or more often"),
        ("faults", {"status": 500, "headers": {"a": "b\r\nc: d"}}, "printable ASCII"),
    ],
)
def test_what_cannot_be_is_refused_in_words(http, path, body, said):
    """The reader is a person at another language's test."""
    answer = http.post(f"/__fakeembed__/{path}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "control_invalid")
    assert said in answer.json()["message"]


@pytest.mark.parametrize(("method", "path"), [("GET", "reset"), ("POST", "requests"), ("GET", "nothing"), ("DELETE", "clock")])
def test_an_unknown_control_request_says_what_there_is(http, method, path):
    """404 with the list."""
    answer = http.request(method, f"/__fakeembed__/{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, "control_unknown")
    assert "POST /__fakeembed__/clock" in answer.json()["message"]


@given(
    path=st.sampled_from(["reset", "clock", "media", "faults", "requests"]),
    body=st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["advance", "match", "scenes", "status", "times", "headers", "duration", "start"]), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_is_sent_to_the_control_is_answered(path, body):
    """A slip in another language's test is a 400 and never a broken server."""
    fake = ServedFake()

    answer = fake.app(Request("POST", f"/__fakeembed__/{path}", "", {}, body))

    assert answer.status in {200, 204, 400, 404}


def test_an_installed_fake_has_no_control(fake_embed):
    """Only a served one can be controlled from outside."""
    answer = fake_embed.app(Request("POST", "/__fakeembed__/reset", "", KEY))

    assert answer.status == 404
    assert answer.json()["code"] != "control_unknown"
