"""What the longest answer of embed v2 costs: `python tests/benchmarks/embed_v2.py`.

A four-hour video in clips of two seconds, three options, clips and whole: 21,603 vectors. Nothing here is asserted: a number is for
people, a test is for facts.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc

from fakeembed import FakeEmbed, Request

VIDEO = "https://example.com/a-dog-catches-a-frisbee.mp4"


def ready_task() -> tuple[FakeEmbed, Request]:
    """A fake with such a task, and the request that retrieves it."""
    fake = FakeEmbed(processing_seconds=0)
    fake.media(VIDEO, duration=14_400.0)
    cut = {"strategy": "fixed", "fixed": {"duration_sec": 2}}
    body = {
        "input_type": "video",
        "model_name": "marengo3.0",
        "video": {"media_source": {"url": VIDEO}, "segmentation": cut},
    }
    headers = {"x-api-key": "any", "content-type": "application/json"}
    created = fake.app(Request("POST", "/v1.3/embed-v2/tasks", headers=headers, body=json.dumps(body).encode()))
    return fake, Request("GET", f"/v1.3/embed-v2/tasks/{created.json()['_id']}", headers=headers)


def main() -> None:
    """Print seconds, then what was in memory at once; tracing memory makes the seconds three times as many."""
    fake, request = ready_task()
    if "memory" in sys.argv:
        tracemalloc.start()
        body = fake.app(request).body
        peak = tracemalloc.get_traced_memory()[1]
        print(f"body {len(body) / 1e6:.0f} MB, at most {peak / len(body):.2f} times as much in memory at once")
        return
    began, busy = time.perf_counter(), time.process_time()
    body = fake.app(request).body
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"body {len(body) / 1e6:.0f} MB in {seconds:.1f} s, of which this process was at work for {busy:.1f} s")


if __name__ == "__main__":
    main()
