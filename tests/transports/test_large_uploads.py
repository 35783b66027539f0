"""A large upload is in memory once: beside what the client holds itself there is one body, and no second one while it is read."""

from __future__ import annotations

import asyncio
import tracemalloc
from http.client import HTTPSConnection
from io import BytesIO

import aiohttp
import httpx
import pytest
import requests

from fakeembed.transports.httpx import transport

MEGABYTE = 2**20
SIZE = 24 * MEGABYTE
HOST = "api.twelvelabs.io"
URL = f"https://{HOST}/v1.3/embed/tasks"
KEY = {"x-api-key": "any"}
FIELDS = {"model_name": "marengo3.0"}
HEAD = b'--b\r\ncontent-disposition: form-data; name="video_file"; filename="a.mp4"\r\n\r\n'
TAIL = b'\r\n--b\r\ncontent-disposition: form-data; name="model_name"\r\n\r\nmarengo3.0\r\n--b--\r\n'
FORM = KEY | {"content-type": "multipart/form-data; boundary=b"}


@pytest.fixture(scope="module")
def large(video_file):
    """A video with much behind its end."""
    small = video_file(12.0)
    return small + bytes(SIZE - len(small))


def parts(content):
    """A form as a program writes it that holds no second one."""
    yield HEAD
    for start in range(0, len(content), MEGABYTE):
        yield content[start : start + MEGABYTE]
    yield TAIL


async def slowly(content):
    """The same, from asyncio."""
    for part in parts(content):
        yield part


def by_httpx(_fake, content):
    """An open file, which httpx reads in parts."""
    return httpx.post(URL, headers=KEY, data=FIELDS, files={"video_file": ("a.mp4", BytesIO(content))}).status_code


def by_httpx_transport(fake, content):
    """The same through a transport of its own."""
    with httpx.Client(transport=transport(fake)) as client:
        return client.post(URL, headers=KEY, data=FIELDS, files={"video_file": ("a.mp4", BytesIO(content))}).status_code


def by_asynchronous_httpx(_fake, content):
    """The same from asyncio."""

    async def post():
        async with httpx.AsyncClient() as client:
            return (await client.post(URL, headers=FORM, content=slowly(content))).status_code

    return asyncio.run(post())


def by_requests(_fake, content):
    """What requests sends as it reads it."""
    return requests.post(URL, headers=FORM, data=parts(content), timeout=5).status_code


def by_http_client(_fake, content):
    """The library below all others."""
    connection = HTTPSConnection(HOST)
    connection.request("POST", "/v1.3/embed/tasks", parts(content), FORM)
    return connection.getresponse().status


def by_aiohttp(_fake, content):
    """What aiohttp sends as it reads it."""

    async def post():
        async with aiohttp.ClientSession() as client, client.post(URL, headers=FORM, data=slowly(content)) as answer:
            return answer.status

    return asyncio.run(post())


@pytest.mark.parametrize("post", [by_httpx, by_httpx_transport, by_asynchronous_httpx, by_requests, by_http_client, by_aiohttp])
def test_a_large_upload_is_in_memory_once(fake_embed, large, video_file, post):
    """A buffer grows by an eighth beyond its content before it is cut to it; pages that nobody wrote to take no memory."""
    post(fake_embed, video_file(12.0))  # whatever is imported or made once
    tracemalloc.start()

    status = post(fake_embed, large)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert status == 200
    assert peak < 1.25 * SIZE
