"""What the requests of a client say about the client: findings, each with its requests, advice and a stable code.

A finding is read from the log of what was asked and answered, and from how the tasks ended; nothing is watched while the code under
test runs, and nothing of it is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fakeembed._core.life import Status
from fakeembed._wire.app import PASSING, PASSING_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from fakeembed.fake.request_log import LoggedRequest

FASTEST_POLL = 2.0
"""Seconds between two polls below which a client polls too fast (decision D97); published clients wait 5, hasty programs 2."""

ENDLESS = 20
"""Errors in a row after which a client that asks the same again is not going to stop (decision D97)."""

CREATORS = ("/embed/tasks", "/embed-v2/tasks", "/assets")
"""Ends of the paths at which a medium is submitted."""


class Advice(NamedTuple):
    """How bad a finding is, and what to do about it."""

    severity: Literal["error", "warning"]
    text: str


ADVICE: dict[str, Advice] = {
    "polled-after-end": Advice(
        "warning", "End the loop on `ready` and on `failed`; both are final, and asking again changes nothing."
    ),
    "polled-too-fast": Advice(
        "warning", "Sleep between polls: the published clients wait 5 seconds, and a rate limit may count them."
    ),
    "failed-taken-for-done": Advice("error", "Look at the status before the result is fetched: a failed task has no embeddings."),
    "failure-unnoticed": Advice("error", "Poll the task until it is `ready` or `failed`, and tell somebody when it failed."),
    "result-not-fetched": Advice("warning", "Retrieve the task once it is ready; its embeddings are kept for seven days."),
    "submitted-twice": Advice(
        "warning",
        "Remember what was submitted, and list the tasks before a retry: an answer that was lost is no work that was not done.",
    ),
    "retried-refusal": Advice("error", "Do not repeat a request that was refused for what it says; time does not make it right."),
    "retried-for-ever": Advice("error", "Give up after some errors in a row; an error that stays is an answer, too."),
    "ignored-retry-after": Advice("error", "Wait as many seconds as `retry-after` says before the same is asked again."),
    "path-as-file": Advice(
        "error", "Open the file and hand over the file or its bytes: clients from 1.0 on send a text as the content of the file."
    ),
    "lost-body": Advice(
        "error", "Send the body again with the retry; clients up to 1.3.6 lose a form, so retry around their call."
    ),
    "unknown-endpoint": Advice(
        "error", "Correct the path; where the service does have it and this fake does not, answer it with `fake.stub(...)`."
    ),
}
"""The codes, which are stable: a test may allow one by its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a client should do differently.

    Attributes:
        code: A stable name of the kind of finding.
        severity: "error" for what breaks sooner or later, "warning" for what wastes time, money or the service's patience.
        message: What happened.
        advice: What to do instead.
        requests: The requests that show it, oldest first.
    """

    code: str
    severity: Literal["error", "warning"]
    message: str
    advice: str
    requests: tuple[LoggedRequest, ...]

    def __str__(self) -> str:
        """All of it, as a failure text has it."""
        shown = [f"    {request}" for request in self.requests[:_SHOWN]]
        more = len(self.requests) - _SHOWN
        shown += [f"    and {more} more"] if more > 0 else []
        return "\n".join([f"{self.code} ({self.severity}): {self.message}", *shown, f"    -> {self.advice}"])

    def described(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "advice": self.advice,
            "requests": [request.described() for request in self.requests],
        }


_SHOWN = 6
_LONGEST_PATH = 4096
_PATH = re.compile(r"[^\x00-\x1f\x7f\ufffd]*\.\w{2,5}")


def findings(log: Sequence[LoggedRequest], states: Mapping[str, str]) -> list[Finding]:
    """What the requests in `log` say about their client, when the tasks in `states` have that status now, by id."""
    return [finding for check in _CHECKS for finding in check(log, states)]


def _found(code: str, message: str, requests: Iterable[LoggedRequest]) -> Finding:
    return Finding(code, ADVICE[code].severity, message, ADVICE[code].text, tuple(requests))


# What a request was, and what was heard.


def _is_status(logged: LoggedRequest) -> bool:
    return logged.path.endswith("/status")


def _is_creation(logged: LoggedRequest) -> bool:
    """Whether something was submitted and taken, be it that the client never heard of it."""
    accepted = 200 <= logged.status < 300 or logged.lost in {"timeout", "reset"}
    return logged.method == "POST" and logged.path.endswith(CREATORS) and accepted and bool(logged.about)


def _heard(logged: LoggedRequest) -> str:
    """The status that a poll was told, or an empty text when it heard none."""
    if logged.method != "GET" or logged.lost or logged.status != 200 or not logged.about:
        return ""
    return Status.PROCESSING.value if logged.waiting else logged.told_status or Status.READY.value


def _failed(logged: LoggedRequest) -> bool:
    return logged.status >= 400 or bool(logged.lost)


def _may_pass(logged: LoggedRequest) -> bool:
    return bool(logged.lost) or logged.status >= 500 or logged.status in PASSING or logged.code in PASSING_CODES


def _operation(logged: LoggedRequest) -> Hashable:
    return logged.method, logged.path


def _by(log: Iterable[LoggedRequest], key: Callable[[LoggedRequest], Hashable]) -> Iterator[list[LoggedRequest]]:
    """Requests that have something in common, in the order in which they came."""
    groups: dict[Hashable, list[LoggedRequest]] = {}
    for logged in log:
        groups.setdefault(key(logged), []).append(logged)
    return iter(groups.values())


# What is wrong with it.


def _polled_after_end(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    polls = (logged for logged in log if _heard(logged) and "/tasks/" in logged.path)
    for asked in _by(polls, lambda logged: logged.about):
        over = next((index for index, logged in enumerate(asked) if _heard(logged) != Status.PROCESSING.value), len(asked))
        before = {str(logged) for logged in asked[: over + 1]}
        late = [logged for logged in asked[over + 1 :] if _is_status(logged) or str(logged) in before]
        if late:
            message = f"task {late[0].about} was known to be {_heard(asked[over])}, and was asked for again"
            yield _found("polled-after-end", message, [asked[over], *late])


def _polled_too_fast(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    polls = (logged for logged in log if _heard(logged) or (logged.method == "GET" and logged.about))
    for asked in _by(polls, lambda logged: logged.about):
        pairs = [(one, other) for one, other in pairwise(asked) if _heard(one) == Status.PROCESSING.value]
        gaps = [(other.at - one.at).total_seconds() for one, other in pairs]
        hasty = [pair for pair, gap in zip(pairs, gaps, strict=True) if gap < FASTEST_POLL]
        if len(hasty) > 1:
            message = (
                f"{asked[0].about} was polled {len(hasty)} times after less than {FASTEST_POLL:g} s, once after {min(gaps):.3g} s"
            )
            yield _found("polled-too-fast", message, [hasty[0][0], *(other for _, other in hasty)])


def _failed_taken_for_done(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for asked in _by((logged for logged in log if _heard(logged)), lambda logged: logged.about):
        told = next((index for index, logged in enumerate(asked) if _is_status(logged) and _heard(logged) == "failed"), len(asked))
        fetched = [logged for logged in asked[told + 1 :] if not _is_status(logged)]
        if fetched:
            message = f"the status of task {fetched[0].about} was `failed`, and its result was fetched all the same"
            yield _found("failed-taken-for-done", message, [asked[told], *fetched])


def _left_alone(log: Sequence[LoggedRequest], states: Mapping[str, str]) -> Iterator[Finding]:
    """Tasks whose end nobody looked at; a list of tasks shows a failure, but has no result."""
    for index, logged in enumerate(log):
        state = states.get(logged.about, "")
        if not _is_creation(logged) or logged.lost or state not in {Status.READY.value, Status.FAILED.value}:
            continue
        later = log[index + 1 :]
        about = [other for other in later if other.about == logged.about]
        heard = [other for other in about if _heard(other) == state]
        if state == Status.FAILED.value and not heard and not any(_is_list(other) for other in later):
            yield _found("failure-unnoticed", f"task {logged.about} failed, and nobody asked", [logged, *about])
        elif state == Status.READY.value and all(_is_status(other) for other in heard):
            yield _found(
                "result-not-fetched", f"task {logged.about} is ready, and its embeddings were never fetched", [logged, *about]
            )


def _is_list(logged: LoggedRequest) -> bool:
    return logged.method == "GET" and logged.path.endswith(CREATORS) and logged.status == 200


def _submitted_twice(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    submitted = (logged for logged in log if _is_creation(logged))
    for same in _by(submitted, lambda logged: (_operation(logged), logged.content)):
        if len(same) > 1:
            lost = " after an answer that was lost" if same[0].lost else ""
            yield _found("submitted-twice", f"the same medium was submitted {len(same)} times{lost}", same)


def _retried_refusal(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    refused = (logged for logged in log if _failed(logged) and not _may_pass(logged))
    for same in _by(refused, lambda logged: (_operation(logged), logged.content, logged.status)):
        if len(same) > 1:
            yield _found("retried-refusal", f"a request was refused with {same[0].status} and asked {len(same)} times", same)


def _retried_for_ever(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for asked in _by(log, lambda logged: (_operation(logged), logged.content)):
        for failed, run in groupby(asked, _failed):
            errors = list(run)
            if failed and len(errors) >= ENDLESS:
                yield _found(
                    "retried-for-ever", f"the same was asked {len(errors)} times in a row, and each time it failed", errors
                )


def _ignored_retry_after(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for asked in _by(log, _operation):
        for told, next_one in pairwise(asked):
            waited = (next_one.at - told.at).total_seconds()
            if told.retry_after is not None and waited < told.retry_after - 0.001:
                message = f"the service asked for {told.retry_after:g} s, and was asked again after {waited:.3g} s"
                yield _found("ignored-retry-after", message, [told, next_one])


def _lost_body(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for asked in _by(log, _operation):
        for first, retry in pairwise(asked):
            if _may_pass(first) and _failed(first) and first.has_body and not retry.has_body:
                yield _found("lost-body", "a request was tried again without its body", [first, retry])


def _path_as_file(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for logged in log:
        for name, file in logged.files.items():
            path = file.content.decode(errors="replace") if len(file.content) < _LONGEST_PATH else ""
            if _PATH.fullmatch(path):
                yield _found("path-as-file", f"what was uploaded as {name} is no file but the text {path!r}", [logged])


def _unknown_endpoint(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    for same in _by((logged for logged in log if logged.is_unknown), _operation):
        yield _found("unknown-endpoint", f"{same[0].method} {same[0].path} is nothing that this fake serves", same)


_CHECKS = (
    _polled_after_end,
    _polled_too_fast,
    _failed_taken_for_done,
    _left_alone,
    _submitted_twice,
    _retried_refusal,
    _retried_for_ever,
    _ignored_retry_after,
    _lost_body,
    _path_as_file,
    _unknown_endpoint,
)
