"""One task or asset: where each fact comes from, its segments on a time axis, its polls, and what a client gets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING, Any

from fakeembed._core.assets.asset_life import Asset
from fakeembed._core.clock import from_rfc3339
from fakeembed._core.media.assumptions import assumption
from fakeembed._core.media.catalog import Declaration
from fakeembed._core.rules import Refused
from fakeembed._core.v1.task_life import Task, options, segments
from fakeembed._core.v2.embedding_plan import entries
from fakeembed._wire.endpoint import Call
from fakeembed._wire.http import Request
from fakeembed._wire.rate_limits import Meter
from fakeembed._wire.routes import routes
from fakeembed.page import account, traffic
from fakeembed.redaction import cleaned, redacted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.media.segments import Segment
    from fakeembed.page.account import Record
    from fakeembed.page.source import Source

MOST_SEGMENTS = 300
"""Segments of one option that are drawn one by one; more of them would be lines without gaps."""

MOST_VECTORS = 60
"""Vectors that are computed to show what a client gets; of a longer answer only its state is shown."""

WIDTH = 100
"""Of the time axis, in percent."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a medium, and where from: `declared`, `read` or `assumed`."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch on the time axis, in percent, and what it says about itself."""

    x: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The stretches of one option; `joined` says how many there are when they are too many to be drawn one by one."""

    option: str
    bars: list[Bar]
    joined: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """One request about the task, and where on the line of its life it was."""

    number: int
    x: float
    at: str
    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page says about one task or asset.

    Attributes:
        row: As in the list.
        facts: What is known of its medium.
        assumed: What its answers rest on that nobody declared, or an empty text.
        ticks: Seconds under the time axis, each with its place.
        lanes: Scenes first, then an option each.
        polls: Oldest first.
        end: Where on the line of its life processing ends.
        json: What a client gets, with its vectors shortened.
        whole: Whether that is the whole answer.
        curl: The line that asks for it.
    """

    row: account.Row
    facts: list[Fact]
    assumed: str
    ticks: list[tuple[float, str]]
    lanes: list[Lane]
    polls: list[Poll]
    end: float
    json: Any
    whole: bool
    curl: str


def detail(source: Source, record: Record) -> Detail:
    """All that there is to say about a task or an asset at this moment."""
    now = source.service.clock.seconds
    stretches = list(_stretches(record))
    path = _path(source, record)
    whole = _vectors(record) <= MOST_VECTORS
    seconds = max(record.medium.duration, 0.001)
    found, end = _polls(source, record)
    return Detail(
        row=account.row(record, now),
        facts=list(_facts(source, record)),
        assumed=redacted(assumption(record.medium, account.kind_of_medium(record)) or ""),
        ticks=_ticks(seconds) if stretches else [],
        lanes=_lanes(record.medium, stretches, seconds),
        polls=found,
        end=end,
        json=_answer(source, path) if whole else None,
        whole=whole,
        curl=f'curl -sS -H "x-api-key: $TWELVELABS_API_KEY" {quote(source.url + path)}',
    )


def _path(source: Source, record: Record) -> str:
    """Where a client asks for it, in the newest API version of the day."""
    family = {"task": "embed/tasks", "v2 task": "embed-v2/tasks", "asset": "assets"}[account.kind_of(record)]
    return f"/{routes(source.day).match(family).version}/{family}/{record.id}"


def _facts(source: Source, record: Record) -> Iterator[Fact]:
    medium, kind = record.medium, account.kind_of_medium(record)
    said = _declaration(source, record)
    if kind in {"video", "audio"}:
        origin = _origin(medium, declared=said.duration == medium.duration) if medium.knows_duration else "assumed"
        yield Fact("duration", f"{medium.duration:g} s", origin)
    if kind in {"video", "image"} and medium.width and medium.height:
        declared = (said.width, said.height) == (medium.width, medium.height)
        yield Fact("size of the picture", f"{medium.width} x {medium.height}", _origin(medium, declared=declared))
    if kind in {"video", "audio"}:
        yield Fact(
            "sound", "yes" if medium.audio else "no", _origin(medium, declared=medium.is_declared and said.audio == medium.audio)
        )
        yield Fact("speech", "yes" if medium.speech else "no", "declared" if medium.is_declared else "assumed")
    if medium.size is not None:
        yield Fact("bytes", f"{medium.size:,}", _origin(medium, declared=said.size == medium.size))
    if medium.pages:
        yield Fact("pages", str(medium.pages), _origin(medium, declared=False))
    if medium.scenes:
        yield Fact("scenes", str(len(medium.scenes)), "declared")
    if medium.fails is not None:
        yield Fact("fails", medium.fails, "declared")


def _origin(medium: Medium, *, declared: bool) -> str:
    """Where a fact comes from: nothing is read from a URL, and nothing is assumed of a file that was read."""
    if medium.url is not None:
        return "declared" if medium.is_declared else "assumed"
    return "declared" if declared else "read"


def _declaration(source: Source, record: Record) -> Declaration:
    """What was declared of a medium, if it still is: what was declared later does not change a task."""
    medium = record.medium
    names = [name for name in (medium.url, medium.filename, medium.title) if name]
    declared = reversed(list(source.service.media)) if medium.is_declared else ()
    return next((said for said in declared if said.covers(names)), Declaration(""))


def _vectors(record: Record) -> int:
    """How many vectors a client gets, and no more than one above `MOST_VECTORS`."""
    if isinstance(record, Asset):
        return 0
    listed = segments(record, options(record)) if isinstance(record, Task) else entries(record.plan)
    return sum(1 for _ in islice(listed, MOST_VECTORS + 1))


def _stretches(record: Record) -> Iterator[tuple[str, str, Segment]]:
    """The stretches that have a vector: option, scope and where they are."""
    if isinstance(record, Task):
        for part in segments(record, options(record)):
            yield part.option, part.scope, part
    elif not isinstance(record, Asset):
        for entry in entries(record.plan):
            if entry.segment is not None:
                yield entry.segment.option, entry.segment.scope, entry.segment


def _lanes(medium: Medium, stretches: Iterable[tuple[str, str, Segment]], seconds: float) -> list[Lane]:
    by_option: dict[str, list[Segment]] = {}
    for option, scope, part in stretches:
        by_option.setdefault(option if scope == "clip" else f"{option}, {scope}", []).append(part)
    if not by_option:
        return []
    lanes = [Lane("scenes", [_bar(one.start, one.end, seconds, one.text) for one in medium.scenes])] if medium.scenes else []
    for option, parts in by_option.items():
        if len(parts) > MOST_SEGMENTS:
            last = max(part.end for part in parts)
            title = f"{len(parts)} segments from {parts[0].start:g} to {last:g} s"
            lanes.append(Lane(option, [_bar(parts[0].start, last, seconds, title)], joined=len(parts)))
        else:
            lanes.append(Lane(option, [_bar(part.start, part.end, seconds, "") for part in parts]))
    return lanes


def _bar(start: float, end: float, seconds: float, text: str) -> Bar:
    title = f"{start:g} to {end:g} s" + (f": {text}" if text else "")
    x = WIDTH * min(start / seconds, 1)
    return Bar(round(x, 2), round(max(WIDTH * min(end / seconds, 1) - x, 0.1), 2), title)


def _ticks(seconds: float) -> list[tuple[float, str]]:
    """Some round numbers of seconds, and where they are on the axis."""
    step = next((step for step in (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600) if seconds / step <= 8), 7200)
    return [(round(WIDTH * at / seconds, 2), f"{at} s") for at in range(0, int(seconds) + 1, step)]


def _polls(source: Source, record: Record) -> tuple[list[Poll], float]:
    """The requests about a record on a line from its creation to the last of them or its end, and where that end is."""
    asked = [(number, logged, logged.described()) for number, logged in traffic.polls(source, record.id)]
    moments = [from_rfc3339(described["at"]) for _, _, described in asked]
    ends_at = record.ends_at if record.ends_at < float("inf") else record.created_at
    span = max([ends_at, *moments]) - record.created_at or 1.0

    def place(moment: float) -> float:
        return round(WIDTH * min(max((moment - record.created_at) / span, 0), 1), 2)

    polls = [
        Poll(number, place(at), f"{max(at - record.created_at, 0):.1f} s", logged.method, redacted(logged.path), logged.status)
        for (number, logged, _), at in zip(asked, moments, strict=True)
    ]
    return polls, place(ends_at)


def _answer(source: Source, path: str) -> Any:
    """What a client gets at a path, from the operation itself: no fault fires, no limit counts and nothing is logged."""
    match = routes(source.day).match(path)
    endpoint = match.methods.get("GET")
    if endpoint is None:
        return None
    request = Request("GET", path)
    try:
        answer = endpoint.handle(Call(source.service, match.edition, request, match.ids, Meter(source.service, path, ())))
    except Refused:  # it is older than what the service keeps
        return None
    return cleaned(_shortened(answer.json()))


def _shortened(value: Any) -> Any:
    """A JSON value whose vectors are their first numbers, and how many there are more."""
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, list) and len(value) > 8 and all(isinstance(item, float) for item in value):
        return [*value[:3], f"... {len(value) - 3} more numbers"]
    return [_shortened(item) for item in value] if isinstance(value, list) else value
