"""Whether a run can begin: somebody answers, it is the API, the key opens it; and what a live run will cost."""

from __future__ import annotations

from time import monotonic

from fakeembed.drift.verification.answers import CannotLook, CannotStart
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.live import TIME_LIMIT
from fakeembed.drift.verification.recognition import recognise
from fakeembed.drift.verification.session import key_of
from fakeembed.drift.verification.target import FakeTarget

SECONDS = 10.0
"""The longest that the first answer may take."""


def reach(name: str, *, time_limit: float = TIME_LIMIT) -> None:
    """Ask a target the few questions that show whether it is the API; all of them within the time limit of the run, in seconds.

    Raises:
        CannotStart: When it cannot be reached, does not take the key, or is not the API at all; in one line.
    """
    if name == "fake":
        return
    target = HttpTarget(name, key=key_of(name), seconds=SECONDS)
    target.deadline = monotonic() + time_limit
    try:
        recognise(target)
    except CannotLook as error:
        raise CannotStart(str(error)) from error
    finally:
        target.close()


def estimate(posts: int, seconds: float) -> str:
    """What a live run will ask, found by asking a fake that can be told no more than the live service."""
    from fakeembed.drift.verification import engine

    pretended = FakeTarget(like_live=True)
    engine.run(pretended)
    spent = pretended.spent
    return (
        f"A live run sends about {spent.requests} requests, {spent.posts} of which start or change something, and embeds about"
        f" {spent.seconds:.0f} seconds of video; polls come on top. The budget is {posts} requests that start or change something,"
        f" and {seconds:.0f} seconds."
    )
