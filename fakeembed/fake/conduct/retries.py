"""Findings about what a client asks again, and how."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from fakeembed.fake.conduct.exchanges import failed, grouped, is_creation, may_pass, operation, question
from fakeembed.fake.conduct.finding import found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.logged_request import LoggedRequest

ENDLESS = 20
"""Errors in a row after which a client that asks the same again is not going to stop (decision D97)."""

LONGEST_PAUSE = 30.0
"""Seconds beyond which the published Python client does not keep to `retry-after` when it retries by itself (seen with 1.3.6)."""

_PAUSE_OF_THE_CLIENT = (
    "The published Python client does so when it retries by itself: it ignores a `retry-after` of more than 30 s, and"
    " `retry-after-ms`. Leave its `max_retries` alone, wait and repeat the call."
)


def submitted_twice(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """The same medium at the same operation, and both were accepted."""
    for same in grouped((logged for logged in log if is_creation(logged)), question):
        if len(same) > 1:
            lost = " after an answer that was lost" if same[0].lost else ""
            yield found("submitted-twice", f"the same medium was submitted {len(same)} times{lost}", same)


def retried_refusal(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with a request does not pass."""
    refused = (logged for logged in log if failed(logged) and not may_pass(logged))
    for same in grouped(refused, lambda logged: (question(logged), logged.status)):
        if len(same) > 1:
            yield found("retried-refusal", f"a request was refused with {same[0].status} and asked {len(same)} times", same)


def retried_for_ever(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """An error that stays."""
    for asked in grouped(log, question):
        for is_failed, run in groupby(asked, failed):
            errors = list(run)
            if is_failed and len(errors) >= ENDLESS:
                message = f"the same was asked {len(errors)} times in a row, and each time it failed"
                yield found("retried-for-ever", message, errors)


def ignored_retry_after(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """The same, asked too early by whoever was asked to wait (decision D147): others may not have learned of it yet."""
    for asked in grouped(log, lambda logged: (operation(logged), logged.caller)):
        for refused, retry in _retries(asked):
            waited = refused.seconds_until(retry)
            if refused.retry_after is not None and waited < refused.retry_after - 0.001:
                message = f"the service asked for {refused.retry_after:g} s, and was asked again after {waited:.3g} s"
                yield found("ignored-retry-after", message, [refused, retry], advice=_blame(refused))


def _retries(asked: Sequence[LoggedRequest]) -> Iterator[tuple[LoggedRequest, LoggedRequest]]:
    """What was asked and when the same was asked next, or right behind it with a part of the form."""
    for same in grouped(asked, question):
        yield from pairwise(same)
    for refused, retry in pairwise(asked):
        if refused.retry_after is not None and _is_cut(refused, retry):
            yield refused, retry


def _blame(refused: LoggedRequest) -> str:
    """Whose fault an early retry may be: the published Python client says who it is."""
    ignores = "retry-after-ms" in refused.answer_headers or (refused.retry_after or 0) > LONGEST_PAUSE
    return _PAUSE_OF_THE_CLIENT if ignores and refused.headers.get("x-fern-sdk-name") == "twelvelabs" else ""


def lost_body(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """A retry without the body, or without a part of the form, that is refused for what it lacks."""
    for asked in grouped(log, operation):
        errors: list[LoggedRequest] = []
        for logged in asked:
            whole = next((error for error in reversed(errors) if _is_cut(error, logged)), None)
            if whole is not None and failed(logged) and not may_pass(logged):
                errors.remove(whole)
                what = f"without {', '.join(_missing(whole, logged))}" if logged.has_body else "without its body"
                yield found("lost-body", f"a request was tried again {what}", [whole, logged])
            elif failed(logged) and may_pass(logged) and logged.has_body:
                errors.append(logged)


def _is_cut(whole: LoggedRequest, retry: LoggedRequest) -> bool:
    """Whether a retry has a part of a form and nothing else, or no body at all."""
    if not whole.has_body or not retry.has_body:
        return whole.has_body and not retry.has_body
    left = set(retry.form.items())
    is_part = left <= set(whole.form.items()) and retry.files.keys() <= whole.files.keys()
    return is_part and bool(left or retry.files) and bool(_missing(whole, retry))


def _missing(whole: LoggedRequest, retry: LoggedRequest) -> list[str]:
    """The fields and files of a form that a retry lacks."""
    return [name for name in (*whole.form, *whole.files) if name not in retry.form and name not in retry.files]
