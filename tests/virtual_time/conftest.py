"""What the tests about waiting share: a client, a task, and how long it really took."""

from __future__ import annotations

import threading
import time

import httpx
import pytest

from fakeembed.virtual_time import children, turns

API = "https://api.twelvelabs.io/v1.3"
FORM = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}


class Client:
    """What a program asks: by httpx, without the vendor's library."""

    def __init__(self):
        self._http = httpx.Client(base_url=API, headers={"x-api-key": "any"})

    def create(self):
        """Makes a task and returns its id."""
        return self._http.post("/embed/tasks", files=FORM).json()["_id"]

    def status(self, task):
        """Asks for the status of a task; the code of the error when there is none."""
        answer = self._http.get(f"/embed/tasks/{task}/status").json()
        return answer.get("status", answer.get("code"))

    def listed(self, **query):
        """The statuses in the list of tasks."""
        return [task["status"] for task in self._http.get("/embed/tasks", params=query).json()["data"]]

    def post(self, **fields):
        """Asks for a task by these fields."""
        return self._http.post("/embed/tasks", files={name: (None, value) for name, value in fields.items()})

    def text(self, text):
        """Embeds a text."""
        return self._http.post("/embed", files={"model_name": (None, "marengo3.0"), "text": (None, text)})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._http.close()


@pytest.fixture(autouse=True)
def _what_was_there_before_ends_no_wait(monkeypatch):
    """Threads and children that other tests have left behind are nothing that anybody waits for here."""
    threads, processes, is_idle = {*threading.enumerate()} - {threading.current_thread()}, children._children(), turns.is_idle

    def is_idle_or_was_there(ident, frame):
        return threading._active.get(ident) in threads or is_idle(ident, frame)

    monkeypatch.setattr(turns, "is_idle", is_idle_or_was_there)
    if processes:
        monkeypatch.setattr(turns, "has_children", lambda: bool(children._children() - processes))


@pytest.fixture
def never_stalls(monkeypatch):
    """A machine on which no real time passes between two looks: a second that does is one of the task's."""
    monkeypatch.setattr("fakeembed.virtual_time.looks.really_monotonic", lambda: 0.0)


@pytest.fixture
def client(fake_embed):  # noqa: ARG001 - wanted for what it does
    """A client of the installed fake."""
    with Client() as client:
        yield client


@pytest.fixture
def real_sleeps(fake_embed, monkeypatch):  # noqa: ARG001 - where it is installed, before
    """The real sleeps that would have happened, instead of waiting for them."""
    slept = []
    monkeypatch.setattr("fakeembed.virtual_time.threads.really_sleep", slept.append)
    return slept


@pytest.fixture
def client_of():
    """Makes a client where a test installs the fake itself."""
    return Client


@pytest.fixture
def task(client):
    """A task that is processing."""
    return client.create()


@pytest.fixture
def watch():
    """Measures how long a block really takes, in `.seconds`."""
    return Watch


class Watch:
    """A stopwatch that nobody's clock stops."""

    def __enter__(self):
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self._started
