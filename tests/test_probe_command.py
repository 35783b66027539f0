"""`fakeembed probe` says of a file what the fake says when the file itself is sent."""

from __future__ import annotations

import json
import struct
import tracemalloc
from base64 import b64encode

import pytest

from fakeembed import FakeEmbed, Request
from fakeembed.__main__ import main
from fakeembed.strategies import MediaFile

GIGABYTE = 2**30
VIDEO = MediaFile("a.mp4", "video", 12.0, 640, 360, sound=True)
FILES = {
    "a.mp4": VIDEO.content,
    "small.mp4": MediaFile("a.mp4", "video", 12.0, 320, 180).content,
    "long.mp4": MediaFile("a.mp4", "video", 8000.0, 640, 360).content,
    "brief.mp4": MediaFile("a.mp4", "video", 2.0, 640, 360).content,
    "half.mp4": VIDEO.content[:40],
    "video.wav": VIDEO.content,
    "a.wav": MediaFile("a.wav", "audio", 8.0).content,
    "brief.wav": MediaFile("a.wav", "audio", 1.0).content,
    "a.png": MediaFile("a.png", "image", width=200, height=150).content,
    "small.png": MediaFile("a.png", "image", width=20, height=15).content,
    "a.gif": b"GIF89a\x01\x00",
    "a.pdf": MediaFile("a.pdf", "document", pages=3).content,
    "long.pdf": MediaFile("a.pdf", "document", pages=70).content,
    "a.txt": b"A dog catches a frisbee.",
    "a.srt": b"1\n00:00:00,000 --> 00:00:10,000\nA dog\n",
    "long.md": b"word " * 3000,
    "path.mp4": b"/home/me/dog.mp4",
    "empty.mp4": b"",
}


@pytest.fixture
def probed(tmp_path, capsys):
    """Runs the command on one file and returns its status and what it says as JSON."""

    def run(name, content):
        (tmp_path / name).write_bytes(content)
        status = main(["probe", "--json", str(tmp_path / name)])
        return status, json.loads(capsys.readouterr().out)[0]

    return run


def message(answer, kind):
    """What an answer refuses with, or an empty text."""
    body = answer.json()
    return body.get(f"{kind}_embedding", {}).get("error_message", "") or body.get("error", body).get("message", "")


def sent(send, name, content, operation, model, kind):  # noqa: PLR0917 - what one request is made of
    """What the fake says to the file itself, at once or later."""
    fake = FakeEmbed()
    if operation in {"POST /embed", "POST /embed/tasks"}:
        target = operation.replace("/", "/v1.3/", 1)
        return message(send(fake, target, {"model_name": model}, {f"{kind}_file": (name, content)}), kind)
    if operation == "POST /assets":
        answer = send(fake, "POST /v1.3/assets", {"method": "direct"}, {"file": (name, content)})
        fake.clock.advance(100)
        return message(answer, kind) or next(iter(fake.assets.values())).reason or ""
    source = {"base64_string": b64encode(content).decode()}
    given = {"input_type": kind, kind: {"media_source": source}}
    if (operation, model) == ("POST /embed-v2", "marengo3.5"):
        given = {"input_type": "multi_input", "multi_input": {"media_sources": [{"media_type": kind, **source}]}}
    body = json.dumps({"model_name": model, **given}).encode()
    path = operation.replace("POST ", "/v1.3")
    answer = fake.app(Request("POST", path, headers={"x-api-key": "any", "content-type": "application/json"}, body=body))
    return message(answer, kind) or next((task.reason for task in fake.tasks.values()), None) or ""


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name]])  # base64 of nothing is refused for being empty
def test_a_verdict_is_the_answer_to_the_file_itself(probed, send, name):
    """Word for word, for every operation that takes files of its kind, whether it is refused at once or its task fails."""
    _, found = probed(name, FILES[name])
    kind = "video" if name in {"path.mp4", "empty.mp4"} else found["kind"] or "video"

    said = {(asked["operation"], asked["model"]): asked["refusal"] for asked in found["operations"]}

    assert said == {(operation, model): sent(send, name, FILES[name], operation, model, kind) for operation, model in said}
    assert ("POST /assets", "") in said
    assert any(operation == "POST /embed-v2/tasks" for operation, _ in said)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("a.mp4", {"kind": "video", "extension": "mp4", "duration": 12.0, "width": 640, "height": 360, "audio": True, "clips": 2}),
        ("video.wav", {"kind": "video", "extension": "mp4"}),
        ("a.wav", {"kind": "audio", "extension": "wav", "duration": 8.0, "clips": 2}),
        ("a.png", {"kind": "image", "extension": "png", "width": 200, "height": 150}),
        ("a.pdf", {"kind": "document", "extension": "pdf", "pages": 3}),
        ("half.mp4", {"kind": None}),
        ("empty.mp4", {"kind": "document"}),
    ],
)
def test_facts_are_what_the_fake_reads(probed, name, facts):
    """The name says nothing; an empty file is an empty text."""
    _, found = probed(name, FILES[name])

    assert found.items() >= {"size": len(FILES[name]), **facts}.items()


@pytest.mark.parametrize(("name", "status"), [("a.mp4", 0), ("a.wav", 0), ("half.mp4", 1), ("path.mp4", 1), ("a.gif", 1)])
def test_the_status_says_whether_a_file_is_good_for_anything(probed, name, status):
    """One is for what no operation takes."""
    assert probed(name, FILES[name])[0] == status


def test_a_person_reads_a_line_for_each_operation(tmp_path, capsys):
    """Of each file first what it is."""
    (tmp_path / "dog.mp4").write_bytes(FILES["a.mp4"])
    (tmp_path / "small.mp4").write_bytes(FILES["small.mp4"])

    status = main(["probe", str(tmp_path / "dog.mp4"), str(tmp_path / "small.mp4")])

    said = capsys.readouterr().out
    assert status == 0
    assert "dog.mp4: video (mp4), 12.000 s, 2 clips of 6 s, 640x360, with sound," in said
    assert "  taken    POST /embed/tasks marengo3.0\n" in said
    assert "  refused  POST /embed/tasks marengo3.0: The resolution of the video is too low." in said


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path, capsys):
    """Two is the status of what could not be done."""
    status = main(["probe", str(tmp_path / "none.mp4")])

    assert status == 2
    assert capsys.readouterr().err == f"fakeembed probe: {tmp_path / 'none.mp4'}: No such file or directory\n"


def test_a_file_of_gigabytes_is_not_read_into_memory(tmp_path, capsys):
    """Nor is any of it sent to anybody: it has a hole of two gigabytes."""
    at = VIDEO.content.index(b"moov") - 4
    with (tmp_path / "large.mp4").open("wb") as file:
        file.write(VIDEO.content[:at] + struct.pack(">I4sQ", 1, b"free", 2 * GIGABYTE))
        file.seek(at + 2 * GIGABYTE)
        file.write(VIDEO.content[at:])
    tracemalloc.start()

    status = main(["probe", str(tmp_path / "large.mp4")])

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = capsys.readouterr().out
    assert status == 0
    assert peak < 64 * 2**20
    assert "video (mp4), 12.000 s" in said
    assert "refused  POST /embed/tasks marengo3.0: The video is too large. Please use a video with a size less than 2GB." in said
    assert "refused  POST /assets: The video is too large. Please use a video with a size less than 200MB." in said
