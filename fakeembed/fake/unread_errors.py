"""Loops that were ended where nobody reads their error: in a thread, a job or an asyncio task that died of it in the background."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from fakeembed.errors import FakeEmbedError

if TYPE_CHECKING:
    from asyncio import Task
    from typing import Any

    from fakeembed.errors import EndlessPolling

_LAST = frozenset({"threading", "concurrent.futures.thread"})
"""The modules that catch what ends a thread or a job: an error that somebody has read since has been caught further out."""

_KEPT = 100
"""Errors that are remembered: a loop that catches this one as well gets another with each request."""


class _Ended(NamedTuple):
    """One loop that was ended, and the asyncio task it ran in, if any."""

    error: EndlessPolling
    task: Task[Any] | None

    def is_unread(self) -> bool:
        if self.task is not None and self.task.done() and not self.task.cancelled():
            # What asyncio goes by when it says that an exception was never retrieved; to ask the task for it would retrieve it.
            return bool(getattr(self.task, "_log_traceback", False))
        caught = self.error.__traceback__
        return caught is not None and caught.tb_frame.f_globals.get("__name__") in _LAST


class UnreadErrors:
    """The EndlessPolling of one fake."""

    def __init__(self) -> None:
        """None yet."""
        self._ended: deque[_Ended] = deque(maxlen=_KEPT)

    def note(self, error: EndlessPolling) -> None:
        """Remember an error that is being raised here."""
        asyncio = sys.modules.get("asyncio")
        try:
            task = None if asyncio is None else asyncio.current_task()
        except RuntimeError:  # no event loop runs in this thread
            task = None
        self._ended.append(_Ended(error, task))

    def check(self) -> None:
        """Raise a FakeEmbedError for the loops whose error was read by nobody; it is an `Exception`, so that a teardown goes on."""
        unread = [ended.error for ended in self._ended if ended.is_unread()]
        if unread:
            more = f" ({len(unread)} loops were ended like this)" if len(unread) > 1 else ""
            raise FakeEmbedError(
                f"a loop in the background never ended, and nobody read the EndlessPolling that its thread or task died of{more}.\n"
                "A test that expects it reads the error: future.result(), await, or an `except` in the thread.\n"
                f"{unread[0]}"
            ) from unread[0]
