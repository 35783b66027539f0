"""What is not known is not refused and not invented: it is assumed, and the author of the test is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Scene

VIDEO = "https://example.com/dog.mp4"
SOUND = "https://example.com/bark.wav"
FORM = {"model_name": "marengo3.0", "video_url": VIDEO}
SAID = f"{VIDEO} was taken for 18 s, 1280x720, with sound and speech; declare it with fake.media({VIDEO!r}, ...)"


def v2(**fields):
    return {"input_type": "video", "model_name": "marengo3.0", "video": {"media_source": {"url": VIDEO}, **fields}}


def clips_of(send, fake, fields):
    task = send(fake, "POST /v1.3/embed/tasks", {**FORM, **fields}).json()["_id"]
    fake.clock.advance(100)
    segments = send(fake, f"GET /v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]
    return [(one["start_offset_sec"], one["end_offset_sec"]) for one in segments if one["embedding_option"] == "visual"]


WINDOW = {"video_start_offset_sec": "0", "video_end_offset_sec": "60", "video_clip_length": "6"}
TEN = [(start, start + 6) for start in range(0, 60, 6)]


def test_a_window_of_a_minute_in_a_video_that_nobody_declared_has_ten_clips(send, ask):
    """Nobody knows how long it is, so it is at least as long as what is asked for; the same in v1 and in v2."""
    fake = FakeEmbed()
    six = {"strategy": "fixed", "fixed": {"duration_sec": 6}}
    fields = {"start_sec": 0, "end_sec": 60, "segmentation": six, "embedding_option": ["visual"], "embedding_scope": ["clip"]}

    data = ask(fake, "POST /embed-v2", v2(**fields)).json()["data"]

    assert clips_of(send, fake, WINDOW) == TEN
    assert [(one["start_sec"], one["end_sec"]) for one in data] == TEN
    assert fake.assumptions() == [SAID.replace("18 s", "60 s")]


def test_the_same_window_in_a_declared_video_is_refused_in_words(send, ask):
    """What is known is held against what is asked for."""
    fake = FakeEmbed()
    fake.media(VIDEO, duration=18)

    answers = [send(fake, "POST /v1.3/embed/tasks", {**FORM, **WINDOW}), ask(fake, "POST /embed-v2", v2(end_sec=60))]

    assert [(answer.status, answer.json()["message"]) for answer in answers] == [
        (
            400,
            "The video_end_offset_sec parameter is invalid. video_end_offset_sec should not exceed the duration of the video",
        ),
        (400, "The video.end_sec parameter is invalid. end_sec should not exceed the duration of the video"),
    ]
    assert fake.assumptions() == []


@given(
    start=st.floats(0, 500).map(lambda seconds: round(seconds, 2)),
    length=st.integers(2, 10),
    more=st.floats(10, 500).map(lambda seconds: round(seconds, 2)),
)
def test_no_window_is_refused_of_a_video_that_nobody_declared(send, start, length, more):
    """Any window with room for a clip, as long as a video can be that long."""
    fields = {"video_start_offset_sec": f"{start}", "video_end_offset_sec": f"{start + more:.2f}", "video_clip_length": f"{length}"}

    assert send(FakeEmbed(dimension=2), "POST /v1.3/embed/tasks", {**FORM, **fields}).status == 200


@pytest.mark.parametrize("fields", [{"start_sec": 100}, {"start_sec": 17.9}, {"end_sec": 500}, {"start_sec": 20, "end_sec": 20.5}])
@pytest.mark.parametrize("operation", ["POST /embed-v2", "POST /embed-v2/tasks"])
def test_embed_v2_takes_any_window_of_what_nobody_declared(ask, operation, fields):
    """A start alone leaves room for one clip behind it."""
    assert ask(FakeEmbed(), operation, v2(**fields)).status in {200, 202}


def test_a_sound_that_nobody_declared_goes_on_behind_its_start(send):
    """`audio_start_offset_sec` has a window of six seconds to itself."""
    fields = {"model_name": "marengo3.0", "audio_url": SOUND, "audio_start_offset_sec": "60"}
    fake = FakeEmbed()

    segments = send(fake, "POST /v1.3/embed", fields).json()["audio_embedding"]["segments"]

    assert {(one["start_offset_sec"], one["end_offset_sec"]) for one in segments} == {(60, 66)}
    assert fake.assumptions() == [f"{SOUND} was taken for 66 s, with speech; declare it with fake.media({SOUND!r}, ...)"]


# What the author of a test is told.


def test_the_first_answer_that_rests_on_an_assumption_says_so(send):
    """In the list of the fake, in the log, and in the text of a failed assertion about it; without the query of a signed URL."""
    fake = FakeEmbed()
    send(fake, "POST /v1.3/embed/tasks", {**FORM, "video_url": f"{VIDEO}?signature=secret"})
    send(fake, "POST /v1.3/embed/tasks", FORM)

    with pytest.raises(AssertionError) as failed:
        fake.requests.one(path="/embed/tasks")

    assert fake.assumptions() == [SAID]
    assert [logged.assumed for logged in fake.requests] == [(SAID,)] * 2
    assert f"\n  assumed: {SAID}" in str(failed.value)
    assert f"\n  assumed: {SAID}" in repr(fake.requests)
    assert fake.requests[0].described()["assumed"] == [SAID]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({}, "18 s"),
        ({"audio": False}, "18 s"),
        ({"scenes": [Scene(0, 6, "a dog")]}, "18 s"),
        ({"duration": 18}, None),
    ],
)
def test_what_was_declared_is_not_assumed(send, declared, said):
    """A call of `media` says all that it has a default for; only a length has none."""
    fake = FakeEmbed()
    fake.media("*.mp4", **declared)

    send(fake, "POST /v1.3/embed/tasks", FORM)

    assert [sentence.partition(";")[0] for sentence in fake.assumptions()] == ([f"{VIDEO} was taken for {said}"] if said else [])


def test_what_an_upload_says_itself_is_not_assumed(send, video_file):
    """Its bytes know."""
    fake = FakeEmbed()

    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0"}, {"video_file": ("dog.mp4", video_file(7.5, 640, 480))})

    assert fake.assumptions() == []


def test_every_kind_says_what_it_was_taken_for(send, ask):
    """Pictures have a size and no length, a PDF has pages, an asset is what it was made of."""
    fake = FakeEmbed()
    picture, pdf = "https://example.com/dog.png", "https://example.com/paper.pdf"
    send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "image_url": picture})
    ask(
        fake,
        "POST /embed-v2/tasks",
        {"input_type": "document", "model_name": "marengo3.5", "document": {"media_source": {"url": pdf}}},
    )
    send(fake, "POST /v1.3/assets", {"method": "url", "url": VIDEO})

    assert [sentence.partition(";")[0] for sentence in fake.assumptions()] == [
        f"{picture} was taken for 1280x720",
        f"{pdf} was taken for a PDF of 3 pages",
        SAID.partition(";")[0],
    ]


def test_a_refusal_rests_on_nothing(send):
    """Nobody asks what a video was taken for that was never looked at."""
    fake = FakeEmbed()

    refused = send(fake, "POST /v1.3/embed/tasks", {**FORM, "video_clip_length": "11"})

    assert (refused.status, fake.assumptions(), fake.requests[0].assumed) == (400, [], ())


def test_a_text_is_never_assumed(send):
    """It says what it says."""
    fake = FakeEmbed()

    send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "text": "a dog"})

    assert fake.assumptions() == []


def test_assumptions_are_a_part_of_the_state(send):
    """A restored fake knows them."""
    fake = FakeEmbed()
    send(fake, "POST /v1.3/embed/tasks", FORM)

    assert FakeEmbed.restore(fake.snapshot()).assumptions() == [SAID]
