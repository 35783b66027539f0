"""What an input means: which directions, shared with other inputs, its vector is blended from.

Every text, picture, sound and clip is one short list of weighted directions; how heavy each is says the model's row in
`geometry.py`. What a medium shows is read from the words of its scenes and of its name. Clips of one scene stress its words
differently, as a camera does that moves: without it they would be one point many times over, and a graph index whose links stay
within such a heap cannot leave it (decision D173).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import shake_128
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from fakeembed._core.vectors.numbers import Blend, Direction, Orthogonalized, Part, Plane, RandomDirection, Shared
from fakeembed._core.vectors.synonyms import replaced
from fakeembed._core.vectors.words import Feature, features, importance, stem, telling, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed._core.media.catalog import Medium, Scene
    from fakeembed._core.media.segments import Segment
    from fakeembed._core.vectors.geometry import Geometry, Weights
    from fakeembed._core.vectors.synonyms import Synonym

# What kinds of directions there are. Different planes are at right angles, so that chance moves cosines within a plane only: a
# cosine of two random directions in n dimensions has a standard deviation of 1 / sqrt(n).
_COMMON = Plane(0, 1)
_SOURCE = Plane(1, 6)
_WORDS = Plane(7, 9)

_CONTEXT = 600
"""How much of the whole medium shows in each of its stretches, in thousandths of what the stretch itself shows."""

_STRESS = 650
"""By how much a clip stresses a word more or less than another clip, in thousandths."""

_STRESSED = 64
"""Words of a stretch that are stressed one by one."""

_VIEWS = 16
"""In how many ways the words of one stretch are stressed; which way a clip does it is drawn."""

_FINE = 1000
"""How finely weights are rounded."""

_UNREAD = "|"
"""What no word of a text begins with."""


class Space(NamedTuple):
    """Where vectors lie: those of two spaces have nothing in common.

    Attributes:
        name: Sets the space apart from others: the seed and the model.
        geometry: How near the model's inputs embed.
        synonyms: What means the same as something else.
    """

    name: str
    geometry: Geometry
    synonyms: tuple[Synonym, ...] = ()

    def __hash__(self) -> int:
        """Names tell spaces apart; looking at nothing else is quick."""
        return hash(self.name)


def text(space: Space, content: str) -> Blend:
    """The blend of a text."""
    weights = space.geometry.text
    return _blend(space, weights, f"text|{content}", _blended(space, weights, _read(space, content) or _unread(content)))


def image(space: Space, medium: Medium) -> Blend:
    """The blend of a picture."""
    weights = space.geometry.image
    return _blend(space, weights, f"image|{medium.identity}", _blended(space, weights, _context(space, medium)))


def segment(space: Space, medium: Medium, part: Segment) -> Blend:
    """The blend of one stretch of a medium, as one embedding option sees or hears it.

    A stretch with parts is their mean: a whole video is the mean of its clips, and `fused` lies between its options.
    """
    if part.parts:
        return tuple(Part(1, segment(space, medium, one)) for one in part.parts)
    shown = tuple(
        (scene, min(scene.end, part.end) - max(scene.start, part.start))
        for scene in medium.scenes
        if scene.start < part.end and part.start < scene.end
    )
    weights = space.geometry.of(part.option)
    own = f"{part.option}|{medium.identity}|{part.scope} {part.start} {part.end}"
    view = crc32(own.encode("utf-8", "surrogatepass")) % _VIEWS
    return _with_own(space, weights, own, _stretch(space, part.option, medium, shown, view))


def whole(space: Space, option: str, medium: Medium) -> Blend:
    """The blend of a whole medium, as one embedding option sees or hears it, apart from any of its stretches."""
    weights = space.geometry.of(option)
    content = _blended(space, weights, _context(space, medium))
    return _blend(space, weights, f"{option}|{medium.identity}", content, _source(space, option, medium))


def _blend(space: Space, weights: Weights, own: str, content: Blend, source: Direction = ()) -> Blend:
    return _with_own(space, weights, own, _shared(space, weights, content, source))


def _with_own(space: Space, weights: Weights, own: str, shared: Blend) -> Blend:
    """The blend of an input: what it shares with others, and what is its own."""
    return (*shared, Part(_FINE * weights.own, RandomDirection(f"{space.name}|{own}", _SOURCE)))


def _shared(space: Space, weights: Weights, content: Blend, source: Direction = ()) -> Blend:
    """What all inputs of a kind have in common, the source and the content, each with its weight."""
    scale = _FINE * weights.content / (_length(content) or 1)
    seen = RandomDirection(f"{space.name}|seen", _COMMON)
    common = (
        Part(_FINE * weights.seen, seen),
        Part(_FINE * weights.heard, Orthogonalized(RandomDirection(f"{space.name}|heard", _COMMON), (seen,))),
        Part(_FINE * weights.source, source),
    )
    return (
        *(part for part in common if part.weight and part.of),
        *(Part(round(weight * scale), direction) for weight, direction in content),
    )


def _length(blend: Blend) -> float:
    """How long a blend is whose directions are at right angles."""
    return sqrt(sum(part.weight * part.weight for part in blend))


def _source(space: Space, option: str, medium: Medium) -> Direction:
    return RandomDirection(f"{space.name}|{option}|{medium.identity}", _SOURCE)


@lru_cache(maxsize=4096)
def _stretch(space: Space, option: str, medium: Medium, shown: tuple[tuple[Scene, float], ...], view: int) -> Blend:
    """What the clips of a stretch that stress its words alike have in common: all of it but their own."""
    weights = space.geometry.of(option)
    context = _context(space, medium)
    if medium.scenes:
        scenes = _sum((_read(space, scene.text), round(1000 * seconds)) for scene, seconds in shown) or _unread(medium.identity)
        words = _sum(((scenes, 1000), (context, _CONTEXT)))
    else:
        scenes = words = context
    heaviest = sorted(scenes, key=lambda word: (-scenes[word], word))[:_STRESSED]
    stresses = shake_128(f"{medium.identity}|{view}|{' '.join(heaviest)}".encode("utf-8", "surrogatepass")).digest(len(heaviest))
    for word, stress in zip(heaviest, stresses, strict=True):
        words[word] = words[word] * (255 * (1000 - _STRESS) + 2 * _STRESS * stress) // 255_000
    shared = _shared(space, weights, _blended(space, weights, words), _source(space, option, medium))
    return (Part(round(_length(shared)), Shared(shared)),)


def _context(space: Space, medium: Medium) -> dict[str, int]:
    """The words of all of a medium's scenes, and of what it is called."""
    texts = dict.fromkeys((*(scene.text for scene in medium.scenes), title(medium.title)))
    return _sum((_read(space, text), 1000) for text in texts) or _unread(medium.identity)


def _read(space: Space, content: str) -> dict[str, int]:
    """The words of a text, each with how much it tells."""
    words = telling(content)
    return {word: importance(word) for word in (replaced(words, space.synonyms) if space.synonyms else words)}


def _unread(identity: str) -> dict[str, int]:
    """A word of its own for what says nothing."""
    return {f"{_UNREAD}{identity}": 1000}


def _sum(contents: Iterable[tuple[dict[str, int], int]]) -> dict[str, int]:
    """Words with their weights in several contents, each of which is made as long as the weight beside it."""
    total: dict[str, int] = {}
    for content, size in contents:
        length = sqrt(sum(weight * weight for weight in content.values()))
        for word, weight in content.items():
            total[word] = total.get(word, 0) + round(1000 * size * weight / length)
    return total


def _blended(space: Space, weights: Weights, content: dict[str, int]) -> Blend:
    return tuple(Part(weight, _word(space.name, weights, word)) for word, weight in content.items())


@lru_cache(maxsize=8192)
def _word(space: str, weights: Weights, word: str) -> Shared:
    """A word as one kind of input shows it: with all its features where texts show it too, and with its stem beside that."""
    known = not word.startswith(_UNREAD)
    made_of = features(word) if known else (Feature(word, 1000),)
    parts = [Part(weights.words * feature.weight, RandomDirection(f"{space}|{feature.name}", _WORDS)) for feature in made_of]
    for name, weight in (("look", weights.look), ("tone", weights.tone)):
        if weight:
            parts.append(Part(1000 * weight, RandomDirection(f"{space}|{name}|{stem(word) if known else word}", _SOURCE)))
    return Shared(tuple(parts))
