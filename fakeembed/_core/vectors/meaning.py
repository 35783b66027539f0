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

from fakeembed._core.vectors.numbers import Blend, Orthogonalized, Part, Plane, RandomDirection, Shared
from fakeembed._core.vectors.synonyms import replaced
from fakeembed._core.vectors.words import content_words, features, importance, stem, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed._core.media.catalog import Medium, Scene
    from fakeembed._core.media.segments import Segment
    from fakeembed._core.vectors.geometry import Geometry, Weights
    from fakeembed._core.vectors.numbers import Direction
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

_PRECISION = 1000
"""Into how many steps weights are rounded."""

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
    return _blend(space, space.geometry.text, _read(space, content) or _unread(content), f"text|{content}")


def image(space: Space, medium: Medium) -> Blend:
    """The blend of a picture."""
    return _blend(space, space.geometry.image, _context(space, medium), f"image|{medium.identity}")


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
    return (_stretch(space, part.option, medium, shown, view), _own(space, weights, own))


def whole(space: Space, option: str, medium: Medium) -> Blend:
    """The blend of a whole medium, as one embedding option sees or hears it, apart from any of its stretches."""
    return _blend(space, space.geometry.of(option), _context(space, medium), f"{option}|{medium.identity}")


def _blend(space: Space, weights: Weights, words: dict[str, int], name: str) -> Blend:
    return (*_shared(space, weights, words, name), _own(space, weights, name))


def _own(space: Space, weights: Weights, name: str) -> Part:
    """What an input shares with no other."""
    return Part(_PRECISION * weights.own, _drawn(space, name))


def _drawn(space: Space, name: str) -> RandomDirection:
    return RandomDirection((f"{space.name}|{name}",), _SOURCE)


def _shared(space: Space, weights: Weights, words: dict[str, int], source: str) -> Blend:
    """What all inputs of a kind have in common, the source and the words, each with its weight."""
    content = [
        (heavy * weight, _word(space.name, word, kind))
        for kind, weight in (("", weights.words), ("look", weights.look), ("tone", weights.tone))
        if weight
        for word, heavy in words.items()
    ]
    scale = _PRECISION * weights.content / _length(content)
    common = (
        Part(round(_PRECISION * sqrt(weights.picture**2 + weights.sound**2)), _common(space.name, weights.picture, weights.sound)),
        Part(_PRECISION * weights.source, _drawn(space, source)),
    )
    return (
        *(part for part in common if part.weight),
        *(Part(round(weight * scale), direction) for weight, direction in content),
    )


@lru_cache(maxsize=64)
def _common(space: str, picture: int, sound: int) -> Shared:
    """What all inputs of a kind have in common."""
    pictures = RandomDirection((f"{space}|pictures",), _COMMON)
    sounds = Orthogonalized(RandomDirection((f"{space}|sounds",), _COMMON), (pictures,))
    return Shared(tuple(Part(weight, direction) for weight, direction in ((picture, pictures), (sound, sounds)) if weight))


def _length(blend: Iterable[tuple[int, Direction]]) -> float:
    """How long a blend is whose directions are at right angles."""
    return sqrt(sum([weight * weight for weight, _ in blend]))


@lru_cache(maxsize=4096)
def _stretch(space: Space, option: str, medium: Medium, shown: tuple[tuple[Scene, float], ...], view: int) -> Part:
    """What the clips of a stretch that stress its words alike have in common: all of it but their own."""
    context = _context(space, medium)
    if medium.scenes:
        scenes = _sum((_read(space, scene.text), round(1000 * seconds)) for scene, seconds in shown)
        if not any(scenes.values()):  # offsets are float32, so a clip may have a hair of the scene before it
            scenes = _unread(medium.identity)
        words = _sum(((scenes, 1000), (context, _CONTEXT)))
    else:
        scenes, words = context, dict(context)
    heaviest = sorted(scenes, key=lambda word: (-scenes[word], word))[:_STRESSED]
    stresses = shake_128(f"{medium.identity}|{view}|{' '.join(heaviest)}".encode("utf-8", "surrogatepass")).digest(len(heaviest))
    for word, stress in zip(heaviest, stresses, strict=True):
        words[word] = words[word] * (255 * (1000 - _STRESS) + 2 * _STRESS * stress) // 255_000
    shared = _shared(space, space.geometry.of(option), words, f"{option}|{medium.identity}")
    return Part(round(_length(shared)), Shared(shared))


@lru_cache(maxsize=512)
def _context(space: Space, medium: Medium) -> dict[str, int]:
    """The words of all of a medium's scenes, and of what it is called."""
    texts = dict.fromkeys((*(scene.text for scene in medium.scenes), title(medium.title)))
    return _sum((_read(space, text), 1000) for text in texts) or _unread(medium.identity)


def _read(space: Space, content: str) -> dict[str, int]:
    """The words of a text, each with how much it tells."""
    words = content_words(content)
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


@lru_cache(maxsize=8192)
def _word(space: str, word: str, kind: str) -> Direction:
    """A word with all its features, as texts show it too, or what only one kind of input shows of it."""
    if kind:
        return RandomDirection((f"{space}|{kind}|{word if word[0] == _UNREAD else stem(word)}",), _SOURCE)
    made_of = {word: 1000} if word[0] == _UNREAD else features(word)
    names = tuple([f"{space}|{name}" for name in made_of])
    return Shared((Part(1, RandomDirection(names, _WORDS, tuple(made_of.values()))),))
