"""Requests that offer to speak another protocol: the offer is passed over, and what comes behind the head is the body."""

from __future__ import annotations

import json
import re
import socket
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest

from fakeembed.serving.direct import DirectConnection
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/dog.mp4"))]


@pytest.mark.parametrize("padding", [0, 100_000], ids=["small", "large"])
@pytest.mark.parametrize("pieces", [bytes, lambda body: [body]], ids=["with its head", "behind it"])
def test_an_offer_to_speak_http_2_is_passed_over(padding, pieces):
    """Java's client makes one with its first request, and sends the body of that request all the same."""
    form = httpx.Request("POST", "http://localhost", files=[*FORM, ("more", (None, "x" * padding))])
    offer = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2-settings": "AAEAAEAAAAIAAAABAAMAAABkAAQBAAAA"}
    with serving(ServedFake()) as server, closing(HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as client:
        client.request("POST", "/v1.3/embed/tasks", pieces(form.read()), {**KEY, **dict(form.headers), **offer})
        created = json.load(client.getresponse())
        client.request("GET", "/v1.3/embed/tasks", headers=KEY)
        (listed,) = json.load(client.getresponse())["data"]

    assert listed["_id"] == created["_id"]


@pytest.mark.parametrize("words", ["Connection: Upgrade\r\nUpgrade: h2c", "CONNECTION: UPGRADE\r\nUPGRADE: H2C"])
@pytest.mark.parametrize("first", [b"", b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n\r\n"])
def test_a_body_behind_an_offer_is_no_request_wherever_the_head_is_cut(monkeypatch, words, first):
    """The body is a request in its words, and must not be taken for one."""
    inner = b"DELETE /v1.3/assets/1 HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nUpgrade: x\r\n\r\n"
    head = f"POST /v1.3/embed-v2 HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n{words}\r\ncontent-length: {len(inner)}\r\n\r\n"
    last = b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nconnection: close\r\n\r\n"
    received, asked = DirectConnection.data_received, first + head.encode() + inner + last
    cut = 0

    def in_two(self, data):
        for piece in filter(None, (data[:cut], data[cut:])):
            received(self, piece)

    monkeypatch.setattr(DirectConnection, "data_received", in_two)
    with serving(ServedFake()) as server:
        for cut in range(len(first), len(asked) - len(last)):
            with socket.create_connection(urlsplit(server.url).netloc.split(":"), timeout=60) as connection:
                connection.sendall(asked)
                came = b"".join(iter(lambda: connection.recv(65536), b""))
            statuses = re.findall(rb"HTTP/1.1 (\d+) ", came)
            assert statuses == [b"200"] * bool(first) + [b"400", b"200"], cut
