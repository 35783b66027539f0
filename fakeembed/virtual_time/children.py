"""Whether this process has children for which somebody might be waiting."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_THREADS = Path("/proc/self/task")
_TRIES = 20
_HELPERS = {  # module of the standard library: where it keeps the helper process that lives as long as this one
    "multiprocessing.forkserver": ("_forkserver", "_forkserver_pid"),
    "multiprocessing.resource_tracker": ("_resource_tracker", "_pid"),
}


def has_children() -> bool:
    """Whether any child process is there, other than the helpers of multiprocessing; where nobody can tell, there is one."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    except AttributeError:  # not on this platform
        return True
    helpers = {getattr(getattr(sys.modules.get(module), holder, None), name, None) for module, (holder, name) in _HELPERS.items()}
    return len(helpers) == 1 or bool(_children() - helpers)  # None alone: no helpers, so it is another child


def _children() -> set[int]:
    """The ids of all child processes, on Linux; a child that nobody has is said to be there where they are not listed."""
    for _ in range(_TRIES):
        with suppress(OSError):  # another platform; or a thread that has just ended, and whose children are another's now
            return {int(child) for thread in _THREADS.iterdir() for child in (thread / "children").read_text("ascii").split()}
    return {0}
