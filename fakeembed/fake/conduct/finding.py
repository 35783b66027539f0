"""One finding about a client, and the advice that belongs to its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fakeembed.errors import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed.fake.logged_request import LoggedRequest


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
    "polled-for-ever": Advice("error", "Give up after some time, as the service gives no promise of when a task ends."),
    "failed-taken-for-done": Advice("error", "Look at the status before the result is fetched: a failed task has no embeddings."),
    "failure-unnoticed": Advice("error", "Poll the task until it is `ready` or `failed`, and report its failure."),
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
        "error",
        "Send the whole body again with the retry. The published Python client up to 1.3.6 drops the fields of a form when it"
        " retries by itself: leave its `max_retries` alone and repeat the call.",
    ),
    "asset-used-before-ready": Advice(
        "error", "Retrieve the asset until its status is `ready` before it is used, or repeat a request that finds it processing."
    ),
    "error-swallowed": Advice(
        "error", "Let an error end what depends on it: return, raise or skip, and report it; the requests after it cannot succeed."
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
        lines = [f"{self.code} ({self.severity}): {self.message}", *shown, f"    -> {self.advice}", f"    See {PAGE}#{self.code}."]
        return "\n".join(lines)

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
"""Requests of one finding that a failure text lists."""


def found(code: str, message: str, requests: Iterable[LoggedRequest], *, advice: str = "") -> Finding:
    """A finding of a kind, with its advice and perhaps a sentence more."""
    kind = ADVICE[code]
    return Finding(code, kind.severity, message, f"{kind.text} {advice}".strip(), tuple(requests))
