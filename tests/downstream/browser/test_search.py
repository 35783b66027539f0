"""Runs the suite of the program against a server that lives as long as it does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_its_own_suite(fake_embed_server):
    done = subprocess.run(["node", "--test"], cwd=Path(__file__).parent, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 5" in done.stdout or "pass 5" in done.stdout
