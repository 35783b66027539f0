"""Large bodies over a real socket: what a server process needs for them beside the file that it puts them into."""

from __future__ import annotations

import re
import resource
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from fakeembed.serving import asgi_body

MEGABYTE = 1024 * 1024
KEY = b"x-api-key: any\r\n"

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


@pytest.fixture(scope="module")
def server():
    """A server in a process of its own: its address and its process id."""
    command = [sys.executable, "-m", "fakeembed", "serve", "--port", "0", "--processing-seconds", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    url = process.stdout.readline().rpartition(" ")[2].strip()
    httpx.get(f"{url}/v1.3/embed/tasks", headers={"x-api-key": "any"})
    yield url, process.pid
    process.terminate()
    process.communicate(timeout=30)


def of_its_own(pid):
    """Megabytes of memory that are a process's own: those of a mapped file are not."""
    return int(re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def ask(url, head, pieces):
    """All that comes back."""
    address = httpx.URL(url)
    with socket.create_connection((address.host, address.port), timeout=60) as connection:
        try:
            connection.sendall(head)
            for piece in pieces:
                connection.sendall(piece)
        except ConnectionError:
            pass  # it has answered before everything was sent
        return b"".join(iter(lambda: connection.recv(65536), b""))


def post(path, kind, length):
    return b"POST %s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%scontent-type: %s\r\ncontent-length: %d\r\n\r\n" % (
        path,
        KEY,
        kind,
        length,
    )


@pytest.fixture
def growth(server):
    """Sends a request and gives the answer, and the most megabytes by which the process's own memory has grown meanwhile."""
    url, pid = server

    def grown(head, pieces):
        over, seen = Event(), [of_its_own(pid)]

        def watch():
            while not over.wait(0.002):
                seen.append(of_its_own(pid))

        watcher = Thread(target=watch)
        watcher.start()
        answer = ask(url, head, pieces)
        over.set()
        watcher.join()
        return answer, max(seen) - seen[0]

    return grown


CHUNK = b"x" * MEGABYTE


def test_a_form_of_200_megabytes_without_a_boundary_is_put_into_a_file(growth):
    """And refused there."""
    head = post(b"/v1.3/embed/tasks", b"multipart/form-data; boundary=b", 200 * MEGABYTE)

    answer, grown = growth(head, [CHUNK] * 200)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert grown < 64


def test_an_upload_of_100_megabytes_is_read_where_it_is(growth, server):
    """A medium with something behind it that is no part of it: a task like any other, and the next one as well."""
    start = b'--b\r\nContent-Disposition: form-data; name="model_name"\r\n\r\nmarengo3.0\r\n'
    start += b'--b\r\nContent-Disposition: form-data; name="video_file"; filename="a.mp4"\r\n\r\n'
    end = b"\r\n--b--\r\n"
    httpx.post(f"{server[0]}/__fakeembed__/media", json={"match": "a.mp4", "duration": 12}).raise_for_status()
    head = post(b"/v1.3/embed/tasks", b"multipart/form-data; boundary=b", len(start) + len(end) + 100 * MEGABYTE)

    answers = [growth(head, [start, *([CHUNK] * 100), end]) for _ in range(2)]

    assert [answer[:15] for answer, _ in answers] == [b"HTTP/1.1 200 OK"] * 2
    assert max(grown for _, grown in answers) < 64
    logged = httpx.get(f"{server[0]}/__fakeembed__/requests").json()["requests"][-1]
    assert logged["files"]["video_file"]["size"] == 100 * MEGABYTE


def test_a_form_for_which_the_disk_has_no_room_is_refused_in_words(server):
    """Clients try again, and the server goes on; here a file may not have more than nine megabytes."""
    url, pid = server
    files = {"video_file": ("dog.mp4", bytes(10 * MEGABYTE)), "model_name": (None, "marengo3.0")}
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    asked = {"url": f"{url}/v1.3/embed/tasks", "files": files, "headers": {"x-api-key": "any"}, "timeout": 60}

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (9 * MEGABYTE, before[1]))
    refused = httpx.post(**asked)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)

    assert (refused.status_code, refused.headers["retry-after"], refused.headers["connection"]) == (503, "1", "close")
    assert refused.json()["code"] == refused.json()["error"]["code"] == "body_not_kept"
    assert httpx.post(**asked).json()["code"] == "video_file_broken"


def test_88_megabytes_of_json_are_refused_before_they_are_read(growth):
    """No operation takes so much; a list of empty objects would take three gigabytes of memory."""
    answer, grown = growth(post(b"/v1.3/embed-v2", b"application/json", 88 * MEGABYTE), [b"[" + b"{}," * 1000])

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert grown < 1.5 * 88


def test_what_is_not_declared_is_counted(growth):
    """Chunked, and no form: at most what the largest JSON may have is held."""
    head = b"POST /v1.3/embed-v2 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n%s" % KEY
    head += b"content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"

    answer, grown = growth(head, [b"100000\r\n" + CHUNK + b"\r\n"] * 88)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 413 ")
    assert grown < 1.5 * 88


def test_a_form_has_the_bound_of_files_and_everything_else_that_of_json():
    """By the content type alone, which is known before the body."""
    kinds = ["multipart/form-data; boundary=b", "Multipart/Form-Data", "application/json", "", "video/mp4"]

    bounds = [asgi_body.largest({"content-type": kind}) // MEGABYTE for kind in kinds]

    assert bounds == [256, 256, 64, 64, 64]
