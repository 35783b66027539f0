"""Who asks: the current asyncio task or thread, for whom it works, and when that work is over.

A call in a worker thread works for whoever asked for the call, and an asyncio task for the one that made it. While somebody follows
them, each is reported when its work is over, before whoever waits for it goes on.
"""

from __future__ import annotations

import asyncio
from asyncio.base_events import BaseEventLoop
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from threading import current_thread
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_real_submit: Any = ThreadPoolExecutor.submit
_real_create_task: Any = BaseEventLoop.create_task

_followers: list[Callable[[Any, Any], None]] = []
_works_for: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
_spoken_for: ContextVar[Any] = ContextVar("fakeembed_spoken_for", default=None)


def caller() -> Any:
    """The current asyncio task, or the current thread outside of one."""
    try:
        return _spoken_for.get() or asyncio.current_task() or current_thread()
    except RuntimeError:
        return current_thread()


def client_of(worker: Any) -> Any:
    """For whom a caller works, or None."""
    return _works_for.get(worker)


@contextmanager
def speaking_for(task: asyncio.Task[Any] | None) -> Iterator[None]:
    """Let what is asked inside the block count as asked by an asyncio task that is not running at the moment."""
    before = _spoken_for.set(task)
    try:
        yield
    finally:
        _spoken_for.reset(before)


def follow(follower: Callable[[Any, Any], None]) -> None:
    """Report to `follower` who has ended work, and for whom."""
    if not _followers:
        ThreadPoolExecutor.submit = _submit  # type: ignore[assignment, method-assign]
        BaseEventLoop.create_task = _create_task  # type: ignore[assignment, method-assign]
    _followers.append(follower)


def unfollow(follower: Callable[[Any, Any], None]) -> None:
    """Report nothing more; the last one to go leaves pools and event loops as they were."""
    if follower in _followers:
        _followers.remove(follower)
    if not _followers:
        ThreadPoolExecutor.submit = _real_submit  # type: ignore[method-assign]
        BaseEventLoop.create_task = _real_create_task  # type: ignore[method-assign]


def _submit(pool: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    return _real_submit(pool, _called, caller(), function, *args, **kwargs)


def _called(client: Any, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call a function in a worker thread; `asyncio.to_thread` and `run_in_executor` come here as well."""
    worker = current_thread()
    _works_for[worker] = client
    try:
        return function(*args, **kwargs)
    finally:
        _ended(client, worker)
        del _works_for[worker]


def _create_task(loop: BaseEventLoop, coroutine: Any, **options: Any) -> Any:
    client = caller()
    task = _real_create_task(loop, coroutine, **options)
    if isinstance(client, asyncio.Task):
        _works_for[task] = client
        task.add_done_callback(partial(_ended, client))  # the first of its callbacks
    return task


def _ended(client: Any, worker: Any) -> None:
    for follower in _followers.copy():  # somebody may leave meanwhile
        follower(worker, client)
