"""What of embed v2 existed on which day: each dated change shows on its day and not before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fakeembed import FakeEmbed

VIDEO = {"media_source": {"url": "https://example.com/a.mp4"}}
IMAGES = {"media_sources": [{"media_type": "image", "url": "https://example.com/a.png"}]}
TEXT = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}


def request(kind="video", model="marengo3.0", inner=VIDEO, **fields):
    return {"input_type": kind, "model_name": model, kind: {**inner, **fields}}


def message(answer):
    return answer.json().get("message")


def failed(ask, day):
    """The keys of a failed task."""
    fake = FakeEmbed(api_date=day)
    fake.media("*", fails="The embedding task failed. Please try again later.")
    task_id = ask(fake, "POST /embed-v2/tasks", request()).json()["_id"]
    fake.clock.advance(10)
    return sorted(ask(fake, f"GET /embed-v2/tasks/{task_id}").json())


def large_audio(ask, day):
    """Whether three gigabytes of audio fail."""
    fake = FakeEmbed(api_date=day)
    fake.media("*", size=3 * 2**30)
    ask(fake, "POST /embed-v2/tasks", request("audio"))
    return next(iter(fake.tasks.values())).reason is not None


def names_in_the_list(ask, day):
    """How a list of tasks calls options and scopes of audio."""
    fake = FakeEmbed(api_date=day)
    ask(fake, "POST /embed-v2/tasks", request("audio"))
    metadata = ask(fake, "GET /embed-v2/tasks").json()["data"][0]["audio_embedding"]["metadata"]
    return sorted(name for name in metadata if name.startswith("audio"))


def one_text(ask, day):
    return ask(FakeEmbed(api_date=day), "POST /embed-v2", TEXT).status


def several_inputs(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2", request("multi_input", inner=IMAGES)))


def input_types(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2", {**TEXT, "input_type": "words"}))


def fused(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2", request(embedding_type=["fused_embedding"])))


def newest_model(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2/tasks", request(model="marengo3.5")))


def dimension(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2", {**TEXT, "embedding_dimension": 256}))


def document(ask, day):
    return message(ask(FakeEmbed(api_date=day), "POST /embed-v2/tasks", request("document", "marengo3.5")))


TYPES = "The input_type parameter is invalid. You should use one of the following values: text, image, text_image, audio, video"
PLURAL = ["audio_embedding_options", "audio_embedding_scopes"]

# day: what was asked, and the answers on the day before and on the day
CHANGES = {
    "2025-11-17": [(one_text, 404, 200)],
    "2026-03-27": [
        (several_inputs, "The multi_input parameter is unknown.", None),
        (input_types, f"{TYPES}.", f"{TYPES}, multi_input."),
        (fused, "The video.embedding_type parameter is unknown.", None),
    ],
    "2026-04-21": [(large_audio, True, False)],
    "2026-06-08": [(failed, ["_id", "data", "status"], ["_id", "data", "error", "status"])],
    "2026-08-31": [
        (
            newest_model,
            "The model_name parameter is invalid. marengo3.5 is not supported. Please use one of: marengo3.0.",
            None,
        ),
        (
            dimension,
            "The embedding_dimension parameter is unknown.",
            "The embedding_dimension parameter is invalid. embedding_dimension requires marengo3.5",
        ),
        (document, "The document parameter is unknown.", None),
        (names_in_the_list, PLURAL, sorted([*PLURAL, "audio_embedding_option", "audio_embedding_scope"])),
    ],
}


@pytest.mark.parametrize(
    ("day", "change"),
    [(day, change) for day, changes in CHANGES.items() for change in changes],
    ids=lambda value: value if isinstance(value, str) else value[0].__name__,
)
def test_a_dated_change_shows_on_its_day_and_not_before(ask, day, change):
    """Code that was written for one side of a date can be tested on the other."""
    question, *expected = change
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()

    assert [question(ask, when) for when in (eve, day)] == expected
