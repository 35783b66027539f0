"""How one answer becomes differences: what is judged, in which order, and where an examination stops."""

from __future__ import annotations

import json

import pytest

from fakeembed import Response
from fakeembed.drift import suite
from fakeembed.drift.differences import Kind
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.behaviours import behaviour, behaviours
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.wording import UnknownVariable, question, substitute


def case(name):
    """One case by its name."""
    [found] = [one for one in suite.cases() if one.name == name]
    return found


def sentence(name):
    """One behaviour by its sentence."""
    [found] = [one for one in behaviours() if one.expectation.case == name]
    return found


def changed(served, **parts):
    """Let every object that is answered have other values where it has any."""

    def change(_request, response):
        body = {name: parts.get(name, value) for name, value in response.json().items()}
        return Response(response.status, response.headers, json.dumps(body).encode())

    served.change = change


def kinds(finding):
    """What was found, without details."""
    return {(drift.kind, drift.operation, drift.where) for drift in finding.drifts}


def test_another_status_is_the_only_difference_that_is_told(served, at):
    """What is in the body of an error says nothing about the answer that was expected."""
    served.change = lambda _request, _response: Response(500, {}, b"<h1>oops</h1>")

    found = engine.run_contract(case("v1_3/list_tasks: refuses page 0"), at(served.url))

    assert kinds(found) == {(Kind.STATUS_CHANGED, "GET /embed/tasks", "response 400 status")}


def test_a_body_that_is_no_json_is_told(served, at):
    """Everything else about it would be a guess."""
    served.change = lambda _request, response: Response(response.status, response.headers, b"{")

    found = engine.run_contract(case("v1_3/list_tasks: refuses page 0"), at(served.url))

    assert kinds(found) == {(Kind.BODY_CHANGED, "GET /embed/tasks", "response 400 $")}


def test_a_broken_preparation_is_a_difference_of_its_own_operation(served, at):
    """The case that needed it was not looked at, and the report names what really broke."""
    served.change = lambda request, response: Response(500, {}, b"{}") if request.method == "POST" else response

    found = engine.run_contract(case("v1_3/task_status: says that a task is ready"), at(served.url))

    assert kinds(found) == {(Kind.STATUS_CHANGED, "POST /embed/tasks", "response 200 status")}


def test_a_state_that_never_comes_is_a_broken_lifecycle(served, at):
    """Five minutes of polls, which cost nothing on a clock that can be moved."""
    changed(served, status="processing")

    found = engine.run_contract(case("v1_3/task_status: says that a task is ready"), at(served.url))

    assert kinds(found) == {(Kind.LIFECYCLE_BROKEN, "GET /embed/tasks/{task_id}/status", "response 200 $")}


def test_a_new_state_is_news_and_a_task_that_ends_in_it_is_broken(served, at):
    """A new word alone breaks nobody; a client that waits for `ready` waits for ever."""
    changed(served, status="completed")

    found = engine.run_contract(case("v1_3/task_status: says that a task is ready"), at(served.url))

    assert {(drift.kind, drift.breaking) for drift in found.drifts} == {(Kind.ENUM_EXTENDED, False), (Kind.LIFECYCLE_BROKEN, True)}


def test_a_behaviour_that_stumbles_over_what_it_found_stops_there(served, at):
    """A field that is gone is one difference, not a traceback."""

    def change(_request, response):
        return Response(response.status, response.headers, response.body.replace(b'"page_info"', b'"pages"'))

    served.change = change

    found = engine.run_contract(sentence("the states of the list add up"), at(served.url))

    assert (Kind.FIELD_REMOVED, "GET /embed/tasks", "response 200 $.page_info") in kinds(found)


def test_a_behaviour_that_is_wrong_itself_says_so():
    """A mistake of ours must not pass for agreement."""

    @behaviour("GET /embed/tasks", decided="D80")
    def test_mistaken(service):
        service.ask("GET /embed/tasks").body["no such field"]

    with pytest.raises(KeyError):
        engine.run_contract(test_mistaken.behaviour, FakeTarget())


def test_evidence_has_one_of_three_names():
    """Anything else would be counted nowhere."""
    with pytest.raises(ValueError, match="recorded, documented, decided"):
        behaviour("GET /embed/tasks", heard="somewhere")


def test_variables_are_filled_in_wherever_they_stand():
    """A text that is one variable becomes what it is; others become text."""
    given = {"a": "${number}", "b": ["x ${number}", "${words:2}"], "c": "${base64:path.mp4}"}

    assert substitute(given, {"number": 7}) == {"a": 7, "b": ["x 7", "word word"], "c": "dmlkZW9zL2hvbGlkYXkvY2xpcC5tcDQ="}


def test_a_variable_that_nobody_saved_is_a_mistake():
    """And is told with those that there are."""
    with pytest.raises(UnknownVariable, match=r"\$\{task\}, and no step has saved it; saved are: task_id"):
        substitute("${task}", {"task_id": "1"})


def test_a_question_shows_itself_as_curl_without_the_key():
    """Whoever reads a report can ask again."""
    asked = question("POST /embed", "v1.3", {"form": {"model_name": "marengo3.0", "text": "a dog"}}, {})

    line = asked.curl("https://api.twelvelabs.io", "TWELVELABS_API_KEY")

    assert line.startswith("curl ")
    assert "$TWELVELABS_API_KEY" in line
    assert line.endswith("https://api.twelvelabs.io/v1.3/embed")


def test_a_question_too_long_for_a_line_shows_nothing():
    """Sixty thousand characters of base64 would hide the report."""
    asked = question("POST /embed-v2", "v1.3", {"json": {"image": "${base64:clip.mp4}"}}, {})

    assert asked.curl("https://api.twelvelabs.io", "TWELVELABS_API_KEY") == ""


def test_the_header_of_a_session_names_the_target_and_no_credentials(pytester, monkeypatch):
    """The one who reads a log wants to know what was asked, and nobody else wants to know the password."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "fakeembed.pytest_plugin")
    pytester.makepyfile("def test_it(): pass")

    outcome = pytester.runpytest_subprocess("--fakeembed-target", "http://somebody:secret@127.0.0.1:9/v1.3")

    outcome.stdout.fnmatch_lines(["fakeembed: contracts are held against 127.0.0.1:9/v1.3"])
    outcome.stdout.no_fnmatch_line("*secret*")
    quiet = pytester.runpytest_subprocess()
    quiet.stdout.no_fnmatch_line("*held against*")
