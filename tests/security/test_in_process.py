"""In process: an installation that fails leaves nothing behind, and what looks like a list is not taken for one."""

from __future__ import annotations

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import time
from asyncio.base_events import BaseEventLoop
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import httpx
import pytest

from fakeembed import FakeEmbed
from fakeembed.transports import interception
from fakeembed.virtual_time import callers, installation
from fakeembed.virtual_time.patches import Patches

import_module("aiohttp")  # one of the libraries that are patched at once when they are there


def patched_things():
    """What an installation replaces, as far as it stands in modules that everybody has."""
    return [
        socket.getaddrinfo,
        socket.create_connection,
        http.client.HTTPConnection.connect,
        http.client.HTTPSConnection.connect,
        time.sleep,
        time.monotonic,
        asyncio.sleep,
        ThreadPoolExecutor.submit,
        BaseEventLoop.call_at,
        list(sys.meta_path),
        os.environ.copy(),
    ]


STEPS = [(interception, "_patch", nth) for nth in range(len(interception.EARLY) + 1)] + [(interception, "_Finder", 0)]
STEPS += [(Patches, "replace_all", nth) for nth in range(2)]  # what threads wait by, and what event loops do


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize(("module", "name", "nth"), STEPS, ids=[f"{module.__name__} {name} {nth}" for module, name, nth in STEPS])
def test_an_installation_that_fails_half_way_puts_everything_back(monkeypatch, module, name, nth, error):
    """Whichever step it is, and the next one works."""
    before, calls, real = patched_things(), [], getattr(module, name)

    def failing(*arguments):
        calls.append(arguments)
        if len(calls) > nth:
            raise error
        return real(*arguments)

    fake = FakeEmbed()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, failing)
        with pytest.raises(error):
            fake.install()

    assert patched_things() == before
    assert (interception._fakes, installation._installed, callers.on_move) == ([], [], [])
    with fake:
        assert patched_things() != before
        assert httpx.get("https://api.twelvelabs.io/v1.3/embed/tasks", headers={"x-api-key": "any"}).status_code == 200
    assert patched_things() == before


def test_an_inner_fake_that_cannot_be_installed_leaves_the_outer_one_in_charge(monkeypatch):
    """It goes on answering."""
    with FakeEmbed() as outer:
        with monkeypatch.context() as patch:
            patch.setattr(installation, "install", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                FakeEmbed().install()

        assert httpx.get("https://api.twelvelabs.io/v1.3/embed/tasks", headers={"x-api-key": "any"}).status_code == 200
    assert len(outer.requests) == 1


@pytest.mark.parametrize("keys", ["abc", b"abc"])
def test_one_text_is_no_list_of_keys(keys):
    """It would have been three keys of one letter."""
    with pytest.raises(TypeError, match=r"api_keys is a list of keys, such as \[b?'abc'\]"):
        FakeEmbed(api_keys=keys)
    with pytest.raises(TypeError, match="api_keys is a list"):
        FakeEmbed.restore(FakeEmbed().snapshot(), api_keys=keys)


FORKED = """
import os, signal, threading
import httpx
from fakeembed import FakeEmbed, Request

KEY = {"x-api-key": "any"}
over = threading.Event()

def ask():
    page = 0
    while not over.is_set():
        page += 1
        fake.app(Request("GET", "/v1.3/embed/tasks", f"page={page}", KEY))

def statuses():
    for _ in range(10):
        child = os.fork()
        if not child:
            signal.alarm(20)  # a child that waits for a lock of a thread that it does not have would wait for ever
            answer = httpx.get("https://api.twelvelabs.io/v1.3/embed/tasks", headers=KEY)
            os._exit(0 if answer.status_code == 200 else 1)
        yield os.waitpid(child, 0)[1]

with FakeEmbed() as fake:
    threads = [threading.Thread(target=ask, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    found = list(statuses())
    over.set()
    for thread in threads:
        thread.join()
print(found)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_a_child_that_is_forked_while_threads_ask_works():
    """Whatever the other threads were in the middle of."""
    command = [sys.executable, "-W", "ignore", "-c", FORKED]  # newer Pythons warn of forking with threads, rightly

    done = subprocess.run(command, capture_output=True, text=True, timeout=250, check=False)

    assert (done.stdout, done.stderr) == (f"{[0] * 10}\n", "")
