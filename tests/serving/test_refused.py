"""What is no request: it is refused behind the answers to those before it, and nothing that is no body has room without end."""

from __future__ import annotations

import pytest

from fakeembed.serving import bounds
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores import opened

POLL = b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n\r\n"
UNUSUAL = POLL.replace(b"\r\n\r\n", b"\r\nexpect: nothing in particular\r\n\r\n")
CHUNKED = b"POST /v1.3/embed-v2 HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n"
KEY = b"x-api-key: any\r\n\r\n"

REFUSED = {
    "no words": b"\x00\x01\r\n\r\n",
    "another protocol": b"GET / SPDY/3\r\n\r\n",
    "a large head": POLL.replace(b"tasks", b"tasks?" + b"x" * bounds.LARGEST_HEAD),
}

BEFORE = {
    "nothing": [],
    "one at once": [POLL],
    "one that takes its time": [UNUSUAL],
    "several": [UNUSUAL, POLL, UNUSUAL],
}


@pytest.mark.parametrize("shared", [False, True], ids=["memory", "SQLite"])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_a_refusal_does_not_replace_an_answer(said, tmp_path, refused, before, shared):
    """Who sends several requests in one piece gets one answer for each, in their order, and what comes behind is not looked at."""
    store = opened(str(tmp_path / "state.db")) if shared else None
    fake = ServedFake(store=store)

    assert said(fake, b"".join(before) + refused + POLL, POLL) == [b"200"] * len(before) + [b"400"]
    if store:
        store.close()


def test_a_body_that_is_none_is_refused_once(said):
    """Also where a request before it has no answer yet."""
    bad = CHUNKED + KEY + b"not a number\r\n"

    assert said(ServedFake(), bad, POLL) == [b"400"]
    assert said(ServedFake(), UNUSUAL + bad, POLL) == [b"200", b"400"]


ENDLESS = {
    "trailers": (b"2\r\n{}\r\n0\r\n", b"x-a: 1\r\n" * 500),
    "one trailer": (b"2\r\n{}\r\n0\r\nx-a: ", b"x" * 5000),
    "the words behind the size of a chunk": (b"2;", b"x" * 5000),
    "the words behind the size of a later chunk": (b"2\r\n{}\r\n0;", b"x" * 5000),
}


@pytest.mark.parametrize(("began", "more"), ENDLESS.values(), ids=ENDLESS)
def test_what_is_no_body_is_bounded(said, began, more):
    """As a head is, of which it is a part or might be one."""
    few, many = (times * bounds.LARGEST_HEAD // len(more) for times in (0.9, 1.1))

    assert said(ServedFake(), CHUNKED + KEY + began, *[more] * int(few)) == []
    assert said(ServedFake(), CHUNKED + KEY + began, *[more] * int(many + 2)) == [b"400"]


def test_a_long_body_is_no_head(said):
    """Whatever comes in pieces is counted anew with each piece of a body."""
    piece = b"1000\r\n" + b" " * 4096 + b"\r\n"
    form = POLL.replace(b"GET", b"POST").replace(KEY, b"content-length: 204800\r\n" + KEY)

    assert said(ServedFake(), CHUNKED + KEY, *[piece] * 50, b"0\r\n\r\n") == [b"400"]
    assert said(ServedFake(), form, *[b"x" * 4096] * 50, POLL) == [b"400", b"200"]


def test_a_trailer_is_no_header(said):
    """It comes too late to say who asks (RFC 9110, section 6.5.1)."""
    assert said(ServedFake(), CHUNKED + b"\r\n2\r\n{}\r\n0\r\n" + KEY) == [b"401"]
