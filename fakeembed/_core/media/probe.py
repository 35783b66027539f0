"""What the bytes of a file say about themselves, or that they are nothing that is taken; what it is called does not count.

One reader for each kind: PyAV for sounds and videos, pypdf for PDFs, and for pictures imagesize, which reads heads and decodes
nothing, so that no small file becomes a large picture in memory, and which turns a photograph as its camera was held.
"""

from __future__ import annotations

import re
from functools import partial
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING

from fakeembed._core.media import containers
from fakeembed._core.media.catalog import Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.media.catalog import Upload

_SOUNDS = frozenset({"wav", "mp3", "flac"})
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_PDF_WITHIN = 1024
"""Bytes within which a PDF has to begin, as its readers have it."""

_PDF_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_PDF_INDEX = re.compile(rb"\s*(xref|\d+ \d+ obj)\b")

PICTURE_HEAD = 4 * 1024 * 1024
"""Bytes of a picture in which its size is looked for: metadata may stand before it, and searching takes time (decision D142)."""

LENIENTLY_READ = 8 * 1024 * 1024
"""Bytes up to which a broken PDF is searched for what can be saved; a longer one must say where its parts are (decision D142)."""


def read(content: bytes | memoryview) -> Facts | None:
    """What a file is, by its bytes alone: a video, a sound, a picture, a PDF or a text; None when no reader can open it."""
    head = bytes(content[:_PDF_WITHIN])
    if b"%PDF-" in head:
        return _pdf(content)
    extension = next((name for magic, name in _PICTURES.items() if head.startswith(magic)), None)
    if extension is not None:
        return _picture(content, extension)
    return containers.read(content) or _text(content)


def taken_as(kind: str, upload: Upload) -> Facts | None:
    """The facts of an upload if it is of a kind and of a format that is taken as that kind; else None.

    Video: anything with moving pictures. Audio: WAV, MP3 and FLAC. Image: JPEG and PNG (formats: POST /embed reference).
    Document: a PDF, or text in UTF-8.
    """
    facts = upload.facts
    if facts is None or facts.kind != kind or (kind == "audio" and facts.extension not in _SOUNDS):
        return None
    return facts


READERS: dict[str, Callable[[Upload], Facts | None]] = {
    kind: partial(taken_as, kind) for kind in ("video", "audio", "image", "document")
}
"""By what an upload is wanted as: its facts, or None when it is not that."""

video, audio, image, document = READERS.values()


def signature(content: bytes | memoryview) -> str | None:
    """The usual extension of files that begin like these bytes, in lower case; None when there is no known signature."""
    import filetype

    kind = filetype.guess(bytes(content[:8192]))
    return None if kind is None else str(kind.extension)


def _picture(content: bytes | memoryview, extension: str) -> Facts | None:
    import imagesize

    try:
        width, height = imagesize.get(BytesIO(content[:PICTURE_HEAD]))  # read byte by byte
    except Exception:  # noqa: BLE001 - bytes from anywhere: a head that cannot be read is no picture
        return None
    if min(width, height) <= 0:
        return None
    return Facts(kind="image", extension=extension, duration=0.0, audio=False, width=width, height=height)


def _pdf(content: bytes | memoryview) -> Facts | None:
    """A PDF opens for its reader without a password, even if one is needed to print or to change it (decision D221)."""
    if len(content) > LENIENTLY_READ and not _has_index(content):
        return None
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file is an answer here, not something to warn about
    try:
        reader = PdfReader(BufferedReader(containers.opened(content)))
        pages = sum(1 for _ in reader.pages)  # old versions believe the index of an encrypted one
    except Exception:  # noqa: BLE001 - bytes from anywhere: a PDF that its library cannot open is none
        return None
    return Facts(kind="document", extension="pdf", duration=0.0, audio=False, pages=pages) if pages else None


def _has_index(content: bytes | memoryview) -> bool:
    """Whether a PDF ends as one does, and what its end points to begins as a list of its parts does."""
    end = _PDF_END.search(bytes(content[-2048:]))
    return end is not None and _PDF_INDEX.match(bytes(content[int(end[1]) : int(end[1]) + 64])) is not None


def _text(content: bytes | memoryview) -> Facts | None:
    try:
        text = str(content, "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Facts(kind="document", extension="txt", duration=0.0, audio=False, text=text)
