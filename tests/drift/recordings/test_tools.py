"""Recordings that real tools make of a healthy fake are read whole, and show no drift."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import requests

from fakeembed.drift.recordings import learning, reading, verdict
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.recording import Recorder
from fakeembed.drift.verification.target import FakeTarget

vcr = pytest.importorskip("vcr", reason="vcrpy writes the cassettes")
MEDIA = Path(__file__).parents[3] / "contracts" / "media"


def story(client, url, clip):
    """The requests of a small program, in the words that httpx and requests share."""
    headers = {"x-api-key": "any"}
    form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dög.mp4")}
    created = client.post(f"{url}/v1.3/embed/tasks", files=form, headers=headers).json()["_id"]
    client.post(
        f"{url}/v1.3/embed/tasks", files={"model_name": (None, "marengo3.0"), "video_file": ("clip.mp4", clip)}, headers=headers
    )
    client.get(f"{url}/v1.3/embed/tasks/{created}/status", headers=headers)
    client.get(f"{url}/v1.3/embed/tasks", params={"page_limit": "5", "status": "processing"}, headers=headers)
    client.post(f"{url}/v1.3/embed/tasks", files={"model_name": (None, "marengo")}, headers=headers)
    text = {"input_type": "text", "model_name": "marengo3.0", "text": {"input_text": "a dog"}}
    client.post(f"{url}/v1.3/embed-v2", json=text, headers=headers)
    client.get(f"{url}/elsewhere", headers=headers)


def judged(path, url):
    """How many exchanges of a recording are the service's, and what its report says."""
    found = verdict.traffic([path], {urlsplit(url).netloc})
    return found, verdict.report(found, path.name)


@pytest.mark.parametrize("client", [httpx, requests], ids=["httpx", "requests"])
@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_a_cassette_of_vcrpy(fake_embed_server, tmp_path, video_file, client, kind):
    """A JSON cassette keeps no bytes, so its story sends none."""
    path = tmp_path / f"story.{kind}"
    clip = video_file(4.0)
    with vcr.VCR(record_mode="all").use_cassette(str(path), serializer=kind) as cassette:
        story(client, fake_embed_server.url, clip if kind == "yaml" else b"no video")
        if kind == "json":
            cassette.data = [pair for pair in cassette.data if b"no video" not in (pair[0].body or b"")]

    found, report = judged(path, fake_embed_server.url)

    assert len(found.ours) == (6 if kind == "yaml" else 5)
    assert len(found.unknown) == 1
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert (report.unchecked, report.outside, report.exit_status) == ((), (), 0)


def test_a_cassette_keeps_what_was_sent(fake_embed_server, tmp_path, video_file):
    """Byte for byte, so that a file can be judged."""
    path, clip = tmp_path / "story.yaml", video_file(4.0)
    with vcr.VCR(record_mode="all").use_cassette(str(path)):
        story(httpx, fake_embed_server.url, clip)

    assert any(clip in (exchange.question or b"") for exchange in reading.exchanges(path))


def test_a_broken_fake_is_found_in_a_cassette(fake_embed_server, tmp_path):
    """The status loses a field on its way into the cassette."""
    path = tmp_path / "story.json"
    with vcr.VCR(record_mode="all").use_cassette(str(path), serializer="json"):
        client, url = httpx, fake_embed_server.url
        form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
        created = client.post(f"{url}/v1.3/embed/tasks", files=form, headers={"x-api-key": "any"}).json()["_id"]
        client.get(f"{url}/v1.3/embed/tasks/{created}/status", headers={"x-api-key": "any"})
    cassette = json.loads(path.read_text("utf-8"))
    body = cassette["interactions"][-1]["response"]["body"]
    told = json.loads(body["string"])
    del told["status"]
    body["string"] = json.dumps(told)
    path.write_text(json.dumps(cassette), "utf-8")

    _, report = judged(path, fake_embed_server.url)

    assert [(drift.kind.value, drift.where) for drift in report.breaking] == [("field-removed", "response 200 $.status")]
    assert report.exit_status == 1


def test_our_own_recording_of_all_contracts(tmp_path):
    """Many accounts on many days, each in a folder of its own; what nobody outside knows is confirmed by the fake, of course."""
    target = Recorder(FakeTarget(), tmp_path / "today")
    engine.run(target)

    found = verdict.traffic([tmp_path / "today"], {"api.twelvelabs.io"})
    report = verdict.report(found, "today")

    assert len(found.ours) > 700
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert {lesson.verdict for lesson in learning.lessons(found.ours)} == {"confirm"}
