"""What a document consists of: the pages of a PDF, the sentences and chunks of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed._core.media.names import last_segment

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium

DEFAULT_PAGES = 3
"""Pages of a PDF of which only the URL is known (decision D69)."""

QUADRANTS = ("top_left", "top_right", "bottom_left", "bottom_right")

_TEXT_NAMES = (".txt", ".text", ".md", ".markdown")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*\n\s*")


def described(medium: Medium) -> Medium:
    """A document with its pages or its text, also when nothing but its URL is known (decision D69).

    The name tells a text from a PDF. A text says what its declared scenes say, or the words of its name.
    """
    if medium.broken or medium.pages or medium.text or medium.url is None:
        return medium
    name = last_segment(medium.url)
    if not name.lower().endswith(_TEXT_NAMES):
        return replace(medium, pages=DEFAULT_PAGES)
    return replace(medium, text=" ".join(scene.text for scene in medium.scenes) or name)


def sentences(text: str) -> list[str]:
    """The sentences of a text: what ends with a full stop, an exclamation or a question mark, or with an empty line.

    >>> sentences("One. Two!  Three")
    ['One.', 'Two!', 'Three']
    """
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def chunks(text: str, *, most: int, overlap: int) -> list[str]:
    """A text in pieces of `most` sentences, each beginning with the last `overlap` sentences of the one before.

    >>> chunks("One. Two. Three. Four.", most=2, overlap=1)
    ['One. Two.', 'Two. Three.', 'Three. Four.']
    """
    found = sentences(text)
    last = max(len(found) - overlap, 1)
    return [" ".join(found[start : start + most]) for start in range(0, last, most - overlap)] if found else []
