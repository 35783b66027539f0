"""Every Python HTTP library is answered by an installed fake, and none of them can reach the real host."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import aiohttp
import httpx
import pytest
import requests
import requests.adapters
import urllib3

from fakeembed import EndlessPolling, FakeEmbed

HOST = "api.twelvelabs.io"
API = f"https://{HOST}/v1.3"
KEY = {"x-api-key": "any"}
VIDEO = "https://example.com/dog.mp4"
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, VIDEO))]
PROXY = "http://127.0.0.1:9"


def by_requests(method, url, **form):
    fields = [(name, (None, value)) for name, value in form.items()] or None
    answer = requests.request(method, url, headers=KEY, files=fields, timeout=5)
    return answer.status_code, answer.json()


def by_urllib3(method, url, **form):
    answer = urllib3.PoolManager().request(method, url, headers=KEY, fields=form or None)
    return answer.status, answer.json()


def by_urllib(method, url, **form):
    body, kind = urllib3.encode_multipart_formdata(form)
    request = urllib.request.Request(url, body if form else None, {**KEY, "content-type": kind}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def by_http_client(method, url, **form):
    body, kind = urllib3.encode_multipart_formdata(form)
    connection = http.client.HTTPSConnection(HOST)
    connection.request(method, url.removeprefix(f"https://{HOST}"), body if form else None, {**KEY, "content-type": kind})
    with connection.getresponse() as answer:
        return answer.status, json.load(answer)


def by_httpx(method, url, **form):
    fields = [(name, (None, value)) for name, value in form.items()] or None
    answer = httpx.request(method, url, headers=KEY, files=fields)
    return answer.status_code, answer.json()


def by_async_httpx(method, url, **form):
    async def ask():
        async with httpx.AsyncClient(headers=KEY) as client:
            answer = await client.request(method, url, files=[(name, (None, value)) for name, value in form.items()] or None)
            return answer.status_code, answer.json()

    return asyncio.run(ask())


def by_aiohttp(method, url, **form):
    async def ask():
        async with aiohttp.ClientSession(headers=KEY) as session:
            data = aiohttp.FormData(form, default_to_multipart=True) if form else None
            async with session.request(method, url, data=data) as answer:
                return answer.status, await answer.json()

    return asyncio.run(ask())


LIBRARIES = [by_requests, by_urllib3, by_urllib, by_http_client, by_httpx, by_async_httpx, by_aiohttp]


@pytest.mark.fake_embed(processing_seconds=60)
@pytest.mark.parametrize("ask", [ask for ask in LIBRARIES if ask not in {by_aiohttp, by_async_httpx}])
def test_a_library_lives_through_the_story(fake_embed, ask):
    """Create, poll with sleeps that cost nothing, retrieve; whatever sends the requests."""
    _, created = ask("POST", f"{API}/embed/tasks", model_name="marengo3.0", video_url=VIDEO)
    url = f"{API}/embed/tasks/{created['_id']}"

    started = time.perf_counter()
    while ask("GET", f"{url}/status")[1]["status"] == "processing":
        time.sleep(30)

    status, done = ask("GET", f"{url}?embedding_option=visual")
    assert status == 200
    assert [len(segment["float"]) for segment in done["video_embedding"]["segments"]] == [512, 512, 512]
    assert time.perf_counter() - started < fake_embed.clock.slept == 60


@pytest.mark.parametrize("ask", LIBRARIES)
def test_a_library_gets_the_errors_of_the_service(fake_embed, ask):
    """Status and body of a refusal arrive as they are."""
    status, body = ask("POST", f"{API}/embed/tasks", model_name="marengo9", video_url=VIDEO)

    assert (status, body["code"]) == (400, "parameter_invalid")
    assert fake_embed.requests.one(method="POST").form["model_name"] == ("marengo9",)


@pytest.mark.parametrize("ask", LIBRARIES)
def test_all_libraries_get_the_same_vectors(ask):
    """A vector is a function of the input, not of the transport."""
    with FakeEmbed():
        expected = by_httpx("POST", f"{API}/embed", model_name="marengo3.0", text="a dog")

        assert ask("POST", f"{API}/embed", model_name="marengo3.0", text="a dog") == expected


@pytest.mark.parametrize("ask", [by_requests, by_urllib3, by_urllib, by_aiohttp])
def test_a_proxy_in_the_environment_does_not_lead_past_the_fake(monkeypatch, fake_embed, ask):
    """With HTTPS_PROXY set a client connects to the proxy; that has to be met as well."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, PROXY)

    assert ask("GET", f"{API}/embed/tasks")[0] == 200


def test_sessions_made_before_the_fake_was_installed_are_answered():
    """A client in a module is made when the module is imported."""
    session, pool = requests.Session(), urllib3.PoolManager()

    with FakeEmbed() as fake:
        assert session.get(f"{API}/embed/tasks", headers=KEY, timeout=5).status_code == 200
        assert pool.request("GET", f"{API}/embed/tasks", headers=KEY).status == 200

    assert len(fake.requests) == 2


def test_an_aiohttp_session_made_before_the_fake_was_installed_is_answered():
    """The same for a session that outlives its fake."""

    async def ask():
        async with aiohttp.ClientSession(headers=KEY) as session:
            with FakeEmbed():
                async with session.get(f"{API}/embed/tasks") as answer:
                    inside = answer.status
            with pytest.raises(aiohttp.ClientConnectionError):
                await session.get("http://127.0.0.1:9/")
            return inside

    assert asyncio.run(ask()) == 200


def test_an_open_connection_to_the_real_host_is_not_used():
    """A kept-alive connection needs no new connect, so it is met when it sends."""
    here, there = socket.socketpair()
    connection = http.client.HTTPConnection(HOST)
    connection.sock = here

    with FakeEmbed():
        connection.request("GET", "/v1.3/embed/tasks", headers=KEY)
        status = connection.getresponse().status

    there.settimeout(0)
    assert status == 200
    assert there.recv(1) == b""
    there.close()


def test_bodies_that_are_streamed_arrive_whole(fake_embed):
    """Generators go out in chunks, files in blocks."""
    body, kind = urllib3.encode_multipart_formdata({"model_name": "marengo3.0", "text": "x" * 100_000})
    headers = {**KEY, "content-type": kind}

    def chunks():
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]

    async def async_chunks():
        for chunk in chunks():
            yield chunk

    async def ask():
        async with (
            httpx.AsyncClient(headers=headers) as client,
            aiohttp.ClientSession(headers=headers) as session,
            session.post(f"{API}/embed", data=async_chunks()) as answer,
        ):
            return answer.status, (await client.post(f"{API}/embed", content=async_chunks())).status_code

    assert httpx.post(f"{API}/embed", content=chunks(), headers=headers).status_code == 200
    assert requests.post(f"{API}/embed", data=chunks(), headers=headers, timeout=5).status_code == 200
    assert requests.post(f"{API}/embed", data=BytesIO(body), headers=headers, timeout=5).status_code == 200
    assert urllib3.PoolManager().request("POST", f"{API}/embed", body=BytesIO(body), headers=headers).status == 200
    assert asyncio.run(ask()) == (200, 200)
    assert {len(request.form["text"][0]) for request in fake_embed.requests} == {100_000}


def test_a_video_is_uploaded_by_requests(fake_embed, video_file):
    """The bytes of a file are read, whoever sends them."""
    answer = requests.post(
        f"{API}/embed/tasks",
        headers=KEY,
        data={"model_name": "marengo3.0"},
        files={"video_file": ("dog.mp4", video_file(14.0))},
        timeout=5,
    )

    assert fake_embed.tasks[answer.json()["_id"]].duration == 14.0


def test_answers_are_streamed_as_the_libraries_stream_them(fake_embed):
    """`stream=True` and `iter_chunked` read the answer piece by piece."""

    async def pieces():
        async with aiohttp.ClientSession(headers=KEY) as session, session.get(f"{API}/embed/tasks") as answer:
            return b"".join([piece async for piece in answer.content.iter_chunked(10)])

    with requests.get(f"{API}/embed/tasks", headers=KEY, stream=True, timeout=5) as answer:
        streamed = b"".join(answer.iter_content(10))

    assert json.loads(streamed) == json.loads(asyncio.run(pieces()))


def test_aiohttp_may_wait_for_100_continue(fake_embed):
    """`expect100=True` sends no body before it is asked to."""

    async def ask():
        data = aiohttp.FormData({"model_name": "marengo3.0", "text": "a dog"}, default_to_multipart=True)
        async with aiohttp.ClientSession(headers=KEY) as session, session.post(f"{API}/embed", data=data, expect100=True) as answer:
            return answer.status

    assert asyncio.run(ask()) == 200


def test_urllib3_retries_what_the_fake_throttles(fake_embed):
    """The retries of a library are its own code, so they happen, and their waits take no time."""
    fake_embed.fail_next(429, times=2, headers={"retry-after": "30"})
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(total=3, status_forcelist=[429])))

    started = time.perf_counter()
    answer = session.get(f"{API}/embed/tasks", headers=KEY, timeout=5)

    assert (answer.status_code, len(fake_embed.requests)) == (200, 3)
    assert time.perf_counter() - started < fake_embed.clock.slept == 60


def test_sleeps_of_an_aiohttp_client_are_fast_forwarded(fake_embed):
    """The answer is given outside of the client's task and yet counts as heard by it."""

    async def story():
        async with aiohttp.ClientSession(headers=KEY) as session:
            data = aiohttp.FormData({"model_name": "marengo3.0", "video_url": VIDEO}, default_to_multipart=True)
            async with session.post(f"{API}/embed/tasks", data=data) as created:
                task = (await created.json())["_id"]
            while True:
                async with session.get(f"{API}/embed/tasks/{task}/status") as polled:
                    if (await polled.json())["status"] == "ready":
                        return
                await asyncio.sleep(5)

    asyncio.run(story())

    assert fake_embed.clock.slept == 10.0


def test_an_endless_loop_over_aiohttp_is_ended_in_the_task_that_loops(fake_embed):
    """The error must reach the loop and not get lost in the event loop."""

    async def wait_for_a_word_that_never_comes():
        async with aiohttp.ClientSession(headers=KEY) as session:
            while True:
                async with session.get(f"{API}/embed/tasks/{'0' * 24}/status") as answer:
                    await answer.read()
                await asyncio.sleep(5)

    with pytest.raises(EndlessPolling):
        asyncio.run(wait_for_a_word_that_never_comes())


@pytest.mark.parametrize("ask", [by_requests, by_httpx])
def test_many_threads_at_once_lose_nothing(fake_embed, ask):
    """Haystack asks 32 at a time."""

    def create(_number):
        return [ask("POST", f"{API}/embed/tasks", model_name="marengo3.0", video_url=VIDEO)[1]["_id"] for _ in range(10)]

    with ThreadPoolExecutor(32) as pool:
        made = [task for tasks in pool.map(create, range(32)) for task in tasks]

    assert len(set(made)) == len(fake_embed.tasks) == len(fake_embed.requests) == 320


def test_of_two_fakes_the_later_one_answers_whatever_the_order_in_which_they_leave():
    """The same rule for all libraries."""
    first, second = FakeEmbed(), FakeEmbed()
    first.install()
    second.install()

    by_requests("GET", f"{API}/embed/tasks")
    first.uninstall()
    by_aiohttp("GET", f"{API}/embed/tasks")
    second.uninstall()

    assert (len(first.requests), len(second.requests)) == (0, 2)
    assert http.client.HTTPConnection.send.__qualname__ == "HTTPConnection.send"
    assert aiohttp.TCPConnector.connect.__qualname__ == "BaseConnector.connect"
    assert socket.getaddrinfo.__module__ == "socket"


def test_other_hosts_are_left_alone(fake_embed, fake_embed_server):
    """A test may talk to its own services while the fake is installed."""
    url = f"{fake_embed_server.url}/v1.3/embed/tasks"

    statuses = [ask("GET", url)[0] for ask in LIBRARIES if ask is not by_http_client]

    assert statuses == [200] * 6
    assert len(fake_embed.requests) == 0


def test_a_library_that_nobody_intercepts_cannot_reach_the_real_host(fake_embed):
    """The real host has no address; the reason says what to do."""
    with pytest.raises(socket.gaierror, match="a FakeEmbed is installed"):
        socket.create_connection((HOST, 443))
    with pytest.raises(socket.gaierror):
        asyncio.run(asyncio.open_connection("API.TwelveLabs.io.", 443))
    with pytest.raises(socket.gaierror):
        socket.gethostbyname(HOST)


def test_a_connection_class_that_is_defined_later_is_intercepted(fake_embed):
    """A library may be imported after the fake was installed, urllib3 for one."""

    class Later(http.client.HTTPSConnection):
        def connect(self):
            raise AssertionError("this would have left")

    connection = Later(HOST)
    connection.request("GET", "/v1.3/embed/tasks", headers=KEY)

    assert connection.getresponse().status == 200


LATE = """
    import sys
    from fakeembed import FakeEmbed

    with FakeEmbed() as fake:
        assert not {"aiohttp", "requests", "urllib3"} & set(sys.modules), "imported for nothing"
        import asyncio
        import aiohttp
        import requests

        asked = dict(url="https://api.twelvelabs.io/v1.3/embed/tasks", headers={"x-api-key": "any"})
        assert requests.get(**asked, timeout=5).status_code == 200

        async def ask():
            async with aiohttp.ClientSession() as session, session.get(**asked) as answer:
                return answer.status

        assert asyncio.run(ask()) == 200
    assert len(fake.requests) == 2
    assert aiohttp.TCPConnector.connect.__qualname__ == "BaseConnector.connect"
    assert not [finder for finder in sys.meta_path if "fakeembed" in type(finder).__module__]
"""


def test_libraries_imported_after_the_fake_was_installed_are_intercepted():
    """And before that nothing is imported for their sake."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(LATE)], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stderr == ""


def test_a_fake_leaves_the_import_system_as_it_was():
    """Also when nobody imported what it waited for; and who takes out the first hook, as pyfakefs does, does not take ours."""
    script = """
        import sys
        from fakeembed import FakeEmbed

        before = list(sys.meta_path)
        with FakeEmbed():
            assert sys.meta_path[0] is before[0]
        assert sys.meta_path == before
    """

    assert subprocess.run([sys.executable, "-c", textwrap.dedent(script)], timeout=60, check=False).returncode == 0
