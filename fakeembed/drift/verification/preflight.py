"""Whether a run can begin: somebody answers, it is the API, the key opens it; and what a live run will cost."""

from __future__ import annotations

from fakeembed.drift.verification.answers import Answer, CannotLook, CannotStart
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.session import LIVE_KEY, TARGET_KEY, key_of
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.wording import Question

SECONDS = 10.0
"""The longest that the first answer may take."""

_FIRST = Question("GET", "/v1.3/embed/tasks", params=(("page_limit", "1"),))
_SECOND = Question("GET", "/v1.3/embed/tasks/0123456789abcdef01234567/status")


def reach(name: str) -> None:
    """Ask a target for its list of tasks, and for one task when that answer is strange.

    Raises:
        CannotStart: When it cannot be reached, does not take the key, or is not the API at all; in one line.
    """
    if name == "fake":
        return
    target = HttpTarget(name, key=key_of(name), seconds=SECONDS)
    try:
        answers = [target.ask(_FIRST, day=None)]
        if _strange(answers[0]):
            answers.append(target.ask(_SECOND, day=None))
    except CannotLook as error:
        raise CannotStart(str(error)) from error
    finally:
        target.close()
    if all(answer.status == 401 for answer in answers):
        variable = LIVE_KEY if target.live else TARGET_KEY
        raise CannotStart(f"{target.name} refused the key in {variable} (401)")
    if all(map(_strange, answers)):
        kind = answers[0].headers.get("content-type", "nothing that says what it is")
        raise CannotStart(f"{target.name} is not the API: it answered {answers[0].status} with {kind} instead of JSON")


def estimate(posts: int, seconds: float) -> str:
    """What a live run will ask, found by asking a fake that can be told no more than the live service."""
    from fakeembed.drift.verification import engine

    pretended = FakeTarget(like_live=True)
    engine.run(pretended)
    spent = pretended.spent
    return (
        f"A live run sends about {spent.requests} requests, {spent.posts} of which start or change something, and embeds about"
        f" {spent.seconds:.0f} seconds of video; polls come on top. The budget is {posts} requests and {seconds:.0f} seconds."
    )


def _strange(answer: Answer) -> bool:
    """Whether this is no answer of the API: a refused key, or no JSON object."""
    return answer.status == 401 or not isinstance(answer.body, dict)
