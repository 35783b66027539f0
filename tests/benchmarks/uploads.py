"""How much memory a large upload takes, in bodies, and how long it is looked at: `python tests/benchmarks/uploads.py`.

Each row is a process of its own. In process, the memory is what is resident at most above what the client holds itself; of the
served fake it is what its process has resident at most above what it had before. The measure of time is PyAV alone, which opens the
same file and is asked for nothing. Nothing here is asserted.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import struct
import subprocess
import sys
import tempfile
import time
from functools import partial
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path

SIZE = 200
MEGABYTE = 2**20
URL = "https://api.twelvelabs.io/v1.3/embed/tasks"
HEAD = (
    b'--b\r\ncontent-disposition: form-data; name="model_name"\r\n\r\nmarengo3.0\r\n'
    b'--b\r\ncontent-disposition: form-data; name="video_file"; filename="a.mp4"\r\n\r\n'
)
HEADERS = {"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}


def small():
    """A video of a few hundred bytes."""
    from fakeembed.strategies import MediaFile

    return MediaFile("a.mp4", "video", 12.0, 640, 360, sound=True).content


def form(content):
    """A form with a file of a megabyte for each megabyte, in parts."""
    yield HEAD + content
    for _ in range(SIZE):
        yield bytes(MEGABYTE)
    yield b"\r\n--b--\r\n"


def resident(pid="self", *, most=False):
    """Megabytes that a process has in memory, or had at most."""
    said = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{'VmHWM' if most else 'VmRSS'}:\s*(\d+)", said)[1]) / 1024


def in_process(how):
    """Bodies in memory while a client uploads one."""
    import httpx
    import requests

    from fakeembed import FakeEmbed

    post = {
        "httpx": lambda body: httpx.post(URL, headers=HEADERS, content=body).status_code,
        "requests": lambda body: requests.post(URL, headers=HEADERS, data=body, timeout=60).status_code,
    }[how]
    content = small()
    with FakeEmbed():
        post(iter((HEAD, content, b"\r\n--b--\r\n")))
        before = resident()
        Path("/proc/self/clear_refs").write_text("5")
        status = post(form(content))
    return {"status": status, "bodies": (resident(most=True) - before) / SIZE}


def served():
    """Bodies in the memory of a server that gets one."""
    command = [sys.executable, "-m", "fakeembed", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(re.search(r":(\d+)", server.stdout.readline())[1])
            for parts in (iter((HEAD, small(), b"\r\n--b--\r\n")), form(small())):
                before = resident(server.pid)
                Path(f"/proc/{server.pid}/clear_refs").write_text("5")
                client = HTTPConnection("127.0.0.1", port)
                body = b"".join(parts)
                client.request("POST", "/v1.3/embed/tasks", body, HEADERS)
                status = client.getresponse().status
            return {"status": status, "bodies": (resident(server.pid, most=True) - before) / SIZE}
        finally:
            server.terminate()


def sparse():
    """An MP4 of two gigabytes, of which the first and the last kilobyte are written."""
    import av

    from fakeembed._core.media import probe

    content = small()
    at = content.index(b"moov") - 4
    gap = 2 * 1024 * MEGABYTE - len(content)
    with tempfile.TemporaryFile() as file:
        file.write(content[:at] + struct.pack(">I4sQ", 1, b"free", gap))  # a box with a long size
        file.seek(at + gap)
        file.write(content[at:])
        file.flush()
        view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        probe.read(content)
        before = resident()
        Path("/proc/self/clear_refs").write_text("5")
        started = time.perf_counter()
        facts = probe.read(memoryview(view))
        took = time.perf_counter() - started
        most = resident(most=True) - before
        started = time.perf_counter()
        with av.open(BytesIO(content)):
            alone = time.perf_counter() - started
    return {"duration": facts.duration, "seconds": took, "megabytes": most, "to PyAV alone on the small one": took / alone}


ROWS = {
    "in process, httpx": partial(in_process, "httpx"),
    "in process, requests": partial(in_process, "requests"),
    "served": served,
    "a sparse file of 2 GB": sparse,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(ROWS[sys.argv[1]]()))
        sys.exit()
    for name in ROWS:
        said = subprocess.run([sys.executable, __file__, name], stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ))
        found = json.loads(said.stdout)
        print(
            f"{name:25}",
            ", ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in found.items()),
        )
