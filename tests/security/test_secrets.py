"""Secrets in every field of a request and of an answer, looked for in everything that shows or writes what came."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import deque
from contextlib import closing, suppress

import httpx
import pytest

from fakeembed import EndlessPolling, FakeEmbed, Request, UnfiredFault
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake

KEY = "tlk_KEYKEYKEYKEY"
SECRETS = {
    "authorization": "Bearer BEARERBEARER",
    "cookie": "session=COOKIECOOKIE",
    "api_key": "PARAMETERKEY",
    "signature": "SIGNATURESIGNATURE",
    "password": "PASSWORDPASSWORD",
    "token": "TOKENTOKENTOKEN",
}
WORDS = [KEY, "BEARERBEARER", "COOKIECOOKIE", *(SECRETS[name] for name in ("api_key", "signature", "password", "token"))]
HEADERS = {"X-Api-Key": KEY, "Authorization": SECRETS["authorization"], "Cookie": SECRETS["cookie"]}
SIGNED = f"https://me:{SECRETS['password']}@b.example.com/dog.mp4?X-Amz-Signature={SECRETS['signature']}&X-Amz-Security-Token=TOKENTOKENTOKEN"
QUERY = f"page=2&api_key={SECRETS['api_key']}&sig={SECRETS['signature']}&token={SECRETS['token']}"


def leaked(text):
    """The secrets that stand in a text."""
    return [word for word in WORDS if word in text]


def requests():
    """One request for each place in which a secret can stand."""
    form = {"model_name": "marengo3.0", "text": f"the key is {KEY}", "video_url": SIGNED, "api_key": SECRETS["api_key"]}
    body = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.items())
    body += f'--b\r\nContent-Disposition: form-data; name="video_file"; filename="{KEY}.mp4"\r\n\r\n{KEY}\r\n--b--\r\n'
    posted = {**HEADERS, "Content-Type": "multipart/form-data; boundary=b"}
    sent = {"input_type": "video", "token": SECRETS["token"], "note": f"authorization: {SECRETS['authorization']}", "url": SIGNED}
    sent["headers"] = {"x-api-key": KEY, "cookie": SECRETS["cookie"]}
    return [
        Request("GET", "/v1.3/embed/tasks", QUERY, HEADERS),
        Request("GET", f"/v1.3/embed/tasks/{KEY}", "", HEADERS),
        Request("POST", "/v1.3/embed", QUERY, posted, body.encode()),
        Request("POST", "/v1.3/embed-v2", "", {**HEADERS, "Content-Type": "application/json"}, json.dumps(sent).encode()),
    ]


def asked(fake):
    """A fake that was asked them all, and that repeated the key in an answer."""
    fake.fail_next(400, message=f"who is {KEY}? {SIGNED}", path="/nothing")
    for request in [*requests(), Request("POST", "/v1.3/nothing", QUERY, HEADERS)]:
        fake.app(request)
    return fake


def texts_of(fake):
    """Everything that a fake says of what it was asked."""
    yield repr(fake.requests)
    yield from (repr(request) for request in requests() if KEY not in request.path)
    for logged in fake.requests:
        yield from (str(logged), repr(logged), logged.as_text(), str(logged.headers), json.dumps(logged.described()))
    yield from (str(finding) + json.dumps(finding.described()) for finding in fake.conduct())
    for path in ("/nowhere", "/embed-v2", "/nothing"):
        with suppress(AssertionError):
            fake.requests.one(method="PATCH", path=path)
            continue
        try:
            fake.requests.one(method="PATCH", path=path)
        except AssertionError as error:
            yield str(error)


def test_nothing_that_a_fake_says_of_its_requests_has_a_secret():
    """Its log, its failure texts, its findings; and a test that asks for a value still gets it."""
    fake = asked(FakeEmbed())
    fake.fail_next(500, path="/never")

    with pytest.raises(UnfiredFault) as unfired:
        fake.assert_faults_fired()

    assert [leaked(text) for text in [*texts_of(fake), str(unfired.value)] if leaked(text)] == []
    assert fake.requests[0].params["api_key"] == (SECRETS["api_key"],)
    assert fake.requests[2].form["video_url"] == (SIGNED,)


def test_a_loop_that_never_ends_is_told_without_them():
    """The story has the last answer in it."""
    with FakeEmbed() as fake:
        fake.fail_next(400, message=f"who is {KEY}? {SIGNED}", times=None)
        with pytest.raises(EndlessPolling) as endless:
            deque((fake.app(requests()[1]) for _ in range(100_000)), maxlen=0)

    assert leaked(str(endless.value)) == []


def test_the_diff_of_a_failing_test_has_none(pytester):
    """Pytest shows what it has compared, and the values of local names when it is asked to."""
    pytester.makepyfile(
        test_it=f"""
        from fakeembed import Request

        HEADERS = {HEADERS!r}

        def test_it(fake_embed):
            for path in ("/v1.3/embed", "/v1.3/embed/tasks"):
                fake_embed.app(Request("POST", path, "api_key={SECRETS["api_key"]}", HEADERS, b"{KEY}"))
            one, other = fake_embed.requests
            assert one == other

        def test_that(fake_embed):
            request = Request("POST", "/v1.3/embed", "api_key={SECRETS["api_key"]}", HEADERS, b"{KEY}")
            fake_embed.app(request)
            fake_embed.requests.one(path="/nothing")
        """
    )

    result = pytester.runpytest("--showlocals", "--tb=short", "-vv")

    result.assert_outcomes(failed=2)
    lines = [line for line in result.outlines if not re.match(r"\s*(>|HEADERS|fake_embed\.app|request = Request\()", line)]
    source = [line for line in lines if "fake_embed.app(" in line or "Request(" in line]
    assert leaked("\n".join(line for line in lines if line not in source)) == []


@pytest.mark.parametrize("kind", ["memory", "sqlite", "redis"])
def test_what_a_served_fake_lists_and_keeps_of_its_requests_has_none(kind, tmp_path, request):
    """Over the control endpoint, and in the rows of a shared log."""
    address = {"memory": "memory", "sqlite": str(tmp_path / "state.db")}.get(kind) or request.getfixturevalue("redis_url")
    with closing(stores.opened(address)) as store:
        store.clear()
        fake = asked(ServedFake(store=store))
        said = [fake.app(Request("GET", f"/__fakeembed__/{what}")).body.decode() for what in ("requests", "conduct")]
        rows = [json.dumps(fake.logged())]

    assert len(json.loads(said[0])["requests"]) == 5
    assert [leaked(text) for text in [*said, *rows] if leaked(text)] == []
    if kind == "sqlite":
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert KEY.encode() not in written.replace(b"who is " + KEY.encode(), b"")  # what a test has scripted is its own


def test_a_snapshot_has_no_key():
    """And a fake that accepts only one does not write down which."""
    fake = asked(FakeEmbed(api_keys=[KEY]))

    assert KEY not in json.dumps({**fake.snapshot(), "tables": {}})


def test_the_lines_of_a_server_have_none():
    """`--log-requests` prints paths and queries."""
    command = [sys.executable, "-m", "fakeembed", "serve", "--port", "0", "--log-requests", "--api-key", KEY]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    url = process.stdout.readline().rpartition(" ")[2].strip()
    statuses = [httpx.get(f"{url}/v1.3/embed/tasks?{QUERY}", headers=HEADERS).status_code for _ in range(2)]
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=30)

    assert statuses == [200, 200]
    assert said.count("/v1.3/embed/tasks?page=2&") == 2
    assert leaked(said) == []


def test_no_report_and_no_recording_of_a_run_has_one(stand_in, answer, command, tmp_path):
    """The target repeats the key and everything else in whatever it answers."""

    def behave(_number, method, path, headers, body):
        told = f"you sent {headers.get('x-api-key')}; {SIGNED}; authorization: {SECRETS['authorization']}; {QUERY}"
        value = {"data": told, "page_info": told, "code": told, "message": told, "token": SECRETS["token"], "api_key": KEY}
        status = 200 if path.startswith("/v1.3/embed/tasks?page_limit=1") else 400  # it has to look like the API at first
        return answer(status, value, **{"set-cookie": SECRETS["cookie"], "x-api-key": KEY, "location": SIGNED})

    endings = ["json", "md", "xml", "sarif"]
    reports = [word for ending in endings for word in ("--report", f"report.{ending}")]
    environment = {**os.environ, "FAKEEMBED_TARGET_KEY": KEY, "GITHUB_ACTIONS": "true", "NO_COLOR": "1"}
    with stand_in(behave) as server:
        target = server.url.replace("//", f"//me:{SECRETS['password']}@")
        words = ["verify", "--target", target, "--record", "recording", *reports, "-k", "list_tasks", "-v", "--tb=short"]
        outcome = command(*words, env=environment)

    written = {path.name: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert {f"report.{ending}" for ending in endings} < written.keys()
    assert "recording.json" in written
    assert "you sent (redacted)" in outcome.stdout
    found = {name: leaked(text) for name, text in {**written, "stdout": outcome.stdout, "stderr": outcome.stderr}.items()}
    assert {name: words for name, words in found.items() if words} == {}
