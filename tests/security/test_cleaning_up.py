"""Whatever ends a run before its time, what it had made is deleted soon; what cannot be is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from fakeembed.drift import suite
from fakeembed.drift.verification.answers import CannotLook
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.wording import Question

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

PATIENCE = 300
"""Seconds for which another process is waited for, however busy the machine is."""

MAKE = Question("POST", "/v1.3/assets", fields=(("method", "url"),), operation=("POST", "/v1.3/assets"))
VERIFY = ["-m", "fakeembed", "verify", "--target", "{url}", "-k", "assets"]
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "{contracts}", "--fakeembed-target", "{url}", "-k", "assets"]


class Account:
    """A service that makes assets, and then lets everybody wait."""

    def __init__(self, answer, *, enough=3, deletes=True):
        self.hangs, self.over = Event(), Event()
        self._answer, self._enough, self._deletes = answer, enough, deletes
        self.server = None

    def behave(self, _number, method, path, *_):
        if method == "DELETE" and path.startswith("/v1.3/assets/"):
            return self.server.delete(path) if self._deletes else self._answer(500, {"code": "x", "message": "y"})
        if len(self.server.made) >= self._enough:
            self.hangs.set()
            self.over.wait(PATIENCE)
            return None
        if method == "POST" and path == "/v1.3/assets":
            return self.server.make()
        if method == "GET" and path.startswith("/v1.3/embed/tasks"):
            return self._answer(200, {"data": [], "page_info": {}})
        return self._answer(404, {"code": "not_found", "message": "x"})


@pytest.fixture
def account(stand_in, answer):
    """Starts such a service."""

    @contextmanager
    def started(**settings):
        account = Account(answer, **settings)
        with stand_in(account.behave) as account.server:
            yield account
            account.over.set()

    return started


@contextmanager
def running(words, url):
    """A run in a process group of its own, and nothing of it afterwards."""
    command = [word.format(url=url, contracts=suite.root() / "test_cases.py") for word in words]
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)


def child_of(pid):
    """The process id of the only child."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


WAYS = {
    "Ctrl-C for the group": (VERIFY, lambda pid: os.killpg(pid, signal.SIGINT)),
    "SIGTERM for the group": (VERIFY, lambda pid: os.killpg(pid, signal.SIGTERM)),
    "SIGKILL for the group": (VERIFY, lambda pid: os.killpg(pid, signal.SIGKILL)),
    "SIGINT for the parent": (VERIFY, lambda pid: os.kill(pid, signal.SIGINT)),
    "SIGTERM for the parent": (VERIFY, lambda pid: os.kill(pid, signal.SIGTERM)),
    "SIGTERM for the child": (VERIFY, lambda pid: os.kill(child_of(pid), signal.SIGTERM)),
    "SIGKILL for the child": (VERIFY, lambda pid: os.kill(child_of(pid), signal.SIGKILL)),
    "Ctrl-C of a plain pytest": (PYTEST, lambda pid: os.killpg(pid, signal.SIGINT)),
    "SIGTERM of a plain pytest": (PYTEST, lambda pid: os.killpg(pid, signal.SIGTERM)),
}


@pytest.mark.parametrize(("words", "end"), WAYS.values(), ids=WAYS)
def test_what_was_made_is_deleted_whatever_ends_the_run(account, words, end):
    """In the middle of a question that is not answered: nobody waits for that, or for its limit of thirty seconds.

    It takes three; on a machine that is so busy that the start of the run took long, five times as long as that is enough.
    """
    started = time.monotonic()
    with account() as service, running(words, service.server.url) as process:
        assert service.hangs.wait(PATIENCE)
        end(process.pid)
        begun = time.monotonic()
        limit = begun + max(25.0, 5 * (begun - started))
        while set(service.server.deleted) != set(service.server.made) and time.monotonic() < limit:
            time.sleep(0.02)  # another process works, and only this server hears of it

    assert set(service.server.deleted) == set(service.server.made)
    assert len(service.server.made) == 3


def test_what_cannot_be_deleted_is_named(account):
    """Somebody has to do it by hand, and needs the ids for it."""
    with account(deletes=False) as service, running(VERIFY, service.server.url) as process:
        assert service.hangs.wait(PATIENCE)
        os.kill(process.pid, signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    assert f"these assets could not be deleted: {', '.join(service.server.made)}\n" in said
    assert "Traceback" not in said


def test_an_answer_that_comes_too_late_is_heard_all_the_same(stand_in, answer):
    """The asset was made, though nobody waited for its id any more."""
    waiting = Event()

    def behave(number, method, path, headers, body):
        if method == "DELETE":
            return server.delete(path)
        waiting.wait(10)
        return server.make()

    with stand_in(behave) as server:
        target = HttpTarget(server.url, seconds=0.2)
        with pytest.raises(CannotLook, match="did not answer within"):
            target.ask(MAKE, day=None)
        waiting.set()
        target.close()

    assert server.deleted == server.made == ["0" * 23 + "1"]
    assert target.left == []


@pytest.mark.parametrize("why", ["live", "is_orphan"])
def test_a_deletion_is_tried_again_where_it_costs_money_or_nobody_else_will(stand_in, answer, monkeypatch, why):
    """A service that is busy for a moment is no reason to leave something behind."""
    monkeypatch.setattr("fakeembed.drift.verification.target.RETRY", 0.0)

    def behave(number, method, path, headers, body):
        if method != "DELETE":
            return server.make()
        return server.delete(path) if server.of("DELETE") > 3 else answer(429, {"code": "x", "message": "y"})

    with stand_in(behave) as server:
        target = HttpTarget(server.url, live=why == "live")
        target.ask(MAKE, day=None)
        target.close(is_orphan=why == "is_orphan")

    assert (server.deleted, target.left, server.of("DELETE")) == (server.made, [], 4)
