"""What is looked at first: the key, the route, the content type, the form, and then the rules by their stage."""

from __future__ import annotations

from itertools import combinations

import pytest

from fakeembed import FakeEmbed, Request
from fakeembed._core.rules import Stage

VIDEO = "https://example.com/dog.mp4"
BOUNDARY = "b"

# stage: what is wrong with the request, and the code and the beginning of the message that say so
BROKEN = {
    Stage.KEY: ({"key": ""}, 401, "API Key is either invalid or expired."),
    Stage.ROUTE: ({"path": "/v1.3/embed/videos"}, 404, "The specified resource does not exist."),
    Stage.CONTENT_TYPE: ({"content_type": "application/json"}, 400, "The content type 'application/json' is not supported."),
    Stage.DECODING: ({"end": b""}, 400, "The request contains some invalid parameters."),
    Stage.REQUIRED: ({"model_name": None}, 400, "The model_name parameter is required but was not provided."),
    Stage.TYPES: ({"video_clip_length": "six"}, 400, "The video_clip_length parameter is invalid."),
    Stage.SINGLE: ({"video_url": "dog.mp4"}, 400, "The video_url parameter is invalid."),
    Stage.CROSS: ({"video_start_offset_sec": "1"}, 400, "The following parameters are invalid:"),
    Stage.MEDIA: ({"duration": 3.0}, 400, "Video is too short."),
}


def answered(**broken):
    """What a fake answers to the creation of a task that has these things wrong with it."""
    fake = FakeEmbed()
    fake.media("*", duration=broken.get("duration", 18.0))
    fields = {"model_name": "marengo3.0", "video_url": VIDEO}
    fields |= {name: value for name, value in broken.items() if name in fields or name.startswith("video_")}
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
        if value is not None
    )
    headers = {
        "x-api-key": broken.get("key", "any"),
        "content-type": broken.get("content_type", f"multipart/form-data; boundary={BOUNDARY}"),
    }
    body = parts.encode() + broken.get("end", f"--{BOUNDARY}--\r\n".encode())
    return fake.app(Request("POST", broken.get("path", "/v1.3/embed/tasks"), headers=headers, body=body))


def test_with_nothing_wrong_it_is_accepted():
    """Else the tests below would prove nothing."""
    assert answered().status == 200


def test_every_stage_is_broken():
    """A stage without a case has no place in the order."""
    assert list(BROKEN) == list(Stage)


@pytest.mark.parametrize("stage", Stage, ids=lambda stage: stage.name)
def test_a_stage_answers_for_itself(stage):
    """Broken alone, each is heard."""
    changes, status, beginning = BROKEN[stage]

    refused = answered(**changes)

    assert (refused.status, refused.json()["message"].startswith(beginning)) == (status, True)


@pytest.mark.parametrize(("earlier", "later"), list(combinations(Stage, 2)), ids=lambda stage: stage.name)
def test_of_two_broken_stages_the_earlier_answers(earlier, later):
    """A client that fixes what it is told comes one stage further each time, never back."""
    changes, status, beginning = BROKEN[earlier]

    refused = answered(**changes, **BROKEN[later][0])

    assert (refused.status, refused.json()["message"].startswith(beginning)) == (status, True)


def test_a_broken_form_of_the_wrong_type_is_not_decoded():
    """The recorded refusal of JSON says nothing about the body."""
    refused = answered(content_type="application/json", end=b"\xff\xfe")

    assert refused.json()["code"] == "content_type_invalid"


@pytest.mark.parametrize("path", ["/v1.1/embed", "/v1.3/embed/tasks/zzz", "/nothing", "/"])
def test_a_missing_key_is_all_that_is_said(path):
    """Who is not known learns nothing about which routes and tasks there are."""
    assert answered(path=path, key="").status == 401


def test_a_scripted_fault_does_not_hide_a_wrong_key():
    """A test that scripts a 500 still notices that its client sends no key."""
    fake = FakeEmbed()
    fake.fail_next(500)

    refused = fake.app(Request("GET", "/v1.3/embed/tasks"))

    assert refused.status == 401


def test_the_task_is_looked_for_before_the_query():
    """Which options there are depends on the task's model, so the task comes first."""
    fake = FakeEmbed()
    headers = {"x-api-key": "any"}

    malformed = fake.app(Request("GET", "/v1.3/embed/tasks/abc", "embedding_option=smell", headers))
    unknown = fake.app(Request("GET", f"/v1.3/embed/tasks/{'0' * 24}", "embedding_option=smell", headers))

    assert [malformed.json()["code"], unknown.json()["code"]] == ["parameter_invalid", "resource_not_exists"]
    assert "task_id" in malformed.json()["message"]
