"""Whether a text fits a pattern of a document.

A pattern is followed through a text by all places that it may have come to at once, so that each place is looked at once and no
pattern takes as many steps as there are ways to fit it. What stands for one letter (`a`, `[a-z]`) is left to Python.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import count

MOST_STEPS = 100_000
"""The most places that are looked at; a search that needs more is given up."""

_PARTS = re.compile(
    r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\((?:\?(?:[:=!]|P?<\w+>))?"
    r"|(?:[*+?]|\{\d*,?\d*\})\??"
    r"|.",
    re.DOTALL,
)
_IN_A_SET = re.compile(r"\\.|[\[&|~]", re.DOTALL)
_REPEATED = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})\??")


class _Search:
    """A text that is looked through, and how many steps are left for that."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = MOST_STEPS

    def spend(self, steps: int) -> None:
        """Takes so many steps.

        Raises:
            ValueError: When there are not as many left.
        """
        self.left -= steps
        if self.left < 0:
            raise ValueError(f"a search takes more than {MOST_STEPS} steps")


_Node = Callable[[_Search, set[int]], set[int]]
"""A part of a pattern: from the places where it may begin to those where it may end."""


@lru_cache(maxsize=4096)
def fits(pattern: str, text: str) -> bool | None:
    """Whether something in a text fits a pattern; None where that cannot be said, or only in more than `MOST_STEPS`."""
    begins_first = pattern.startswith("^") and "|" not in pattern and pattern[1:2] not in "*+?{"
    search = _Search(text)
    try:
        search.spend(len(pattern) + (0 if begins_first else len(text)))
        return bool(_read(pattern)(search, {0} if begins_first else set(range(len(text) + 1))))
    except (ValueError, re.error, OverflowError, RecursionError):  # ECMA 262 knows some that Python does not
        return None


@lru_cache(maxsize=1024)
def _read(pattern: str) -> _Node:
    """A pattern in its parts.

    Raises:
        ValueError, re.error: When it has some that are not known here: flags, references to groups, looking behind.
    """
    parts = deque(_PARTS.findall(pattern))
    found = _either(parts)
    if parts:
        raise ValueError("a group ends that has not begun")
    return found


# how it is read


def _either(parts: deque[str]) -> _Node:
    found = [_row(parts)]
    while parts and parts[0] == "|":
        parts.popleft()
        found.append(_row(parts))
    return found[0] if len(found) == 1 else partial(_some, found)


def _row(parts: deque[str]) -> _Node:
    found = []
    while parts and parts[0] not in {"|", ")"}:
        one = _one(parts)
        found.append(_times(one, parts.popleft()) if parts and _REPEATED.fullmatch(parts[0]) else one)
    return partial(_each, found)


def _one(parts: deque[str]) -> _Node:
    part = parts.popleft()
    if part[0] == "(":
        inner = _either(parts)
        if not parts:
            raise ValueError("a group does not end")
        parts.popleft()
        return partial(_ahead, inner, part == "(?=") if part in {"(?=", "(?!"} else inner
    if _REPEATED.fullmatch(part):
        raise ValueError(f"{part} repeats nothing, or is a flag of a group")
    return partial(_letter, re.compile(_for_python(part)))


def _for_python(part: str) -> str:
    """What stands for one letter, or for none, as Python writes it."""
    if part == "$":  # for Python also before a line feed at the end
        return r"\Z"
    if part[0] != "[":
        return part
    if "--" in part:
        raise ValueError("Python warns that it may mean a difference")
    return "[" + _IN_A_SET.sub(lambda found: found[0].rjust(2, "\\"), part[1:])


def _times(node: _Node, how_often: str) -> _Node:
    found = _REPEATED.fullmatch(how_often)
    sign, low, comma, high = found.groups() if found else ("", "", "", "")
    if sign:
        return partial(_repeated, node, int(sign == "+"), 1 if sign == "?" else None)
    if not low or (high and int(high) < int(low)):
        raise ValueError(f"{how_often} is read in several ways")
    return partial(_repeated, node, int(low), int(high) if high else None if comma else int(low))


# how it is followed


def _letter(compiled: re.Pattern[str], search: _Search, places: set[int]) -> set[int]:
    search.spend(len(places) + 1)
    return {found.end() for place in places if (found := compiled.match(search.text, place))}


def _each(nodes: list[_Node], search: _Search, places: set[int]) -> set[int]:
    for node in nodes:
        places = node(search, places)
    return places


def _some(nodes: list[_Node], search: _Search, places: set[int]) -> set[int]:
    search.spend(len(places) + 1)
    return set().union(*(node(search, places) for node in nodes))


def _ahead(node: _Node, wanted: bool, search: _Search, places: set[int]) -> set[int]:  # noqa: FBT001 - given by its place to `partial`
    search.spend(len(places) + 1)
    return {place for place in places if bool(node(search, {place})) is wanted}


def _repeated(node: _Node, low: int, high: int | None, search: _Search, places: set[int]) -> set[int]:
    """Every place after so many times; from the same places it goes on as before, so that no number of times takes long."""
    search.spend(len(places) + 1)
    for _ in range(low):
        before, places = places, node(search, places)
        if places == before:
            break
    found, new = set(places), places
    for _ in count() if high is None else range(high - low):
        new = node(search, new) - found
        if not new:
            break
        found |= new
    return found
