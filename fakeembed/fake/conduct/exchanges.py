"""What a logged request was, and what its client learned from the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.life import Status
from fakeembed._wire.app import PASSING, PASSING_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from fakeembed.fake.logged_request import LoggedRequest

CREATORS = ("/embed/tasks", "/embed-v2/tasks", "/assets")
"""Ends of the paths at which a medium is submitted."""


def is_status(logged: LoggedRequest) -> bool:
    """Whether it asks for no more than the status of a task."""
    return logged.path.endswith("/status")


def is_creation(logged: LoggedRequest) -> bool:
    """Whether something was submitted and accepted, be it that the client never learned of it."""
    accepted = 200 <= logged.status < 300 or logged.lost in {"timeout", "reset"}
    return logged.method == "POST" and logged.path.endswith(CREATORS) and accepted and bool(logged.resource_id)


def is_list(logged: LoggedRequest) -> bool:
    """Whether it reads a page of tasks or assets."""
    return logged.method == "GET" and logged.path.endswith(CREATORS)


def status_of(logged: LoggedRequest) -> str:
    """The status that a poll was answered with, or an empty text when it learned of none."""
    if logged.method != "GET" or logged.lost or logged.status != 200 or not logged.resource_id:
        return ""
    return Status.PROCESSING.value if logged.retryable else logged.answered_status or Status.READY.value


def failed(logged: LoggedRequest) -> bool:
    """Whether the client got an error, or only a part of the answer."""
    return logged.status >= 400 or bool(logged.lost)


def may_pass(logged: LoggedRequest) -> bool:
    """Whether an error may be gone when the same is asked again."""
    return bool(logged.lost) or logged.status >= 500 or logged.status in PASSING or logged.code in PASSING_CODES


def operation(logged: LoggedRequest) -> Hashable:
    """Method and path."""
    return logged.method, logged.path


def question(logged: LoggedRequest) -> Hashable:
    """All that was asked, however its form is cut."""
    return logged.method, logged.path, logged.content


def grouped(log: Iterable[LoggedRequest], key: Callable[[LoggedRequest], Hashable]) -> Iterator[list[LoggedRequest]]:
    """Requests that have something in common, in the order in which they came."""
    groups: dict[Hashable, list[LoggedRequest]] = {}
    for logged in log:
        groups.setdefault(key(logged), []).append(logged)
    return iter(groups.values())
