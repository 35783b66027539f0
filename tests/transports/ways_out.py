"""One request to the host by one library while a fake is installed, on a machine whose host of that name is a stand-in.

Run by `test_ways_out.py` in a network of its own, where `/etc/hosts` leads the name to a listener of this process: whatever gets
past the fake is counted there. Prints one JSON object: what the library's caller saw, how many connections came, and whether
anything is left replaced.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time

HOST = "api.twelvelabs.io"
URL = f"https://{HOST}/v1.3/embed/tasks"
KEY = {"x-api-key": "any"}


def by_httpx():
    import httpx

    return httpx.get(URL, headers=KEY).status_code


def by_httpx_async():
    import httpx

    async def ask():
        async with httpx.AsyncClient(headers=KEY) as client:
            return (await client.get(URL)).status_code

    return asyncio.run(ask())


def by_httpx_on_trio():
    import httpx
    import trio

    async def ask():
        async with httpx.AsyncClient(headers=KEY) as client:
            return (await client.get(URL)).status_code

    return trio.run(ask)


def by_httpx2():
    import httpx2

    return httpx2.get(URL, headers=KEY).status_code


def by_httpx2_on_uvloop():
    import httpx2
    import uvloop

    async def ask():
        async with httpx2.AsyncClient(headers=KEY) as client:
            return (await client.get(URL)).status_code

    return uvloop.run(ask())


def by_httpx2_through_a_proxy():
    import httpx2

    with httpx2.Client(headers=KEY, proxy="http://127.0.0.1:443") as client:
        return client.get(URL).status_code


def by_httpx_aiohttp():
    import httpx
    from httpx_aiohttp import AiohttpTransport

    async def ask():
        async with httpx.AsyncClient(headers=KEY, transport=AiohttpTransport()) as client:
            return (await client.get(URL)).status_code

    return asyncio.run(ask())


def by_requests():
    import requests

    return requests.get(URL, headers=KEY, timeout=5).status_code


def by_urllib3():
    import urllib3

    return urllib3.PoolManager().request("GET", URL, headers=KEY).status


def by_urllib():
    import urllib.request

    with urllib.request.urlopen(urllib.request.Request(URL, headers=KEY)) as answer:
        return answer.status


def by_aiohttp():
    import aiohttp

    async def ask():
        async with aiohttp.ClientSession(headers=KEY) as session, session.get(URL) as answer:
            return answer.status

    return asyncio.run(ask())


def by_aiohttp_on_uvloop():
    import aiohttp
    import uvloop

    async def ask():
        async with aiohttp.ClientSession(headers=KEY) as session, session.get(URL) as answer:
            return answer.status

    return uvloop.run(ask())


def by_niquests():
    import niquests

    return niquests.get(URL, headers=KEY, timeout=5).status_code


def by_niquests_async():
    import niquests

    async def ask():
        return (await niquests.aget(URL, headers=KEY, timeout=5)).status_code

    return asyncio.run(ask())


def by_pycurl():
    import pycurl

    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, URL)
    curl.setopt(pycurl.TIMEOUT, 5)
    curl.perform()
    return curl.getinfo(pycurl.RESPONSE_CODE)


def by_pycurl_multi():
    import pycurl

    curl, multi = pycurl.Curl(), pycurl.CurlMulti()
    curl.setopt(pycurl.URL, URL)
    multi.add_handle(curl)
    while multi.perform()[1]:
        multi.select(1.0)
    return curl.getinfo(pycurl.RESPONSE_CODE)


def by_curl_cffi():
    import curl_cffi

    return curl_cffi.get(URL, headers=KEY, timeout=5).status_code


def by_curl_cffi_async():
    from curl_cffi import AsyncSession

    async def ask():
        async with AsyncSession() as session:
            return (await session.get(URL, headers=KEY, timeout=5)).status_code

    return asyncio.run(ask())


def by_pyreqwest():
    from pyreqwest.client import SyncClientBuilder

    with SyncClientBuilder().error_for_status(False).build() as client:
        return client.get(URL).header("x-api-key", "any").build().send().status


def by_pyreqwest_async():
    from pyreqwest.client import ClientBuilder

    async def ask():
        async with ClientBuilder().build() as client:
            return (await client.get(URL).header("x-api-key", "any").build().send()).status

    return asyncio.run(ask())


def by_pyreqwest_at_once():
    from pyreqwest.simple.sync_request import pyreqwest_get

    return pyreqwest_get(URL).header("x-api-key", "any").send().status


def by_treq():
    import treq
    from twisted.internet import reactor

    outcome = []

    def done(found):
        outcome.append(found)
        reactor.callFromThread(reactor.stop)

    reactor.callWhenRunning(lambda: treq.get(URL, headers=KEY, timeout=5).addBoth(done))
    reactor.run()
    if hasattr(outcome[0], "raiseException"):
        outcome[0].raiseException()
    return outcome[0].code


def by_asyncio_streams():
    async def ask():
        _, writer = await asyncio.open_connection(HOST, 443)
        writer.close()

    asyncio.run(ask())


def by_uvloop_streams():
    import uvloop

    async def ask():
        _, writer = await asyncio.open_connection(HOST, 443)
        writer.close()

    uvloop.run(ask())


def by_uvloop_look_up():
    import uvloop

    async def ask():
        return await asyncio.get_running_loop().getaddrinfo(HOST, 443)

    uvloop.run(ask())


def by_socket_by_name():
    with socket.socket() as sender:
        sender.connect((HOST, 443))


def by_socket_by_name_without_an_error():
    with socket.socket() as sender:
        if sender.connect_ex((HOST, 443)):
            raise OSError("connect_ex")


def by_address():
    """No name is asked for: this is for a test of the stand-in."""
    socket.create_connection(("127.0.0.1", 443)).close()


def by_create_connection():
    socket.create_connection((HOST, 443)).close()


def by_tunnel():
    import http.client

    connection = http.client.HTTPSConnection("127.0.0.1", 443)
    connection.set_tunnel(HOST)
    connection.request("GET", "/v1.3/embed/tasks", headers=KEY)
    return connection.getresponse().status


class StandIn(threading.Thread):
    """Counts who comes to the port of the host."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 443))
        self.came = 0

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            self.came += 1
            connection.close()


def replaceable():
    """What a fake may replace while it is installed."""
    names = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "socket", "create_connection")
    return [getattr(socket, name) for name in names] + [socket.socket.connect, socket.socket.connect_ex]


def main(name):
    from fakeembed import FakeEmbed

    before = replaceable()
    stand_in = StandIn()
    stand_in.start()
    ask = globals()[f"by_{name}"]
    with FakeEmbed() as fake:
        try:
            seen = {"status": ask()}
        except BaseException as error:  # noqa: BLE001 - the errors of some libraries are no Exception
            words = []
            while error is not None:
                words.append(f"{type(error).__name__}: {error}")
                error = error.__cause__ or error.__context__
            seen = {"error": "\n".join(words)}
        logged = len(fake.requests)
    time.sleep(0.05)  # a connection may still be on its way to the stand-in, which nothing tells
    print(json.dumps({**seen, "logged": logged, "came": stand_in.came, "left": replaceable() != before}))


main(sys.argv[1])
