"""Recording and replay: readable, without secrets, and a recording answers as the target did."""

from __future__ import annotations

import json

import pytest

from fakeembed import Response
from fakeembed.drift.differences import Kind
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.answers import CannotLook, OutsideTarget
from fakeembed.drift.verification.recording import Recorder, Replay
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.wording import Question

SECRET = "not-a-key-but-secret"
EMBED = ("POST", "/v1.3/embed")
TEXT = Question(*EMBED, fields=(("model_name", "marengo3.0"), ("text", "a dog")), operation=EMBED)


def some_contracts():
    """Every kind of step: media that are declared, tasks that are waited for, past days, vectors."""
    wanted = (
        "v1_3/retrieve_task",
        "v1_3/task_status",
        "v1_2/retrieve_task",
        "the same video",
        "a task is processing",
        "sound is not",
    )
    return [one for one in engine.contracts() if engine.name(one).startswith(wanted)]


def findings(target):
    """What the contracts find, without the line that shows it again."""
    return [(one.expectation.case, one.drifts, bool(one.unchecked), bool(one.outside)) for one in _examined(target)]


def _examined(target):
    examined = [engine.run_contract(contract, target) for contract in some_contracts()]
    target.close()
    return examined


def files(folder):
    """The text of every file of a recording."""
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.json")}


def test_a_recording_answers_as_the_target_did(tmp_path):
    """A build without a key checks yesterday's answers."""
    asked = findings(Recorder(FakeTarget(), tmp_path))

    replayed = findings(Replay(tmp_path))

    assert len(asked) > 40
    differing = [(case, outside) for case, _, _, outside in replayed if (case, (), False, outside) not in asked]
    assert differing == [("sound is not simply near pictures", True)]  # needs whole vectors


def test_drift_is_found_in_a_recording_too(tmp_path):
    """What differs is in the file, and stays different."""
    target = FakeTarget()
    recorder = Recorder(target, tmp_path)
    findings(recorder)
    [path] = [path for path in tmp_path.rglob("*.json") if "never-shows-segments" in str(path)]
    exchange = json.loads(path.read_text("utf-8"))
    exchange["response"]["body"]["status"] = 7
    path.write_text(json.dumps(exchange), "utf-8")

    drifts = [drift for _, found, _, _ in findings(Replay(tmp_path)) for drift in found]

    assert {(drift.kind, drift.operation) for drift in drifts} == {(Kind.TYPE_CHANGED, "GET /embed/tasks/{task_id}/status")}


def test_two_recordings_of_the_same_target_are_the_same(tmp_path):
    """So that `diff -r` shows what changed, and nothing else."""
    for name in ("one", "other"):
        findings(Recorder(FakeTarget(), tmp_path / name))

    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_a_vector_is_its_width_norm_digest_and_first_values(tmp_path):
    """A page of numbers tells a reader nothing."""
    recorder = Recorder(FakeTarget(), tmp_path)
    whole = recorder.ask(TEXT, day=None).body["text_embedding"]["segments"][0]["float"]

    written = json.loads((tmp_path / "before-all" / "01.json").read_text("utf-8"))["response"]["body"]
    replayed = Replay(tmp_path).ask(TEXT, day=None).body["text_embedding"]["segments"][0]["float"]

    vector = written["text_embedding"]["segments"][0]["float"]["_vector"]
    assert (vector["width"], round(vector["norm"], 6), vector["first"]) == (512, 1.0, whole[:8])
    assert (len(replayed), replayed[:8]) == (512, whole[:8])
    assert sum(number * number for number in replayed) == pytest.approx(1.0)


def test_a_broken_vector_is_written_as_it_is(at, served, tmp_path):
    """Making it shorter would hide what is wrong with it."""
    body = json.dumps({"model_name": "marengo3.0", "text_embedding": {"segments": [{"float": [*["x"], *[0.5] * 511]}]}}).encode()
    served.change = lambda _request, response: Response(response.status, response.headers, body)

    Recorder(at(served.url), tmp_path).ask(TEXT, day=None)

    assert Replay(tmp_path).ask(TEXT, day=None).body == json.loads(body)


def test_nothing_secret_is_written(at, served, tmp_path):
    """Neither the key, whoever echoes it, nor the query of a signed URL."""
    url = "https://bucket.example.com/clip.mp4?X-Amz-Signature=abcdef&Expires=1"
    served.change = lambda request, response: Response(
        response.status, {**response.headers, "x-echo": request.header("x-api-key")}, json.dumps({"url": url}).encode()
    )
    recorder = Recorder(at(served.url, key=SECRET), tmp_path, secret=SECRET)
    recorder.ask(Question(*EMBED, fields=(("image_url", url),), operation=EMBED), day=None)

    text = "".join(files(tmp_path).values())

    assert SECRET not in text
    assert "abcdef" not in text
    assert text.count("https://bucket.example.com/clip.mp4?(redacted)") == 2


def test_what_was_not_recorded_cannot_be_looked_at(tmp_path):
    """A new case is not in yesterday's recording; that is a gap, not agreement."""
    Recorder(FakeTarget(), tmp_path)

    with pytest.raises(CannotLook, match="not in the recording"):
        Replay(tmp_path).ask(TEXT, day=None)


def test_another_question_at_the_same_place_cannot_be_looked_at(tmp_path):
    """A case that changed since asks for something else."""
    Recorder(FakeTarget(), tmp_path).ask(TEXT, day=None)

    with pytest.raises(CannotLook, match="another question here"):
        Replay(tmp_path).ask(Question("GET", "/v1.3/embed/tasks"), day=None)


def test_why_there_was_no_answer_is_recorded(at, served, tmp_path):
    """The live service cannot be told what a medium is, and neither can its recording."""
    live = at(served.url, live=True)
    with pytest.raises(OutsideTarget):
        Recorder(live, tmp_path).declare({"match": "a.mp4"}, day=None)

    with pytest.raises(OutsideTarget, match="only a fake can be told"):
        Replay(tmp_path).declare({"match": "a.mp4"}, day=None)
