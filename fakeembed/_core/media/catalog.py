"""What the fake knows about a medium: what its author declared, what its bytes say, and documented defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from fakeembed._core.state.store import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fakeembed._core.state.store import Store

DEFAULT_DURATION = 18.0
"""Seconds that a medium lasts when only its URL is known: three clips of the default length."""

DEFAULT_SIZE = (1280, 720)
"""Width and height, in pixels, of a medium of which only the URL is known."""


PICTURES = frozenset({"bmp", "gif", "jpeg", "jpg", "png", "webp"})
SOUNDS = frozenset({"aac", "flac", "m4a", "mp3", "ogg", "opus", "wav"})
VIDEOS = frozenset({"avi", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ogv", "webm", "wmv"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a stretch of a medium shows; the clips that overlap it embed near `text`.

    Attributes:
        start: First second of the stretch, from the beginning of the medium.
        end: The second at which it is over.
        text: What there is to see, in plain words: "a dog catches a frisbee".
    """

    start: float
    end: float
    text: str

    def __post_init__(self) -> None:
        """Refuse a stretch that is none (ValueError)."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a scene starts at 0 or later and ends after it starts, not {self.start!r} to {self.end!r}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read from the bytes of a file; None where they do not tell.

    Attributes:
        duration: In seconds; 0 of a picture or a document.
        audio: Whether there is sound.
        width: What a person sees: in square pixels, turned as it is to be shown.
        height: As `width`.
        pages: Of a PDF.
        text: What a text document says.
        kind: `video`, `audio`, `image` or `document`.
        extension: The usual one of files of its format, without a dot.
    """

    duration: float | None = None
    audio: bool | None = None
    width: int | None = None
    height: int | None = None
    pages: int = 0
    text: str = ""
    kind: str = ""
    extension: str = ""


@dataclass(frozen=True)
class Upload:
    """One file as a client sent it; `content` is a `memoryview` when it is a part of a large body, which stays where it is."""

    filename: str
    content_type: str
    content: bytes

    @cached_property
    def facts(self) -> Facts | None:
        """What its bytes say, read once; None when they are nothing that is taken."""
        from fakeembed._core.media import probe

        return probe.read(self.content)


@dataclass(frozen=True, slots=True)
class Medium:
    """One medium with all that is known about it.

    Attributes:
        identity: What its vectors derive from: its URL, or the digest of its bytes.
        url: Where it came from, verbatim, or None for an upload.
        filename: What the client called it, or None for a URL.
        duration: In seconds.
        audio: Whether there is sound.
        speech: Whether somebody speaks.
        width: In pixels, or None when nobody knows.
        height: In pixels, or None when nobody knows.
        size: In bytes, or None when nobody knows.
        title: The name that says what it shows: the file name at the end of a URL, or that of an upload that was declared by its
            very name. Other uploads mean what their bytes are, whatever a client calls them (decision D78).
        scenes: What it shows, as declared.
        fails: Why its tasks fail, or None.
        broken: Whether its bytes cannot be read as a medium of the wanted kind.
        pages: How many pages a PDF has; 0 for everything else.
        text: What a text document says.
        processing_seconds: How long its tasks, and an asset of it, are processing, or None for as long as all others.
    """

    identity: str
    url: str | None
    filename: str | None
    duration: float
    audio: bool = True
    speech: bool = True
    width: int | None = None
    height: int | None = None
    size: int | None = None
    title: str = ""
    scenes: tuple[Scene, ...] = ()
    fails: str | None = None
    broken: bool = False
    pages: int = 0
    text: str = ""
    processing_seconds: float | None = None

    def __hash__(self) -> int:
        """Equal media have one identity; looking at nothing else is quick, and what is looked up for each clip has to be."""
        return hash(self.identity)

    def between(self, start: float, end: float) -> Medium:
        """The medium as one knows it who has seen or heard no more than a stretch of it."""
        return replace(self, scenes=tuple(scene for scene in self.scenes if scene.start < end and start < scene.end))


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the author of a test said about the media whose URL or file name matches; None leaves a fact open."""

    match: str
    duration: float | None = None
    audio: bool = True
    speech: bool = True
    width: int | None = None
    height: int | None = None
    scenes: tuple[Scene, ...] = ()
    fails: str | None = None
    size: int | None = None
    processing_seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse facts that no medium can have (ValueError)."""
        for name in ("duration", "width", "height", "size"):
            value = getattr(self, name)
            if value is not None and not 0 < value < float("inf"):
                raise ValueError(f"{name} of {self.match!r} must be a positive number, not {value!r}")
        if self.processing_seconds is not None and not self.processing_seconds >= 0:
            raise ValueError(f"processing_seconds of {self.match!r} is zero or more seconds, not {self.processing_seconds!r}")

    def covers(self, names: Iterable[str]) -> bool:
        """Whether one of `names` is the declared one, or matches its pattern."""
        return any(name == self.match or fnmatchcase(name, self.match) for name in names)


class Catalog:
    """The media a test declared; the latest declaration that matches counts, an exact one before a pattern."""

    def __init__(self, store: Store | None = None) -> None:
        """Read and keep declarations in `store`; what is looked up is a copy, made again when somebody else has declared."""
        self._store = store or Memory()
        self._table = self._store.table("media")
        self._copied = 0.0
        self._forget()

    def __iter__(self) -> Iterator[Declaration]:
        """The declarations, first to last."""
        self._renew()
        return iter(self._declared)

    def declare(self, declaration: Declaration) -> None:
        """Remember one declaration."""
        written = self._store.count(_WRITTEN)
        self._table[f"{written:.0f}"] = declaration
        if written == self._copied + 1:
            self._remember(declaration)
            self._copied = written

    def by_url(self, url: str) -> Medium:
        """The medium at a URL; nothing is fetched, so what nobody declared has the documented defaults."""
        said = self._said(names_of(url))
        return Medium(
            identity=url,
            url=url,
            filename=None,
            duration=said.duration or DEFAULT_DURATION,
            audio=said.audio,
            speech=said.audio and said.speech,
            width=said.width or DEFAULT_SIZE[0],
            height=said.height or DEFAULT_SIZE[1],
            size=said.size,
            title=last_segment(url),
            scenes=said.scenes,
            fails=said.fails,
            processing_seconds=said.processing_seconds,
        )

    def by_bytes(self, upload: Upload, read: Callable[[Upload], Facts | None], *, also: str = "") -> Medium:
        """The medium in an upload: facts declared under its name, or under its other one, then what `read` finds in the bytes.

        A declared duration stands for the whole file, so that a test may upload any bytes under a name it has described.
        """
        names = (upload.filename, also) if also else (upload.filename,)
        said = self._said(names)
        found = Facts(duration=said.duration) if said.duration is not None else read(upload)
        facts = found or Facts()
        audio = said.audio and facts.audio is not False
        return Medium(
            identity=f"sha256:{sha256(upload.content).hexdigest()}",
            url=None,
            filename=upload.filename,
            duration=facts.duration if facts.duration is not None else DEFAULT_DURATION,
            audio=audio,
            speech=audio and said.speech,
            width=said.width or facts.width,
            height=said.height or facts.height,
            size=said.size or len(upload.content),
            title=said.match if said.match in names else "",
            scenes=said.scenes,
            fails=said.fails,
            broken=found is None,
            pages=facts.pages,
            text=facts.text,
            processing_seconds=said.processing_seconds,
        )

    def _said(self, names: tuple[str, ...]) -> Declaration:
        self._renew()
        exact = [self._latest[name] for name in names if name in self._latest]
        if exact:
            return self._declared[max(exact)]
        return next((said for said in reversed(self._patterns) if said.covers(names)), _NOTHING_SAID)

    def _renew(self) -> None:
        written = self._store.count(_WRITTEN, 0)
        if written == self._copied:
            return
        self._forget()
        for declaration in self._table.values():
            self._remember(declaration)
        self._copied = written

    def _remember(self, declaration: Declaration) -> None:
        self._latest[declaration.match] = len(self._declared)
        self._declared.append(declaration)
        if not _WILD.isdisjoint(declaration.match):
            self._patterns.append(declaration)

    def _forget(self) -> None:
        self._declared: list[Declaration] = []
        self._latest: dict[str, int] = {}
        self._patterns: list[Declaration] = []


_WRITTEN = "media written"


def names_of(url: str) -> tuple[str, ...]:
    """What a medium at a URL may be called: all of it, without its query (a signature is no part of a name), or its last part."""
    return url, url.partition("?")[0], last_segment(url)


def is_medium(text: str) -> bool:
    """Whether a text is the URL or the file name of a medium, by the look of it.

    >>> [is_medium(text) for text in ("https://example.com/watch?v=1", "dog.MP4", "a dog", "Dogs. And cats.")]
    [True, True, False, False]
    """
    return "://" in text or text.rpartition(".")[2].lower() in PICTURES | SOUNDS | VIDEOS


def last_segment(url: str) -> str:
    """The file name at the end of a URL's path, percent-decoded; empty when there is none."""
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""


_WILD = frozenset("*?[")
_NOTHING_SAID = Declaration(match="")
