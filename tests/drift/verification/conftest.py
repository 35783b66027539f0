"""Servers for the tests of `verify` that nobody should mistake for the API, and targets for them."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from fakeembed.drift.verification.http_target import HttpTarget


@pytest.fixture
def listening():
    """Makes a port at which a function talks to everybody who comes, and is told when it is over."""
    return _listening


@contextmanager
def _listening(behave):
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def serve():
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                Thread(target=talk, args=(connection,), daemon=True).start()

        def talk(connection):
            with connection:
                try:
                    behave(connection, over)
                except OSError:
                    return

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        over.set()
        thread.join(5)


@pytest.fixture
def at():
    """Makes targets for URLs, and closes them when the test is over."""
    made = []

    def target(url, **settings):
        made.append(HttpTarget(url, **settings))
        return made[-1]

    yield target
    for one in made:
        one.close()
