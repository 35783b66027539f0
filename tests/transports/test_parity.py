"""An installed fake is the same as a served one, as its client sees it: status, body, error and the number of requests.

What only TLS or a shared address could tell is left out: the words of a timeout with TLS, and what a server that cannot refuse a
connection does instead. Those are held against a port at which nobody listens.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing, suppress

import httpcore
import httpx
import pytest

from fakeembed import FakeEmbed
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

REAL = "http://api.twelvelabs.io"
"""Without TLS, so that both sides speak in the words of a plain socket."""

KEY = {"x-api-key": "any"}
FORM = {"model_name": (None, "marengo3.0"), "text": (None, "a cat")}

REQUESTS = {
    "a list": ("GET", "/v1.3/embed/tasks", {}),
    "its head alone": ("HEAD", "/v1.3/embed/tasks", {}),
    "a form": ("POST", "/v1.3/embed", {"files": FORM}),
    "a generator": (
        "POST",
        "/v1.3/embed",
        {"content": [b"a", b"b"], "headers": {"content-type": "application/x-www-form-urlencoded"}},
    ),
    "a JSON body": ("POST", "/v1.3/embed-v2", {"json": {"input_type": "text"}}),
    "an unknown path": ("GET", "/v1.3//nothing?a=%20b", {}),
    "no key": ("GET", "/v1.3/embed/tasks", {"headers": {"x-api-key": ""}}),
    "a key with blanks around": ("GET", "/v1.3/embed/tasks", {"headers": {"x-api-key": " any "}}),
    "a key with a line break": ("GET", "/v1.3/embed/tasks", {"headers": {"x-api-key": "an\ny"}}),
    "a body shorter than its length": ("POST", "/v1.3/embed", {"content": b"abc", "headers": {"content-length": "9"}}),
    "a body longer than its length": ("POST", "/v1.3/embed", {"content": b"abc", "headers": {"content-length": "1"}}),
    "a length that is none": ("POST", "/v1.3/embed", {"content": b"abc", "headers": {"content-length": "abc"}}),
}
FAULTS = {
    "nothing": lambda _: None,
    "a refusal": lambda fake: fake.fail_next(503, headers={"retry-after": "1"}, optional=True),
    "no answer in time": lambda fake: fake.drop("timeout", optional=True),
    "half of an answer": lambda fake: fake.drop("reset", optional=True),
}
LIBRARIES = {"httpx": httpx}
CORES = {"httpx": httpcore}
with suppress(ModuleNotFoundError):  # it needs Python 3.11
    import httpcore2
    import httpx2

    LIBRARIES["httpx2"], CORES["httpx2"] = httpx2, httpcore2


def outcome(library, url, request, *, is_async=False, timeout=30.0, **options):
    """What a client sees: status, phrase, headers and body, or the type and the text of its error."""
    method, path, more = request
    arguments = {**more, "headers": {**KEY, **more.get("headers", {})}}

    async def ask():
        async with library.AsyncClient(timeout=timeout, transport=library.AsyncHTTPTransport(**options)) as client:
            if isinstance(arguments.get("content"), list):
                arguments["content"] = as_async(arguments["content"])
            return await client.request(method, url + path, **arguments)

    def ask_sync():
        with library.Client(timeout=timeout, transport=library.HTTPTransport(**options)) as client:
            return client.request(method, url + path, **arguments)

    try:
        answer = asyncio.run(ask()) if is_async else ask_sync()
    except Exception as error:  # noqa: BLE001 - that is what is compared
        return type(error), str(error)
    headers = {
        name: value for name, value in answer.headers.items() if name not in {"x-trace-id", "date", "x-ratelimit-request-reset"}
    }
    return answer.status_code, answer.reason_phrase, answer.http_version, headers, answer.content


async def as_async(parts):
    for part in parts:
        yield part


CASES = [
    (name, fault) for name in REQUESTS for fault in FAULTS if fault == "nothing" or name in {"a list", "a form", "a generator"}
]


@pytest.mark.parametrize(("request_", "fault"), CASES)
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_what_a_client_sees(library, is_async, request_, fault):
    """Whatever it sends, and whatever goes wrong."""
    is_late = fault == "no answer in time"
    seen = []
    for fake, listening in ((FakeEmbed(seed=1), None), (ServedFake(seed=1), serving)):
        FAULTS[fault](fake)
        with fake if listening is None else listening(fake) as there:
            url = REAL if listening is None else there.url
            told = outcome(LIBRARIES[library], url, REQUESTS[request_], is_async=is_async, timeout=0.2 if is_late else 30.0)
            # a client that gave up may have been faster than a server that has just begun
            seen.append((told, 1 if is_late and listening else len(fake.requests)))

    installed, served = seen
    assert installed == served


def reached(library, url, *, is_async, retries):
    """What a client sees that cannot reach anybody, and then what it has traced."""
    traced = []

    def trace(name, _info):
        traced.append(name)

    async def trace_async(name, _info):
        traced.append(name)

    more = {"extensions": {"trace": trace_async if is_async else trace}}
    return outcome(library, url, ("GET", "/v1.3/embed/tasks", more), is_async=is_async, retries=retries), traced


@pytest.mark.parametrize("retries", [0, 1])
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_what_a_client_sees_that_reaches_nobody(library, is_async, retries):
    """As at a port at which nobody listens: its error, its retries and its trace."""
    with closing(socket.create_server(("127.0.0.1", 0))) as nobody:
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    expected = reached(LIBRARIES[library], url, is_async=is_async, retries=retries)

    with FakeEmbed() as fake:
        fake.drop("connect", times=None)
        assert reached(LIBRARIES[library], REAL, is_async=is_async, retries=retries) == expected
    assert len(fake.requests) == 1 + retries


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_transport_that_tries_again_reaches_the_fake(library, fake_embed):
    """What `HTTPTransport(retries=2)` is for."""
    fake_embed.drop("connect", times=2)

    status, *_ = outcome(LIBRARIES[library], REAL, REQUESTS["a list"], retries=2)

    assert (status, [logged.status for logged in fake_embed.requests]) == (200, [0, 0, 200])


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_proxy_does_not_lead_past_the_fake(library, fake_embed, monkeypatch):
    """Neither by CONNECT nor by a whole URL; nobody listens at that proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    for scheme in ("http", "https"):
        assert LIBRARIES[library].get(f"{scheme}://api.twelvelabs.io/v1.3/embed/tasks", headers=KEY).status_code == 200


@pytest.mark.parametrize("host", ["api.twelvelabs.io.", "API.TwelveLabs.io"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_host_by_all_its_names(library, fake_embed, host):
    """The dot at the end is a part of the name."""
    assert LIBRARIES[library].get(f"https://{host}/v1.3/embed/tasks", headers=KEY).status_code == 200


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_connections_that_were_open_before_and_are_open_after(library, is_async):
    """A pool's idle connection to the real host is not for use while a fake is installed, and one to a fake not afterwards."""
    core = CORES[library]
    origin = core.URL("https://api.twelvelabs.io/").origin
    pool = (core.AsyncConnectionPool if is_async else core.ConnectionPool)()
    opened = pool.create_connection(origin)
    assert opened.can_handle_request(origin)

    with FakeEmbed():
        assert not opened.can_handle_request(origin)
        assert pool.create_connection(origin).can_handle_request(origin)
        assert pool.create_connection(core.URL("https://example.com/").origin).__class__.__module__.startswith("httpcore")
    assert opened.can_handle_request(origin)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_connection_to_a_fake_is_not_used_again_after_it(library, monkeypatch):
    """The client of a session outlives its fakes; what it asks then goes to the network, which is not there."""
    refused = OSError("no network in this test")

    def connect(*_, **__):
        raise refused

    with LIBRARIES[library].Client(headers=KEY) as client:
        for _ in range(2):
            with FakeEmbed() as fake:
                client.get(f"{REAL}/v1.3/embed/tasks")
                client.get(f"{REAL}/v1.3/embed/tasks")
                assert len(fake.requests) == 2
        monkeypatch.setattr(socket, "create_connection", connect)
        with pytest.raises(LIBRARIES[library].ConnectError, match="no network in this test"):
            client.get(f"{REAL}/v1.3/embed/tasks")
