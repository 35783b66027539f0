"""Child processes: for which a wait is real, and which end none."""

from __future__ import annotations

import subprocess
import sys

HELPERS = """
import multiprocessing, subprocess, sys
from fakeembed.virtual_time.children import has_children

process = multiprocessing.get_context("forkserver").Process(target=int)
process.start()
process.join()
process.close()
print(has_children())
with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
    print(has_children())
    child.communicate(b"\\n")
print(has_children())
"""


def test_helper_processes_of_multiprocessing_end_no_wait():
    """They stay until the end of a session; other children may be waited for. In a process of its own, where no test left one."""
    ran = subprocess.run([sys.executable, "-c", HELPERS], capture_output=True, text=True, timeout=60, check=False)

    assert (ran.stdout.split(), ran.stderr) == (["False", "True", "False"], "")
