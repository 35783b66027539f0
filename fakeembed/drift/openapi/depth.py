"""Room for schemas that lead far from one to the next: as many calls in one another as there are schemas on the way."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

STACK = 256 << 20
"""Bytes of the stack; what is not used is not taken."""

DEEPEST = 50_000
"""Calls in one another."""

Result = TypeVar("Result")


def with_room(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises; it runs on a thread with a large stack.

    Raises:
        ValueError: When that is not enough.
    """
    stack, deepest = threading.stack_size(STACK), sys.getrecursionlimit()
    sys.setrecursionlimit(max(deepest, DEEPEST))
    try:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work).result()
    except RecursionError as error:
        raise ValueError("its schemas lead too far from one to the next") from error
    finally:
        sys.setrecursionlimit(deepest)
        threading.stack_size(stack)
