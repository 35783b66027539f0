"""Servers for the tests of live runs: one that breaks off its answers, and one that makes assets."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from threading import Event, Lock, Thread

import pytest


class StandIn:
    """A server on a loopback port that notes what it is asked and answers as a function of it says."""

    def __init__(self, behave):
        """Answer with what `behave(number, method, path, headers, body)` gives: bytes, or None to break off."""
        self.asked = []
        self.connections = 0
        self.made, self.deleted = [], []
        self._behave = behave
        self._lock = Lock()

    def of(self, *methods):
        """How many requests with these methods came."""
        return len([asked for asked in self.asked if asked[0] in methods])

    def make(self):
        """The answer that tells of a new asset."""
        with self._lock:
            self.made.append(f"{len(self.made) + 1:024x}")
            return _answer(201, {"_id": self.made[-1], "status": "processing"})

    def delete(self, path):
        """The answer to a deletion."""
        self.deleted.append(path.rpartition("/")[2])
        return _answer(204)

    def talk(self, connection):
        """One request, one answer."""
        with connection, connection.makefile("rb") as reader:
            method, path, _ = reader.readline().decode().split(" ")
            headers = {}
            while (line := reader.readline().decode().strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = reader.read(int(headers.get("content-length", 0)))
            with self._lock:
                self.asked.append((method, path, headers))
                number = len(self.asked)
            said = self._behave(number, method, path, headers, body)
            if said is not None:
                connection.sendall(said)


@pytest.fixture
def answer():
    """Makes the bytes of an answer."""
    return _answer


def _answer(status, value=None, **headers):
    """The bytes of an answer."""
    body = b"" if value is None else json.dumps(value).encode()
    lines = [f"HTTP/1.1 {status} x", f"content-length: {len(body)}", "content-type: application/json", "connection: close"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.fixture
def stand_in():
    """Starts servers that answer as a function says, each with the address at which it listens."""
    return _listening


@contextmanager
def _listening(behave):
    server, over = StandIn(behave), Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def serve():
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                connection.settimeout(30)
                server.connections += 1
                Thread(target=talk, args=(connection,), daemon=True).start()

        def talk(connection):
            try:
                server.talk(connection)
            except (OSError, ValueError):
                return  # it was only looked at

        thread = Thread(target=serve, daemon=True)
        thread.start()
        server.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield server
        over.set()
        thread.join(5)
