"""What an answer has to do with its own request and with itself, whatever the contracts' cases ask: one function for each relation.

Each yields what is wrong as a kind, a place, what was expected and what was observed. Where nobody has seen or read that it must be
so, there is no relation here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.recordings import requests, routing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.recordings.requests import RequestContent
    from fakeembed.drift.suite import Contract

    Wrong = tuple[Kind, str, Any, Any]

SHORTEST_CLIP = 2.0
"""Seconds that a last clip has at least: a shorter remainder is dropped (recorded 2025-07)."""

ROUNDING = 0.05
"""Seconds by which two offsets may differ that mean one moment."""


@dataclass(frozen=True)
class Accepted:
    """A request that was accepted, and its answer.

    Attributes:
        contract: The operation.
        query: Of the request.
        asked: Its body; empty when the recorder lost it.
        body: The answer.
    """

    contract: Contract
    query: Mapping[str, str]
    asked: RequestContent
    body: Mapping[str, Any]

    @cached_property
    def embedded(self) -> Mapping[str, Any]:
        """What an answer about a v1 task says of its video."""
        found = self.body.get("video_embedding")
        return found if isinstance(found, dict) else {}

    @cached_property
    def metadata(self) -> Mapping[str, Any]:
        """The metadata of a v1 task."""
        found = self.embedded.get("metadata")
        return found if isinstance(found, dict) else {}

    @cached_property
    def segments(self) -> list[Mapping[str, Any]]:
        """The segments of a v1 task."""
        found = self.embedded.get("segments")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    @cached_property
    def entries(self) -> list[Mapping[str, Any]]:
        """The entries of an answer of embed v2."""
        found = self.body.get("data")
        is_page = "page_info" in self.body
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) and not is_page else []

    @cached_property
    def clips(self) -> dict[Any, list[Mapping[str, Any]]]:
        """The clips of a v1 task by option, in the order of the answer."""
        found: dict[Any, list[Mapping[str, Any]]] = {}
        for one in self.segments:
            if one.get("embedding_scope") == "clip":
                found.setdefault(one.get("embedding_option"), []).append(one)
        return found

    def said(self, name: str) -> Any:
        """A field of a JSON request, or None."""
        return self.asked.json.get(name) if isinstance(self.asked.json, dict) else None


def broken(exchange: Exchange, contract: Contract, asked: RequestContent | None) -> Iterator[Drift]:
    """The relations that an accepted request and its answer break."""
    body = exchange.json
    if exchange.status >= 300 or not isinstance(body, dict):
        return
    accepted = Accepted(contract, dict(routing.query(exchange)), asked or requests.RequestContent(""), body)
    place = Expectation(contract.operation, exchange.place, "recorded", contract.reference)
    for relation in _RELATIONS:
        for kind, where, expected, observed in relation(accepted):
            yield place.broken(kind, f"response {exchange.status} {where}", expected=expected, observed=observed)


def _each_input_is_embedded(met: Accepted) -> Iterator[Wrong]:
    """Each input of an embed request has its embedding or says why not; one of text or image has one vector (recorded 2025-07)."""
    given = {*met.asked.fields, *met.asked.files} if met.contract.operation == "POST /embed" else set()
    for kind in ("text", "image", "audio"):
        if not given & {kind, f"{kind}_url", f"{kind}_file"}:
            continue
        found = met.body.get(f"{kind}_embedding")
        segments = found.get("segments") if isinstance(found, dict) else None
        if isinstance(found, dict) and "error_message" in found and not segments:
            continue
        if not isinstance(segments, list):
            yield Kind.FIELD_REMOVED, f"$.{kind}_embedding.segments", "present", None
        elif not segments:
            yield Kind.BOUND_CHANGED, f"$.{kind}_embedding.segments", "a vector", "none"
        elif kind != "audio" and len(segments) > 1:
            yield Kind.BOUND_CHANGED, f"$.{kind}_embedding.segments", 1, len(segments)


def _sound_begins_at_zero(met: Accepted) -> Iterator[Wrong]:
    """The first segment of a sound starts with it (recorded 2025-07), unless the request says where."""
    found = met.body.get("audio_embedding")
    segments = found.get("segments") if isinstance(found, dict) else None
    first = segments[0] if isinstance(segments, list) and segments and isinstance(segments[0], dict) else {}
    start = first.get("start_offset_sec", 0)
    if start != 0 and met.asked.fields and "audio_start_offset_sec" not in met.asked.fields:
        yield Kind.VALUE_CHANGED, "$.audio_embedding.segments[0].start_offset_sec", 0, start


def _the_model_is_the_one_that_was_asked(met: Accepted) -> Iterator[Wrong]:
    """An answer names the model of its request."""
    name = "engine_name" if met.contract.version == "v1.2" else "model_name"
    wanted, answered = met.asked.fields.get(name), met.body.get(name)
    if wanted and answered is not None and answered != wanted[-1]:
        yield Kind.VALUE_CHANGED, f"$.{name}", wanted[-1], answered


def _embeddings_come_with_ready(met: Accepted) -> Iterator[Wrong]:
    """A task that has embeddings is ready."""
    if "_id" in met.body and (met.segments or met.entries) and met.body.get("status") != "ready":
        yield Kind.LIFECYCLE_BROKEN, "$.status", "ready", met.body.get("status")


def _segments_stand_option_by_option(met: Accepted) -> Iterator[Wrong]:
    """And inside one by time (recorded 2025-07: index 212 of 484 starts at 1272.0)."""
    clips = [one.get("embedding_option") for one in met.segments if one.get("embedding_scope") == "clip"]
    options = [option for option, _ in groupby(clips)]
    if len(options) != len(set(options)):
        yield Kind.ORDER_CHANGED, "$.video_embedding.segments", "option by option", options[:6]
    for option, group in met.clips.items():
        starts = [one.get("start_offset_sec", 0) for one in group]
        if starts != sorted(starts):
            yield Kind.ORDER_CHANGED, f"$.video_embedding.segments of {option}", "by time", starts[:6]


def _clips_follow_each_other(met: Accepted) -> Iterator[Wrong]:
    """Without a gap (recorded 2025-07)."""
    for option, group in met.clips.items():
        stretches = sorted((one.get("start_offset_sec", 0), one.get("end_offset_sec", 0)) for one in group)
        gaps = [(end, start) for (_, end), (start, _) in pairwise(stretches) if abs(start - end) > ROUNDING]
        if gaps:
            where = f"$.video_embedding.segments of {option}"
            yield Kind.VALUE_CHANGED, where, "each clip starts where the last one ends", gaps[0]


def whole_video(met: Accepted) -> Iterator[Wrong]:
    """Clips of a video of which no part was asked for: from its beginning to its end (recorded 2025-07)."""
    duration = met.metadata.get("duration")
    for option, group in met.clips.items() if isinstance(duration, int | float) else ():
        where = f"$.video_embedding.segments of {option}"
        first = min(one.get("start_offset_sec", 0) for one in group)
        last = max(one.get("end_offset_sec", 0) for one in group)
        if first > ROUNDING:
            yield Kind.VALUE_CHANGED, where, "the first clip starts at 0", first
        if not -ROUNDING <= duration - last < SHORTEST_CLIP:
            yield Kind.VALUE_CHANGED, where, f"clips to the end of {duration} s", last


def _stretches_have_vectors_of_their_own(met: Accepted) -> Iterator[Wrong]:
    """Not all stretches of a medium have one vector."""
    vectors = [one.get("float") for one in met.segments] or [one.get("embedding") for one in met.entries]
    if len(vectors) > 2 and vectors[0] is not None and all(vector == vectors[0] for vector in vectors):
        yield Kind.VECTOR_CHANGED, "$", "a vector for each stretch", f"{len(vectors)} equal ones"


def _scopes_are_those_that_were_asked(met: Accepted) -> Iterator[Wrong]:
    """A segment has one of the scopes that the task's own metadata name, and an entry one of those that the request names."""
    wanted = met.metadata.get("video_embedding_scope")
    found = {str(one["embedding_scope"]) for one in met.segments if "embedding_scope" in one}
    if isinstance(wanted, list) and found - {*map(str, wanted)}:
        yield Kind.VALUE_CHANGED, "$.video_embedding.segments[*].embedding_scope", wanted, sorted(found)


def _an_entry_without_time_has_no_scope(met: Accepted) -> Iterator[Wrong]:
    """A text or an image is one piece."""
    if met.said("input_type") in {"text", "image", "text_image"}:
        scopes = {str(one["embedding_scope"]) for one in met.entries if one.get("embedding_scope") is not None}
        if scopes:
            yield Kind.VALUE_CHANGED, "$.data[*].embedding_scope", None, sorted(scopes)


def _an_entry_of_time_says_what_it_is(met: Accepted) -> Iterator[Wrong]:
    """Entries that have a start have an option and a scope as well, and the first one of the whole starts at 0."""
    timed = [one for one in met.entries if isinstance(one.get("start_sec"), int | float)]
    for name in ("embedding_option", "embedding_scope"):
        if any(name not in one for one in timed):
            yield Kind.FIELD_REMOVED, f"$.data[*].{name}", "present", None
    if timed and met.contract.method == "GET" and min(one["start_sec"] for one in timed) >= 1:
        yield Kind.VALUE_CHANGED, "$.data[*].start_sec", "some entry starts at 0", min(one["start_sec"] for one in timed)


def _a_page_counts_itself(met: Accepted) -> Iterator[Wrong]:
    """What `page_info` says fits what the page holds and what was asked."""
    listed, info = met.body.get("data"), met.body.get("page_info")
    if not isinstance(listed, list) or not isinstance(info, dict):
        return
    limit, total, page, pages = (info.get(name) for name in ("limit_per_page", "total_results", "page", "total_page"))
    wanted = met.query.get("page_limit", "")
    if wanted.isdigit() and int(wanted) and limit != int(wanted):  # 0 asks for the default
        yield Kind.VALUE_CHANGED, "$.page_info.limit_per_page", int(wanted), limit
    if not isinstance(limit, int) or not isinstance(total, int) or not isinstance(page, int) or limit < 1:
        return
    held = max(0, min(limit, total - (page - 1) * limit))
    if len(listed) != held:
        yield Kind.VALUE_CHANGED, "$.data has what page_info counts", held, len(listed)
    if total and pages is not None and pages != -(-total // limit):
        yield Kind.VALUE_CHANGED, "$.page_info.total_page", -(-total // limit), pages


def _an_upload_has_the_chunks_of_its_size(met: Accepted) -> Iterator[Wrong]:
    """So many chunks of one size hold the file."""
    size, chunk = met.said("total_size"), met.body.get("chunk_size")
    if not isinstance(size, int) or not isinstance(chunk, int) or chunk < 1:
        return
    if met.body.get("total_chunks") != -(-size // chunk):
        yield Kind.VALUE_CHANGED, "$.total_chunks", -(-size // chunk), met.body.get("total_chunks")


def _urls_begin_where_they_were_asked_to(met: Accepted) -> Iterator[Wrong]:
    """The answer repeats the number of the first chunk."""
    start = met.said("start")
    if met.contract.path.endswith("/presigned-urls") and isinstance(start, int) and met.body.get("start_index") != start:
        yield Kind.VALUE_CHANGED, "$.start_index", start, met.body.get("start_index")


_RELATIONS: tuple[Callable[[Accepted], Iterator[Wrong]], ...] = (
    _each_input_is_embedded,
    _sound_begins_at_zero,
    _the_model_is_the_one_that_was_asked,
    _embeddings_come_with_ready,
    _segments_stand_option_by_option,
    _clips_follow_each_other,
    _stretches_have_vectors_of_their_own,
    _scopes_are_those_that_were_asked,
    _an_entry_without_time_has_no_scope,
    _an_entry_of_time_says_what_it_is,
    _a_page_counts_itself,
    _an_upload_has_the_chunks_of_its_size,
    _urls_begin_where_they_were_asked_to,
)
