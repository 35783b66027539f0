"""The same bytes again: a poll that came before as it is now is not parsed again, and nothing else is taken for it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from httptools import HttpRequestParser
from hypothesis import example, given
from hypothesis import strategies as st

from fakeembed.serving import bounds
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores import opened

POLL = b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n\r\n"
OTHER = POLL.replace(b"tasks", b"tasks?page=2")
HEAD = b"POST /v1.3/embed-v2 HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n"
KNOWN = HEAD + b"content-length: %d\r\n\r\n" % len(POLL)
CHUNKED = HEAD + b"transfer-encoding: chunked\r\n\r\n%x\r\n" % len(POLL)

REQUESTS = {
    "poll": (POLL,),
    "another": (OTHER,),
    "both at once": (POLL + OTHER,),
    "both, cut otherwise": (POLL + OTHER[:20], OTHER[20:]),
    "a poll as a body": (KNOWN, POLL),
    "a poll as a body in one piece": (KNOWN + POLL,),
    "a poll as a chunk": (CHUNKED, POLL, b"\r\n0\r\n\r\n"),
    "a poll as a trailer": (CHUNKED, POLL, b"\r\n0\r\nx-a: 1\r\n\r\n"),
}
"""Requests, each in the pieces that could be confused with others."""

READ = {
    "poll": [("", b"")],
    "another": [("page=2", b"")],
    "both at once": [("", b""), ("page=2", b"")],
    "both, cut otherwise": [("", b""), ("page=2", b"")],
    "a poll as a body": [("", POLL)],
    "a poll as a body in one piece": [("", POLL)],
    "a poll as a chunk": [("", POLL)],
    "a poll as a trailer": [("", POLL)],
}
"""Query and body of each request."""


class Noting(ServedFake):
    """A fake that notes the query and the body of what it is asked."""

    def __init__(self):
        super().__init__()
        self.read = []

    def app(self, request):
        self.read.append((request.query, bytes(request.body)))
        return super().app(request)


def cut(sequence, cuts):
    """The bytes of requests, in pieces: cut between the parts of a request, and where `cuts` says."""
    parts = [part for name in sequence for part in REQUESTS[name]]
    whole = b"".join(parts)
    ends = {sum(map(len, parts[:index])) for index in range(len(parts) + 1)}
    places = sorted(ends | {place % (len(whole) + 1) for place in cuts})
    return [whole[start:end] for start, end in pairwise(places)]


@given(sequence=st.lists(st.sampled_from(sorted(REQUESTS)), min_size=1, max_size=8), cuts=st.lists(st.integers(0), max_size=3))
@example(sequence=["poll", "poll", "a poll as a body", "poll"], cuts=[])
@example(sequence=["poll", "poll", "a poll as a chunk", "poll"], cuts=[])
@example(sequence=["poll", "poll", "poll"], cuts=[2 * len(POLL) + 4])
def test_every_request_is_taken_for_what_it_is(said, sequence, cuts):
    """In the order in which they were sent, with their own bodies, however the bytes are cut."""
    fake = Noting()
    statuses = said(fake, *cut(sequence, cuts))

    assert fake.read == [read for name in sequence for read in READ[name]]
    assert len(statuses) == len(fake.read)


@pytest.fixture
def parsed(monkeypatch):
    """What was given to a parser."""
    fed = []

    class Parser(HttpRequestParser):
        def feed_data(self, data):
            fed.append(data)
            super().feed_data(data)

    monkeypatch.setattr("uvicorn.protocols.http.httptools_impl.httptools.HttpRequestParser", Parser)
    monkeypatch.setattr(bounds, "HttpRequestParser", Parser)
    return fed


@pytest.mark.parametrize("shared", [False, True], ids=["memory", "SQLite"])
def test_a_poll_that_comes_again_is_not_parsed_again(said, parsed, tmp_path, shared):
    """It is answered, and in the log."""
    store = opened(str(tmp_path / "state.db")) if shared else None
    fake = ServedFake(store=store)
    statuses = said(fake, *[POLL] * 6)

    assert statuses == [b"200"] * 6
    assert len(fake.logged()) == 6
    assert len(parsed) == 2
    if store:
        store.close()


@pytest.mark.parametrize("polls", [1, 2])
def test_of_polls_that_are_alike_one_meets_a_fault(said, polls):
    """Its answer leaves on the way of unusual answers, and the timer that is left behind by it closes nothing."""
    fake, timers = ServedFake(), []
    fake.fail_next(503, after=polls)
    pieces = [*[POLL] * (polls + 2), lambda one: timers.append(one.timeout_keep_alive_task)]

    assert said(fake, *pieces) == [*[b"200"] * polls, b"503", b"200"]
    assert timers == [None]


def test_a_poll_does_not_overtake_one_before_it(said, tmp_path):
    """Two that came in one turn share a commit, and the first one has an answer that leaves on the other way."""
    store = opened(str(tmp_path / "state.db"))
    fake = ServedFake(store=store)

    def twice(connection):
        fake.fail_next(503)
        for _ in range(2):
            connection.data_received(POLL)

    assert said(fake, POLL, POLL, twice) == [b"200", b"200", b"503", b"200"]
    store.close()


def test_a_poll_of_a_client_that_does_not_read_waits_for_it(said):
    """Answers are not piled up."""
    pieces = [POLL, POLL, lambda one: one.pause_writing(), POLL]

    assert said(ServedFake(), *pieces) == [b"200"] * 2
    assert said(ServedFake(), *pieces, lambda one: one.resume_writing()) == [b"200"] * 3
