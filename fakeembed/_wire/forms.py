"""How a form body becomes fields and files, for every way in which real clients are known to send one (decision D12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import BODY_INVALID, FIELD_TOO_LONG, refuse
from fakeembed._wire.http import grouped

if TYPE_CHECKING:
    from fakeembed._wire.http import Request

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"
LONGEST_FIELD = 1024 * 1024
"""Bytes in a field that is no file; more is refused (decision D48)."""

_MOST_PARTS = 1000
_LISTS = frozenset({"video_embedding_scope"})
_FILLERS = frozenset({"dummy", "_", ""})  # empty parts by which clients force a multipart body, and parts that name nothing


@dataclass(frozen=True, slots=True)
class Form:
    """A decoded form: fields with all their values, and files."""

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)


def decode(request: Request) -> Form:
    """The form in a request's body; a body that is none is refused, never an exception of a library."""
    try:
        if request.content_type == URLENCODED:
            return _sorted([(name, Upload("", "", value.encode())) for name, value in _pairs(request.body)])
        return _sorted(_parts(request))
    except ValueError:  # what the multipart parser, UTF-8 and the query parser raise
        refuse(BODY_INVALID)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARTS)


def _parts(request: Request) -> list[tuple[str, Upload]]:
    from multipart import MultipartSegment, PushMultipartParser, parse_options_header

    _, parameters = parse_options_header(request.header("content-type"))
    parts: list[tuple[str, Upload]] = []
    chunks: list[bytes] = []
    with PushMultipartParser(parameters.get("boundary", ""), max_segment_count=_MOST_PARTS) as parser:
        for event in parser.parse(request.body):
            if isinstance(event, MultipartSegment):
                kind = event.header("Content-Type", "") if event.filename is not None else ""
                opened, chunks = (event.name or "", event.filename or "", kind), []
            elif event is None:
                name, filename, kind = opened
                parts.append((name, Upload(filename, kind or "", b"".join(chunks))))
            else:
                chunks.append(bytes(event))
    return parts


def _sorted(parts: list[tuple[str, Upload]]) -> Form:
    """Fields first, files only where a file is meant.

    A client of 2024 sends each URL and each text twice, as a field and as a file part; the field counts. A text that comes only as
    a file part is decoded. A file that comes as a field (its path, by mistake) is a file with that text in it.
    """
    texts: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    plain = {name for name, part in parts if part.filename == ""}
    for name, part in parts:
        if name.endswith("_file") or name == "file":
            files.setdefault(name, part)
        elif name not in _FILLERS and not (part.filename and name in plain):
            if len(part.content) > LONGEST_FIELD:
                refuse(FIELD_TOO_LONG, parameter=name[:100])
            text = part.content.decode()
            texts += [(name, value) for value in (_expanded(text) if name.removesuffix("[]") in _LISTS else [text])]
    return Form(grouped(texts), files)


def _expanded(text: str) -> list[str]:
    """One value, or several when it is a JSON array of texts, as the documentation's curl example sends it."""
    import orjson

    if not text.startswith("["):
        return [text]
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError:
        return [text]
    return values if values and all(isinstance(value, str) for value in values) else [text]
