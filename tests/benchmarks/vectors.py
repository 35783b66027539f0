"""What vectors and stored tasks cost, as ratios within one run: `python tests/benchmarks/vectors.py`.

The floor of a vector is hashing 1,024 bytes, making 512 numbers of them and printing these with the fastest library there is.
Nothing here is asserted: a number is for people, a test is for facts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import tracemalloc
from functools import partial
from hashlib import shake_128
from typing import TYPE_CHECKING

import numpy as np
import orjson
from overhead import Row, compared

from fakeembed import FakeEmbed, Request
from fakeembed._core.models import MARENGO_3_0
from fakeembed._core.vectors import meaning
from fakeembed._core.vectors import numbers as vectors
from fakeembed._wire import embedding_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = {"x-api-key": "any"}
URL = "https://example.com/a-dog-catches-a-frisbee.mp4"
MANY = 100_000


def retrieving(duration: float, *, audio: bool, clip_length: int) -> Callable[[], bytes]:
    """Retrieve a task of one video that lasts so long, longer ones than v1 takes included."""
    fake = FakeEmbed(processing_seconds=0)
    fake.media(URL, duration=duration, audio=audio)
    task = fake._service.create_task(
        model=MARENGO_3_0,
        medium=fake._service.media.by_url(URL),
        window=(0.0, duration),
        clip_length=clip_length,
        scopes=("clip",),
    )
    request = Request("GET", f"/v1.3/embed/tasks/{task.id}", headers=KEY)
    return lambda: fake.app(request).body


def forget() -> None:
    """Empty every cache on the way from a task to its text."""
    vectors._cache.clear()
    embedding_json._answers.clear()
    for cached in (meaning._stretch, meaning._context, meaning._word, meaning._common):
        cached.cache_clear()


def floor(clips: int) -> bytes:
    """Hash and encode, and nothing else."""
    drawn = (np.frombuffer(shake_128(b"clip %d" % clip).digest(1024), "<i2").astype(np.float64) for clip in range(clips))
    rows = [(row / np.sqrt(row @ row)).astype(np.float32) for row in drawn]
    return orjson.dumps(rows, option=orjson.OPT_SERIALIZE_NUMPY)


def a_hundred_clips() -> Iterator[Row]:
    """From nothing, and once more."""
    retrieve = retrieving(600, audio=False, clip_length=6)

    def cold() -> None:
        forget()
        retrieve()

    yield compared(
        "retrieve 100 x 512, cold / hashing and encoding alone", cold, partial(floor, 100), goal="2 or less", times=4, rounds=40
    )
    texts = [orjson.dumps(row) for row in orjson.loads(floor(100))]
    yield compared(
        "retrieve 100 x 512, warm / joining ready-made text", retrieve, partial(b",".join, texts), goal="2 or less", times=200
    )


def four_hours() -> Iterator[Row]:
    """Four hours in clips of two seconds, seen, heard and transcribed: 21,600 vectors, more than any cache here keeps."""
    retrieve = retrieving(14_400, audio=True, clip_length=2)
    found = retrieve().count(b'"embedding_scope"')
    what = f"retrieve {found:,} x 512, cold / hashing and encoding alone"

    def cold() -> None:
        forget()
        retrieve()

    yield compared(what, cold, partial(floor, 21_600), goal="", times=1, rounds=3)


def list_pages() -> Iterator[Row]:
    """The first page of a hundred thousand tasks beside that of a hundred, and one in their middle."""
    pages = {}
    for tasks in (100, MANY):
        fake = FakeEmbed()
        medium = fake._service.media.by_url(URL)
        for _ in range(tasks):
            fake._service.create_task(model=MARENGO_3_0, medium=medium, window=(0.0, 18.0), clip_length=6, scopes=("clip",))
        for page in (1, 5):
            query = f"page={1 if page == 1 else page * tasks // 100}"
            pages[tasks, page] = partial(fake.app, Request("GET", "/v1.3/embed/tasks", query, KEY))
    for page, where in ((1, "first page"), (5, "a page in the middle")):
        yield compared(f"list, {where}: 100,000 tasks / 100 tasks", pages[MANY, page], pages[100, page], goal="2 or less", times=50)


def memory() -> Iterator[str]:
    """Bytes for each of a hundred thousand stored tasks, alone and with the log of the requests that created them."""
    fake = FakeEmbed()
    form = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field
        for field in ((b"model_name", b"marengo3.0"), (b"video_url", b"https://example.com/video-%06d.mp4"))
    )
    headers = {**KEY, "content-type": "multipart/form-data; boundary=x"}
    tracemalloc.start()
    before = tracemalloc.take_snapshot()
    for number in range(MANY):
        fake.app(Request("POST", "/v1.3/embed/tasks", headers=headers, body=form % number + b"--x--\r\n"))
    whole = _growth(before)
    fake.requests._logged.clear()
    alone = _growth(before)
    yield f"memory for each of 100,000 tasks: {alone:.0f} bytes, and with the log of its request {whole:.0f} bytes (goal: 2,000)"
    tracemalloc.stop()


def _growth(before: tracemalloc.Snapshot) -> float:
    return sum(line.size_diff for line in tracemalloc.take_snapshot().compare_to(before, "filename")) / MANY


def imports() -> Iterator[str]:
    """Milliseconds until a module is there, in fresh processes, and beyond what pytest has loaded by then."""

    def milliseconds(module: str, before: str) -> float:
        code = f"import {before}, time; t = time.perf_counter(); import {module}; print(1000 * (time.perf_counter() - t))"
        runs = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(9))
        return statistics.median(float(run.stdout) for run in runs)

    found = {
        "fakeembed": milliseconds("fakeembed", "sys"),
        "fakeembed.fake.fake_embed": milliseconds("fakeembed.fake.fake_embed", "sys"),
        "the plugin, in pytest": milliseconds("fakeembed.pytest_plugin", "pytest"),
        "httpx": milliseconds("httpx", "sys"),
        "numpy": milliseconds("numpy", "sys"),
    }
    yield "imports: " + ", ".join(f"{name} {spent:.1f} ms" for name, spent in found.items())


def main() -> None:
    """Print the table, and below it what is no ratio."""
    print("| what | ours | base | ratio | goal |\n| --- | ---: | ---: | ---: | --- |")
    for rows in (a_hundred_clips, four_hours, list_pages):
        for row in rows():
            print(
                f"| {row.what} | {1000 * row.ours:.3f} ms | {1000 * row.base:.3f} ms | {row.ratio:.2f} | {row.goal} |", flush=True
            )
    started = time.perf_counter()
    for lines in (imports, memory):
        for line in lines():
            print(line, flush=True)
    print(f"({time.perf_counter() - started:.0f} s for these)")


if __name__ == "__main__":
    main()
