"""A small indexer, as somebody might write it: embeds videos, waits for them, keeps their clips, finds the best one for a text.

It speaks to the service through httpx and knows nothing of any fake.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BASE_URL = "https://api.twelvelabs.io/v1.3"
MODEL = "marengo3.0"
RETRIES = 3
BACK_OFF = 2.0
"""Seconds before the first retry of what says no better; twice as long before each further one."""


class IndexingError(Exception):
    """A video could not be embedded."""


@dataclass(frozen=True)
class Clip:
    """One clip of a video, with its vector."""

    video: str
    start: float
    end: float
    vector: list[float] = field(repr=False)


class Indexer:
    """Keeps the clips of videos in memory."""

    def __init__(self, api_key: str, *, poll_interval: float = 5.0, timeout: float = 600.0) -> None:
        self._client = httpx.Client(base_url=BASE_URL, headers={"x-api-key": api_key})
        self._poll_interval = poll_interval
        self._timeout = timeout
        self.clips: list[Clip] = []

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def index(self, videos: Iterable[str]) -> None:
        """Embed videos by URL, all at once, and keep their clips."""
        started = {self._ask("POST", "/embed/tasks", form={"model_name": MODEL, "video_url": url})["_id"]: url for url in videos}
        for task_id, url in started.items():
            self._wait(task_id, url)
            task = self._ask("GET", f"/embed/tasks/{task_id}", params={"embedding_option": "visual"})
            for segment in task["video_embedding"]["segments"]:
                self.clips.append(Clip(url, segment["start_offset_sec"], segment["end_offset_sec"], segment["float"]))

    def search(self, text: str) -> list[Clip]:
        """The clips, best match first."""
        answer = self._ask("POST", "/embed", form={"model_name": MODEL, "text": text})
        wanted = answer["text_embedding"]["segments"][0]["float"]
        return sorted(self.clips, key=lambda clip: -math.fsum(a * b for a, b in zip(wanted, clip.vector, strict=True)))

    def tasks(self, page_limit: int = 10) -> Iterator[dict[str, Any]]:
        """Every task of the account, newest first."""
        page, pages = 1, 1
        while page <= pages:
            answer = self._ask("GET", "/embed/tasks", params={"page": page, "page_limit": page_limit})
            yield from answer["data"]
            page, pages = page + 1, answer["page_info"]["total_page"]

    def _wait(self, task_id: str, url: str) -> None:
        waited = 0.0
        while (status := self._ask("GET", f"/embed/tasks/{task_id}/status")["status"]) != "ready":
            if status == "failed":
                msg = f"{url} could not be embedded"
                raise IndexingError(msg)
            if waited >= self._timeout:
                msg = f"{url} is not embedded after {waited:.0f} seconds"
                raise TimeoutError(msg)
            time.sleep(self._poll_interval)
            waited += self._poll_interval

    def _ask(self, method: str, path: str, *, form: dict[str, str] | None = None, params: dict[str, Any] | None = None) -> Any:
        """The answer; what may pass is asked again, as long after as the service says."""
        files = {name: (None, value) for name, value in (form or {}).items()}
        for attempt in range(RETRIES + 1):
            response = self._client.request(method, path, files=files or None, params=params)
            passing = response.status_code == 429 or response.status_code >= 500
            if not passing or attempt == RETRIES:
                break
            time.sleep(float(response.headers.get("retry-after", BACK_OFF * 2**attempt)))
        if response.is_error:
            raise IndexingError(response.json()["message"])
        return response.json()
