"""The script's output and its exit status."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("embed.sh")
URL = "https://example.com/dog.mp4"
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def run(**more):
    return subprocess.run(
        ["bash", SCRIPT, URL], env={**os.environ, "PAUSE": "0.05", **more}, capture_output=True, text=True, check=False
    )


@pytest.mark.fake_embed(processing_seconds=0.2)
def test_it_prints_where_clips_begin(fake_embed_server):
    fake_embed_server.fake.media(URL, duration=18)

    done = run()

    assert (done.returncode, done.stdout.split()) == (0, ["0", "6", "12"]), done.stderr


def test_it_fails_when_the_task_does(fake_embed_server):
    fake_embed_server.fake.media(URL, fails="no frames", processing_seconds=0)

    done = run()

    assert (done.returncode, done.stderr.strip()) == (1, f"{URL}: failed")


@pytest.mark.fake_embed(api_keys=["right"], processing_seconds=0)
def test_a_wrong_key_is_told(fake_embed_server):
    done = run(KEY="wrong")

    assert done.returncode != 0
    assert "401" in done.stderr
    assert fake_embed_server.fake.requests.one().status == 401
