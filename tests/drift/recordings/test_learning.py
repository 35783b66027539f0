"""What traffic teaches about decisions, and that nothing of anybody is in it."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.__main__ import main
from fakeembed.drift import reports, suite
from fakeembed.drift.recordings import learning, routing, verdict
from fakeembed.drift.recordings.exchange import Exchange
from fakeembed.drift.reports import summary

API = "https://api.twelvelabs.io/v1.3"
SAMPLES = Path(__file__).parent / "samples"


def decided_refusal():
    """A refusal of embed v1 that is only decided, as its case has it: the request's fields and the error."""
    for case in suite.cases():
        form = case.request.get("form", {})
        is_plain = case.status == 400 and not case.given and not case.since and "$" not in json.dumps([case.request, case.body])
        if (
            case.contract.name == "v1_3/create_task"
            and case.evidence.kind == "decided"
            and is_plain
            and not case.request.get("files")
        ):
            return case, form
    pytest.fail("no refusal of v1_3/create_task is only decided")


def met(case, form, error, status=400):
    """The exchange of a case, as a recorder would keep it."""
    boundary = "0" * 16
    parts = "".join(f'--{boundary}\r\ncontent-disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in form.items())
    exchange = Exchange(
        "exchange 1",
        "POST",
        f"{API}/embed/tasks",
        {"content-type": f"multipart/form-data; boundary={boundary}", "x-api-key": "tlk_secret"},
        f"{parts}--{boundary}--\r\n".encode(),
        status,
        {"content-type": "application/json", "date": "Sun, 29 Nov 2026 00:00:00 GMT"},
        json.dumps(error).encode(),
    )
    return exchange, case.contract


def test_a_decision_is_confirmed_by_the_same_words():
    case, form = decided_refusal()

    (lesson, *_) = learning.lessons([met(case, form, case.body)])

    assert (lesson.decision, lesson.verdict) == (case.evidence.source.split(",")[0], "confirm")
    assert case.description in lesson.sentence


def test_a_decision_is_contradicted_by_another_status():
    case, form = decided_refusal()

    verdicts = {lesson.verdict for lesson in learning.lessons([met(case, form, {"_id": "6b0b67af0c93a4aeba000001"}, 200)])}

    assert verdicts == {"contradict"}


def test_a_summary_can_be_pasted_into_an_issue(tmp_path):
    case, form = decided_refusal()
    taught = learning.lessons([met(case, form, case.body)])

    number = learning.write(taught, tmp_path)

    files = sorted(path.name for path in tmp_path.glob("*.json"))
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert len(files) == number == len(taught)
    assert all(name in summary for name in files)
    evidence = json.loads((tmp_path / files[0]).read_text("utf-8"))
    assert {"decision", "verdict", "operation", "request", "status", "headers", "body"} <= set(evidence)
    assert evidence["date"] == "2026-11-29"


def test_the_command_says_how_much_it_learned(tmp_path, capsys):
    name = SAMPLES / "vcrpy-9.4-httpx.yaml"

    status = main(["drift", "--recording", str(name), "--host", "127.0.0.1", "--learn", str(tmp_path / "learned")])

    assert status == 0
    assert "lessons about decisions" in capsys.readouterr().out
    assert (tmp_path / "learned" / "summary.md").is_file()


LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
SECRETS = st.text(LETTERS, min_size=20, max_size=40).map(lambda text: f"tlk_{text}")


def seeded(place, secret):
    """An exchange of a program with that key, which it or the service also puts into one other place."""
    case, form = decided_refusal()
    error, fields = dict(case.body), dict(form)
    if place == "field":
        fields |= {"video_url": f"https://example.com/a.mp4?X-Amz-Signature={secret}", secret: "x"}
    if place == "body":
        encoded = b64encode(secret.encode()).decode()
        error = {"code": secret, "message": f"{error['message']} {secret} ({encoded})", secret: {"note": secret}, "data": [encoded]}
    exchange, contract = met(case, fields, error)
    exchange = replace(exchange, sent={**exchange.sent, "x-api-key": secret})
    if place == "query":
        exchange = replace(exchange, url=f"{exchange.url}?api_key={secret}")
    if place == "headers":
        exchange = replace(exchange, sent={**exchange.sent, "authorization": f"Bearer {secret}", "cookie": secret})
    if place == "headers of the answer":
        exchange = replace(exchange, headers={**exchange.headers, "x-ratelimit-note": secret, "retry-after": secret})
    if place == "file name":
        named = f'content-disposition: form-data; name="file"; filename="{secret}.mp4"\r\n\r\n{secret}'
        end = b"--0000000000000000--"
        exchange = replace(exchange, question=exchange.question.replace(end, end[:-2] + f"\r\n{named}\r\n".encode() + end))
    return exchange, contract


@given(SECRETS, st.sampled_from(["field", "body", "query", "headers", "headers of the answer", "file name"]))
def test_no_secret_survives(secret, place):
    exchange, contract = seeded(place, secret)

    written = json.dumps(learning.evidence(learning.Lesson("D01", "confirm", "seen", exchange, contract)))

    assert secret not in written
    assert b64encode(secret.encode()).decode() not in written


@given(SECRETS, st.sampled_from(["field", "body", "query", "headers", "headers of the answer", "file name"]))
def test_a_lesson_has_no_secret_in_its_sentence(secret, place):
    assert [lesson.sentence for lesson in learning.lessons([seeded(place, secret)]) if secret in lesson.sentence] == []


@given(SECRETS, st.sampled_from(["field", "body", "query", "headers", "headers of the answer", "file name"]))
def test_no_report_has_a_secret(secret, place):
    """What differs is shown, and the key in it is not."""
    found = verdict.Traffic((seeded(place, secret),), (), 0)
    report = verdict.report(found, "story.har")

    with TemporaryDirectory() as folder:
        for ending in ("json", "md", "xml", "sarif"):
            path = Path(folder, f"drift.{ending}")
            reports.write(report, str(path))
            assert secret not in path.read_text("utf-8"), ending
    assert secret not in summary.render(report, colour=False)


def test_a_vector_is_told_by_its_facts():
    """Width, norm, digest, and whether every number is a bfloat16."""
    answer = {"model_name": "marengo3.0", "text_embedding": {"segments": [{"float": [0.5, 0.25] * 256}]}}
    exchange = Exchange("exchange 1", "POST", f"{API}/embed", {}, None, 200, {}, json.dumps(answer).encode())

    told = learning.evidence(learning.Lesson("D01", "confirm", "seen", exchange, routing.contract(exchange)))

    facts = told["body"]["text_embedding"]["segments"][0]["float"]["vector"]
    assert (facts["width"], facts["bf16"], facts["norm"]) == (512, True, 8.94427191)
    assert told["request"] is None


def test_lost_requests_are_told_as_lost():
    found = verdict.traffic([SAMPLES / "polly-6-fetch.har"], {"127.0.0.1"})

    assert all(learning.evidence(lesson)["status"] for lesson in learning.lessons(found.ours))
