"""What the bytes of an uploaded file say about themselves, read by media libraries, or that they are no medium at all.

PyAV reads everything when it is installed (extra `media`). Without it tinytag reads durations, imagesize reads the size of
pictures, and a container that neither can open counts as a medium with unknown facts when its signature says so.
"""

from __future__ import annotations

import re
import warnings
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

from fakeembed._core.media.catalog import Facts, Upload

if TYPE_CHECKING:
    from types import ModuleType

PICTURE_HEAD = 4 * 1024 * 1024
"""Bytes of a picture in which its size is looked for: metadata may stand before it, and searching takes time (decision D142)."""

LENIENTLY_READ = 8 * 1024 * 1024
"""Bytes up to which a broken PDF is searched for what can be saved; a longer one must say where its parts are (decision D142)."""

_SOUNDS = frozenset({"wav", "mp3", "flac"})
_SIGNATURE = 8192
_PDF_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_PDF_INDEX = re.compile(rb"\s*(xref|\d+ \d+ obj)\b")


def video(upload: Upload) -> Facts | None:
    """Duration in seconds, sound, width and height in pixels of a video file; None for bytes that are none."""
    av = _pyav()
    return _video_by_tag(upload) if av is None else _by_pyav(av, upload.content, wanted="video")


def audio(upload: Upload) -> Facts | None:
    """Duration in seconds of a WAV, MP3 or FLAC file; None for bytes that are none (formats: POST /embed reference)."""
    if container(upload.content) not in _SOUNDS:
        return None
    av = _pyav()
    return _by_tag(upload) if av is None else _by_pyav(av, upload.content, wanted="audio")


def image(upload: Upload) -> Facts | None:
    """Width and height in pixels of a JPEG or PNG file; None for bytes that are none (formats: POST /embed reference)."""
    import imagesize

    if container(upload.content) not in {"jpg", "png"}:
        return None
    try:
        width, height = imagesize.get(BytesIO(upload.content[:PICTURE_HEAD]))
    except Exception:  # noqa: BLE001 - whatever a reader of foreign bytes stumbles over, it could not read them
        return None
    return Facts(duration=0.0, audio=False, width=width, height=height) if width > 0 and height > 0 else None


def document(upload: Upload) -> Facts | None:
    """The number of pages of a PDF, or what a text in UTF-8 says; None for bytes that are neither."""
    if upload.content[:5] == b"%PDF-":
        pages = _pages(upload.content)
        return Facts(duration=0.0, audio=False, pages=pages) if pages else None
    if container(upload.content) is not None:
        return None
    try:
        text = bytes(upload.content).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Facts(duration=0.0, audio=False, text=text)


def _pages(content: bytes) -> int:
    import logging

    from pypdf import PdfReader

    if len(content) > LENIENTLY_READ and not _has_index(content):
        return 0
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file is an answer here, not something to warn about
    try:
        return len(PdfReader(_opened(content)).pages)
    except Exception:  # noqa: BLE001 - it has dozens of ways to say that it cannot read a file, encrypted ones among them
        return 0


def _has_index(content: bytes) -> bool:
    """Whether a PDF ends as one does, and what its end points to begins as a list of its parts does."""
    end = _PDF_END.search(bytes(content[-2048:]))
    return end is not None and _PDF_INDEX.match(bytes(content[int(end[1]) : int(end[1]) + 64])) is not None


def container(content: bytes) -> str | None:
    """The usual extension of files that begin like `content`, in lower case; None when there is no known signature."""
    import filetype

    kind = filetype.guess(bytes(content[:_SIGNATURE]))
    return None if kind is None else str(kind.extension)


class _View(RawIOBase):
    """Bytes that are not in memory, as a file."""

    def __init__(self, content: memoryview) -> None:
        self._content, self._at = content, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._content[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = max(0, {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: len(self._content)}[whence] + offset)
        return self._at


def _opened(content: Any) -> Any:
    return BufferedReader(_View(content)) if isinstance(content, memoryview) else BytesIO(content)


def _pyav() -> ModuleType | None:
    try:
        import av
    except ImportError:
        return None
    else:
        av.logging.set_level(None)
        return av


def _by_pyav(av: ModuleType, content: bytes, *, wanted: str) -> Facts | None:
    try:
        with av.open(_opened(content)) as container:
            streams = [stream for stream in container.streams if stream.type == wanted]
            if not streams or container.format.name.endswith(("_pipe", "image2")):
                return None
            lengths = [float(stream.duration * stream.time_base) for stream in container.streams if stream.duration]
            duration = container.duration / av.time_base if container.duration else max(lengths, default=None)
            codec = streams[0].codec_context
            return Facts(
                duration=duration,
                audio=any(stream.type == "audio" for stream in container.streams),
                width=codec.width if wanted == "video" else None,
                height=codec.height if wanted == "video" else None,
            )
    except Exception:  # noqa: BLE001 - as above: FFmpeg's errors, and those of numbers that cannot be
        return None


def _video_by_tag(upload: Upload) -> Facts | None:
    import filetype

    kind = filetype.video_match(bytes(upload.content[:_SIGNATURE]))
    if kind is None:
        return None
    facts = _by_tag(upload)
    return facts if facts is not None or kind.extension in {"mp4", "m4v", "mov"} else Facts()


def _by_tag(upload: Upload) -> Facts | None:
    from tinytag import TinyTag

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tag = TinyTag.get(filename=upload.filename, file_obj=_opened(upload.content), tags=False)
    except Exception:  # noqa: BLE001 - as above
        return None
    return Facts(duration=tag.duration, audio=bool(tag.samplerate)) if tag.duration else None
