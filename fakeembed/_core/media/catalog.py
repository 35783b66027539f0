"""What the fake knows about a medium: what its author declared, what its bytes say, and documented defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from fakeembed._core.media.names import last_segment, names_of, names_of_upload
from fakeembed._core.state.store import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fakeembed._core.state.store import Store

DEFAULT_DURATION = 18.0
"""Seconds that a medium is taken to last when nobody knows: three clips of the default length (decision D107)."""

DEFAULT_SIZE = (1280, 720)
"""Width and height, in pixels, that a medium is taken to have of which only the URL is known (decision D107)."""


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

    def named(self, filename: str) -> Upload:
        """The same file under another name; what was read of it is not read again."""
        other = replace(self, filename=filename)
        vars(other).update({name: value for name, value in vars(self).items() if name == "facts"})
        return other


@dataclass(frozen=True, slots=True)
class Medium:
    """One medium with all that is known about it.

    Attributes:
        identity: What its vectors derive from: the digest of its bytes, or else the name that declares its URL and no other, or
            else its URL without what only lets a client in (decision D170).
        url: Where it came from, verbatim, or None for an upload.
        filename: What the client called it, or None for a URL.
        duration: In seconds; when nobody knows it, so many that what is asked for is there.
        knows_duration: Whether it was declared, or read from the bytes.
        is_declared: Whether a test said anything about it.
        audio: Whether there is sound.
        speech: Whether somebody speaks.
        spoken: When somebody speaks, as far as a test said so: stretches with their first and their last second.
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
    knows_duration: bool = True
    is_declared: bool = True
    audio: bool = True
    speech: bool = True
    spoken: tuple[tuple[float, float], ...] = ()
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

    def lasting(self, seconds: float) -> Medium:
        """The medium, taken to last at least so long when nobody knows how long it is: what is asked for is there."""
        return self if self.knows_duration or self.duration >= seconds else replace(self, duration=seconds)

    def between(self, start: float, end: float) -> Medium:
        """The medium as one knows it who has seen or heard no more than a stretch of it."""
        return replace(self, scenes=tuple(scene for scene in self.scenes if scene.start < end and start < scene.end))


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the author of a test said about the media whose URL or file name matches; None leaves a fact open."""

    match: str
    duration: float | None = None
    audio: bool = True
    speech: bool | tuple[tuple[float, float], ...] = True
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
        if not isinstance(self.speech, bool):
            _check_stretches(self.match, self.speech)
        if self.processing_seconds is not None and not self.processing_seconds >= 0:
            raise ValueError(f"processing_seconds of {self.match!r} is zero or more seconds, not {self.processing_seconds!r}")

    def covers(self, names: Iterable[str]) -> bool:
        """Whether one of `names` is the declared one, or matches its pattern."""
        return any(name == self.match or fnmatchcase(name, self.match) for name in names)


def _check_stretches(match: str, stretches: tuple[tuple[float, float], ...]) -> None:
    """Refuse what is no speech: each stretch ends after it starts, and the next one starts no earlier (ValueError)."""
    edges = [edge for stretch in stretches for edge in stretch]
    ends_after_start = all(start < end for start, end in stretches)
    if not ends_after_start or edges != sorted(edges) or (edges and edges[0] < 0):
        raise ValueError(f"speech of {match!r} must be True, False, or stretches such as [(0, 4.5), (9, 12)], not {stretches!r}")


class Catalog:
    """The media a test declared; the latest declaration that matches counts, an exact one before a pattern."""

    def __init__(self, store: Store | None = None) -> None:
        """Read and keep declarations in `store`; what is looked up is a copy, made again when somebody else has declared."""
        self._store = store or Memory()
        self._table = self._store.table("media")
        self._store.watch("media", self)
        self.emptied()

    def __iter__(self) -> Iterator[Declaration]:
        """The declarations, first to last."""
        self._renew()
        return iter(self._declared)

    def declare(self, declaration: Declaration) -> None:
        """Remember one declaration."""
        self._table[f"{self._store.count(_WRITTEN):.0f}"] = declaration

    def changed(self, key: str, *, there: bool) -> None:  # noqa: ARG002 - declarations are few
        """Somebody else has declared a medium, or what was declared here is not."""
        self.emptied()

    def emptied(self) -> None:
        """Make the copy again."""
        self._declared: list[Declaration] = []
        self._latest: dict[str, int] = {}
        self._patterns: list[Declaration] = []

    def by_url(self, url: str) -> Medium:
        """The medium at a URL; nothing is fetched, so what nobody declared is assumed (decision D107)."""
        names = names_of(url)
        said = self._said(names)
        return Medium(
            identity=f"declared:{said.match}" if said.match in names else names[1],
            url=url,
            filename=None,
            duration=float(said.duration or DEFAULT_DURATION),
            knows_duration=said.duration is not None,
            is_declared=said is not _NOTHING_SAID,
            audio=said.audio,
            speech=said.audio and bool(said.speech),
            spoken=() if isinstance(said.speech, bool) else said.speech,
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
        names = names_of_upload(upload.filename, also)
        said = self._said(names)
        found = Facts(duration=said.duration) if said.duration is not None else read(upload)
        facts = found or Facts()
        audio = said.audio and facts.audio is not False
        return Medium(
            identity=f"sha256:{sha256(upload.content).hexdigest()}",
            url=None,
            filename=upload.filename,
            duration=float(DEFAULT_DURATION if facts.duration is None else facts.duration),
            knows_duration=facts.duration is not None,
            is_declared=said is not _NOTHING_SAID,
            audio=audio,
            speech=audio and bool(said.speech),
            spoken=() if isinstance(said.speech, bool) else said.speech,
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
        missing = len(self._table) - len(self._declared)
        if missing:
            for key in reversed(list(islice(reversed(self._table), missing))):
                self._remember(self._table[key])

    def _remember(self, declaration: Declaration) -> None:
        self._latest[declaration.match] = len(self._declared)
        self._declared.append(declaration)
        if not _WILD.isdisjoint(declaration.match):
            self._patterns.append(declaration)


_WRITTEN = "media written"
_WILD = frozenset("*?[")
_NOTHING_SAID = Declaration(match="")
