"""Runs the suite of the program against a server that lives as long as it does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("go") is None, reason="Go is not installed")
def test_its_own_suite(fake_embed_server):
    command = ["go", "test", "-count=1", "-v", "./..."]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=110, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("--- PASS: Test") == 5
