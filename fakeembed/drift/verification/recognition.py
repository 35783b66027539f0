"""Whether a target is the API at all: a handful of questions that cost nothing, before any contract is held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift.verification.answers import CannotStart
from fakeembed.drift.verification.wording import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed.drift.verification.answers import Answer
    from fakeembed.drift.verification.target import Target

QUESTIONS = (
    Question("GET", "/v1.3/embed/tasks", params=(("page_limit", "1"),)),
    Question("GET", "/v1.3/embed/tasks/0123456789abcdef01234567/status"),
    Question("GET", "/v1.3/embed/tasks", params=(("page", "0"),)),
    Question("GET", "/v1.3/assets/0123456789abcdef01234567"),
)
"""A list, a task and an asset that do not exist, and a page that cannot be: four questions with different answers."""


def recognise(target: Target) -> None:
    """Ask them all.

    Raises:
        CannotStart: When the answers are not those of the API, not even of one that has drifted; in one line that says what came.
        CannotLook: When none came.
    """
    answers = [target.ask(question, day=None) for question in QUESTIONS]
    if all(answer.status == 401 for answer in answers):
        raise CannotStart(f"{target.name} refused the key in {target.key_variable} (401)")
    same = len({(answer.status, answer.content) for answer in answers}) == 1
    if same or not any(map(_is_known, answers)):
        always = "every question" if same or len({answer.status for answer in answers}) == 1 else "the first question"
        raise CannotStart(f"{target.name} is not the API: it answered {always} with {_described(answers)}")


def _is_known(answer: Answer) -> bool:
    """Whether an answer has something of the API: a page of a list, or a refusal with its code."""
    body = answer.body
    if not isinstance(body, dict):
        return False
    page = answer.status == 200 and bool({"data", "page_info"} & body.keys())
    return page or (400 <= answer.status < 500 and "code" in body and answer.status != 429)


def _described(answers: Sequence[Answer]) -> str:
    first = answers[0]
    kind = first.headers.get("content-type", "").partition(";")[0] or "nothing that says what it is"
    body = first.body
    if isinstance(body, dict):
        what = f"a JSON object ({', '.join(sorted(map(str, body))[:3]) or 'empty'})"
    elif isinstance(body, list):
        what = "a JSON array"
    else:
        what = kind
    return f"{first.status} and {what}"
