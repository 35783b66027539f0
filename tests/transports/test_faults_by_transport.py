"""The fault table, library by library: every fault arrives as the error or the answer that this library makes of a real one."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import urllib.error
import urllib.request

import aiohttp
import httpx
import pytest
import requests
import urllib3

from fakeembed import FakeEmbed
from fakeembed.transports.httpx import transport

HOST = "api.twelvelabs.io"
API = f"https://{HOST}/v1.3"
TASKS = f"{API}/embed/tasks"
KEY = {"x-api-key": "any"}
FORM = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
BODY, KIND = urllib3.encode_multipart_formdata(FORM)
HEADERS = {**KEY, "content-type": KIND}


def by_httpx(method, *, timeout):
    answer = httpx.request(method, TASKS, headers=HEADERS, content=BODY if method == "POST" else None, timeout=timeout)
    return answer.status_code, answer.json()


def by_async_httpx(method, *, timeout):
    async def ask():
        async with httpx.AsyncClient(headers=HEADERS, timeout=timeout) as client:
            answer = await client.request(method, TASKS, content=BODY if method == "POST" else None)
            return answer.status_code, answer.json()

    return asyncio.run(ask())


def by_requests(method, *, timeout):
    answer = requests.request(method, TASKS, headers=HEADERS, data=BODY if method == "POST" else None, timeout=timeout)
    return answer.status_code, answer.json()


def by_urllib3(method, *, timeout):
    pool = urllib3.PoolManager(retries=False)
    answer = pool.request(method, TASKS, headers=HEADERS, body=BODY if method == "POST" else None, timeout=timeout)
    return answer.status, answer.json()


def by_urllib(method, *, timeout):
    request = urllib.request.Request(TASKS, BODY if method == "POST" else None, HEADERS, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def by_http_client(method, *, timeout):
    connection = http.client.HTTPSConnection(HOST, timeout=timeout)
    connection.request(method, "/v1.3/embed/tasks", BODY if method == "POST" else None, HEADERS)
    with connection.getresponse() as answer:
        return answer.status, json.load(answer)


def by_aiohttp(method, *, timeout):
    async def ask():
        limits = aiohttp.ClientTimeout(sock_read=timeout)
        async with (
            aiohttp.ClientSession(headers=HEADERS, timeout=limits) as session,
            session.request(method, TASKS, data=BODY if method == "POST" else None) as answer,
        ):
            return answer.status, await answer.json()

    return asyncio.run(ask())


AIOHTTP_READ_TIMEOUT = getattr(aiohttp, "SocketTimeoutError", aiohttp.ServerTimeoutError)
LIBRARIES = {  # library: what it raises when nobody can be reached, when no answer comes in time, when half of one comes
    by_httpx: (httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError),
    by_async_httpx: (httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError),
    by_requests: (requests.ConnectionError, requests.ReadTimeout, requests.exceptions.ChunkedEncodingError),
    by_urllib3: (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ReadTimeoutError, urllib3.exceptions.ProtocolError),
    by_urllib: (urllib.error.URLError, TimeoutError, ConnectionResetError),
    by_http_client: (ConnectionRefusedError, TimeoutError, ConnectionResetError),
    by_aiohttp: (aiohttp.ClientConnectorError, AIOHTTP_READ_TIMEOUT, aiohttp.ClientPayloadError),
}
ASK = pytest.mark.parametrize("ask", LIBRARIES)
METHOD = pytest.mark.parametrize("method", ["GET", "POST"])


def row(how):
    """The row of the table for one way to lose an answer."""
    return pytest.mark.parametrize(
        ("ask", "error"), [pytest.param(ask, errors[how], id=ask.__name__) for ask, errors in LIBRARIES.items()]
    )


@ASK
@METHOD
def test_an_error_answer_is_an_answer(fake_embed, ask, method):
    """No library raises for a status by itself; urllib does, and its error has the body."""
    fake_embed.fail_next(503)

    assert ask(method, timeout=5) == (503, {"code": "generic_error", "message": "An error occurred."})
    assert ask(method, timeout=5)[0] == 200


@ASK
@METHOD
def test_a_429_is_an_answer(fake_embed, ask, method):
    """In the recorded words, whoever reads them."""
    fake_embed.rate_limit()

    status, body = ask(method, timeout=5)

    assert (status, body["code"]) == (429, "too_many_requests")
    assert body["message"] == ("You have exceeded the rate limit (100req/1day). Please try again later after 2026-11-02T00:00:00Z.")


@row(how=0)
@METHOD
def test_nobody_can_be_reached(fake_embed, ask, error, method):
    """The library's own error of a refused connection; the service never saw the request."""
    fake_embed.drop("connect")

    with pytest.raises(error):
        ask(method, timeout=5)

    assert fake_embed.tasks == {}
    assert (len(fake_embed.requests), fake_embed.requests[0].lost) == (1, "connect")
    assert ask(method, timeout=5)[0] == 200


@row(how=1)
@METHOD
def test_no_answer_comes(fake_embed, ask, error, method):
    """The client gives up after its read timeout, which costs virtual time; the task exists all the same."""
    fake_embed.drop("timeout")

    with pytest.raises(error):
        ask(method, timeout=5)

    assert fake_embed.clock.slept == 5.0
    assert len(fake_embed.tasks) == (method == "POST")
    assert ask(method, timeout=5)[0] == 200


@row(how=1)
@METHOD
def test_an_answer_that_is_later_than_the_client_waits_is_a_timeout(fake_embed, ask, error, method):
    """Which is why a retried create makes a second task."""
    fake_embed.slow(7)

    with pytest.raises(error):
        ask(method, timeout=5)

    assert fake_embed.clock.slept == 5.0
    assert len(fake_embed.tasks) == (method == "POST")


@ASK
@METHOD
def test_an_answer_that_is_late_but_in_time_is_an_answer(fake_embed, ask, method):
    """It costs virtual time only."""
    before = fake_embed.clock.now()
    fake_embed.slow(4)

    assert ask(method, timeout=5)[0] == 200
    assert fake_embed.clock.slept == (fake_embed.clock.now() - before).total_seconds() == 4.0


@row(how=2)
@METHOD
def test_the_connection_breaks_half_way(fake_embed, ask, error, method):
    """The head and half of the body arrive; the service has done its work."""
    fake_embed.drop("reset")

    with pytest.raises(error):
        ask(method, timeout=5)

    assert len(fake_embed.tasks) == (method == "POST")
    assert fake_embed.requests[0].status == 200
    assert ask(method, timeout=5)[0] == 200


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        pytest.param(by_httpx, httpx.ReadError, id="by_httpx"),
        pytest.param(by_async_httpx, httpx.ReadError, id="by_async_httpx"),
        pytest.param(by_requests, requests.ConnectionError, id="by_requests"),
        pytest.param(by_urllib3, urllib3.exceptions.ProtocolError, id="by_urllib3"),
        pytest.param(by_urllib, ConnectionResetError, id="by_urllib"),
        pytest.param(by_http_client, ConnectionResetError, id="by_http_client"),
    ],
)
def test_a_client_without_a_timeout_does_not_wait_for_ever(fake_embed, ask, error):
    """Nothing hangs: after ten virtual minutes the connection breaks (decision D96)."""
    fake_embed.drop("timeout")

    with pytest.raises(error):
        ask("POST", timeout=None)

    assert fake_embed.clock.slept == 600.0


@pytest.mark.parametrize("ask", [by_http_client, by_urllib])
def test_the_default_timeout_of_all_sockets_counts(fake_embed, monkeypatch, ask):
    """Where the library is not told another one."""
    monkeypatch.setattr("socket.getdefaulttimeout", lambda: 9.0)
    fake_embed.drop("timeout")

    with pytest.raises(TimeoutError):
        ask("GET", timeout=socket._GLOBAL_DEFAULT_TIMEOUT)

    assert fake_embed.clock.slept == 9.0


def test_aiohttp_without_a_read_timeout_has_one_for_everything(fake_embed):
    """Five minutes by default, and another error than that of a slow read."""

    async def ask():
        async with aiohttp.ClientSession(headers=HEADERS) as session:
            await session.post(TASKS, data=BODY)

    fake_embed.drop("timeout")

    with pytest.raises(asyncio.TimeoutError) as error:
        asyncio.run(ask())

    assert not isinstance(error.value, aiohttp.ClientError)
    assert fake_embed.clock.slept == 300.0


def test_aiohttp_without_any_timeout_does_not_wait_for_ever(fake_embed):
    """Neither does one that was told to."""

    async def ask():
        async with aiohttp.ClientSession(headers=HEADERS, timeout=aiohttp.ClientTimeout(total=None)) as session:
            await session.post(TASKS, data=BODY)

    fake_embed.drop("timeout")

    with pytest.raises(aiohttp.ClientOSError, match="reset by peer"):
        asyncio.run(ask())

    assert fake_embed.clock.slept == 600.0


def test_urllib3_may_try_again_when_nobody_was_reached(fake_embed):
    """A POST that never arrived is safe to repeat, and urllib3 knows the difference by its own error."""
    fake_embed.drop("connect", times=2)
    fake_embed.drop("timeout", optional=True)
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(connect=2, read=0, total=5)))

    with pytest.raises(requests.ReadTimeout):
        session.post(TASKS, headers=HEADERS, data=BODY, timeout=5)

    assert [asked.lost for asked in fake_embed.requests] == ["connect", "connect", "timeout"]


def test_an_injected_transport_gives_the_same_errors():
    """`httpx.Client(transport=...)` patches nothing and misbehaves alike."""
    fake = FakeEmbed()
    client = httpx.Client(transport=transport(fake), headers=HEADERS, timeout=5)
    fake.drop("connect")
    fake.drop("timeout")
    fake.drop("reset")

    for error in (httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError):
        with pytest.raises(error) as raised:
            client.get(TASKS)
        assert raised.value.request.url == TASKS  # what a client logs


def test_a_wait_after_a_lost_answer_costs_no_time(fake_embed):
    """Back-off after an error of the connection is waiting as well; without it a retry test would take minutes."""
    import time

    fake_embed.drop("connect")
    with pytest.raises(httpx.ConnectError):
        by_httpx("GET", timeout=5)

    started = time.perf_counter()
    time.sleep(30)

    assert time.perf_counter() - started < 30
    assert fake_embed.clock.slept == 30.0
