"""How a form body becomes fields and files, for every way in which real clients are known to send one (decision D12)."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.metadata import distribution
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import BODY_INVALID, FIELD_TOO_LONG, refuse
from fakeembed._wire.http import grouped
from fakeembed._wire.json_body import parsed

if TYPE_CHECKING:
    from fakeembed._wire.http import Request

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"
LONGEST_FIELD = 1024 * 1024
"""Bytes in a field that is no file; more is refused (decision D48)."""

LARGEST_URLENCODED = 4 * LONGEST_FIELD
"""Bytes of an urlencoded form, which has no files: a field of that length with each byte percent-encoded, and others (D140)."""

KEPT_IN_MEMORY = 8 * 1024 * 1024
"""Bytes of a form, and of a file in it, beyond which a server leaves them on its disk (decision D140)."""

_MOST_PARTS = 1000
_PIECE = 256 * 1024
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
            return _to_form([(name, Upload("", "", value.encode())) for name, value in _pairs(request.body)])
        return _to_form(_parts(request))
    except ValueError:  # what the multipart parser, UTF-8 and the query parser raise
        refuse(BODY_INVALID)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    if len(body) > LARGEST_URLENCODED:
        refuse(BODY_INVALID)
    return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARTS)


def _parts(request: Request) -> list[tuple[str, Upload]]:
    """The parts of a multipart body. What is in a part is a piece of the body; a large one is not copied."""
    multipart: Any = _library()
    body: Any = request.body
    _, parameters = multipart.parse_options_header(request.header("content-type"))
    boundary = parameters.get("boundary", "")
    delimiter = b"--" + boundary.encode()
    parts: list[tuple[str, Upload]] = []
    at = 0
    with multipart.PushMultipartParser(boundary, max_segment_count=_MOST_PARTS) as parser:
        for event in (event for start in range(0, len(body), _PIECE) for event in parser.parse(body[start : start + _PIECE])):
            if isinstance(event, multipart.MultipartSegment):
                segment = event
            elif event is None:
                begin = body.find(b"\r\n\r\n", body.find(delimiter, at) + len(delimiter)) + 4  # behind its headers
                at = begin + segment.size
                kind = segment.header("Content-Type", "") if segment.filename is not None else ""
                whole: Any = body if segment.size <= KEPT_IN_MEMORY else memoryview(body)
                parts.append((segment.name or "", Upload(segment.filename or "", kind or "", whole[begin:at])))
    return parts


@lru_cache(1)
def _library() -> Any:
    """The library `multipart`, which another one, python-multipart before 0.0.13, hides behind a package of the same name."""
    found = find_spec("multipart")
    if found is not None and found.submodule_search_locations is None:
        return import_module("multipart")
    found = spec_from_file_location("fakeembed_multipart", str(distribution("multipart").locate_file("multipart.py")))
    if found is None or found.loader is None:
        raise ImportError("the library multipart is installed in a form from which it cannot be imported")
    module = sys.modules[found.name] = module_from_spec(found)  # its dataclasses look themselves up there
    found.loader.exec_module(module)
    return module


def _to_form(parts: list[tuple[str, Upload]]) -> Form:
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
    values: list[str] | None = parsed(text) if text.startswith("[") else None
    if not values or not all(isinstance(value, str) for value in values):
        return [text]
    return values if len(values) <= _MOST_PARTS else refuse(BODY_INVALID)
