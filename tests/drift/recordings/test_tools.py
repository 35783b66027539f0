"""Recordings that real tools make of a healthy fake are read whole, and show no drift."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import requests

from fakeembed.drift import suite
from fakeembed.drift.recordings import learning, reading, verdict
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.recording import Recorder
from fakeembed.drift.verification.target import FakeTarget

vcr = pytest.importorskip("vcr", reason="vcrpy writes the cassettes")


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


def test_a_file_under_another_name_is_another_request(fake_embed_server, tmp_path):
    """A case expects the name of its own file in the answer."""
    path, clip = tmp_path / "story.yaml", suite.medium("clip.mp4")
    with vcr.VCR(record_mode="all").use_cassette(str(path)):
        for name in ("clip.mp4", "holiday.mp4"):
            httpx.post(
                f"{fake_embed_server.url}/v1.3/assets",
                data={"method": "direct"},
                files={"file": (name, clip)},
                headers={"x-api-key": "any"},
            )

    found, report = judged(path, fake_embed_server.url)

    assert [exchange.json["filename"] for exchange, _ in found.ours] == ["clip.mp4", "holiday.mp4"]
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []


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


@pytest.fixture
def mitmproxy(fake_embed_server, tmp_path):
    """A proxy in front of the served fake that writes a HAR file when it ends: where it listens, and how to end it."""
    program = shutil.which("mitmdump")
    if program is None:
        pytest.skip("mitmdump is not on the PATH; the package mitmproxy has it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = tmp_path / "story.har"
    options = ["--mode", f"reverse:{fake_embed_server.url}", "--listen-host", "127.0.0.1", "--listen-port", str(port)]
    command = [program, *options, "--set", f"hardump={path}", "--set", f"confdir={tmp_path}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "listening" in line:
                break

        def end():
            process.send_signal(signal.SIGINT)
            process.communicate()
            return path

        yield f"http://127.0.0.1:{port}", end
        process.kill()


@pytest.mark.parametrize("client", [httpx, requests], ids=["httpx", "requests"])
def test_a_har_of_mitmproxy(mitmproxy, fake_embed_server, video_file, client):
    """Every byte of a form is there, as letters."""
    url, end = mitmproxy
    clip = video_file(4.0)
    story(client, url, clip)

    path = end()
    found, report = judged(path, fake_embed_server.url)

    assert (len(found.ours), len(found.unknown)) == (6, 1)
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert (report.unchecked, report.outside, report.exit_status) == ((), (), 0)
    assert any(clip in (exchange.question or b"") for exchange in reading.exchanges(path))


def polly():
    """The folder of modules with Polly.js, installed once; the test is skipped where that cannot be."""
    cache = Path(os.environ.get("FAKEEMBED_CLIENTS", Path(__file__).parents[3] / ".cache")) / "npm" / "polly-6"
    if not (cache / "node_modules" / "@pollyjs").is_dir():
        npm = shutil.which("npm") or pytest.skip("npm is not installed")
        packages = ["@pollyjs/core@6.0.6", "@pollyjs/adapter-fetch@6.0.7", "@pollyjs/persister-fs@6.0.6"]
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", cache, *packages]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0:
            pytest.skip(f"npm cannot install Polly.js: {done.stderr.strip().splitlines()[-1:]}")
    return cache / "node_modules"


def test_a_har_of_polly(fake_embed_server, tmp_path):
    """Its forms are lost, which is no drift."""
    node, modules = shutil.which("node") or pytest.skip("node is not installed"), polly()
    program = Path(__file__).parent / "polly" / "story.cjs"
    environment = {**os.environ, "NODE_PATH": str(modules)}
    subprocess.run([node, program, fake_embed_server.url, tmp_path], env=environment, check=True, timeout=60, capture_output=True)
    (path,) = tmp_path.rglob("*.har")

    found, report = judged(path, fake_embed_server.url)

    assert len(found.ours) == 5
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert [gap.reason for gap in report.outside] == ["the recording lost the body of the request"] * 2
    assert report.exit_status == 0


@pytest.mark.once
def test_our_own_recording_of_all_contracts(tmp_path):
    """Many accounts on many days, each in a folder of its own; what nobody outside knows is confirmed by the fake, of course."""
    target = Recorder(FakeTarget(), tmp_path / "today")
    engine.run(target)

    found = verdict.traffic([tmp_path / "today"], {"api.twelvelabs.io"})
    report = verdict.report(found, "today")

    assert len(found.ours) > 700
    assert [drift.as_json() for drift in (*report.drifts, *report.learned)] == []
    assert {lesson.verdict for lesson in learning.lessons(found.ours)} == {"confirm"}
