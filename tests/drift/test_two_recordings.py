"""Two recordings of one service, made on two days: what changed is said in the words of the first, what always differs is not."""

from __future__ import annotations

import json
import shutil

import pytest

from fakeembed.__main__ import main
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.recording import Recorder
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.two_recordings import compare

NOW = "2026-07-20T12:00:00Z"
CONTRACTS = [one for one in engine.contracts() if engine.name(one).startswith(("v1_3/create_embeddings", "v1_3/list", "v2/list"))]


def record(folder, *, first=0):
    """What `verify --record` writes of some contracts, from the first one on."""
    recorder = Recorder(FakeTarget(), folder)
    for contract in CONTRACTS[first:]:
        engine.run_contract(contract, recorder)
    recorder.close()
    return folder


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """One recording; the ids in it depend on how much was asked before."""
    return record(tmp_path_factory.mktemp("a") / "monday")


@pytest.fixture
def changed(recorded, tmp_path):
    """A copy of it after a change of the first exchange that an operation answered with a status."""

    def change(method, ending, status, alter):
        copy = shutil.copytree(recorded, tmp_path / "tuesday")
        for path in sorted(copy.glob("*/*.json")):
            exchange = json.loads(path.read_text())
            request, response = exchange.get("request", {}), exchange.get("response", {})
            if (request.get("method"), response.get("status")) == (method, status) and request["path"].endswith(ending):
                alter(response)
                path.write_text(json.dumps(exchange))
                return compare([recorded], copy, NOW)
        pytest.fail("nothing was changed")

    return change


def test_two_recordings_of_one_fake_are_the_same(recorded, tmp_path, capsys):
    """Ids, moments, traces and what a quota counts differ, and nobody hears of it."""
    again = record(tmp_path / "tuesday")
    for path in again.glob("*/*.json"):
        path.write_text(path.read_text().replace('"digest": "', '"digest": "0'))

    assert main(["drift", "--recording", str(recorded), "--against", str(again)]) == 0
    assert capsys.readouterr() == ("", "")


def test_what_only_one_has_was_not_compared(recorded, tmp_path):
    """A recording that stopped half way agrees with nothing it has not."""
    half = record(tmp_path / "half", first=5)

    report = compare([recorded], half, NOW)

    assert report.drifts == ()
    assert report.exit_status == 2
    assert {gap.reason for gap in report.unchecked} == {"only monday has it"}


def test_each_older_recording_is_compared_with_the_newer_one(recorded, changed, tmp_path):
    """The first of them agrees with the last one, the second does not."""
    changed("POST", "/v1.3/embed", 200, lambda answer: answer["body"].update(model_name=3))

    report = compare([recorded, tmp_path / "tuesday"], recorded, NOW)

    assert {(drift.kind.value, drift.source.partition(",")[0]) for drift in report.drifts} == {("type-changed", "tuesday")}


def test_two_halves_are_one_recording(recorded, tmp_path):
    """What one of the older recordings has is no news in the newer one."""
    halves = [shutil.copytree(recorded, tmp_path / name) for name in ("morning", "evening")]
    cases = sorted(path for path in recorded.iterdir() if path.is_dir())
    for number, case in enumerate(cases):
        shutil.rmtree(halves[number % 2] / case.name)

    assert compare(halves, recorded, NOW).unchecked == ()
    assert len(compare(halves[:1], recorded, NOW).unchecked) > 0


CHANGES = {
    "a field is gone": ("POST", "/v1.3/embed", 200, lambda answer: answer["body"].pop("model_name"), "field-removed", True),
    "a field is new": ("POST", "/v1.3/embed", 200, lambda answer: answer["body"].update(more=1), "field-added", False),
    "another type": ("POST", "/v1.3/embed", 200, lambda answer: answer["body"].update(model_name=3), "type-changed", True),
    "another message": ("POST", "/v1.3/embed", 400, lambda answer: answer["body"].update(message="no"), "message-changed", True),
    "another status": ("POST", "/v1.3/embed", 400, lambda answer: answer.update(status=422), "status-changed", True),
    "a header is gone": ("POST", "/v1.3/embed", 400, lambda answer: answer["headers"].clear(), "header-missing", True),
}


@pytest.mark.parametrize("row", CHANGES.values(), ids=CHANGES)
def test_a_change_is_said_with_the_operation_and_the_day(changed, row):
    """The first recording is the evidence."""
    *change, kind, breaking = row
    report = changed(*change)

    assert {(drift.kind.value, drift.breaking) for drift in report.drifts} == {(kind, breaking)}
    assert {(drift.route, drift.evidence) for drift in report.drifts} == {("POST /v1.3/embed", "recorded")}
    assert all(drift.source.startswith("monday, 20") for drift in report.drifts)


def vector_of(value):
    """The first vector in a recorded body."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and "_vector" in value:
        return value["_vector"]
    return next((found for one in inner if (found := vector_of(one))), None)


def test_a_vector_of_another_width_is_a_change(changed):
    """Its digest is not: a fake makes vectors up."""
    report = changed("POST", "/v1.3/embed", 200, lambda answer: vector_of(answer["body"]).update(width=1024))

    assert {drift.kind.value for drift in report.drifts} == {"vector-changed"}


def test_the_live_service_answers_the_same_with_the_same_vector(recorded, tmp_path):
    """Between two recordings of it a digest counts (decision D163)."""
    copies = [shutil.copytree(recorded, tmp_path / name) for name in ("monday", "tuesday")]
    for copy in copies:
        manifest = json.loads((copy / "recording.json").read_text())
        (copy / "recording.json").write_text(json.dumps({**manifest, "live": True}))
    for path in copies[1].glob("*/*.json"):
        path.write_text(path.read_text().replace('"digest": "', '"digest": "0'))

    assert compare([copies[0]], copies[0], NOW).drifts == ()
    assert {drift.kind.value for drift in compare(copies[:1], copies[1], NOW).drifts} == {"vector-changed"}


@pytest.mark.parametrize("words", [["nowhere", "--against", "nowhere"], ["nowhere"]], ids=["no folder", "alone"])
def test_what_is_no_recording_is_one_line_and_exit_2(capsys, words):
    """Never "no drift"."""
    assert main(["drift", "--recording", *words]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
