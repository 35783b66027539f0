"""Temporary folders end with their process; those of one that was killed end with the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fakeembed import temporary

HOLD = "import sys; from fakeembed import temporary\nwith temporary.folder() as folder: print(folder, flush=True); sys.stdin.read()"


@pytest.fixture(autouse=True)
def tmp(tmp_path, monkeypatch):
    """A folder for temporary files of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def holding():
    """Another process with a folder, and the folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


@pytest.mark.skipif(os.name != "posix", reason="locks are those of POSIX")
def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp):
    """Neither the folder of a process that lives nor a folder of somebody else."""
    (killed, of_killed), (alive, of_alive) = holding(), holding()
    (tmp / "fakeembed-notes").mkdir()
    outside = tmp / "outside"
    outside.mkdir()
    (outside / "in-use").touch()
    (tmp / "fakeembed-link").symlink_to(outside)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert of_killed.is_dir()

    with temporary.folder() as mine:
        found = {path.name for path in tmp.iterdir()}

    alive.communicate("")
    kept = {of_alive.name, mine.name, "fakeembed-notes", "fakeembed-link", "outside"}
    assert found == kept
    assert {path.name for path in tmp.iterdir()} == {"fakeembed-notes", "fakeembed-link", "outside"}
    assert (outside / "in-use").exists()


@pytest.mark.skipif(os.name != "posix", reason="locks are those of POSIX")
def test_a_folder_that_another_process_sees_before_it_is_locked_stays(monkeypatch):
    """Another process may look for abandoned folders at any moment; locks of one process keep each other out as well."""
    locked = temporary._locked

    def locked_after_others_looked(descriptor):
        monkeypatch.setattr(temporary, "_locked", locked)
        temporary._remove_abandoned()
        return locked(descriptor)

    monkeypatch.setattr(temporary, "_locked", locked_after_others_looked)

    with temporary.folder() as mine:
        assert mine.is_dir()
        temporary._remove_abandoned()
        assert mine.is_dir()


def test_a_folder_is_gone_after_its_block_whatever_happened(tmp):
    """An error is no reason to leave it."""
    with pytest.raises(KeyboardInterrupt), temporary.folder():
        raise KeyboardInterrupt

    assert list(tmp.iterdir()) == []
