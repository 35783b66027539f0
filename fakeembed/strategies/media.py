"""Which media the generated requests are about: real small files, files that are none, and URLs of declared media."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from fakeembed._core.media.catalog import DEFAULT_DURATION
from fakeembed._core.media.formats import FORMATS
from fakeembed._core.media.video_rules import LARGEST_FRAME, LONGEST_VIDEO, SHORTEST_VIDEO, SMALLEST_SIDE, WIDEST_ASPECT
from fakeembed._core.v2.medium_rules import SMALLEST_IMAGE
from fakeembed.strategies.files import MediaFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

KINDS = ("video", "audio", "image", "document")
EXTENSIONS = {"video": "mp4", "audio": "wav", "image": "png"}
SUBJECTS = ("dog", "rabbit", "surfer", "kitchen", "harbour", "two-cats")
"""What media show, by their names."""

HOST = "https://media.example.com"

TINY = MediaFile("dog.mp4", "video", duration=12.0, width=640, height=360)
"""A video of twelve seconds in some six hundred bytes."""


_kept = lru_cache(maxsize=1000)
"""Strategies that are drawn from inside others are made once: making one anew takes longer than drawing from it."""


class Found(NamedTuple):
    """One medium as a request names it: a file, or a URL with what a fake has to be told about it."""

    file: MediaFile | None
    url: str | None
    facts: Mapping[str, Any]
    duration: float

    @property
    def media(self) -> dict[str, Mapping[str, Any]]:
        """Arguments of `FakeEmbed.media` by its `match`."""
        return {self.url: self.facts} if self.url is not None and self.facts else {}


def media_files(*, kinds: Sequence[str] = KINDS) -> SearchStrategy[MediaFile]:
    """Small files that the service takes: MP4, WAV, PNG, and PDF or plain text.

    An MP4 has real headers and one sample, so that any duration and resolution fits into some hundred bytes; parsers read it,
    players show noise. A thousand of them take less than a second.

    Args:
        kinds: Some of "video", "audio", "image" and "document".

    Raises:
        ValueError: For another kind.
    """
    _check(kinds)
    makers = {"video": videos, "audio": sounds, "image": images, "document": documents}
    return st.one_of([makers[kind]() for kind in kinds])


def broken_files(*, kinds: Sequence[str] = KINDS[:3]) -> SearchStrategy[MediaFile]:
    """Files that are not what their names say: empty, cut off, another kind of file, or the path that should have been opened.

    Args:
        kinds: What their names say: some of "video", "audio", "image" and "document".

    Raises:
        ValueError: For another kind.
    """
    _check(kinds)
    return st.sampled_from(kinds).flatmap(_broken)


def _check(kinds: Sequence[str]) -> None:
    if not kinds or not {*kinds} <= {*KINDS}:
        raise ValueError(f"kinds are some of {', '.join(KINDS)}, not {', '.join(kinds) or 'none'}")


@st.composite
def _broken(draw: DrawFn, kind: str) -> MediaFile:
    name = draw(names(EXTENSIONS.get(kind, "pdf")))
    head = {
        "video": TINY.content[:40],
        "audio": MediaFile("a.wav", "audio", duration=1).content[:20],
        "image": MediaFile("a.png", "image", width=128, height=128).content[:12],
    }
    raw = draw(st.sampled_from([f"/home/me/{name}".encode(), b"", head.get(kind, b"%PDF-1.7\n%broken"), b"\x00\xff" * 8]))
    return MediaFile(name, "broken", raw=raw)


@_kept
def names(extension: str) -> SearchStrategy[str]:
    """File names that say what the file shows."""
    return st.sampled_from([f"{subject}.{extension}" for subject in SUBJECTS])


@_kept
def seconds(least: float, most: float) -> SearchStrategy[float]:
    """Durations and offsets as people write them: whole and half seconds."""
    return st.integers(-int(-2 * least // 1), int(2 * most)).map(lambda halves: halves / 2)


@_kept
def urls(*, extension: str = "mp4") -> SearchStrategy[str]:
    """URLs of media, some of them signed."""
    signed = st.just("") | st.just("?signature=3f2a&expires=1790000000")
    return st.tuples(st.just(HOST), names(extension), signed).map(_url)


def _url(parts: tuple[str, str, str]) -> str:
    host, name, query = parts
    return f"{host}/{name}{query}"


@_kept
def resolutions() -> SearchStrategy[tuple[int, int]]:
    """Widths and heights of videos that the service takes."""
    usual = [(640, 360), (1280, 720), (720, 1280), (SMALLEST_SIDE, SMALLEST_SIDE), LARGEST_FRAME]
    sides = st.integers(SMALLEST_SIDE, LARGEST_FRAME[1])
    free = st.tuples(sides, sides).filter(lambda size: max(size) <= WIDEST_ASPECT * min(size))
    return st.sampled_from(usual) | free


@_kept
@st.composite
def videos(draw: DrawFn, *, least: float = SHORTEST_VIDEO, most: float = LONGEST_VIDEO) -> MediaFile:
    """MP4 files of that many seconds."""
    width, height = draw(resolutions())
    duration = draw(seconds(least, min(most, 60)) | seconds(least, most))
    return MediaFile(draw(names("mp4")), "video", duration, width, height, sound=draw(st.booleans()))


@_kept
def sounds(*, least: float = 1.0, most: float = 30.0) -> SearchStrategy[MediaFile]:
    """WAV files of that many seconds."""
    return st.builds(lambda name, duration: MediaFile(name, "audio", duration), names("wav"), seconds(least, most))


@_kept
def images() -> SearchStrategy[MediaFile]:
    """PNG files of at least the smallest size."""
    sides = st.sampled_from([SMALLEST_IMAGE, 640, 360, 1024])
    return st.builds(lambda name, width, height: MediaFile(name, "image", width=width, height=height), names("png"), sides, sides)


@_kept
def documents(*, pages: int = 16) -> SearchStrategy[MediaFile]:
    """PDF files of up to that many pages, and texts."""
    pdfs = st.builds(lambda name, count: MediaFile(name, "document", pages=count), names("pdf"), st.integers(1, pages))
    return pdfs | st.builds(lambda name, said: MediaFile(name, "document", text=said), names("txt"), texts())


@_kept
def texts() -> SearchStrategy[str]:
    """Short texts: sentences, and anything that can be typed."""
    words = st.lists(st.sampled_from([*SUBJECTS, "catches", "a", "in", "the", "snow."]), min_size=1, max_size=12).map(" ".join)
    return words | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)


@_kept
@st.composite
def found_videos(draw: DrawFn, *, least: float = SHORTEST_VIDEO, most: float = LONGEST_VIDEO) -> Found:
    """Videos, as a URL or as a file."""
    if draw(st.booleans()):
        file = draw(videos(least=least, most=most))
        return Found(file, None, {}, file.duration)
    return draw(found_at_urls("mp4", least=least, most=most))


@_kept
@st.composite
def found_at_urls(draw: DrawFn, extension: str, *, least: float, most: float) -> Found:
    """Videos and sounds at URLs, half of them such as nobody has told the fake about."""
    url = draw(urls(extension=extension))
    if least <= DEFAULT_DURATION <= most and not draw(st.booleans()):  # so that failures shrink to what needs no telling
        return Found(None, url, {}, DEFAULT_DURATION)
    duration = draw(seconds(least, min(most, 60)) | seconds(least, most))
    facts = {"duration": duration, **draw(st.sampled_from([{}, {}, {"audio": False}, {"speech": False}]))}
    return Found(None, url, facts, duration)


def extensions_of(kind: str) -> list[str]:
    """The extensions of the formats of a kind."""
    return [extension for extension, found in FORMATS.items() if found.kind.value == kind]
