"""Whole bodies that the live service was seen to answer, replayed on the fake of their day: keys, values and kinds of vectors."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from fakeembed import FakeEmbed

sys.path.append(str(Path(__file__).parent))

from recorded_bodies import RECORDINGS, Vector

VIDEO = "https://example.com/video.mp4"


@pytest.fixture
def files(audio_file, image_file):
    """What was uploaded, by its field."""
    return {"audio_file": audio_file(8.0), "image_file": image_file(640, 480)}


def answered(ask, send, fake, recording, files):
    """The answer that is compared: at once, or of a task that has ended."""
    kind, _, path = recording.operation.partition(" ")
    if kind == "JSON":
        return ask(fake, f"POST {path}", recording.fields)
    if kind == "POST":
        uploads = {name: (recording.fields[name], files[name]) for name in files.keys() & recording.fields.keys()}
        return send(fake, recording.operation, {n: v for n, v in recording.fields.items() if n not in uploads}, uploads)
    if path == "v2":
        video = {"media_source": {"url": VIDEO}, **recording.fields}
        made = ask(fake, "POST /embed-v2/tasks", {"input_type": "video", "model_name": "marengo3.0", "video": video})
        path = "v1.3/embed-v2"
    else:
        made = send(fake, f"POST /{path}/embed/tasks", {"video_url": VIDEO, **recording.fields})
        path = f"{path}/embed"
    fake.clock.advance(60)
    return send(fake, f"GET /{path}/tasks/{made.json()['_id']}")


def part(body, recording):
    """What of an answer was recorded: all of it, or segments, metadata or the order of a task."""
    kind = recording.operation.partition(" ")[0]
    if kind not in {"task", "metadata"}:
        for found in body.values():  # the prints of uploads show no `metadata`, and do not say whether there was any
            if isinstance(found, dict):
                found.pop("metadata", None)
        return body
    if "data" in body:
        places = {number: (entry["embedding_scope"], entry["embedding_option"]) for number, entry in enumerate(body["data"])}
        return {number: places.get(number) for number in recording.body}
    if kind == "metadata":
        return body["video_embedding"]["metadata"]
    segments = body.get("video_embedding", {}).get("segments") or [
        {name: value for name, value in entry.items() if name != "embedding"} for entry in body["video_embeddings"]
    ]
    if "count" in recording.body:
        return {"count": len(segments), "first": segments[0]}
    if "embedding_option" not in recording.body[0]:  # printed without it, those of the first one
        first = [entry for entry in segments if entry.get("embedding_option") == segments[0].get("embedding_option")]
        return [{name: value for name, value in entry.items() if name != "embedding_option"} for entry in first]
    return segments


def matches(expected, seen):
    """The same keys and values; a vector has the width, the kind and the norm that were recorded."""
    if isinstance(expected, Vector):
        values = np.array(seen, np.float32)
        coarse = bool(((values.view(np.uint32) & 0xFFFF) == 0).all())
        norm = float(np.linalg.norm(values.astype(np.float64)))
        return len(seen) == expected.width and coarse == (expected.kind == "bfloat16") and abs(norm - 1) <= expected.tolerance
    if isinstance(expected, dict):
        return expected.keys() == seen.keys() and all(matches(value, seen[name]) for name, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(seen) and all(map(matches, expected, seen))
    return expected == seen


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_a_recorded_body_is_answered_on_its_day(ask, send, files, recording):
    """Whatever a public program was written against holds on the fake."""
    fake = FakeEmbed(api_date=recording.day)
    if recording.medium:
        fake.media("*", **recording.medium)

    answer = answered(ask, send, fake, recording, files)

    assert answer.status == recording.status, answer.json()
    assert matches(recording.body, part(answer.json(), recording)), part(answer.json(), recording)
