"""`fakeembed verify` as its users run it: against the fake, over HTTP, in somebody's project, and against what is no API at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fakeembed
from fakeembed import Response
from fakeembed.drift import suite
from fakeembed.drift.verification import preflight
from fakeembed.drift.verification.answers import CannotStart

V1 = "v1_2 or v1_3"


@pytest.fixture
def report(tmp_path):
    """Reads the JSON report that a command has written."""
    return lambda: json.loads((tmp_path / "report.json").read_text("utf-8"))


def test_the_fake_keeps_its_contracts(command, report):
    """The whole suite, in a process of its own; what a family that nobody has built would answer cannot be looked at."""
    outcome = command("verify", "--report", "report.json")

    found = report()
    assert found["drifts"] == []
    assert outcome.returncode == (2 if found["unchecked"] else 0), outcome.stdout
    assert {gap["reason"].split(" does not offer ")[0] for gap in found["unchecked"]} <= {"this fake"}
    assert sum(found["ledger"].values()) > 200
    assert f"{found['ledger']['recorded']} recorded" in outcome.stdout


def test_the_fake_keeps_its_contracts_over_http(command, served, report):
    """With control endpoints a served fake can be told what a fake in the process is told."""
    outcome = command("verify", "--target", served.url, "--report", "report.json", "-k", V1)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    found = report()
    assert found["target"] == served.url
    assert all(gap["reason"].startswith(("held only from", "needs a quota")) for gap in found["outside"])


def test_a_changed_message_is_drift_and_says_where(command, served, report):
    """One word, in one answer."""

    def change(request, response):
        return Response(
            response.status, response.headers, response.body.replace(b"within 2-10 seconds", b"between 2 and 10 seconds")
        )

    served.change = change

    outcome = command("verify", "--target", served.url, "--report", "report.json", "-k", "v1_3 and create_task")

    assert outcome.returncode == 1
    drift = next(drift for drift in report()["drifts"] if drift["evidence"] == "documented")
    assert (drift["operation"], drift["kind"], drift["where"]) == ("POST /embed/tasks", "message-changed", "response 400 $.message")
    assert "curl" in drift["reproduce"]
    assert served.url in drift["reproduce"]
    assert "fakeembed-contracts" not in json.dumps(report())


def test_a_new_field_is_reported_and_breaks_nothing(command, served, report):
    """A tolerant reader survives it."""

    def change(request, response):
        if not response.body.startswith(b"{"):
            return response
        return Response(response.status, response.headers, b'{"novelty": 1, ' + response.body[1:])

    served.change = change

    outcome = command("verify", "--target", served.url, "--report", "report.json", "-k", "v1_3 and list_tasks")

    assert outcome.returncode == 0, outcome.stdout
    assert {(drift["kind"], drift["breaking"]) for drift in report()["drifts"]} == {("field-added", False)}


def test_somebody_elses_suite_and_configuration_are_left_alone(command, tmp_path, report):
    """An empty folder is easy; a project with opinions about pytest is not."""
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\npython_files = check_*.py\naddopts = --no-such-option -n 4\nfilterwarnings = error\n"
    )
    (tmp_path / "conftest.py").write_text("raise SystemExit('the conftest of the project was loaded')\n")
    (tmp_path / "test_own.py").write_text("def test_own():\n    raise SystemExit('a test of the project was run')\n")
    (tmp_path / "httpx.py").write_text("raise SystemExit('a module of the project hides a library')\n")
    env = {**os.environ, "PYTEST_ADDOPTS": "--also-no-such-option", "PYTEST_PLUGINS": "no_such_plugin"}

    outcome = command("verify", "--report", "report.json", "-k", "list_tasks", env=env)

    assert outcome.returncode in {0, 2}, outcome.stdout + outcome.stderr
    assert report()["drifts"] == []
    assert {path.name for path in tmp_path.iterdir()} == {"pytest.ini", "conftest.py", "test_own.py", "httpx.py", "report.json"}


def test_the_contracts_of_an_installed_package_are_inside_it(command, tmp_path):
    """A wheel carries them as `fakeembed/contracts`."""
    site = tmp_path / "site"
    shutil.copytree(Path(fakeembed.__file__).parent, site / "fakeembed", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(
        suite.root(), site / "fakeembed" / "contracts", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    outcome = command("verify", "-k", "list_tasks and v1_3", cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(site)})

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_python_that_has_the_packages_from_somewhere_else_runs_them(tmp_path):
    """As that of a pex, whose packages are no part of its environment."""
    found = "import os, sys; sys.path += sys.argv.pop(1).split(os.pathsep); "
    words = found + "from fakeembed.__main__ import main; sys.exit(main(sys.argv[1:]))"
    packages = os.pathsep.join(folder for folder in sys.path if folder)
    run = [getattr(sys, "_base_executable", sys.executable), "-c", words, packages, "verify", "-k", "list_tasks and v1_2"]

    outcome = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def html(connection, _over):
    """A web page."""
    connection.recv(65536)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: 13\r\n\r\n<h1>Hello</h1>"
    )


def silence(connection, over):
    """Nothing."""
    connection.recv(65536)
    over.wait(30)


def drip(connection, over):
    """A byte now and then, for ever."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n")
    while not over.wait(0.05):
        connection.sendall(b" ")


def half(connection, _over):
    """The first half of an answer."""
    connection.recv(65536)
    connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"data": [')


def locked(connection, _over):
    """No key is right."""
    connection.recv(65536)
    body = b'{"code": "api_key_invalid", "message": "no"}'
    connection.sendall(
        b"HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
        % (len(body), body)
    )


@pytest.mark.parametrize(
    ("behave", "line"),
    [
        (html, "is not the API: it answered every question with 200 and text/html"),
        (silence, "did not answer"),
        (drip, "did not answer within 0.5 seconds"),
        (half, "broke off its answer"),
        (locked, "refused the key in FAKEEMBED_TARGET_KEY (401)"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_api_is_told_in_one_line(listening, monkeypatch, behave, line):
    """And soon: nobody waits for what never comes."""
    monkeypatch.setattr(preflight, "SECONDS", 0.5)

    with listening(behave) as url, pytest.raises(CannotStart) as refused:
        preflight.reach(url)

    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--target", "http://127.0.0.1:9"), "cannot reach GET http://127.0.0.1:9/"),
        (("--target", "everything"), "a target is 'fake', 'live' or a URL, not 'everything'"),
        (("--target", "live"), "the live service needs a key; put it into the environment as TWELVELABS_API_KEY"),
        (("--report", "drift.pdf"), "a report ends in .json, .md, .xml, .sarif"),
        (("--replay", "nowhere"), "there is no recording in"),
        (("--record", "a", "--replay", "b"), "a run records or replays, not both"),
        (("-k", "no_such_contract"), "no contract fits -k no_such_contract"),
        (("--no-such-option",), "pytest could not run the contracts"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_start_ends_with_2_and_one_line(command, words, line):
    """Having looked at nothing is another answer than having found nothing."""
    env = {name: value for name, value in os.environ.items() if name != "TWELVELABS_API_KEY"}

    outcome = command("verify", *words, env=env)

    assert outcome.returncode == 2
    assert line in outcome.stderr.splitlines()[-1]


def test_a_target_that_goes_away_is_never_green(command, served, report):
    """What was not answered was not looked at."""

    def change(request, response):
        if len(served.asked) > 20:
            raise ConnectionAbortedError(request.path)
        return response

    served.change = change

    outcome = command("verify", "--target", served.url, "--report", "report.json", "-k", "create_embeddings and v1_3")

    assert outcome.returncode in {1, 2}
    assert len(report()["unchecked"]) > 5
