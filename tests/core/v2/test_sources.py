"""A medium is named by its URL, by its bytes or as an asset; what it embeds to depends on what it is, not on how it came."""

from __future__ import annotations

from base64 import b64encode

import numpy as np
import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed._core.v2 import medium_rules as v2_medium_rules

VIDEO = "https://example.com/a.mp4"
SIX_SECONDS = {"segmentation": {"strategy": "fixed", "fixed": {"duration_sec": 6}}}
FILES = {"video": "a.mp4", "audio": "a.wav", "image": "a.png"}


@pytest.fixture
def files(video_file, audio_file, image_file):
    """A real file of each kind."""
    return {"video": video_file(12.0), "audio": audio_file(12.0), "image": image_file(256, 128)}


def request(kind, source, **fields):
    return {"input_type": kind, "model_name": "marengo3.0", kind: {"media_source": source, **fields}}


def base64(content):
    """Bytes as the text that JSON can carry."""
    return b64encode(content).decode()


def are_coarse(new, old):
    """Whether vectors are others in exact bfloat16: half of each float32 is zeros, and no such number is nearer (seen of v2)."""
    new, old = np.array(new, np.float32), np.array(old, np.float32)
    half_a_step = np.ldexp(1.0, np.frexp(old)[1] - 9)
    return not (new.view(np.uint32) & 0xFFFF).any() and bool((np.abs(new.astype(float) - old) <= half_a_step).all())


def upload(send, fake, name, content):
    """The id of a new asset, which is processing."""
    return send(fake, "POST /v1.3/assets", {"method": "direct"}, {"file": (name, content)}).json()["_id"]


@pytest.mark.parametrize("kind", FILES)
def test_the_same_bytes_embed_to_the_same_vectors(ask, send, fake, files, kind):
    """Whether they come in the request or were uploaded before."""
    fields = {} if kind == "image" else SIX_SECONDS
    asset_id = upload(send, fake, FILES[kind], files[kind])
    fake.clock.advance(10)

    by_bytes = ask(fake, "POST /embed-v2", request(kind, {"base64_string": base64(files[kind])}, **fields)).json()
    by_asset = ask(fake, "POST /embed-v2", request(kind, {"asset_id": asset_id}, **fields)).json()

    assert by_bytes["data"] == by_asset["data"]
    assert by_bytes["metadata"].get("input_filename") is None
    assert by_asset["metadata"]["input_filename"] == FILES[kind]


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_a_task_embeds_what_the_sync_operation_embeds(ask, embedded, fake, files, kind):
    """An answer that was awaited and one that was fetched are the same list."""
    body = request(kind, {"base64_string": base64(files[kind])})

    assert embedded(fake, body)["data"] == ask(fake, "POST /embed-v2", body).json()["data"]


def test_a_file_that_v1_embedded_embeds_to_the_same_clips(ask, send, fake, files):
    """Vectors of an old index stay comparable with new ones, clip by clip and as a whole."""
    task = send(
        fake,
        "POST /v1.3/embed/tasks",
        {"model_name": "marengo3.0", "video_embedding_scope": ["clip", "video"]},
        {"video_file": ("a.mp4", files["video"])},
    ).json()["_id"]
    fake.clock.advance(10)
    old = send(fake, f"GET /v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]

    new = ask(fake, "POST /embed-v2", request("video", {"base64_string": base64(files["video"])}, **SIX_SECONDS)).json()["data"]

    def by_place(option, scope, start, end):
        return option, {"video": "asset"}.get(scope, scope), start, end

    was = {
        by_place(s["embedding_option"], s["embedding_scope"], s["start_offset_sec"], s["end_offset_sec"]): s["float"] for s in old
    }
    now = {by_place(e["embedding_option"], e["embedding_scope"], e["start_sec"], e["end_sec"]): e["embedding"] for e in new}
    assert was.keys() == now.keys()
    assert are_coarse([now[place] for place in was], [*was.values()])


def test_a_url_embeds_to_the_same_vectors_everywhere(ask, embedded, send, fake):
    """In v1, at once and in a task."""
    task = send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": VIDEO}).json()["_id"]
    fake.clock.advance(10)
    v1 = send(fake, f"GET /v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]
    body = request("video", {"url": VIDEO}, **SIX_SECONDS, embedding_scope=["clip"])

    found = [ask(fake, "POST /embed-v2", body).json()["data"], embedded(fake, body)["data"]]

    was = {(segment["embedding_option"], segment["start_offset_sec"]): segment["float"] for segment in v1}
    at_once, of_the_task = (
        {(entry["embedding_option"], entry["start_sec"]): entry["embedding"] for entry in data} for data in found
    )
    assert len(was) == len(v1)
    assert at_once == of_the_task
    assert at_once.keys() == was.keys()
    assert are_coarse([at_once[place] for place in was], [*was.values()])


def test_a_picture_embeds_to_the_same_vector_in_v1_but_for_its_last_digits(ask, send, fake, files):
    """By file there, by base64 here."""
    old = send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0"}, {"image_file": ("a.png", files["image"])}).json()

    new = ask(fake, "POST /embed-v2", request("image", {"base64_string": base64(files["image"])})).json()

    assert are_coarse(new["data"][0]["embedding"], old["image_embedding"]["segments"][0]["float"])


def test_a_text_embeds_to_the_same_vector_in_v1_but_for_its_last_digits(ask, send, fake):
    """So that an index that was filled through one can be searched through the other."""
    old = send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "text": "a dog"}).json()

    new = ask(fake, "POST /embed-v2", {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}).json()

    assert are_coarse(new["data"][0]["embedding"], old["text_embedding"]["segments"][0]["float"])


def test_facts_come_from_decoded_bytes(ask, fake, video_file):
    """Duration and sound of a base64 video are read like those of a file."""
    silent = base64(video_file(14.0, sound=False))

    found = ask(fake, "POST /embed-v2", request("video", {"base64_string": silent}, **SIX_SECONDS)).json()

    assert found["metadata"]["duration"] == 14
    assert [(entry["embedding_option"], entry["start_sec"], entry["end_sec"]) for entry in found["data"]] == [
        ("visual", 0, 14),
        ("visual", 0, 6),
        ("visual", 6, 12),
        ("visual", 12, 14),
    ]


def test_line_breaks_in_base64_do_not_count(ask, fake, files):
    """Encoders for mail put them in (decision D63)."""
    text = base64(files["image"])
    broken = "\r\n".join(text[start : start + 76] for start in range(0, len(text), 76))

    answers = [ask(fake, "POST /embed-v2", request("image", {"base64_string": each})).json() for each in (text, broken)]

    assert answers[0] == answers[1]


def test_decoded_audio_and_video_have_at_most_36_megabytes(ask, monkeypatch, fake):
    """The bound itself is accepted; a small one stands for it here."""
    monkeypatch.setattr(v2_medium_rules, "LARGEST_BASE64", 100)
    fake.media("*", duration=8)

    answers = [ask(fake, "POST /embed-v2", request("video", {"base64_string": base64(bytes(size))})) for size in (100, 101)]

    assert [answer.status for answer in answers] == [200, 400]
    assert answers[1].json() == {
        "code": "parameter_invalid",
        "message": "The video.media_source.base64_string parameter is invalid. The decoded media should not be larger than 36 MB",
    }


def test_the_largest_base64_is_36_megabytes():
    """As the client 1.3.6 documents it."""
    assert v2_medium_rules.LARGEST_BASE64 == 36 * 1024 * 1024


# assets


@pytest.mark.parametrize("operation", ["POST /embed-v2", "POST /embed-v2/tasks"])
def test_an_asset_that_is_processing_is_not_ready(ask, send, fake, files, operation):
    """Since July 2026 every upload starts so; clients look for the code and for `being processed`, and try again."""
    asset_id = upload(send, fake, "a.mp4", files["video"])

    answer = ask(fake, operation, request("video", {"asset_id": asset_id}))

    assert (answer.status, answer.retryable) == (400, True)
    assert answer.json() == {
        "code": "asset_not_ready",
        "message": f"Asset with id {asset_id} is still being processed. Please try again later.",
    }


@pytest.mark.parametrize("operation", ["POST /embed-v2", "POST /embed-v2/tasks"])
def test_v2_asset_not_ready_retry(ask, send, files, operation):
    """The quickstart of the vendor uses an asset at once: that worked before 2026-07-07, and is refused since."""
    statuses = {}
    for day in ("2026-03-15", "2026-07-06", "2026-07-07", "2026-08-01"):
        fake = FakeEmbed(api_date=day)
        asset_id = upload(send, fake, "a.mp4", files["video"])
        statuses[day] = ask(fake, operation, request("video", {"asset_id": asset_id})).status

    done = 202 if operation.endswith("tasks") else 200
    assert statuses == {"2026-03-15": done, "2026-07-06": done, "2026-07-07": 400, "2026-08-01": 400}


def test_a_large_asset_was_processed_before_july_2026_too(ask, send):
    """More than 200 MB; `asset_not_ready` is not known of those days, so it is an invalid parameter (decision D29)."""
    fake = FakeEmbed(api_date="2026-07-06")
    fake.media("*/large.mp4", size=200 * 1024**2 + 1)
    fake.media("*/small.mp4", size=200 * 1024**2)
    urls = [f"https://example.com/{size}.mp4" for size in ("small", "large")]
    made = [send(fake, "POST /v1.3/assets", {"method": "url", "url": url}).json() for url in urls]

    answer = ask(fake, "POST /embed-v2", request("video", {"asset_id": made[1]["_id"]}))

    assert [asset["status"] for asset in made] == ["ready", "processing"]
    assert answer.json() == {
        "code": "parameter_invalid",
        "message": "The video.media_source.asset_id parameter is invalid. The asset is still being processed",
    }


def test_an_unknown_asset_is_a_400(ask, fake):
    """What is missing is not what the path names (decision D30)."""
    answer = ask(fake, "POST /embed-v2", request("video", {"asset_id": "64f8d2c7e4a1b37f8a9c5d12"}))

    assert answer.status == 400
    assert answer.json() == {
        "code": "resource_not_exists",
        "message": "Resource with id 64f8d2c7e4a1b37f8a9c5d12 does not exist in assets.",
    }


def test_an_asset_that_failed_cannot_be_embedded(ask, send, fake):
    """It will never be ready, so nobody is told to wait."""
    asset_id = upload(send, fake, "a.mp4", b"\0\0\0\x18ftypmp42 and no video")
    fake.clock.advance(10)

    answer = ask(fake, "POST /embed-v2", request("video", {"asset_id": asset_id}))

    assert not answer.retryable
    assert answer.json() == {
        "code": "parameter_invalid",
        "message": "The video.media_source.asset_id parameter is invalid. The asset failed and cannot be embedded",
    }


def test_an_asset_of_another_kind_is_refused(ask, send, fake, files):
    """A picture is no video."""
    asset_id = upload(send, fake, "a.png", files["image"])
    fake.clock.advance(10)

    answer = ask(fake, "POST /embed-v2", request("video", {"asset_id": asset_id}))

    assert answer.json() == {
        "code": "parameter_invalid",
        "message": "The video.media_source.asset_id parameter is invalid. received image, but expected video",
    }


def test_a_declared_scene_decides_what_a_text_finds(ask, fake):
    """Search across v2: the clip that shows it is nearest to the text."""
    fake.media("a.mp4", duration=12, scenes=[Scene(0, 6, "a dog catches a frisbee"), Scene(6, 12, "a city at night")])
    clips = ask(
        fake,
        "POST /embed-v2",
        request("video", {"url": VIDEO}, **SIX_SECONDS, embedding_option=["visual"], embedding_scope=["clip"]),
    ).json()["data"]
    query = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "dog with a frisbee"}}
    text = ask(fake, "POST /embed-v2", query).json()["data"][0]["embedding"]

    near = [float(np.dot(clip["embedding"], text)) for clip in clips]

    assert near[0] > near[1]


def test_another_seed_is_another_space(ask):
    """The seed decides vectors here as well."""
    body = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}

    vectors = [ask(FakeEmbed(seed=seed), "POST /embed-v2", body).json()["data"][0]["embedding"] for seed in (0, 0, 1)]

    assert vectors[0] == vectors[1] != vectors[2]
