"""What the tests of the served fake share: a client of it, and a connection without a network."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from fakeembed.serving.direct import DirectConnection
from fakeembed.serving.server import Server

KEY = {"x-api-key": "any"}


@pytest.fixture
def http(fake_embed_server):
    """A client of another language, so to speak."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        yield client


class Transport(asyncio.Transport):
    """A connection of which the server can ask everything."""

    def __init__(self):
        super().__init__()
        self.written = b""
        self.closed = False

    def write(self, data):
        assert not self.closed
        self.written += data

    def close(self):
        self.closed = True

    def is_closing(self):
        return self.closed

    def pause_reading(self):
        """What is read is given to it anyway."""

    def resume_reading(self):
        """As before."""

    def get_extra_info(self, name, default=None):
        return ("127.0.0.1", 1) if "name" in name else default


async def _said(fake, *pieces):
    server, transport = Server(fake), Transport()
    server.config.load()
    connection = DirectConnection(server.config, server.server_state, {})
    connection.connection_made(transport)
    for piece in pieces:
        if callable(piece):
            piece(connection)
        elif not transport.closed:
            connection.data_received(piece)
        for _ in range(8):
            await asyncio.sleep(0)
    connection.connection_lost(None)
    return re.findall(rb"HTTP/1.1 (\d+) ", transport.written)


@pytest.fixture(scope="session")
def said():
    """The statuses that a connection to a fake answers to pieces of bytes, one a turn; a function is called with it instead."""
    return lambda fake, *pieces: asyncio.run(_said(fake, *pieces))
