"""What an input means: which directions, shared with other inputs, its vector is blended from.

Every text, picture, sound and clip is one short list of weighted directions. Inputs that share a direction are near each other
by as much as the product of their weights, so the weights below are the geometry that was recorded of the live model in 2025:
clips of one video 0.92-0.98, clips of two videos 0.30-0.34, a matching text and clip 0.32-0.44, an unrelated text 0.10-0.12,
sound against picture -0.28 to -0.25.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fakeembed._core.vectors import Blend, Part

if TYPE_CHECKING:
    from fakeembed._core.media import Medium
    from fakeembed._core.segments import Segment

# Weights in thousandths. `seen` is what all pictures have in common, and texts and sounds have a share in it; `own` keeps two
# inputs apart that mean the same.
_CLIP = {"seen": 566, "video": 740, "words": 280, "own": 140}
_TEXT = {"seen": 194, "words": 970, "own": 60}
_SOUND = {"seen": -468, "video": 740, "words": 280, "own": 140}
_IMAGE = {"seen": 690, "words": 710, "own": 120}

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_COMMON = frozenset(  # words that say nothing about what is seen or heard
    """
    a an and are as at be by for from has have he her his in into is it its of on or she that the their them there they this to was
    were which while who with
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
_MOST_WORDS = 1000


def text(model: str, content: str) -> Blend:
    """The blend of a text."""
    return (
        Part(_TEXT["seen"], f"{model}|seen"),
        Part(_TEXT["words"], _words(model, content)),
        Part(_TEXT["own"], f"{model}|text|{content}"),
    )


def segment(model: str, medium: Medium, part: Segment) -> Blend:
    """The blend of one stretch of a medium, as one embedding option sees or hears it.

    A stretch with parts is their mean: a whole video is the mean of its clips, and `fused` lies between its options.
    """
    if part.parts:
        return tuple(Part(1, segment(model, medium, one)) for one in part.parts)
    visual = part.option.startswith("visual")
    weights = _CLIP if visual else _SOUND
    source = f"{model}|{'visual' if visual else part.option}|{medium.identity}"
    shown = [scene.text for scene in medium.scenes if scene.start < part.end and part.start < scene.end]
    return (
        Part(weights["seen"], f"{model}|seen"),
        Part(weights["video"], source),
        Part(weights["words"], _words(model, " ".join(shown) or medium.identity)),
        Part(weights["own"], f"{source}|{part.scope} {part.start:g} {part.end:g}"),
    )


def image(model: str, medium: Medium) -> Blend:
    """The blend of a picture."""
    return (
        Part(_IMAGE["seen"], f"{model}|seen"),
        Part(_IMAGE["words"], _words(model, " ".join(scene.text for scene in medium.scenes) or medium.identity)),
        Part(_IMAGE["own"], f"{model}|image|{medium.identity}"),
    )


def _words(model: str, content: str) -> Blend:
    """The words of a text as directions of equal weight; case, order, repetition and punctuation do not matter."""
    found = {word.casefold() for word in _WORD.findall(content)}
    telling = sorted(found - _COMMON or found or {content})[:_MOST_WORDS]
    return tuple(Part(1, f"{model}|word|{word}") for word in telling)
