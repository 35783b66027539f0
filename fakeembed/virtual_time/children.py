"""Whether this process has children that something might be waiting for."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_THREADS = Path("/proc/self/task")
_TRIES = 20
_UNKNOWN = {0}
"""The id of no process: a child that is said to be there where children cannot be listed."""
_HELPERS = {  # module of the standard library: where it keeps the helper process that lives as long as this one
    "multiprocessing.forkserver": ("_forkserver", "_forkserver_pid"),
    "multiprocessing.resource_tracker": ("_resource_tracker", "_pid"),
}


def has_children() -> bool:
    """Whether any child process is there, other than the helpers of multiprocessing; where they cannot be listed, there is one."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        known = True
    except ChildProcessError:
        return False
    except AttributeError:  # Windows, and macOS before Python 3.13
        known = False
    helpers = {getattr(getattr(sys.modules.get(module), holder, None), name, None) for module, (holder, name) in _HELPERS.items()}
    if known and helpers == {None}:  # a child is known, and no helper it could be: no list is needed
        return True
    return bool(_children() - helpers)


def _children() -> set[int]:
    """The ids of all child processes."""
    if not _THREADS.is_dir():
        return _children_by_psutil()
    for _ in range(_TRIES):
        with suppress(OSError):  # a thread that has just ended, and whose children are another's now
            return {int(child) for thread in _THREADS.iterdir() for child in (thread / "children").read_text("ascii").split()}
    return _UNKNOWN


def _children_by_psutil() -> set[int]:
    """The ids of all child processes on macOS and Windows, where psutil is installed with this package."""
    try:
        import psutil
    except ImportError:
        return _UNKNOWN
    return {child.pid for child in psutil.Process().children()}
