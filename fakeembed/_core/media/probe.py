"""What the bytes of an uploaded file say about themselves, read by media libraries, or that they are no medium at all.

PyAV reads everything when it is installed (extra `media`). Without it tinytag reads durations, imagesize reads the size of
pictures, and a container that neither can open counts as a medium with unknown facts when its signature says so.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from fakeembed._core.media.catalog import Facts, Upload

if TYPE_CHECKING:
    from types import ModuleType

_SOUNDS = frozenset({"wav", "mp3", "flac"})


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
        width, height = imagesize.get(BytesIO(upload.content))
    except ValueError:  # how older versions say that these bytes are no picture
        return None
    return Facts(duration=0.0, audio=False, width=width, height=height) if width > 0 and height > 0 else None


def document(upload: Upload) -> Facts | None:
    """The number of pages of a PDF, or what a text in UTF-8 says; None for bytes that are neither."""
    if upload.content.startswith(b"%PDF-"):
        pages = _pages(upload.content)
        return Facts(duration=0.0, audio=False, pages=pages) if pages else None
    if container(upload.content) is not None:
        return None
    try:
        text = upload.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Facts(duration=0.0, audio=False, text=text)


def _pages(content: bytes) -> int:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file is an answer here, not something to warn about
    try:
        return len(PdfReader(BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return 0


def container(content: bytes) -> str | None:
    """The usual extension of files that begin like `content`, in lower case; None when there is no known signature."""
    import filetype

    kind = filetype.guess(content)
    return None if kind is None else str(kind.extension)


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
        with av.open(BytesIO(content)) as container:
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
    except (av.FFmpegError, ValueError, OSError):
        return None


def _video_by_tag(upload: Upload) -> Facts | None:
    import filetype

    kind = filetype.video_match(upload.content)
    if kind is None:
        return None
    facts = _by_tag(upload)
    return facts if facts is not None or kind.extension in {"mp4", "m4v", "mov"} else Facts()


def _by_tag(upload: Upload) -> Facts | None:
    from tinytag import TinyTag, TinyTagException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tag = TinyTag.get(filename=upload.filename, file_obj=BytesIO(upload.content), tags=False)
    except (TinyTagException, ValueError, KeyError, IndexError, OSError):
        return None
    return Facts(duration=tag.duration, audio=bool(tag.samplerate)) if tag.duration else None
