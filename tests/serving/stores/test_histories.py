"""The consistency promise of docs/serving.md: every answer of every worker fits one order of all requests, in real time.

Clients ask several workers at once, and the clock on the wall says when each asked and when it was answered. Such a history is
linearizable when there is an order that one fake could have answered in, in which no request comes before one that was answered
before it was asked. The search is that of Wing and Gong (Testing and Verifying Concurrent Objects, 1993), which remembers what it
has tried.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Barrier
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeembed import Request
from fakeembed.serving import stores
from fakeembed.serving.served import ServedFake

HISTORIES = int(os.environ.get("FAKEEMBED_HISTORIES", "50"))
LIMIT = 3
NOT_KEPT = 503
"""A machine that stalls for two seconds holds the state up; who is told so has changed nothing."""
CLIENTS = 3


class Call(NamedTuple):
    """One request, when it was asked and answered, and what came."""

    what: str
    asked: float
    answered: float
    came: object


class State(NamedTuple):
    """What one fake would know."""

    created: int = 0
    faults: int = 0
    limit: int | None = None
    log: int = 0


def _listed(state):
    return (state._replace(faults=state.faults - 1), 500) if state.faults else (state, state.created)


def _within_limit(state, came):
    """What a request is answered that a limit counts, and what it says of a limit that is there."""
    if state.limit == 0:
        return state, 429
    return (state, came) if state.limit is None else (state._replace(limit=state.limit - 1), state.limit - 1)


def _created(state):
    then, came = _within_limit(state, None)
    return (then, came) if came == 429 else (then._replace(created=state.created + 1), state.created + 1)


# What one fake knows after a request, and what it answers.
CONTROL = {
    "reset": lambda _: (State(), 204),
    "fault": lambda state: (state._replace(faults=state.faults + 1), 204),
    "limit": lambda state: (state._replace(limit=LIMIT), 204),
    "log": lambda state: (state, state.log),
}
SERVICE = {
    "list": _listed,
    "embed": lambda state: _within_limit(state, "no limit"),
    "create": _created,
}


def after(state, what):
    """What one fake knows after a request, and what it answers; those of the service are in its log."""
    return CONTROL[what](state) if what in CONTROL else SERVICE[what](state._replace(log=state.log + 1))


def is_linearizable(history):
    """Whether one order explains every answer."""
    tried = set()
    waiting = [(frozenset(range(len(history))), State())]
    while waiting:
        left, state = waiting.pop()
        if not left:
            return True
        if (left, state) in tried:
            continue
        tried.add((left, state))
        first_answer = min(history[index].answered for index in left)
        for index in left:
            if history[index].asked <= first_answer:
                then, came = after(state, history[index].what)
                if came == history[index].came:
                    waiting.append((left - {index}, then))
    return False


JSON, KEY = {"content-type": "application/json"}, {"x-api-key": "any"}


def _control(name, value):
    return Request("POST", f"/__fakeembed__/{name}", "", JSON, json.dumps(value).encode())


def _form(path, **fields):
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    return Request("POST", f"/v1.3{path}", "", {**KEY, "content-type": "multipart/form-data; boundary=x"}, f"{parts}--x--".encode())


REQUESTS = {
    "reset": lambda: Request("POST", "/__fakeembed__/reset", "", JSON, b"{}"),
    "fault": lambda: _control("faults", {"status": 500, "method": "GET", "times": 1}),
    "limit": lambda: _control("faults", {"rate_limit": {"limit": LIMIT, "per": "1day"}}),
    "log": lambda: Request("GET", "/__fakeembed__/requests"),
    "list": lambda: Request("GET", "/v1.3/embed/tasks", "", KEY),
    "create": lambda: _form("/embed/tasks", model_name="marengo3.0", video_url="https://example.com/a.mp4"),
    "embed": lambda: _form("/embed", model_name="marengo3.0", text="a dog"),
}


def came(what, answer):
    """What an answer says, as far as a state decides it."""
    if answer.status in {204, 429, 500, NOT_KEPT}:
        return answer.status
    body = answer.json()
    if what == "embed":
        remaining = int(answer.headers["x-ratelimit-request-remaining"])
        return remaining if int(answer.headers["x-ratelimit-request-limit"]) == LIMIT else "no limit"
    if what == "create":
        return int(body["_id"][-6:], 16)
    return len(body["requests"]) if what == "log" else body["page_info"]["total_results"]


def history_of(workers, plans):
    """What the clients asked and what came; each asks one worker after the other, sometimes several things together."""
    ready = Barrier(len(plans))

    def client(number, plan):
        calls = []
        ready.wait(30)
        for place, step in enumerate(plan):
            worker = workers[(number + place) % len(workers)]
            asked, requests = time.monotonic(), [REQUESTS[what]() for what in step]
            answers = (worker.app_together(requests) if len(step) > 1 else None) or [worker.app(request) for request in requests]
            calls += [Call(what, asked, time.monotonic(), came(what, answer)) for what, answer in zip(step, answers, strict=True)]
        return calls

    with ThreadPoolExecutor(len(plans)) as pool:
        return [call for calls in pool.map(client, range(len(plans)), plans) for call in calls]


@pytest.fixture(scope="module", params=["sqlite", "redis"])
def workers(request, tmp_path_factory):
    """Three served fakes on one state, each with a copy of its own."""
    folder = tmp_path_factory.mktemp("state")
    address = str(folder / "state.db") if request.param == "sqlite" else f"{request.getfixturevalue('redis_url')}&name=histories"
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)  # threads meet in the middle of requests
    with ExitStack() as held:
        yield [ServedFake(store=held.enter_context(closing(stores.opened(address))), dimension=2) for _ in range(3)]
    sys.setswitchinterval(before)


KINDS = ["create", "create", "list", "list", "embed", "embed", "fault", "limit", "log", "reset"]
TOGETHER = st.lists(st.sampled_from([kind for kind in KINDS if kind in SERVICE]), min_size=2, max_size=3)
STEPS = st.sampled_from([[kind] for kind in KINDS]) | TOGETHER
PLANS = st.lists(st.lists(STEPS, min_size=3, max_size=5), min_size=CLIENTS, max_size=CLIENTS)


@pytest.mark.once
@settings(max_examples=HISTORIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(plans=PLANS)
def test_every_history_is_linearizable(workers, plans):
    """Ids, totals, faults, limits, the log and resets, whoever answers."""
    workers[0].app(REQUESTS["reset"]())

    history = [call for call in history_of(workers, plans) if call.came != NOT_KEPT]

    assert history
    assert is_linearizable(history), sorted(history, key=lambda call: call.asked)


@pytest.mark.parametrize(
    ("history", "is_one"),
    [
        ([Call("create", 0, 1, 1), Call("list", 2, 3, 1)], True),
        ([Call("create", 0, 1, 1), Call("list", 2, 3, 0)], False),  # a worker that did not hear of it
        ([Call("create", 0, 3, 1), Call("list", 1, 2, 0)], True),
        ([Call("create", 0, 3, 1), Call("create", 1, 2, 1)], False),  # one id for two tasks
        ([Call("fault", 0, 1, 204), Call("list", 2, 4, 500), Call("list", 3, 5, 500)], False),  # fired twice
        ([Call("limit", 0, 1, 204), *(Call("embed", 2, 9, left) for left in (0, 1, 2)), Call("embed", 3, 9, 429)], True),
        ([Call("limit", 0, 1, 204), *(Call("embed", 2, 9, left) for left in (0, 1, 2, 0))], False),  # one too many
        ([Call("create", 0, 1, 1), Call("reset", 2, 3, 204), Call("log", 4, 5, 1)], False),
        ([Call("create", 0, 1, 1), Call("list", 2, 3, 1), Call("log", 4, 5, 1)], False),  # a request that is not in the log
    ],
)
def test_what_is_no_order_is_found(history, is_one):
    """The search can say no."""
    assert is_linearizable(history) is is_one
