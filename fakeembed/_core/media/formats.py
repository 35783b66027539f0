"""Which file formats make an asset, how one is told from another, and what is read from its bytes.

References: https://docs.twelvelabs.io/docs/concepts/models/marengo (formats), decision D72 (how they are told apart).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._core.media import probe

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Catalog, Medium, Upload


class Kind(str, Enum):
    """What an asset can be; the values of the query parameter `asset_types`."""

    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"
    DOCUMENT = "document"


class Format(NamedTuple):
    """What a file is: its kind and its MIME type."""

    kind: Kind
    mime: str


FORMATS = {
    "mp4": Format(Kind.VIDEO, "video/mp4"),
    "m4v": Format(Kind.VIDEO, "video/x-m4v"),
    "mov": Format(Kind.VIDEO, "video/quicktime"),
    "mkv": Format(Kind.VIDEO, "video/x-matroska"),
    "webm": Format(Kind.VIDEO, "video/webm"),
    "avi": Format(Kind.VIDEO, "video/x-msvideo"),
    "wmv": Format(Kind.VIDEO, "video/x-ms-wmv"),
    "mpg": Format(Kind.VIDEO, "video/mpeg"),
    "mpeg": Format(Kind.VIDEO, "video/mpeg"),
    "flv": Format(Kind.VIDEO, "video/x-flv"),
    "3gp": Format(Kind.VIDEO, "video/3gpp"),
    "m3u8": Format(Kind.VIDEO, "application/vnd.apple.mpegurl"),
    "mp3": Format(Kind.AUDIO, "audio/mpeg"),
    "wav": Format(Kind.AUDIO, "audio/wav"),
    "flac": Format(Kind.AUDIO, "audio/flac"),
    "jpg": Format(Kind.IMAGE, "image/jpeg"),
    "jpeg": Format(Kind.IMAGE, "image/jpeg"),
    "png": Format(Kind.IMAGE, "image/png"),
    "pdf": Format(Kind.DOCUMENT, "application/pdf"),
    "txt": Format(Kind.DOCUMENT, "text/plain"),
    "md": Format(Kind.DOCUMENT, "text/markdown"),
}


def of_name(name: str) -> Format | None:
    """What the extension of a file name says, in any case; None when it names no format that is taken."""
    return FORMATS.get(name.rpartition(".")[2].lower()) if "." in name else None


def of_url(*names: str) -> Format | None:
    """What the first name with an extension says; names without one mean a video, because nothing is fetched."""
    telling = next(filter(_has_extension, names), None)
    return FORMATS["mp4"] if telling is None else of_name(telling)


def of_upload(upload: Upload, *, also: str = "") -> Format | None:
    """What the bytes say, or where they have no signature the file's name, or its other name; None when nothing that is taken."""
    facts = upload.facts
    if facts is None or facts.extension == "txt":
        signature = None if facts else probe.signature(upload.content)
        return of_name(upload.filename) or of_name(also) if signature is None else FORMATS.get(signature)
    named = FORMATS.get(facts.extension)
    if named is not None and named.kind.value == facts.kind:
        return named
    return FORMATS["mp4"] if facts.kind == Kind.VIDEO.value else None


def of_kind(kind: str, filename: str) -> Format:
    """What a client says a file is: the kind it names, and the MIME type that goes with the extension or is usual."""
    named = of_name(filename)
    usual = next(found for found in FORMATS.values() if found.kind.value == kind)
    return named if named is not None and named.kind is usual.kind else usual


def read(catalog: Catalog, upload: Upload, kind: Kind, *, also: str = "") -> Medium:
    """The medium in an upload, as a test declared it under one of its two names or as its bytes say.

    It is `broken` when it is none of that kind.
    """
    return catalog.by_bytes(upload, probe.READERS[kind.value], also=also)


def _has_extension(filename: str) -> bool:
    stem, dot, extension = filename.rpartition(".")
    return bool(stem and dot) and 1 <= len(extension) <= 5 and extension.isalnum() and not extension.isdigit()
