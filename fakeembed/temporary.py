"""Temporary folders that do not stay for ever: those of processes that were killed are removed by the next one that makes one."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "fakeembed-"
_LOCK = "in-use"


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, which is gone after the block; in the block this process holds a lock in it, which ends with the process."""
    _remove_abandoned()
    with TemporaryDirectory(prefix=PREFIX) as name, Path(name, "new").open("wb") as lock:
        if _locked(lock.fileno()):
            Path(name, "new").rename(Path(name, _LOCK))  # nobody has seen it before it was locked, and taken it for abandoned
        yield Path(name)


def _remove_abandoned() -> None:
    if not hasattr(os, "getuid"):  # Windows, which has no such locks either: abandoned folders cannot be told from others
        return
    for lock in Path(gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("rb") as held:
            mine = not lock.is_symlink() and not lock.parent.is_symlink() and os.fstat(held.fileno()).st_uid == os.getuid()
            if mine and _locked(held.fileno()):
                shutil.rmtree(lock.parent, ignore_errors=True)


def _locked(descriptor: int) -> bool:
    """Whether this process has the lock of an open file now; where there are no such locks, it has not."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
