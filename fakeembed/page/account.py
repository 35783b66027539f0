"""The account as rows: tasks of both families and assets, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from fakeembed._core.assets.asset_life import Asset
from fakeembed._core.clock import rfc3339
from fakeembed._core.life import Event, status
from fakeembed._core.v1.task_life import Task
from fakeembed.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.v2.task_life import MediaTask
    from fakeembed.page.source import Source

Record: TypeAlias = "Task | MediaTask | Asset"

AT_ONCE = 25
"""Rows of a list on the page."""

KINDS = ("task", "v2 task", "asset")


@dataclass(frozen=True, slots=True)
class Row:
    """One task or asset at one moment.

    Attributes:
        id: 24 hexadecimal digits.
        kind: One of `KINDS`.
        name: The URL or the file name, without what only lets a client in.
        status: `processing`, `ready` or `failed`.
        reason: Why it failed or will fail, or an empty text.
        known: Where what is known of the medium comes from: `declared`, `read` or `assumed`.
        length: The duration in words, or an empty text.
        model: Of a task.
        created_at: As the service prints it.
        processing: Seconds of processing in all; 0 when there is no end.
        done: Seconds of them that are over.
    """

    id: str
    kind: str
    name: str
    status: str
    reason: str
    known: str
    length: str
    model: str
    created_at: str
    processing: float
    done: float


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the account, and how many there are of what.

    Attributes:
        rows: Newest first.
        records: What they stand for.
        number: Of this page, from 1.
        pages: How many there are.
        total: Rows on all pages.
    """

    rows: list[Row]
    records: list[Record]
    number: int
    pages: int
    total: int


def counts(source: Source) -> dict[str, int]:
    """How many tasks and assets there are, and how many of both are in which state."""
    now = source.service.clock.seconds
    *tasks, assets = lists = _by_kind(source)
    every = len(tasks[0]) + len(tasks[1]) + len(assets)
    processing = sum(now < record.ends_at for records in lists for record in records)
    failed = sum(record.outcome is Event.FAULTED and now >= record.ends_at for records in lists for record in records)
    ready = every - processing - failed
    return {"tasks": every - len(assets), "assets": len(assets), "processing": processing, "ready": ready, "failed": failed}


def listing(source: Source, asked: Mapping[str, str], *, at_once: int = AT_ONCE) -> Listing:
    """The page of the account that is asked for by `page`, and by `kind`, `state` and `find` (a part of a name or an id)."""
    now = source.service.clock.seconds
    kind, state, find = asked.get("kind", ""), asked.get("state", ""), asked.get("find", "").casefold()
    lists = [records for name, records in zip(KINDS, _by_kind(source), strict=True) if kind in {"", name}]
    if state:
        lists = [[record for record in records if status(record, now).value == state] for records in lists]
    if find:
        lists = [[record for record in records if find in f"{record.id} {name_of(record)}".casefold()] for records in lists]
    total = sum(map(len, lists))
    pages = max(1, -(-total // at_once))
    number = min(max(1, whole(asked.get("page", ""), 1)), pages)
    newest = merge(*map(reversed, lists), key=lambda record: (record.created_at, record.id), reverse=True)
    shown = list(islice(newest, (number - 1) * at_once, number * at_once))
    return Listing([row(record, now) for record in shown], shown, number, pages, total)


def whole(text: str, default: int) -> int:
    """A short whole number that somebody may have typed, or the default."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else default


def find(source: Source, wanted: str) -> Record | None:
    """The task or asset of an id, be it older than what the service keeps."""
    service = source.service
    kept = service.tasks.find(wanted) or service.media_tasks.find(wanted) or service.library.asset(wanted)
    every: Iterable[Record] = (*service.tasks, *service.media_tasks) if kept is None else ()
    return kept or next((record for record in every if record.id == wanted), None)


def _by_kind(source: Source) -> list[list[Record]]:
    """All there is of each of `KINDS`, oldest first."""
    service = source.service
    return [list(service.tasks), list(service.media_tasks), list(service.library.all_assets())]


def row(record: Record, now: float) -> Row:
    """What the list says about a task or an asset."""
    processing = record.ends_at - record.created_at
    has_end = processing < float("inf")
    return Row(
        id=record.id,
        kind=kind_of(record),
        name=redacted(name_of(record)) or "(no name)",
        status=status(record, now).value,
        reason=record.reason or "",
        known=known(record.medium),
        length=_length(record),
        model="" if isinstance(record, Asset) else record.model.name,
        created_at=rfc3339(record.created_at),
        processing=round(processing, 3) if has_end else 0.0,
        done=round(min(now - record.created_at, processing), 3) if has_end else 0.0,
    )


def kind_of(record: Record) -> str:
    """One of `KINDS`."""
    return "asset" if isinstance(record, Asset) else "task" if isinstance(record, Task) else "v2 task"


def kind_of_medium(record: Record) -> str:
    """The input type of its medium: `video`, `audio`, `image`, ..."""
    return "video" if isinstance(record, Task) else record.kind.value if isinstance(record, Asset) else record.plan.kind


def name_of(record: Record) -> str:
    """What a client called it."""
    return record.filename if isinstance(record, Asset) else record.medium.url or record.medium.filename or ""


def known(medium: Medium) -> str:
    """Where most of what is known of a medium comes from."""
    if medium.is_declared:
        return "declared"
    return "assumed" if medium.url is not None or not medium.knows_duration else "read"


def _length(record: Record) -> str:
    medium = record.medium
    if medium.pages:
        return f"{medium.pages} page{'' if medium.pages == 1 else 's'}"
    kind = kind_of_medium(record)
    return f"{medium.duration:g} s" if kind in {"audio", "video"} else kind
