"""Child processes: for which a wait is real, and which end none."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys

import pytest

from fakeembed.virtual_time.children import has_children


def test_helper_processes_of_multiprocessing_end_no_wait():
    """They stay until the end of a session; other children may be waited for."""
    if has_children():
        pytest.skip("another test has left one behind")
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=int)
    process.start()
    process.join()
    process.close()
    assert not has_children()

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert has_children()
        child.communicate(b"\n")
    assert not has_children()
