"""The smallest real files of every kind the service takes, made of bytes alone, and files that are none."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from io import BytesIO
from typing import Any


def shown(value: Any) -> str:
    """A dataclass as a person would write it: what differs from the defaults, and nothing else."""
    said = []
    for field in fields(value):
        given = getattr(value, field.name)
        default = field.default if field.default_factory is MISSING else field.default_factory()
        if given != default:
            said.append(f"{field.name}={given!r}")
    return f"{type(value).__name__}({', '.join(said)})"


class Readable:
    """A dataclass that failing tests show with what differs from the defaults."""

    __slots__ = ()

    def __repr__(self) -> str:
        """What differs from the defaults."""
        return shown(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - the signature is IPython's, which Hypothesis follows
        printer.text("..." if cycle else repr(self))


@dataclass(frozen=True, slots=True, repr=False)
class MediaFile(Readable):
    """One small file, by what it contains; a failing test shows this and not the bytes.

    Attributes:
        filename: What a client calls it.
        kind: `video` (MP4), `audio` (WAV), `image` (PNG), `document` (PDF, or text in UTF-8) or `broken`.
        duration: Of a video or a sound, in seconds.
        width: Of a video or an image, in pixels.
        height: Of a video or an image, in pixels.
        sound: Whether a video has sound.
        pages: Of a PDF; a document without pages is its `text`.
        text: What a text document says.
        raw: The bytes of a broken file.
    """

    filename: str
    kind: str
    duration: float = 0.0
    width: int = 0
    height: int = 0
    sound: bool = False
    pages: int = 0
    text: str = ""
    raw: bytes = b""

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return _content(self)

    @property
    def base64(self) -> str:
        """The bytes as embed v2 takes them inside JSON."""
        return b64encode(self.content).decode()


@lru_cache(maxsize=1000)
def _content(file: MediaFile) -> bytes:
    if file.kind == "video":
        return _mp4(file.duration, file.width, file.height, sound=file.sound)
    if file.kind == "audio":
        return _wav(file.duration)
    if file.kind == "image":
        return _png(file.width, file.height)
    if file.kind == "document":
        return _pdf(file.pages) if file.pages else file.text.encode()
    return file.raw


# MP4 as ISO/IEC 14496-12 and the QuickTime file format have it: one sample of uncompressed video, and one of sound, each as long as
# the file claims to be. A parser reads duration, width, height and tracks from it as from a camera's; a player would show noise.

_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SAMPLE = bytes(4)


def _mp4(seconds: float, width: int, height: int, *, sound: bool) -> bytes:
    length = round(seconds * 1000)
    head = _box(b"ftyp", b"isom", struct.pack(">I", 0x200), b"isomiso2mp41")
    samples = _box(b"mdat", _SAMPLE)
    at = len(head) + 8
    picture = _box(
        b"raw ",
        bytes(6),
        struct.pack(">H16x2H3IH32x2H", 1, width, height, 0x480000, 0x480000, 0, 1, 24, 0xFFFF),
    )
    tone = _box(b"sowt", bytes(6), struct.pack(">H8x4HI", 1, 1, 16, 0, 0, 8000 << 16))
    tracks = [_track(1, b"vide", picture, _full(b"vmhd", bytes(8), flags=1), length, at, (width, height))]
    if sound:
        tracks.append(_track(2, b"soun", tone, _full(b"smhd", bytes(4)), length, at, (0, 0)))
    movie = struct.pack(">5IH10x", 0, 0, 1000, length, 0x10000, 0x100)
    return head + samples + _box(b"moov", _full(b"mvhd", movie, _IDENTITY, bytes(24), struct.pack(">I", 3)), *tracks)


def _track(  # noqa: PLR0913, PLR0917 - the parts of one box
    number: int, handler: bytes, entry: bytes, header: bytes, length: int, at: int, size: tuple[int, int]
) -> bytes:
    facts = struct.pack(">5I8x4H", 0, 0, number, 0, length, 0, 0, 0x100, 0)
    return _box(
        b"trak",
        _full(b"tkhd", facts, _IDENTITY, struct.pack(">2I", size[0] << 16, size[1] << 16), flags=3),
        _box(
            b"mdia",
            _full(b"mdhd", struct.pack(">4I2H", 0, 0, 1000, length, 0x55C4, 0)),
            _full(b"hdlr", bytes(4), handler, bytes(13)),
            _box(
                b"minf",
                header,
                _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1))),
                _box(
                    b"stbl",
                    _full(b"stsd", struct.pack(">I", 1), entry),
                    _full(b"stts", struct.pack(">3I", 1, 1, length)),
                    _full(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
                    _full(b"stsz", struct.pack(">3I", 0, 1, len(_SAMPLE))),
                    _full(b"stco", struct.pack(">2I", 1, at)),
                ),
            ),
        ),
    )


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def _full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)


def _wav(seconds: float) -> bytes:
    """Silence, a hundred bytes a second."""
    import wave

    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(100)
        sound.writeframes(b"\x80" * round(seconds * 100))
    return file.getvalue()


def _png(width: int, height: int) -> bytes:
    """White, one bit a pixel."""
    rows = (b"\0" + b"\xff" * -(-width // 8)) * height
    parts = ((b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def _pdf(pages: int) -> bytes:
    """Empty pages."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
