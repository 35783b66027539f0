"""What a target must be to be held against the contracts, how long that may take, and where a link of its own may lead."""

from __future__ import annotations

import json
from time import monotonic

import pytest

from fakeembed import Response
from fakeembed.drift import suite
from fakeembed.drift.differences import Kind
from fakeembed.drift.verification import engine, preflight, progress
from fakeembed.drift.verification.answers import CannotLook, CannotStart
from fakeembed.drift.verification.behaviours import behaviour
from fakeembed.drift.verification.examination import UnknownOperation
from fakeembed.drift.verification.recognition import QUESTIONS, recognise
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.wording import is_link, question

JSON = {"content-type": "application/json"}
NO_API = {
    "the same to everything": (200, b'{"status": "ok"}', "every question with 200 and a JSON object (status)"),
    "a page to everything": (200, b'{"data": [], "page_info": {}}', "every question with 200 and a JSON object (data, page_info)"),
    "500 to everything": (
        500,
        b'{"code": "internal", "message": "no"}',
        "every question with 500 and a JSON object (code, message)",
    ),
    "429 to everything": (429, b'{"code": "too_many_requests"}', "every question with 429 and a JSON object (code)"),
    "an array": (200, b"[1, 2]", "every question with 200 and a JSON array"),
    "404 to everything": (404, b'{"detail": "Not Found"}', "every question with 404 and a JSON object (detail)"),
}


@pytest.mark.parametrize(("status", "body", "words"), NO_API.values(), ids=NO_API)
def test_what_is_not_the_api_is_said_and_not_examined(at, served, status, body, words):
    """Three hundred breaking differences would say less than this line."""
    served.change = lambda _request, _response: Response(status, JSON, body)

    with pytest.raises(CannotStart) as caught:
        recognise(at(served.url))

    assert str(caught.value) == f"{served.url} is not the API: it answered {words}"
    assert len(served.asked) == len(QUESTIONS)


def test_another_api_is_not_this_one(at, served):
    """It tells its questions apart, and none of its answers is one of ours."""
    served.change = lambda request, _response: Response(404, JSON, json.dumps({"error": f"no {request.path}"}).encode())

    with pytest.raises(CannotStart, match=r"is not the API: it answered every question with 404 and a JSON object \(error\)"):
        recognise(at(served.url))


@pytest.mark.parametrize("broken", ["/v1.3/embed/tasks", "/v1.3/assets/0123456789abcdef01234567"])
def test_what_is_partly_the_api_is_examined(at, served, broken):
    """One operation that answers nonsense is drift, not another API."""
    served.change = lambda request, response: Response(500, {}, b"oops") if request.path == broken else response

    recognise(at(served.url))


# time


def test_a_task_that_never_ends_is_one_difference_and_waited_for_once(at, served, monkeypatch):
    """Twenty cases need a task that is ready; the first one waits, the others look once."""
    target = at(served.url)
    monkeypatch.setattr(type(target), "patience", 1.0)
    paused = []
    monkeypatch.setattr(type(target), "pause", lambda _, seconds: paused.append(seconds) or 0.5)
    served.change = lambda _request, response: Response(
        response.status, response.headers, response.body.replace(b'"status":"ready"', b'"status":"processing"')
    )
    cases = [one for one in suite.cases() if one.contract.name == "v1_3/retrieve_task" and one.given == ("a ready task",)]

    outcomes = [engine.run_contract(one, target) for one in cases]

    assert len(cases) > 5
    assert len(paused) <= 2
    assert len({drift.id for outcome in outcomes for drift in outcome.drifts}) == 1
    assert {drift.kind for outcome in outcomes for drift in outcome.drifts} == {Kind.LIFECYCLE_BROKEN}


def test_a_task_that_is_ready_at_once_is_a_broken_lifecycle(at, served):
    """Nobody who polls sees it being processed; it is found by the first status, without waiting."""
    served.change = lambda _request, response: Response(
        response.status, response.headers, response.body.replace(b'"status":"processing"', b'"status":"ready"')
    )
    [states] = [one for one in engine.contracts() if engine.name(one) == "a task is processing until it is ready and stays ready"]
    started = monotonic()

    outcome = engine.run_contract(states, at(served.url))

    assert monotonic() - started < 15
    assert [drift.kind for drift in outcome.drifts if drift.breaking] == [Kind.LIFECYCLE_BROKEN]


def test_nothing_is_asked_when_the_time_is_over(at, served):
    """What was found so far counts; the rest has not been looked at."""
    target = at(served.url)
    target.deadline = monotonic() - 1

    outcome = engine.run_contract(next(iter(suite.cases())), target)

    assert outcome.unchecked == "the time limit of the run was over before"
    assert served.asked == []


def test_an_answer_may_take_no_longer_than_the_run(at, listening):
    """A target that needs minutes for one answer does not stretch a run of seconds."""
    with listening(lambda _connection, over: over.wait(5)) as url:
        target = at(url)
        target.deadline = monotonic() + 0.2

        with pytest.raises(CannotLook, match="did not answer within"):
            target.ask(QUESTIONS[0], day=None)


def test_the_first_answer_may_take_no_longer_than_the_run(listening):
    """The limit counts from the first question on."""
    with listening(lambda _connection, over: over.wait(5)) as url, pytest.raises(CannotStart, match=r"within 0\.[12]"):
        preflight.reach(url, time_limit=0.2)


def test_the_command_ends_in_time(command, served):
    """With what was found so far, and the status of what could not be looked at."""
    outcome = command("verify", "--target", served.url, "--time-limit", "0.5")

    assert outcome.returncode == 2
    assert "the time limit of the run was over before" in outcome.stdout


@pytest.mark.parametrize(
    ("text", "line"),
    [("", ""), ("480\n", "0 of 480 contracts"), ("480\n...", "3 of 480 contracts")],
    ids=["early", "first", "later"],
)
def test_a_terminal_shows_how_far_a_run_is(text, line):
    """Five minutes of silence look like a run that hangs."""
    assert progress.line(text) == line


# links


def following(target, location):
    """What the behaviour finds that follows the location of a new task, when that is another one."""
    [follow] = [one for one in engine.contracts() if engine.name(one) == "the location of a new task resolves"]
    return engine.run_contract(follow, target(location))


@pytest.fixture
def leading(at, served):
    """A target whose new tasks have that location."""

    def make(location):
        served.change = lambda request, response: (
            Response(response.status, {**response.headers, "location": location}, response.body)
            if request.path.endswith("/embed-v2/tasks") and request.method == "POST"
            else response
        )
        return at(served.url, key="a-secret-key")

    served.fake = type(served.fake)(api_keys=["a-secret-key"])
    return make


@pytest.mark.parametrize(
    "location",
    [
        "@127.0.0.1:9/x",
        "//127.0.0.1:9/x",
        "127.0.0.1:9/x",
        "ftp://127.0.0.1:9/x",
        "/v1.3/embed-v2/tasks/1",
        "http://127.0.0.1:9/x",
        "",
    ],
)
def test_a_link_to_nowhere_or_elsewhere_is_a_difference_and_not_followed(leading, served, location):
    """Glued to the address of the target it would lead to a stranger, and the key with it."""
    outcome = following(leading, location)

    assert ("POST /embed-v2/tasks", "response 202 header location") in {(drift.operation, drift.where) for drift in outcome.drifts}
    assert not [request for request in served.asked if "/x" in request.path]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("https://example.com/a?b=c", True),
        ("HTTP://example.com", True),
        ("https://me:pass@example.com/", False),
        ("https:///a", False),
        ("//example.com/a", False),
        ("https://exa mple.com/", False),
        ("https://example.com\\@evil.example/", False),
    ],
)
def test_a_whole_link_names_a_host_and_nobody(text, whole):
    """Names and passwords in a link are how one is made to look like another."""
    assert is_link(text) is whole


def test_a_route_that_is_no_link_is_not_asked():
    """The last line of defence, whoever made the question."""
    with pytest.raises(CannotLook, match="followed when it is whole"):
        question("GET /embed/tasks", "v1.3", {"route": "@example.com/x"}, {})


def test_the_line_that_shows_a_difference_names_the_variable_of_the_key(at, served):
    """Pasted as it is, it sends the key of this target and not that of the live service."""
    served.change = lambda _request, response: Response(500, response.headers, response.body)
    outcome = engine.run_contract(next(iter(suite.cases())), at(served.url))

    assert "$FAKEEMBED_TARGET_KEY" in outcome.drifts[0].reproduce


# mistakes of our own


def test_an_operation_without_a_contract_is_named():
    """A misspelt path in a behaviour is our mistake, and says so."""

    @behaviour("GET /embed/tasks", decided="D80")
    def test_misspelt(service):
        service.ask("GET /embed/jobs")

    with pytest.raises(UnknownOperation, match=r"no contract for GET /embed/jobs under v1\.3"):
        engine.run_contract(test_misspelt.behaviour, FakeTarget())


def test_a_mistake_after_a_difference_is_remarked():
    """It may be the difference that it stumbles over, or a mistake that would hide behind it."""

    @behaviour("GET /embed/tasks", decided="D80")
    def test_stumbles(service):
        service.expects(1, 2, where="a fact")
        service.ask("GET /embed/tasks").body["no such field"]

    outcome = engine.run_contract(test_stumbles.behaviour, FakeTarget())

    assert len(outcome.drifts) == 1
    assert outcome.stumbled == "KeyError: 'no such field'"
