"""What an input means: which directions, shared with other inputs, its vector is blended from.

Every text, picture, sound and clip is one short list of weighted directions. Inputs that share a direction are near each other
by as much as the product of their weights, so the weights below are the geometry that was recorded of the live model in 2025
(Marengo-retrieval-2.7; notebooks of aws-samples/sample-optimizing-multimodal-search-using-the-twelvelabs-embed-api-and-amazon-
opensearch-service): neighbouring clips of one video 0.92-0.98, clips of two videos 0.30-0.34, a matching text and clip 0.32-0.44,
an unrelated text 0.10-0.12, an image and a related clip 0.60, an image and an unrelated clip 0.39-0.41, sound against picture -0.28
to -0.25. What was never recorded (transcription, sound against sound, text against sound) is decision D79: in the same space, and
a text is nearer to what it describes than to anything else.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._core.vectors.numbers import Blend, Direction, Drawn, Part, Plane
from fakeembed._core.vectors.words import stem, telling, title

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium, Scene
    from fakeembed._core.media.segments import Segment

# What kinds of directions there are. Different planes are at right angles, so that chance moves cosines within a plane only: a
# cosine of two random directions in n dimensions has a standard deviation of 1 / sqrt(n).
_SEEN = Plane(0, 1)
_HEARD = Plane(1, 1)
_SOURCE = Plane(2, 8)
_WORDS = Plane(10, 6)


class _Weights(NamedTuple):
    """The weights of one kind of input, in thousandths; their squares add up to about 1000**2.

    Attributes:
        seen: What all pictures have in common; texts have a share in it, sounds oppose it.
        heard: What all sounds have in common.
        source: The medium that it is a part of.
        words: What it shows or says.
        own: What keeps two inputs apart that mean the same.
    """

    seen: int
    heard: int
    source: int
    words: int
    own: int


_VISUAL = _Weights(seen=562, heard=0, source=764, words=280, own=147)
_AUDIO = _Weights(seen=-490, heard=600, source=610, words=80, own=140)
_SPEECH = _Weights(seen=194, heard=0, source=780, words=570, own=160)
_IMAGE = _Weights(seen=722, heard=0, source=0, words=683, own=110)
_TEXT = _Weights(seen=194, heard=0, source=0, words=979, own=60)

_CONTEXT = 350
"""How much of the whole medium shows in each of its stretches, in thousandths of what the stretch itself shows."""

_FORM, _STEM = 450, 890
"""How much two words are the same that are spelled the same, and that are forms of one word."""


def text(space: str, content: str) -> Blend:
    """The blend of a text."""
    return _own(space, f"text|{content}", _TEXT, _shared(space, _TEXT, _words(space, content) or _unknown(space, content)))


def image(space: str, medium: Medium) -> Blend:
    """The blend of a picture."""
    return _own(space, f"image|{medium.identity}", _IMAGE, _shared(space, _IMAGE, _context(space, medium)))


def segment(space: str, medium: Medium, part: Segment) -> Blend:
    """The blend of one stretch of a medium, as one embedding option sees or hears it.

    A stretch with parts is their mean: a whole video is the mean of its clips, and `fused` lies between its options.
    """
    if part.parts:
        return tuple(Part(1, segment(space, medium, one)) for one in part.parts)
    seen = tuple(
        (scene, min(scene.end, part.end) - max(scene.start, part.start))
        for scene in medium.scenes
        if scene.start < part.end and part.start < scene.end
    )
    shared = _stretch(space, part.option, medium, seen)
    return _own(space, f"{part.option}|{medium.identity}|{part.scope} {part.start} {part.end}", _weights(part.option), shared)


def whole(space: str, option: str, medium: Medium) -> Blend:
    """The blend of a whole medium, as one embedding option sees or hears it, apart from any of its stretches."""
    shared = _shared(space, _weights(option), _context(space, medium), _source(space, option, medium))
    return _own(space, f"{option}|{medium.identity}", _weights(option), shared)


def _own(space: str, text: str, weights: _Weights, shared: Blend) -> Blend:
    length = round(sum(part.weight**2 for part in shared) ** 0.5)
    return Part(length, shared), Part(weights.own, Drawn(f"{space}|{text}", _SOURCE))


def _shared(space: str, weights: _Weights, content: Direction, source: Direction = ()) -> Blend:
    parts = (
        Part(weights.seen, Drawn(f"{space}|seen", _SEEN)),
        Part(weights.heard, Drawn(f"{space}|heard", _HEARD)),
        Part(weights.source, source),
        Part(weights.words, content),
    )
    return tuple(part for part in parts if part.weight)


def _weights(option: str) -> _Weights:
    return _VISUAL if option.startswith("visual") else _AUDIO if option == "audio" else _SPEECH


def _source(space: str, option: str, medium: Medium) -> Direction:
    return Drawn(f"{space}|{option}|{medium.identity}", _SOURCE)


@lru_cache(maxsize=1024)
def _stretch(space: str, option: str, medium: Medium, seen: tuple[tuple[Scene, float], ...]) -> Blend:
    """What a stretch has in common with others: its scenes, each by how long it is seen, and a little of the whole medium."""
    context = _context(space, medium)
    scenes = tuple(Part(round(1000 * seconds), words) for scene, seconds in seen if (words := _words(space, scene.text)))
    shown = scenes or _unknown(space, medium.identity)
    content = (Part(1000, shown), Part(_CONTEXT, context)) if medium.scenes else context
    return _shared(space, _weights(option), content, _source(space, option, medium))


def _context(space: str, medium: Medium) -> Direction:
    """What a whole medium shows: all of its scenes, and what it is called."""
    texts = dict.fromkeys((*(scene.text for scene in medium.scenes), title(medium.title)))
    return tuple(Part(1, words) for text in texts if (words := _words(space, text))) or _unknown(space, medium.identity)


def _words(space: str, content: str) -> Blend:
    """The words of a text; words that are forms of one word have their stem in common."""
    parts = (
        (Part(_FORM, Drawn(f"{space}|form|{word}", _WORDS)), Part(_STEM, Drawn(f"{space}|stem|{stem(word)}", _WORDS)))
        for word in telling(content)
    )
    return tuple(chain.from_iterable(parts))


def _unknown(space: str, identity: str) -> Direction:
    return Drawn(f"{space}|unknown|{identity}", _WORDS)
