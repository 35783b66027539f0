"""How many tokens marengo3.5 says that it read, as far as anybody can say who does not know its tokenizers (decision D69)."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.media.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.v2.embedding_plan import Plan

PICTURE = 256
"""Tokens of an image, of a page, and of each started second of video."""

SOUND = 32
"""Tokens of each started second of audio."""

_QUADRANTS = 5  # documented: five times as many tokens as whole pages


def of_inputs(text: str, media: Iterable[tuple[str, Medium]]) -> dict[str, int]:
    """The tokens of a text and of media with their kinds, by type of content."""
    read: Counter[str] = Counter({"text": tokens(text)} if text else {})
    for kind, medium in media:
        read.update(_of_medium(kind, medium, medium.duration))
    return dict(read)


def of_plan(plan: Plan) -> dict[str, int]:
    """The tokens of a task, by type of content."""
    read = _of_medium(plan.kind, plan.medium, plan.end - plan.start)
    if plan.kind == "video":
        read = {name: count for name, count in read.items() if {"video": "visual"}.get(name, name) in plan.options}
    if plan.quadrants:
        read = {name: _QUADRANTS * count for name, count in read.items()}
    return read


def _of_medium(kind: str, medium: Medium, duration: float) -> dict[str, int]:
    if kind == "image":
        return {"image": PICTURE}
    if kind == "document":
        return {"document": PICTURE * medium.pages if medium.pages else tokens(medium.text)}
    sound = {"audio": SOUND * ceil(duration)} if medium.audio else {}
    return {"video": PICTURE * ceil(duration), **sound} if kind == "video" else sound
