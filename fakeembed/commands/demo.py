"""`fakeembed demo`: the whole story on one screen, told with httpx against an installed fake."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

API = "https://api.twelvelabs.io/v1.3"
VIDEO = "https://example.com/holiday.mp4"
QUERY = "frisbee and dog"


def configure(_parser: ArgumentParser) -> None:
    """The demo takes no arguments."""


def run(_arguments: Namespace) -> int:
    """Tell the story; 0 when it went as it should."""
    import httpx

    from fakeembed import FakeEmbed, Scene

    started = time.perf_counter()
    with FakeEmbed() as fake, httpx.Client(base_url=API, headers={"x-api-key": "demo"}) as client:
        fake.media(
            VIDEO,
            duration=24,
            scenes=[
                Scene(0, 6, "waves roll onto an empty beach"),
                Scene(6, 12, "a dog catches a frisbee"),
                Scene(12, 18, "children build a sand castle"),
                Scene(18, 24, "the sun sets behind a lighthouse"),
            ],
        )
        _title("create")
        _say("POST /embed/tasks", f"video_url={VIDEO}")
        task = client.post("/embed/tasks", files=_form(model_name="marengo3.0", video_url=VIDEO)).json()["_id"]
        _say("", f"task {task}")

        _title("poll")
        while (status := client.get(f"/embed/tasks/{task}/status").json()["status"]) == "processing":
            _say("GET  /embed/tasks/.../status", status)
            time.sleep(5)
        _say("GET  /embed/tasks/.../status", f"{status} after {fake.clock.slept:.0f} virtual seconds")

        _title("retrieve")
        done = client.get(f"/embed/tasks/{task}", params={"embedding_option": "visual"}).json()
        clips = done["video_embedding"]["segments"]
        _say("GET  /embed/tasks/...", f"{len(clips)} clips of {len(clips[0]['float'])} numbers")

        _title("search")
        text = client.post("/embed", files=_form(model_name="marengo3.0", text=QUERY)).json()
        query = text["text_embedding"]["segments"][0]["float"]
        ranked = sorted(clips, key=lambda clip: -_cosine(query, clip["float"]))
        _say("POST /embed", f"text={QUERY!r}")
        for clip in ranked:
            span = f"{clip['start_offset_sec']:>3} to {clip['end_offset_sec']:>2} s"
            _say("", f"{span}  cosine {_cosine(query, clip['float']):.2f}", good=clip is ranked[0])

        _title("a refused request")
        _say("POST /embed/tasks", "video_clip_length=11")
        refused = client.post("/embed/tasks", files=_form(model_name="marengo3.0", video_url=VIDEO, video_clip_length="11"))
        _say("", f"{refused.status_code} {refused.json()['code']}: {refused.json()['message']}", good=False)

        succeeded = status == "ready" and ranked[0]["start_offset_sec"] == 6 and refused.status_code == 400
    _title(f"no request left this machine; {time.perf_counter() - started:.2f} s of real time")
    return 0 if succeeded else 1


def _form(**fields: str) -> list[tuple[str, tuple[None, str]]]:
    return [(name, (None, value)) for name, value in fields.items()]


def _cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _title(text: str) -> None:
    print(_coloured(text, "1"))


def _say(asked: str, text: Any, *, good: bool | None = None) -> None:
    colour = {None: "", True: "32", False: "31"}[good]
    print(f"  {asked:<30}{_coloured(text, colour)}")


def _coloured(text: str, colour: str) -> str:
    terminal = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return f"\033[{colour}m{text}\033[0m" if terminal and colour else text
