"""What the page costs: each view of a large account, and a poll while a page follows the fake against one while nobody looks."""

from __future__ import annotations

import time
from contextlib import nullcontext

import httpx

from fakeembed import Request, Scene
from fakeembed._core.models import MARENGO_3_0
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

TASKS, REQUESTS, ROUNDS, POLLS = 50_000, 10_000, 5, 1_000
KEY = {"x-api-key": "any"}


def account():
    """A fake with many tasks and a full log, and the id of one of the tasks."""
    fake = ServedFake(processing_seconds=0)
    fake.media("*.mp4", scenes=[Scene(0, 9, "a dog catches a frisbee"), Scene(9, 18, "a cat sleeps on a sofa")])
    medium = fake._service.media.by_url("https://example.com/dog.mp4")
    for _ in range(TASKS):
        task = fake._service.create_task(model=MARENGO_3_0, medium=medium, window=(0, 18), clip_length=2, scopes=("clip", "video"))
    for number in range(REQUESTS):
        known = task.id if number % 3 else "none"
        fake.app(Request("GET", f"/v1.3/embed/tasks/{known}/status", headers=KEY))
    return fake, task.id


def views(fake, task):
    """The processor's time and the size of each view, at its best and when it is asked for the first time."""
    looks = {"account": "", "last page": "page=2000", "requests": "view=requests", "refused": "view=requests&status=4xx"}
    looks |= {"a task": f"task={task}", "nearness": "view=nearness&text=a+dog", "steering": "view=steering"}
    for name, query in looks.items():
        times = []
        for _ in range(ROUNDS):
            began = time.process_time()
            answer = fake.app(Request("GET", "/__fakeembed__/", query))
            times.append(time.process_time() - began)
        print(f"{name:10} {1e3 * min(times):6.1f} ms (first {1e3 * times[0]:6.1f} ms) {len(answer.body) / 1000:6.1f} kB")


def poll(http, task):
    """Seconds of a poll."""
    began = time.perf_counter()
    for _ in range(POLLS):
        http.get(f"/v1.3/embed/tasks/{task}/status")
    return (time.perf_counter() - began) / POLLS


def followed(fake, task):
    """The ratio of polls while a page is open to polls while none is, at their best of rounds that alternate."""
    with (
        serving(fake) as server,
        httpx.Client(base_url=server.url, headers=KEY) as http,
        httpx.Client(base_url=server.url) as other,
    ):
        found = {True: [], False: []}
        for number in range(2 * ROUNDS):
            looked_at = number % 2 == 1
            with other.stream("GET", "/__fakeembed__/events") if looked_at else nullcontext():
                found[looked_at].append(poll(http, task))
        print(f"poll, followed / alone: {min(found[True]) / min(found[False]):.2f}")


if __name__ == "__main__":
    filled = account()
    views(*filled)
    followed(*filled)
