"""Whether the exchanges of one recording agree with each other: states, moments, segments, vectors, limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.recordings import relations, requests, routing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.suite import Contract

_ENDS = {"ready", "failed"}
_PLACE_OF_A_SEGMENT = ("embedding_option", "embedding_scope", "start_offset_sec", "end_offset_sec")
_SLACK = 2.0
"""Seconds by which a moment, a date header and a pause may differ: each is rounded on its own."""


@dataclass(slots=True)
class _Task:
    """What was said of one task or asset so far."""

    status: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False


def disagreements(exchanges: Iterable[tuple[Exchange, Contract]]) -> Iterator[Drift]:
    """What one answer of a recording says and another one of the same recording denies, in the order of the exchanges."""
    stories: dict[str, list[tuple[Exchange, Contract]]] = {}
    for exchange, contract in exchanges:
        stories.setdefault(exchange.story, []).append((exchange, contract))
    for story in stories.values():
        yield from _of_story(story)


def _of_story(story: list[tuple[Exchange, Contract]]) -> Iterator[Drift]:
    tasks: dict[str, _Task] = {}
    vectors: dict[str, Any] = {}
    for exchange, contract in story:
        body = exchange.json
        if exchange.status == 429:
            yield from _of_limit(exchange, contract)
        if not isinstance(body, dict) or exchange.status >= 300:
            continue
        for record in _tasks_of(body):
            yield from _of_id(exchange, contract, record, tasks)
            yield from _of_task(exchange, contract, record, tasks.setdefault(record["_id"], _Task()))
        yield from _of_whole_video(exchange, contract, body, tasks)
        yield from _of_order(exchange, contract, body)
        yield from _of_vectors(exchange, contract, body, vectors)


def _tasks_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = body.get("data")
    items = listed if isinstance(listed, list) and "page_info" in body else [body]
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("_id"), str)]


def _of_id(exchange: Exchange, contract: Contract, record: Mapping[str, Any], tasks: dict[str, _Task]) -> Iterator[Drift]:
    """An id is given once, and begins with the second of its creation (recorded 2026-07: 0x6a5e85e0 is the `created_at`)."""
    place, is_creation = _place(exchange, contract), contract.method == "POST"
    if is_creation and record["_id"] in tasks:
        where = "each creation has an id of its own"
        yield place.broken(Kind.LIFECYCLE_BROKEN, where, expected="a new id", observed="one that was given before")
    elif is_creation:
        asked = requests.content_of(exchange)
        is_whole = asked is not None and not any(name.endswith("offset_sec") for name in asked.fields)
        tasks[record["_id"]] = _Task(is_whole=is_whole)
    created = record.get("created_at")
    if isinstance(created, str) and re.fullmatch(r"[0-9a-f]{24}", record["_id"]):
        second = _seconds(created)
        if second is not None and abs(second - int(record["_id"][:8], 16)) > _SLACK:
            where = "an id begins with the second of its creation"
            yield place.broken(Kind.VALUE_CHANGED, where, expected=int(record["_id"][:8], 16), observed=round(second))


def _of_whole_video(exchange: Exchange, contract: Contract, body: Mapping[str, Any], tasks: dict[str, _Task]) -> Iterator[Drift]:
    """The clips of a task that was created in this recording, for a whole video."""
    if body.get("_id") in tasks and tasks[body["_id"]].is_whole:
        accepted = relations.Accepted(contract, {}, requests.RequestContent(""), body)
        for kind, part, expected, observed in relations.whole_video(accepted):
            where = f"response {exchange.status} {part}"
            yield _place(exchange, contract).broken(kind, where, expected=expected, observed=observed)


def _seconds(moment: str) -> float | None:
    try:
        return datetime.fromisoformat(re.sub(r"(\.\d{1,6})\d*", r"\1", moment).replace("Z", "+00:00")).timestamp()
    except ValueError:
        return None


def _of_task(exchange: Exchange, contract: Contract, record: Mapping[str, Any], known: _Task) -> Iterator[Drift]:
    place = _place(exchange, contract)
    status = record.get("status")
    if isinstance(status, str):
        if known.status in _ENDS and status != known.status:
            yield place.broken(Kind.LIFECYCLE_BROKEN, "a state is final", expected=known.status, observed=status)
        known.status = status
    for name, value in _lasting(record, contract).items():
        before = known.facts.setdefault(name, value)
        if before != value:
            yield place.broken(Kind.LIFECYCLE_BROKEN, f"{name} stays as it was", expected=_brief(before), observed=_brief(value))


def _lasting(record: Mapping[str, Any], contract: Contract) -> dict[str, Any]:
    """What does not change from one answer about a task to the next: its model, its creation, its medium, its segments."""
    found: dict[str, Any] = {name: record[name] for name in ("model_name", "created_at") if name in record}
    embedded = record.get("video_embedding")
    metadata = embedded.get("metadata") if isinstance(embedded, dict) else None
    if isinstance(metadata, dict):
        found |= {f"metadata.{name}": metadata[name] for name in ("duration", "input_url", "video_clip_length") if name in metadata}
    segments = embedded.get("segments") if isinstance(embedded, dict) else None
    if isinstance(segments, list) and contract.path.endswith("}"):
        for segment in segments:
            if isinstance(segment, dict) and isinstance(segment.get("float"), list):
                found[f"the vector of {[segment.get(name) for name in _PLACE_OF_A_SEGMENT]}"] = segment["float"]
    return found


def _of_order(exchange: Exchange, contract: Contract, body: Mapping[str, Any]) -> Iterator[Drift]:
    """A list has the newest first, no more than it was asked for, and counts itself rightly."""
    listed, info = body.get("data"), body.get("page_info")
    if not isinstance(listed, list) or not isinstance(info, dict):
        return
    place = _place(exchange, contract)
    moments = [item["created_at"] for item in listed if isinstance(item, dict) and isinstance(item.get("created_at"), str)]
    if moments != sorted(moments, reverse=True):
        yield place.broken(Kind.ORDER_CHANGED, "a list has the newest first", expected="descending", observed=moments[:5])
    asked = dict(routing.query(exchange))
    limit = asked.get("page_limit", "")
    if limit.isdigit() and 0 < int(limit) < len(listed):  # 0 asks for the default
        yield place.broken(Kind.BOUND_CHANGED, "a page has at most page_limit items", expected=int(limit), observed=len(listed))
    total = info.get("total_results")
    if isinstance(total, int) and total < len(listed):
        yield place.broken(Kind.VALUE_CHANGED, "total_results counts at least the page", expected=len(listed), observed=total)
    statuses = {value for name, value in routing.query(exchange) if name.removesuffix("[]") == "status"}
    strange = {item.get("status") for item in listed if isinstance(item, dict)} - {*statuses, None}
    if statuses and strange:
        where = "a filtered list has only what was asked for"
        yield place.broken(Kind.VALUE_CHANGED, where, expected=sorted(statuses), observed=sorted(map(str, strange)))


def _of_vectors(exchange: Exchange, contract: Contract, body: Mapping[str, Any], known: dict[str, Any]) -> Iterator[Drift]:
    """The same text has the same vector (recorded 2025-08, in runs 26 days apart)."""
    numbers = _numbers(body) if contract.method == "POST" else []
    asked = requests.content_of(exchange) if numbers else None
    if asked is None or asked.files:
        return
    key = repr((contract.name, sorted(asked.fields.items()), asked.json))
    if known.setdefault(key, numbers) != numbers:
        place = _place(exchange, contract)
        yield place.broken(Kind.VECTOR_CHANGED, "the same input has the same vector", expected="equal", observed="another vector")


def _numbers(value: Any) -> list[Any]:
    """Every vector in a body."""
    if isinstance(value, dict):
        return [vector for item in value.values() for vector in _numbers(item)]
    if isinstance(value, list):
        is_vector = len(value) > 16 and all(isinstance(item, int | float) for item in value)
        return [value] if is_vector else [vector for item in value for vector in _numbers(item)]
    return []


def _of_limit(exchange: Exchange, contract: Contract) -> Iterator[Drift]:
    """The pause that a 429 asks for ends at the moment that its message names."""
    pause, date = exchange.headers.get("retry-after", ""), exchange.headers.get("date", "")
    error = exchange.json.get("error", exchange.json) if isinstance(exchange.json, dict) else {}
    named = re.search(r"after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z", str(error.get("message")) if isinstance(error, dict) else "")
    if not pause.isdigit() or not date or named is None:
        return
    try:
        left = datetime.fromisoformat(f"{named[1]}+00:00").timestamp() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return
    if abs(left - int(pause)) > _SLACK:
        place = _place(exchange, contract)
        where = "response 429 header retry-after ends when the message says"
        yield place.broken(Kind.HEADER_CHANGED, where, expected=round(left), observed=int(pause))


def _place(exchange: Exchange, contract: Contract) -> Expectation:
    return Expectation(contract.operation, exchange.place, "documented", contract.reference)


def _brief(value: Any) -> Any:
    return value if not isinstance(value, list) else f"{value[:3]}... ({len(value)} numbers)"
