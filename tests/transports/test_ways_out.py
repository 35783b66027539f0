"""No library reaches the real host while a fake is installed: it is answered, or refused in words.

Each asks in a network of its own, in which the name of the host leads to a stand-in that counts who comes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("ways_out.py")
CACHE = Path(os.environ.get("FAKEEMBED_CLIENTS", Path(__file__).parents[2] / ".cache" / "clients")).with_name("ways-out")
WORDS = "a FakeEmbed is installed, so nothing may reach the real host"

ANSWERED = ("httpx", "httpx_async", "httpx2", "httpx2_through_a_proxy", "requests", "urllib3", "urllib", "aiohttp", "tunnel")
REFUSED = ("asyncio_streams", "create_connection", "socket_by_name", "socket_by_name_without_an_error")

MORE_ANSWERED = {  # what is not installed with the tests, and what it needs
    "httpx_on_trio": ("trio==0.35.0",),
    "httpx_aiohttp": ("httpx-aiohttp==0.2.0",),
    "httpx2_on_uvloop": ("uvloop==0.23.0",),
    "aiohttp_on_uvloop": ("uvloop==0.23.0",),
}
MORE_REFUSED = {
    "uvloop_streams": ("uvloop==0.23.0",),
    "uvloop_look_up": ("uvloop==0.23.0",),
    "pycurl": ("pycurl==7.49.0",),
    "pycurl_multi": ("pycurl==7.49.0",),
    "curl_cffi": ("curl_cffi==0.17.0",),
    "curl_cffi_async": ("curl_cffi==0.17.0",),
    "pyreqwest": ("pyreqwest==0.15.1",),
    "pyreqwest_async": ("pyreqwest==0.15.1",),
    "pyreqwest_at_once": ("pyreqwest==0.15.1",),
    "treq": ("treq==26.7.0",),
    "niquests": ("niquests==3.21.2",),
    "niquests_async": ("niquests==3.21.2",),
}

IN_A_NETWORK_OF_ITS_OWN = ("unshare", "--map-root-user", "--net", "--mount")


@pytest.fixture(scope="session")
def hosts(tmp_path_factory):
    """A file of hosts with the stand-in; skipped where the system makes no networks for everybody."""
    if (
        shutil.which("unshare") is None
        or subprocess.run([*IN_A_NETWORK_OF_ITS_OWN, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system makes no network for a test of its own")
    file = tmp_path_factory.mktemp("hosts") / "hosts"
    file.write_text("127.0.0.1 localhost api.twelvelabs.io\n", "utf-8")
    return file


@pytest.fixture
def outcome(hosts):
    """What becomes of one library's request, with `packages` beside what is installed."""

    def run(library, *packages):
        places = [str(Path(__file__).parents[2])]
        if packages:
            folder = CACHE / str(sys.implementation.cache_tag) / "-".join(packages)
            if not folder.is_dir():
                subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", folder, *packages], check=True)
            places.append(str(folder))
        script = f"ip link set lo up && mount --bind {hosts} /etc/hosts && exec {sys.executable} {PROGRAM} {library}"
        done = subprocess.run(
            [*IN_A_NETWORK_OF_ITS_OWN, "sh", "-c", script],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_the_stand_in_counts_who_gets_past_the_fake(outcome):
    """Else nothing below would show a way out: a socket that is led to the address itself is nobody's business."""
    assert outcome("address")["came"] == 1


@pytest.mark.parametrize("library", ANSWERED)
def test_a_library_is_answered(outcome, library):
    if "httpx2" in library:
        pytest.importorskip("httpx2", reason="httpx2 needs Python 3.11")
    assert outcome(library) == {"status": 200, "logged": 1, "came": 0, "left": False}


@pytest.mark.parametrize("library", REFUSED)
def test_a_way_is_refused_in_words(outcome, library):
    if "httpx2" in library:
        pytest.importorskip("httpx2", reason="httpx2 needs Python 3.11")
    seen = outcome(library)

    assert WORDS in seen.pop("error")
    assert seen == {"logged": 0, "came": 0, "left": False}


@pytest.mark.matrix
@pytest.mark.parametrize("library", MORE_ANSWERED)
def test_another_library_is_answered(outcome, library):
    assert outcome(library, *MORE_ANSWERED[library]) == {"status": 200, "logged": 1, "came": 0, "left": False}


@pytest.mark.matrix
@pytest.mark.parametrize("library", MORE_REFUSED)
def test_another_library_is_refused_in_words(outcome, library):
    seen = outcome(library, *MORE_REFUSED[library])

    assert WORDS in seen.pop("error")
    assert seen == {"logged": 0, "came": 0, "left": False}
