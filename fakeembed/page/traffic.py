"""The requests as rows, newest first, a page at a time, with the findings that they show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from fakeembed._wire.routes import ENDPOINTS, routes
from fakeembed.page.account import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fakeembed.page.source import Logged, Source

AT_ONCE = 25
"""Requests of a list on the page."""

LOOKED_AT = 200
"""Requests, the newest ones, from which the page reads findings: reading them all takes as long as there are many."""

STATUSES = {"2xx": "answered", "4xx": "refused", "5xx": "failed", "lost": "lost"}
"""What a list can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One request.

    Attributes:
        number: Counts from 1 and stays.
        described: What `Logged.described` says.
        findings: The codes of the findings that it shows.
    """

    number: int
    described: Mapping[str, Any]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """One finding about a client, with the numbers of the requests that show it."""

    code: str
    severity: str
    message: str
    advice: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the requests.

    Attributes:
        rows: Newest first.
        older: The number before which the next ones are, or 0 when there are none.
        total: How many there were in all.
    """

    rows: list[Row]
    older: int
    total: int


def findings(source: Source, *, looked_at: int = LOOKED_AT) -> list[NumberedFinding]:
    """What the newest requests, so many of them, say about their clients."""
    if source.findings is None:
        return []
    newest = list(islice(source.newest(), looked_at))
    numbers = {id(logged): number for number, logged in newest}
    found = source.findings([logged for _, logged in reversed(newest)])
    return [
        NumberedFinding(
            one.code,
            one.severity,
            one.message,
            one.advice,
            tuple(numbers[id(logged)] for logged in one.requests if id(logged) in numbers),
        )
        for one in found
    ]


def listing(source: Source, asked: Mapping[str, str], found: list[NumberedFinding], *, at_once: int = AT_ONCE) -> Listing:
    """The requests before the number `before`, narrowed by `operation`, `status` and `finding`."""
    before = whole(asked.get("before", ""), 0) or float("inf")
    keep = _filter(source, asked, found)
    total = 0
    rows: list[Row] = []
    for number, logged in source.newest():
        total = total or number
        if number < before and keep(number, logged):
            if len(rows) == at_once:
                return Listing(rows, rows[-1].number, total)
            rows.append(row(number, logged, found))
    return Listing(rows, 0, total)


def _filter(source: Source, asked: Mapping[str, str], found: list[NumberedFinding]) -> Callable[[int, Logged], bool]:
    operation, state, code = asked.get("operation", ""), asked.get("status", ""), asked.get("finding", "")
    numbers = {number for finding in found if finding.code == code for number in finding.numbers}

    def keep(number: int, logged: Logged) -> bool:
        return (
            (not code or number in numbers)
            and (not state or _state(logged.status) == state)
            and (not operation or operation_of(source, logged) == operation)
        )

    return keep


def _state(status: int) -> str:
    return f"{status // 100}xx" if status else "lost"


def operation_of(source: Source, logged: Logged) -> str:
    """The operation that a request is for, `GET /embed/tasks/{task_id}`; the path itself where the service has none."""
    match = routes(source.day).match(logged.path)
    endpoint = match.methods.get(logged.method)
    return f"{logged.method} {logged.path if endpoint is None else endpoint.path}"


def operations() -> list[str]:
    """All that a list can be narrowed to."""
    return sorted({f"{endpoint.method} {endpoint.path}" for endpoint in ENDPOINTS}, key=lambda name: name.split()[::-1])


def row(number: int, logged: Logged, found: list[NumberedFinding]) -> Row:
    """One request with what it shows."""
    codes = dict.fromkeys(finding.code for finding in found if number in finding.numbers)
    return Row(number, logged.described(), tuple(codes))


def find(source: Source, wanted: int) -> tuple[int, Logged] | None:
    """The request of a number."""
    return next(((number, logged) for number, logged in source.newest() if number == wanted), None)


def polls(source: Source, resource_id: str, *, most: int = 60) -> list[tuple[int, Logged]]:
    """The newest requests whose answers were about a task or an asset, oldest first."""
    return list(islice((pair for pair in source.newest() if pair[1].resource_id == resource_id), most))[::-1]
