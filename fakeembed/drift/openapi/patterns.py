"""Whether a text fits a pattern of a document, where Python can say so in little time."""

from __future__ import annotations

import re
from functools import lru_cache

MOST_STEPS = 1_000_000
"""The most steps that a search may take; a pattern that could need more is not tried."""

_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P?<\w+>))?|[*+?]|\{\d+(?:,\d*)?\}|.", re.DOTALL)


def fits(pattern: str, text: str) -> bool | None:
    """Whether something in a text fits a pattern; None where that cannot be said, or not for sure in little time."""
    steps = _steps(pattern)
    if steps is None or steps[0] * (len(text) + 1) ** steps[1] > MOST_STEPS:
        return None
    try:
        return re.search(pattern, text) is not None
    except (re.error, OverflowError, RecursionError):  # ECMA 262 knows some that Python does not
        return None


@lru_cache(maxsize=1024)
def _steps(pattern: str) -> tuple[int, int] | None:
    """How many ways there are to try a pattern: so many, times the length of the text to that power; None for more than that.

    A group that may be repeated, and that is fitted in several ways itself, has as many ways as there are subsets of the text.
    """
    ways, power = 1, int(not pattern.startswith("^") or "|" in pattern)
    may_vary, varied = [False], False  # each group that is open, and the one that has just been closed
    for part in _PARTS.findall(pattern):
        if part[0] == "(":
            may_vary.append(False)
        elif part in {"|", "?"}:
            ways, may_vary[-1] = ways * 2 if part == "?" else ways + 1, True
        elif part[0] in "*+{" and varied:
            return None
        elif part in {"*", "+"} or (part[0] == "{" and "," in part):
            power, may_vary[-1] = power + 1, True
        varied = part == ")" and len(may_vary) > 1 and may_vary.pop()
        may_vary[-1] |= varied
    return ways, power
