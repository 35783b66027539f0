"""What macOS and Windows lack: children are found without `os.waitid` and `/proc`, and nothing asks for what is not there."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = {
    "waitid": "del os.waitid",
    "waitid and /proc": "del os.waitid; children._THREADS = Path('nowhere')",
    "/proc": "children._THREADS = Path('nowhere')",
}
"""What a platform lacks: Linux always has it, macOS has `os.waitid` from Python 3.13 on, Windows has neither."""
COUNTED = """
import os, subprocess, sys
from multiprocessing import resource_tracker
from pathlib import Path
from fakeembed.virtual_time import children
{lacking}
seen = [children.has_children()]
resource_tracker.ensure_running()
seen.append(children.has_children())
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
seen.append(children.has_children())
child.communicate(b"\\n")
print(*seen, children.has_children())
"""
AS_ON_WINDOWS = """
import asyncio, multiprocessing.spawn, os, signal, subprocess, sys, tempfile, uvicorn
for module in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[module] = None
for owner, names in {
    os: ("fork", "geteuid", "getuid", "killpg", "register_at_fork", "sched_getaffinity", "waitid", "WNOHANG"),
    signal: ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGUSR1"),
}.items():
    for name in names:
        delattr(owner, name)

from twelvelabs import TwelveLabs
from fakeembed import FakeEmbed, temporary
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

with FakeEmbed() as fake:
    tasks = TwelveLabs(api_key="any").embed.tasks
    task = tasks.create(model_name="marengo3.0", video_url="https://example.com/dog.mp4")
    print(tasks.wait_for_done(task.id).status, fake.clock.slept)
with serving(ServedFake()) as server:
    embed = TwelveLabs(api_key="any", base_url=server.base_url).embed
    print(len(embed.create(model_name="marengo3.0", text="a dog").text_embedding.segments[0].float_))
with temporary.folder() as one, temporary.folder() as another:
    print(one.is_dir(), another.is_dir())
print(one.exists(), another.exists())
"""


def said(program):
    """What a Python of its own prints."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.parametrize("lacking", WITHOUT)
def test_children_are_counted_on_every_platform_and_helpers_are_none(lacking):
    """Otherwise every wait behind one look would be real there, as if a child could end it."""
    assert said(COUNTED.format(lacking=WITHOUT[lacking])) == ["False False True False"]


def test_a_first_test_a_server_and_temporary_folders_need_no_name_that_windows_lacks():
    """What the standard library and others use of it they have looked up before."""
    assert said(AS_ON_WINDOWS) == ["ready 10.0", "512", "True True", "False False"]
