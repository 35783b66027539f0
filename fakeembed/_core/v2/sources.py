"""From what a request of embed v2 names to media: each source is found, judged and read."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from fakeembed._core.life import status
from fakeembed._core.media import documents, probe
from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import check
from fakeembed._core.v2.medium_rules import MEDIUM_RULES
from fakeembed._core.v2.parameters import SourceParameters
from fakeembed._core.v2.source_rules import NAMING_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.service import Service
    from fakeembed._core.v2.parameters import EmbedParameters


def sources(params: EmbedParameters, service: Service) -> tuple[SourceParameters, ...]:
    """The media of a request; `Refused` for the first one that is named wrongly, then of the first one that is unfit."""
    found = tuple(_found(params, service, path, kind, given) for path, kind, given in _named(params))
    for source in found:
        check(source, NAMING_RULES)
    for source in found:
        medium = _medium(source, service)
        if source.kind == "document":
            medium = documents.described(medium)
        elif params.kind in {"audio", "video"}:
            medium = medium.lasting(params.asked_seconds)
        source.known_medium = medium
        check(source, MEDIUM_RULES[source.kind])
    return found


def _named(params: EmbedParameters) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Where each source stands, what it should be, and its fields."""
    if params.kind == "multi_input":
        for index, given in enumerate(params.media_sources):
            yield f"multi_input.media_sources[{index}]", given["media_type"], given
    elif params.kind != "text":
        kind = "image" if params.kind == "text_image" else params.kind
        yield f"{params.kind}.media_source", kind, params.input["media_source"]


def _found(params: EmbedParameters, service: Service, path: str, kind: str, given: Mapping[str, Any]) -> SourceParameters:
    source = SourceParameters(params.edition, params.mode, params.model, path, kind, given)
    if "base64_string" in given:
        source.content = _decoded(source.text("base64_string"))
    if "asset_id" in given:
        source.asset = service.library.asset(source.text("asset_id"))
        source.asset_status = "" if source.asset is None else status(source.asset, service.clock.seconds).value
    return source


def _decoded(text: str) -> bytes | None:
    """The bytes of a base64 text, which may have line breaks (decision D63), or None when it is none."""
    try:
        return b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except ValueError:
        return None


def _medium(source: SourceParameters, service: Service) -> Medium:
    if source.asset is not None:
        return source.asset.medium
    if source.content is not None:
        return service.media.by_bytes(Upload("", "", source.content), probe.READERS[source.kind])
    return service.media.by_url(source.text("url"))
