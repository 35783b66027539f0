"""A plain poll is answered at its connection; whoever looks can tell no difference from one that went through HTTP as bytes."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from contextlib import suppress
from types import FunctionType
from unittest import mock

import h11
import httpcore
import httpx
import pytest

from fakeembed import FakeEmbed, Response, UnknownEndpoint
from fakeembed.transports import httpcore as httpcore_shell
from fakeembed.transports import whole_answers

TASKS = "https://api.twelvelabs.io/v1.3/embed/tasks"
KEY = {"x-api-key": "any"}
LIBRARIES = [httpx]
with suppress(ModuleNotFoundError):  # it needs Python 3.11
    import httpx2

    LIBRARIES.append(httpx2)

ANSWERS = {
    "a list": lambda _: None,
    "a refusal": lambda fake: fake.fail_next(429, headers={"retry-after": "1"}),
    "an odd header": lambda fake: fake.stub("GET", "/embed/tasks", replace=True, content=lambda _: Response(200, {"x_y": ""})),
    "an empty body": lambda fake: fake.stub("GET", "/embed/tasks", replace=True, content=""),
    "nothing": lambda fake: fake.stub("GET", "/embed/tasks", replace=True, status=204),
    "one that is read in parts": lambda fake: fake.stub("GET", "/embed/tasks", replace=True, content="x" * 100_000),
    "one that is late": lambda fake: fake.slow(30),
}


@pytest.fixture
def whole(monkeypatch):
    """What was answered without bytes of HTTP."""
    answers = []
    whole = whole_answers.whole

    def noted(*arguments):
        answers.append(whole(*arguments))
        return answers[-1]

    monkeypatch.setattr(httpcore_shell, "whole", noted)
    return answers


def as_bytes(_name, _info):
    """A trace that nobody reads: what is traced goes as bytes."""


async def as_bytes_async(name, info):
    """The same."""


def all_of(answer, parts):
    """What can be seen of an answer, but for its number and the moment."""
    headers = [pair for pair in answer.headers.raw if pair[0] not in {b"x-trace-id", b"date"}]
    seen = {name: value for name, value in answer.extensions.items() if name != "network_stream"}
    assert type(answer.extensions["network_stream"]).__name__.endswith("Stream")
    return answer.status_code, headers, seen, parts


def seen(library, fake, *, is_async, extensions):
    """The same of an answer to a client that reads it in parts."""
    more = {"headers": KEY, "extensions": extensions, "timeout": 60}

    async def ask():
        async with library.AsyncClient() as client, client.stream("GET", TASKS, **more) as answer:
            return all_of(answer, [part async for part in answer.aiter_raw()])

    def ask_sync():
        with library.Client() as client, client.stream("GET", TASKS, **more) as answer:
            return all_of(answer, list(answer.iter_raw()))

    with fake:
        return asyncio.run(ask()) if is_async else ask_sync()


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_an_answer_is_the_same_as_one_in_bytes(library, is_async, answer, whole):
    """Status, phrase, headers in their order, version, and the parts of the body."""
    trace = {"trace": as_bytes_async if is_async else as_bytes}
    both = []
    for extensions in (trace, {}):
        fake = FakeEmbed(seed=1)
        ANSWERS[answer](fake)
        both.append((seen(library, fake, is_async=is_async, extensions=extensions), fake.clock.slept, len(fake.requests)))

    assert both[0] == both[1]
    at_once = {"a list", "a refusal", "an empty body", *([] if is_async else ["one that is late"])}
    assert [each is not None for each in whole] == [answer in at_once]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_an_open_answer_takes_a_place_of_its_pool(library, fake_embed, whole):
    """And gives it back when it is closed, read or not."""
    limits = library.Limits(max_connections=1)
    with library.Client(headers=KEY, limits=limits, timeout=library.Timeout(5, pool=0.01)) as client:
        pool = client._transport._pool
        shown = []
        for extensions in ({"trace": as_bytes}, {}):
            with client.stream("GET", TASKS, extensions=extensions):
                shown.append(repr(pool.connections))
                with pytest.raises(library.PoolTimeout):
                    client.get(TASKS)
            assert client.get(TASKS).status_code == 200
            assert pool.connections == []

    assert shown[0] == shown[1]
    assert (len(whole), len(fake_embed.requests)) == (3, 4)


def test_an_answer_that_is_never_closed_ends_with_its_client(fake_embed):
    """As a connection does."""
    with httpx.Client(headers=KEY) as client:
        pool = client._transport._pool
        client.send(client.build_request("GET", TASKS), stream=True)
        assert len(pool.connections) == 1
    assert pool.connections == []


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_an_error_of_the_fake_leaves_no_connection_behind(is_async):
    """Such as a request that a strict one does not know."""
    limits = httpx.Limits(max_connections=1)
    url = "https://api.twelvelabs.io/v1.3/nothing"

    async def ask():
        async with httpx.AsyncClient(headers=KEY, limits=limits) as client:
            with pytest.raises(UnknownEndpoint):
                await client.get(url)
            return client._transport._pool.connections

    with FakeEmbed(strict=True) as fake, httpx.Client(headers=KEY, limits=limits) as client:
        if is_async:
            assert asyncio.run(ask()) == []
        else:
            with pytest.raises(UnknownEndpoint):
                client.get(url)
            assert client._transport._pool.connections == []
        fake.unknown.clear()


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_a_task_that_is_cancelled_leaves_no_more_connections_behind(library, fake_embed):
    """Than one whose request goes as bytes, of which httpcore forgets some; in whichever of its turns that is."""

    async def left(turns, extensions):
        async with library.AsyncClient(headers=KEY) as client:
            task = asyncio.ensure_future(client.get(TASKS, extensions=extensions))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            return len(client._transport._pool.connections)

    as_whole, in_bytes = (
        sum(asyncio.run(left(turns, extensions)) for turns in range(10)) for extensions in ({}, {"trace": as_bytes_async})
    )
    assert as_whole <= in_bytes
    assert 0 < len(fake_embed.requests) < 20


@pytest.mark.parametrize("extensions", [{}, {"trace": as_bytes_async}], ids=["whole", "bytes"])
@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_a_poll_lets_others_go_on(library, fake_embed, extensions):
    """Else a limit around a loop of polls would never come."""

    async def ask():
        others = asyncio.Event()
        async with library.AsyncClient(headers=KEY) as client:
            asyncio.get_running_loop().call_soon(others.set)
            await client.get(TASKS, extensions=extensions)
        return others.is_set()

    assert asyncio.run(ask())


def test_a_log_at_level_debug_has_every_step(fake_embed, caplog, whole):
    """As httpcore writes it."""
    with caplog.at_level(logging.DEBUG, logger="httpcore"):
        httpx.get(TASKS, headers=KEY)

    steps = {record.getMessage().partition(" ")[0] for record in caplog.records if record.name.startswith("httpcore")}
    assert {"connect_tcp.started", "send_request_headers.complete", "receive_response_body.complete"} <= steps
    assert whole == []


@pytest.mark.parametrize("module", ["tests", "httpcore_instrumentation"])
def test_a_patch_of_the_connection_sees_every_request(fake_embed, monkeypatch, whole, module):
    """As instrumentation libraries make one; whichever came first."""
    paths, handle_request = [], httpcore.HTTPConnection.handle_request

    def noted(connection, request):
        paths.append(request.url.target)
        return handle_request(connection, request)

    httpx.get(TASKS, headers=KEY)
    with monkeypatch.context() as patches:
        theirs = FunctionType(noted.__code__, {"__name__": module}, closure=noted.__closure__)
        patches.setattr(httpcore.HTTPConnection, "handle_request", theirs)
        httpx.get(TASKS, headers=KEY)
    httpx.get(TASKS, headers=KEY)

    assert (paths, len(whole)) == ([b"/v1.3/embed/tasks"], 2)


@pytest.mark.parametrize(
    ("kind", "method"),
    [("HTTPConnection", "_connect"), ("HTTP11Connection", "handle_request"), ("HTTP11Connection", "_send_event"), ("h11", "send")],
)
def test_a_fault_that_a_test_puts_below_the_connection_happens(fake_embed, kind, method):
    """By a double of any method on the way, autospec included, which has a module without a name."""
    owner = h11.Connection if kind == "h11" else getattr(httpcore, kind)
    with mock.patch.object(owner, method, autospec=True, side_effect=httpcore.ReadError("boom")), pytest.raises(httpx.ReadError):
        httpx.get(TASKS, headers=KEY)

    assert httpx.get(TASKS, headers=KEY).status_code == 200


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_body_of_the_same_name_is_read_by_its_client(library, fake_embed):
    """The class is somebody else's, and can be read once."""

    class ByteStream(library.SyncByteStream):
        parts = iter([b"", b"a part"])

        def __iter__(self):
            yield from self.parts

    with library.Client(headers=KEY) as client:
        request = client.build_request("GET", TASKS, headers={"content-length": "6"})
        request.stream = ByteStream()
        client.send(request)

    assert fake_embed.requests.one().has_body


LIMITS = """
import asyncio, sys
from contextlib import suppress
from importlib import import_module

import anyio
from fakeembed import FakeEmbed

library, TASKS, KEY = import_module(sys.argv[1]), "https://api.twelvelabs.io/v1.3/embed/tasks", {"x-api-key": "any"}


async def within(scope, work):
    with scope:
        await work


LIMITS = {
    "wait_for": lambda polling: asyncio.wait_for(polling, 8),
    "wait": lambda polling: asyncio.wait({asyncio.ensure_future(polling)}, timeout=8),
    "anyio": lambda polling: within(anyio.move_on_after(8), polling),
}


async def polling(client, task):
    while (await client.get(f"{TASKS}/{task}/status")).json()["status"] == "processing":
        pass


async def until(limit):
    async with library.AsyncClient(headers=KEY) as client:
        form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
        task = (await client.post(TASKS, files=form)).json()["_id"]
        with suppress(asyncio.TimeoutError):
            await limit(polling(client, task))
        return fake.clock.slept


for name, limit in LIMITS.items():
    with FakeEmbed(processing_seconds=10) as fake:
        print(name, asyncio.run(until(limit)))
"""


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_a_limit_around_polls_without_a_sleep_comes_in_time(library):
    """A poll costs a second, and lets the event loop have the turns that a limit needs; no thread of another test is there."""
    command = [sys.executable, "-W", "error", "-c", LIMITS, library.__name__]

    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    assert said.splitlines() == ["wait_for 8.0", "wait 8.0", "anyio 8.0"]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
def test_each_poll_has_its_own_headers(library, fake_embed, whole):
    """Also behind one that had others; two of one name are for h11 to write."""
    sent = [{"x-of": "one"}, {"x-of": "one"}, {"x-of": "other"}, {}, [("x-of", "one"), ("x-of", "other")], {"x-of": "one"}]
    with library.Client(headers=KEY) as client:
        for headers in sent:
            client.get(TASKS, headers=headers)

    assert [logged.headers.get("x-of") for logged in fake_embed.requests] == ["one", "one", "other", None, "other", "one"]
    assert [answer is not None for answer in whole] == [True] * 5
