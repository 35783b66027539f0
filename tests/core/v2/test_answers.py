"""What the answers of embed v2 look like: entries, their order, windows, metadata, and a body of any size."""

from __future__ import annotations

import tracemalloc

import numpy as np
import orjson
import pytest

from fakeembed import FakeEmbed
from fakeembed._wire import entry_json

VIDEO, AUDIO, IMAGE = "https://example.com/a.mp4", "https://example.com/a.mp3", "https://example.com/a.png"
FIXED = {"strategy": "fixed", "fixed": {"duration_sec": 6}}


def request(kind="video", url=VIDEO, **fields):
    return {"input_type": kind, "model_name": "marengo3.0", kind: {"media_source": {"url": url}, **fields}}


def places(data):
    """What each entry is, without its vector."""
    return [(entry["embedding_option"], entry["embedding_scope"], entry["start_sec"], entry["end_sec"]) for entry in data]


def test_a_text_is_one_entry_without_metadata(ask, fake):
    """The clients up to 1.3.6 raise on metadata of a text; what does not apply is null."""
    body = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}

    answer = ask(fake, "POST /embed-v2", body).json()

    (entry,) = answer.pop("data")
    assert answer == {}
    assert len(entry.pop("embedding")) == 512
    assert entry == {"embedding_option": None, "embedding_scope": None, "start_sec": None, "end_sec": None}


@pytest.mark.parametrize("kind", ["image", "text_image"])
def test_an_image_is_one_entry_that_names_its_source(ask, fake, kind):
    """With a text or without."""
    said = {"input_text": "a dog"} if kind == "text_image" else {}

    answer = ask(fake, "POST /embed-v2", request(kind, IMAGE, **said)).json()

    assert places(answer["data"]) == [(None, None, None, None)]
    assert answer["metadata"] == {"input_type": kind, "input_url": IMAGE}
    assert sorted(answer) == ["data", "metadata"]


def test_a_text_with_an_image_lies_between_them(ask, fake):
    """Nearer to each than they are to each other."""
    text = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}
    bodies = [text, request("image", IMAGE), request("text_image", IMAGE, input_text="a dog")]

    words, picture, both = (ask(fake, "POST /embed-v2", body).json()["data"][0]["embedding"] for body in bodies)

    apart = np.dot(words, picture)
    assert np.dot(words, both) > apart
    assert np.dot(picture, both) > apart


def test_a_video_is_cut_into_scenes_by_default(ask, fake):
    """Dynamic, at least four seconds each; option by option, the whole before its clips (recorded 2025-12-31)."""
    answer = ask(fake, "POST /embed-v2", request()).json()

    found = places(answer["data"])
    options = ("visual", "transcription", "audio")
    spans = list(dict.fromkeys(place[2:] for place in found if place[1] == "clip"))
    assert found == [(option, *place) for option in options for place in [("asset", 0, 18), *(("clip", *span) for span in spans)]]
    assert all(end - start >= 4 for start, end in spans)
    assert answer["metadata"] == {
        "input_type": "video",
        "input_url": VIDEO,
        "embedding_options": ["visual", "audio", "transcription"],
        "embedding_scopes": ["clip", "asset"],
        "duration": 18,
    }


def test_v2_task_order_b_695556(ask, fake):
    """A live task of 2025-12-31: twelve seconds, fixed six, three options, somebody speaks in one stretch of them."""
    fake.media(VIDEO, duration=12, speech=[(1.5, 9.25)])
    options = ["visual", "audio", "transcription"]
    body = request(start_sec=0, end_sec=12, segmentation=FIXED, embedding_option=options, embedding_scope=["clip", "asset"])
    task = ask(fake, "POST /embed-v2/tasks", body).json()["_id"]
    fake.clock.advance(10)

    found = places(ask(fake, f"GET /embed-v2/tasks/{task}").json()["data"])

    assert found == [
        ("visual", "asset", 0, 12),
        ("visual", "clip", 0, 6),
        ("visual", "clip", 6, 12),
        ("transcription", "asset", 0, 12),
        ("transcription", "clip", 1.5, 9.25),
        ("audio", "asset", 0, 12),
        ("audio", "clip", 0, 6),
        ("audio", "clip", 6, 12),
    ]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [(0, 4.5), (9, 12)]),
        ({"start_sec": 2, "end_sec": 10}, [(2, 4.5), (9, 10)]),
        ({"start_sec": 10}, [(10, 12)]),
    ],
)
def test_transcription_has_an_entry_for_each_declared_stretch_of_speech(ask, fake, fields, found):
    """As far as it lies in the window; it needs no two seconds (another surface of the model prints one second, 2026)."""
    fake.media(VIDEO, duration=18, speech=[(0, 4.5), (9, 12)])

    body = request(embedding_option=["transcription"], embedding_scope=["clip"], **fields)
    data = ask(fake, "POST /embed-v2", body).json()["data"]

    assert [(entry["start_sec"], entry["end_sec"]) for entry in data] == found


def test_where_nobody_speaks_there_is_no_transcription(ask, fake):
    """Neither of clips nor of the window, and no part of what is fused there."""
    fake.media(VIDEO, duration=18, speech=[(0, 4.5)])
    types = ["separate_embedding", "fused_embedding"]
    options = ["visual", "transcription"]

    data = ask(
        fake, "POST /embed-v2", request(start_sec=6, segmentation=FIXED, embedding_option=options, embedding_type=types)
    ).json()

    assert {entry["embedding_option"] for entry in data["data"]} == {"visual", "fused"}


@pytest.mark.parametrize("stretches", [[(4, 4)], [(5, 4)], [(0, 4), (3, 6)], [(-1, 4)]])
def test_speech_that_cannot_be_is_refused(fake, stretches):
    """Stretches end after they start, one after the other."""
    with pytest.raises(ValueError, match=r"speech of .* must be True, False, or stretches such as"):
        fake.media(VIDEO, speech=stretches)


def test_a_sound_is_cut_every_six_seconds_by_default(ask, fake):
    """Sound and speech have an entry each."""
    answer = ask(fake, "POST /embed-v2", request("audio", AUDIO)).json()

    assert places(answer["data"]) == [
        ("transcription", "asset", 0, 18),
        ("transcription", "clip", 0, 6),
        ("transcription", "clip", 6, 12),
        ("transcription", "clip", 12, 18),
        ("audio", "asset", 0, 18),
        ("audio", "clip", 0, 6),
        ("audio", "clip", 6, 12),
        ("audio", "clip", 12, 18),
    ]
    assert "clip_length" not in answer["metadata"]


def test_a_window_narrows_clips_and_the_whole(ask, fake):
    """Times count from the beginning of the file; the asset entry spans the window (example of the reference)."""
    body = request(start_sec=2, end_sec=13.5, segmentation=FIXED, embedding_option=["visual"])

    answer = ask(fake, "POST /embed-v2", body).json()

    assert places(answer["data"]) == [
        ("visual", "asset", 2, 13.5),
        ("visual", "clip", 2, 8),
        ("visual", "clip", 8, 13.5),
    ]
    assert answer["metadata"] == {
        "input_type": "video",
        "input_url": VIDEO,
        "embedding_options": ["visual"],
        "embedding_scopes": ["clip", "asset"],
        "duration": 18,
        "start_offset_sec": 2,
        "end_offset_sec": 13.5,
        "clip_length": 6,
    }


@pytest.mark.parametrize("scope", ["clip", "asset"])
def test_a_scope_alone_gives_its_entries_alone(ask, fake, scope):
    """And the same vectors as both scopes together."""
    both = ask(fake, "POST /embed-v2", request()).json()["data"]

    alone = ask(fake, "POST /embed-v2", request(embedding_scope=[scope])).json()["data"]

    assert alone == [entry for entry in both if entry["embedding_scope"] == scope]


def test_options_are_answered_in_the_order_of_the_model(ask, fake):
    """Whatever the order in which they are asked for; the metadata repeat the request."""
    answer = ask(fake, "POST /embed-v2", request(embedding_option=["audio", "visual"], embedding_scope=["asset"])).json()

    assert [entry["embedding_option"] for entry in answer["data"]] == ["visual", "audio"]
    assert answer["metadata"]["embedding_options"] == ["audio", "visual"]


@pytest.mark.parametrize(
    ("types", "options"),
    [
        (None, ["visual", "audio"]),
        (["separate_embedding"], ["visual", "audio"]),
        (["fused_embedding"], ["fused"]),
        (["fused_embedding", "separate_embedding"], ["visual", "audio", "fused"]),
    ],
)
def test_types_decide_whether_options_are_fused(ask, fake, types, options):
    """Separate by default; fused alone means fused alone."""
    body = request(embedding_option=["visual", "audio"], embedding_scope=["asset"], embedding_type=types)

    answer = ask(fake, "POST /embed-v2", body).json()

    assert [entry["embedding_option"] for entry in answer["data"]] == options


def test_fused_lies_between_its_parts(ask, fake):
    """In each clip and in the whole: nearer to every option than the options are to each other."""
    body = request(
        segmentation=FIXED, embedding_option=["visual", "audio"], embedding_type=["separate_embedding", "fused_embedding"]
    )
    data = ask(fake, "POST /embed-v2", body).json()["data"]

    vectors = [np.array(entry["embedding"]) for entry in data]
    triples = list(zip(vectors[:4], vectors[4:8], vectors[8:], strict=True))

    assert len(triples) == 4
    assert all(min(seen @ fused, heard @ fused) > seen @ heard for seen, heard, fused in triples)


def test_what_a_medium_does_not_have_is_not_embedded(ask, fake):
    """No sound, no entries for it, and no error (decision D42)."""
    fake.media("a.mp4", audio=False)

    answers = [
        ask(fake, "POST /embed-v2", request(embedding_scope=["asset"], **fields)).json()
        for fields in ({}, {"embedding_option": ["audio", "transcription"]})
    ]

    assert [places(answer["data"]) for answer in answers] == [[("visual", "asset", 0, 18)], []]


@pytest.mark.parametrize(("options", "found"), [(["audio", "transcription"], ["audio"]), (["transcription"], [])])
def test_a_sound_with_nothing_to_hear_is_embedded_as_a_silence(ask, fake, options, found):
    """Found by generated requests: there was no entry at all, where v1 and several inputs have one (decision D98)."""
    fake.media("a.wav", audio=False)
    audio = {"media_source": {"url": "https://example.com/a.wav"}, "embedding_scope": ["asset"], "embedding_option": options}

    answer = ask(fake, "POST /embed-v2", {"input_type": "audio", "model_name": "marengo3.0", "audio": audio}).json()

    assert [entry["embedding_option"] for entry in answer["data"]] == found


def test_a_fused_silent_video_is_what_is_seen(ask, fake):
    """One part alone lies nowhere else."""
    fake.media("a.mp4", audio=False)
    body = request(embedding_scope=["asset"], embedding_type=["separate_embedding", "fused_embedding"])

    seen, fused = ask(fake, "POST /embed-v2", body).json()["data"]

    assert fused["embedding_option"] == "fused"
    assert fused["embedding"] == pytest.approx(seen["embedding"], rel=2**-7)  # a step of bfloat16


def test_several_images_are_one_entry(ask, fake):
    """`multi_input` has metadata that say no more than that."""
    inputs = {"input_text": "a <@hat>", "media_sources": [{"name": "hat", "media_type": "image", "url": IMAGE}]}

    answer = ask(fake, "POST /embed-v2", {"input_type": "multi_input", "model_name": "marengo3.0", "multi_input": inputs}).json()

    assert places(answer["data"]) == [(None, None, None, None)]
    assert answer["metadata"] == {"input_type": "multi_input"}


def test_every_vector_has_unit_length(ask, fake):
    """As far as bfloat16 can have it; here for entries of every kind."""
    body = request(embedding_type=["separate_embedding", "fused_embedding"])

    data = ask(fake, "POST /embed-v2", body).json()["data"]

    lengths = np.linalg.norm([entry["embedding"] for entry in data], axis=1)
    assert len(data) == 16
    assert np.abs(lengths - 1).max() < 0.004


def test_vectors_are_shortened_for_quick_tests(ask):
    """`dimension` counts here as well."""
    answer = ask(FakeEmbed(dimension=8), "POST /embed-v2", request(embedding_scope=["asset"])).json()

    assert {len(entry["embedding"]) for entry in answer["data"]} == {8}


def test_seconds_of_sound_and_video_count_against_the_quota(ask, fake):
    """At once as in a task; pictures and texts have none."""
    answers = [
        ask(fake, "POST /embed-v2", request()),
        ask(fake, "POST /embed-v2/tasks", request("audio", AUDIO)),
        ask(fake, "POST /embed-v2", request("image", IMAGE)),
        ask(fake, "POST /embed-v2", {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}),
    ]

    assert [answer.headers.get("x-ratelimit-duration-remaining") for answer in answers] == ["35982", "35964", None, None]
    assert [answer.headers["x-ratelimit-dimensions"] for answer in answers] == ["Duration,Request"] * 2 + ["Request"] * 2


@pytest.mark.parametrize("rows", [0, 1, 2, 300])
def test_a_body_is_the_json_of_its_parts(rows):
    """However many entries there are; nothing before, nothing behind, or both."""
    data = [{"number": number} for number in range(rows)]

    bodies = [entry_json.body(before, iter(data), after) for before in ({}, {"a": 1}) for after in ({}, {"b": 2})]

    assert [orjson.loads(body) for body in bodies] == [
        {"data": data},
        {"data": data, "b": 2},
        {"a": 1, "data": data},
        {"a": 1, "data": data, "b": 2},
    ]


def test_a_body_is_in_memory_once():
    """A four-hour video answers with more than 100 MB; twice as much at once would be felt."""
    text = "x" * 10_000
    tracemalloc.start()
    try:
        body = entry_json.body({}, ({"text": text} for _ in range(2_000)), {})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(body) > 20_000_000
    assert peak < 1.5 * len(body)
