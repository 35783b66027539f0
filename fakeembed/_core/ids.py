"""What an identifier looks like: a MongoDB ObjectId whose first eight digits are the second of its creation."""

from __future__ import annotations

import re
from hashlib import sha256

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{24}")


def object_id(seconds: float, *, seed: int, serial: int) -> str:
    """The id of the `serial`-th thing made, at `seconds` of the Unix epoch: 24 lower-case hexadecimal digits.

    Recorded: task and asset ids of the live service begin with their creation second (2026-07-20).

    >>> object_id(0x6A5E85E0, seed=0, serial=1)[:8]
    '6a5e85e0'
    """
    machine = sha256(f"fakeembed {seed}".encode()).hexdigest()[:10]
    return f"{int(seconds) & 0xFFFFFFFF:08x}{machine}{serial & 0xFFFFFF:06x}"


def is_object_id(text: str) -> bool:
    """Whether `text` could name anything at all."""
    return _OBJECT_ID.fullmatch(text) is not None
