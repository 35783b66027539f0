"""What only marengo3.5 has: inputs of every kind at once, shorter vectors, uncertainty, usage, metadata in time."""

from __future__ import annotations

import numpy as np
import pytest

from fakeembed import FakeEmbed, Scene

VIDEO, AUDIO, IMAGE = "https://example.com/a.mp4", "https://example.com/a.mp3", "https://example.com/a.png"
NULLS = dict.fromkeys(["start_page_number", "end_page_number", "quadrant", "chunk_index"])


def several(*sources, said=None, **top):
    inputs = {"media_sources": list(sources), **({} if said is None else {"input_text": said})}
    return {"input_type": "multi_input", "model_name": "marengo3.5", "multi_input": inputs, **top}


def source(kind, url):
    return {"media_type": kind, "url": url}


def request(kind="video", url=VIDEO, top=None, **fields):
    return {"input_type": kind, "model_name": "marengo3.5", kind: {"media_source": {"url": url}, **fields}, **(top or {})}


def vector(ask, fake, body):
    return np.array(ask(fake, "POST /embed-v2", body).json()["data"][0]["embedding"])


# at once


@pytest.mark.parametrize("sources", [[("image", IMAGE)], [("video", VIDEO)], [("audio", AUDIO)], [("image", IMAGE)] * 10])
def test_media_of_one_type_need_no_text(ask, fake, sources):
    """One embedding, whatever and however many they are; it has no option, scope or time."""
    answer = ask(fake, "POST /embed-v2", several(*(source(*each) for each in sources))).json()

    (entry,) = answer["data"]
    assert len(entry.pop("embedding")) == 512
    assert entry == {"embedding_option": None, "embedding_scope": None, "start_sec": None, "end_sec": None, **NULLS}
    assert answer["metadata"] == {"input_type": "multi_input", "embedding_dimension": 512}


def test_inputs_of_every_type_lie_between_them(ask, fake):
    """Nearer to each of them than to something else."""
    parts = [several(said="a dog"), *(several(source(*each)) for each in (("image", IMAGE), ("video", VIDEO), ("audio", AUDIO)))]
    other = vector(ask, fake, several(said="quarterly revenue"))

    whole = vector(ask, fake, several(source("image", IMAGE), source("video", VIDEO), source("audio", AUDIO), said="a dog"))

    assert all(whole @ vector(ask, fake, part) > whole @ other for part in parts)


def test_a_scene_is_found_by_a_query_of_the_same_model(ask, embedded, fake):
    """A query at once, an index by tasks: how the model is meant to be used."""
    fake.media("a.mp4", duration=12, scenes=[Scene(0, 6, "a dog catches a frisbee"), Scene(6, 12, "a city at night")])
    cut = {"temporal": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
    clips = embedded(fake, request(segmentation=cut, embedding_option=["visual"], embedding_scope=["local"]))["data"]

    query = vector(ask, fake, several(said="dog with a frisbee"))

    near = [float(query @ np.array(clip["embedding"])) for clip in clips]
    assert near[0] > near[1]


def test_the_models_have_spaces_of_their_own(ask, fake):
    """Vectors of two models cannot be compared, and must not seem to be."""
    old = vector(ask, fake, {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}})

    new = vector(ask, fake, several(said="a dog"))

    assert abs(old @ new) < 0.3


def test_a_text_that_is_too_long_is_cut_when_that_is_allowed(ask, fake):
    """The rest counts neither for the vector nor for the usage."""
    cut = ask(fake, "POST /embed-v2", several(said="dog " * 2001, auto_truncate=True)).json()
    whole = ask(fake, "POST /embed-v2", several(said=" ".join(["dog"] * 2000), auto_truncate=True)).json()

    assert cut["data"] == whole["data"]
    assert cut["usage"] == {
        "input_tokens": {"text": 2000},
        "truncated": True,
        "truncation_reason": "model_context_window",
    }
    assert whole["usage"] == {"input_tokens": {"text": 2000}, "truncated": False}


def test_usage_names_what_was_read(ask, fake):
    """By type of content; marengo3.0 has none. The counts are decision D69."""
    answer = ask(fake, "POST /embed-v2", several(source("image", IMAGE), source("video", VIDEO), said="a red dog")).json()

    assert answer["usage"] == {"input_tokens": {"text": 3, "image": 256, "video": 18 * 256, "audio": 18 * 32}, "truncated": False}


@pytest.mark.parametrize("dimension", [128, 256, 512])
def test_a_shorter_vector_is_the_beginning_of_the_longest(ask, embedded, fake, dimension):
    """Number by number, not scaled again (documented: "is the first 256 values of a 512-dimension embedding"); in tasks too."""
    whole = vector(ask, fake, several(said="a dog"))
    answer = ask(fake, "POST /embed-v2", several(said="a dog", embedding_dimension=dimension)).json()
    tasks = [embedded(fake, request(top=top)) for top in ({}, {"embedding_dimension": dimension})]

    assert answer["data"][0]["embedding"] == whole[:dimension].tolist()
    assert answer["metadata"]["embedding_dimension"] == dimension
    assert [entry["embedding"] for entry in tasks[1]["data"]] == [entry["embedding"][:dimension] for entry in tasks[0]["data"]]
    assert [task["metadata"]["embedding_dimension"] for task in tasks] == [512, dimension]


def test_a_new_task_says_how_long_its_vectors_will_be(ask, fake):
    """Set at its creation; marengo3.0 says nothing."""
    answers = [
        ask(fake, "POST /embed-v2/tasks", body).json()
        for body in (request(), request(top={"embedding_dimension": 128}), {**request(), "model_name": "marengo3.0"})
    ]

    assert [answer.get("metadata") for answer in answers] == [{"embedding_dimension": 512}, {"embedding_dimension": 128}, None]


def test_uncertainty_is_as_long_as_the_vector(ask, embedded, fake):
    """Positive numbers that belong to the content; only where they were asked for."""
    body = several(said="a dog", embedding_uncertainty=True, embedding_dimension=128)

    (sure,) = ask(fake, "POST /embed-v2", several(said="a dog")).json()["data"]
    (one,) = ask(fake, "POST /embed-v2", body).json()["data"]
    (other,) = ask(fake, "POST /embed-v2", several(said="a cat", embedding_uncertainty=True)).json()["data"]
    clips = embedded(fake, request(top={"embedding_uncertainty": True}, embedding_scope=["clip"]))["data"]

    assert "embedding_uncertainty" not in sure
    assert len(one["embedding_uncertainty"]) == 128
    assert min(one["embedding_uncertainty"]) >= 0
    assert one["embedding_uncertainty"] != other["embedding_uncertainty"][:128]
    assert {len(clip["embedding_uncertainty"]) for clip in clips} == {512}


# tasks


def test_a_video_is_seen_and_heard_by_default(embedded, fake):
    """Speech is part of what is heard; scenes of at least two seconds."""
    task = embedded(fake, request())

    found = {(entry["embedding_option"], entry["embedding_scope"]) for entry in task["data"]}
    lengths = [entry["end_sec"] - entry["start_sec"] for entry in task["data"]]
    assert found == {(option, scope) for option in ("visual", "audio") for scope in ("clip", "asset")}
    assert 2 <= min(lengths) < 4
    assert task["metadata"] == {
        "input_type": "video",
        "input_url": VIDEO,
        "embedding_options": ["visual", "audio"],
        "embedding_scopes": ["clip", "asset"],
        "duration": 18,
        "embedding_dimension": 512,
    }
    assert task["usage"] == {"input_tokens": {"video": 18 * 256, "audio": 18 * 32}, "truncated": False}


def test_a_sound_is_cut_into_scenes_too(embedded, fake):
    """Unlike with marengo3.0."""
    task = embedded(fake, request("audio", AUDIO, embedding_scope=["clip"]))

    assert {entry["embedding_option"] for entry in task["data"]} == {"audio"}
    assert len({entry["end_sec"] - entry["start_sec"] for entry in task["data"]}) > 1


@pytest.mark.parametrize("scopes", [["local"], ["clip"], ["clip", "local"]])
def test_local_is_another_word_for_clip(embedded, fake, scopes):
    """Answers say clip; the metadata repeat the request (documented)."""
    task = embedded(fake, request(embedding_scope=scopes, embedding_option=["visual"]))

    assert task["metadata"]["embedding_scopes"] == scopes
    assert {entry["embedding_scope"] for entry in task["data"]} == {"clip"}
    assert len({entry["start_sec"] for entry in task["data"]}) == len(task["data"])


def test_what_the_client_says_moves_the_fused_vectors_it_overlaps(ask, embedded, fake):
    """Documented: it is folded into those, and into nothing else."""
    cut = {"temporal": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
    common = {
        "segmentation": cut,
        "embedding_scope": ["clip"],
        "embedding_type": ["separate_embedding", "fused_embedding"],
    }
    goal, kickoff = (
        embedded(fake, request(**common, time_based_metadata=[{"start": 6, "end": end, "text": text}]))["data"]
        for end, text in ((6, "a goal"), (12, "kick-off"))
    )

    changed = [(one["embedding_option"], one["start_sec"]) for one, other in zip(goal, kickoff, strict=True) if one != other]
    text = vector(ask, fake, several(said="a goal"))
    nearest = max(
        (entry for entry in goal if entry["embedding_option"] == "fused"), key=lambda entry: text @ np.array(entry["embedding"])
    )

    assert changed == [("fused", 6)]
    assert nearest["start_sec"] == 6


def test_a_sound_is_fused_with_what_the_client_says(embedded, fake):
    """It has one option only; the text is the second part (decision D67)."""
    note = {"start": 0, "end": 18, "text": "applause"}

    task = embedded(
        fake, request("audio", AUDIO, embedding_scope=["asset"], embedding_type=["fused_embedding"], time_based_metadata=[note])
    )

    assert [entry["embedding_option"] for entry in task["data"]] == ["fused"]


def test_an_image_of_a_task_has_option_and_scope(embedded, fake):
    """Unlike one that is embedded at once, whose vector it shares."""
    task = embedded(fake, request("image", IMAGE))

    (entry,) = task["data"]
    assert (entry["embedding_option"], entry["embedding_scope"], entry["start_sec"]) == ("visual", "asset", None)
    assert task["metadata"] == {
        "input_type": "image",
        "input_url": IMAGE,
        "embedding_options": ["visual"],
        "embedding_scopes": ["asset"],
        "embedding_dimension": 512,
    }
    assert task["usage"]["input_tokens"] == {"image": 256}


def test_an_image_embeds_to_one_vector_in_both_modes(ask, embedded, fake):
    """A query picture finds itself."""
    task = embedded(fake, request("image", IMAGE))

    assert task["data"][0]["embedding"] == vector(ask, fake, several(source("image", IMAGE))).tolist()


def test_older_services_do_not_have_the_fields_of_pages_and_chunks(ask):
    """Entries of marengo3.0 have what they always had."""
    body = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}

    (entry,) = ask(FakeEmbed(), "POST /embed-v2", body).json()["data"]

    assert set(entry) & set(NULLS) == set()


# What the newest specification says of it, since 2026-10-03.


def test_doc_embedding_dimension_enum_2026(ask):
    """128, 256 or 512, from the first day of the model on (decision D67)."""
    bodies = [several(said="a dog", embedding_dimension=dimension) for dimension in (127, 128, 129, 256, 512, 513)]

    for day in ("2026-08-31", "2026-10-03"):
        statuses = [ask(FakeEmbed(api_date=day), "POST /embed-v2", body).status for body in bodies]
        assert statuses == [400, 200, 400, 200, 200, 400]


@pytest.mark.parametrize("model", [{}, {"model_name": None}])
def test_a_model_need_not_be_named(ask, model):
    """It is marengo3.0 then; before that day one had to be (decision D49)."""
    body = {"input_type": "text", "text": {"input_text": "a dog"}, **model}

    old, new, named = (
        ask(FakeEmbed(api_date=day), "POST /embed-v2", {**body, **more})
        for day, more in (("2026-10-02", {}), ("2026-10-03", {}), (None, {"model_name": "marengo3.0"}))
    )

    assert (old.status, old.json()["message"]) == (400, "The model_name parameter is required but was not provided.")
    assert new.json() == named.json()


def test_input_tokens_are_a_limit_of_which_the_request_that_crosses_it_is_answered(ask, fake):
    """A second of video is 256 tokens (decision D69); marengo3.0 counts none, and what is refused makes no task."""
    fake.media("*", duration=10, audio=False)
    fake.rate_limit(tokens=3000, per="1minute")

    answers = [ask(fake, "POST /embed-v2/tasks", request()) for _ in range(3)]

    assert [answer.status for answer in answers] == [202, 202, 429]
    assert [answer.headers["x-ratelimit-token-remaining"] for answer in answers] == ["440", "0", "0"]
    assert {answer.headers["x-ratelimit-dimensions"] for answer in answers} == {"Duration,Request,Token"}
    assert answers[2].headers["retry-after"] == "60"
    assert answers[2].json()["message"].startswith("You have exceeded the rate limit (3000tokens/1minute).")
    assert len(fake.tasks) == 2
    assert ask(fake, "POST /embed-v2/tasks", {**request(), "model_name": "marengo3.0"}).status == 202
    fake.clock.advance(60)
    assert ask(fake, "POST /embed-v2", several(said="a dog")).status == 200
