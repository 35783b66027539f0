"""What of a fake people look at: its page as one file, and the values from which that is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakeembed._core.life import status
from fakeembed.fake.settings import checked_day
from fakeembed.redaction import redacted

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence
    from threading import RLock

    from fakeembed._core.service import Service
    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.logged_request import LoggedRequest
    from fakeembed.fake.request_log import RequestLog
    from fakeembed.page.source import Logged, Source


class Viewing:
    """The part of a FakeEmbed that can be looked at."""

    requests: RequestLog
    _service: Service
    _lock: RLock
    _settings: dict[str, Any]

    def report(self, path: str | os.PathLike[str], *, heading: str = "fakeembed", failure: str = "") -> None:
        """Write the page of this fake as one HTML file: its requests with rules and findings, its tasks and assets, and a map.

        The file loads nothing, runs nothing and has no secrets; it has the newest 300 requests and 100 tasks and assets.

        Args:
            path: Where; a file that is there is replaced, and folders that are missing are made.
            heading: What it is about, such as the name of a test.
            failure: What went wrong, as text.
        """
        from fakeembed.page.report import report

        with self._lock:
            text = report(self._source(heading=heading, failure=redacted(failure)))
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", errors="replace")

    def _source(self, *, heading: str = "fakeembed", failure: str = "", url: str = "https://api.twelvelabs.io") -> Source:
        """This fake as its page sees it, when it is asked under `url`."""
        from fakeembed.page.source import Source

        return Source(
            service=self._service,
            day=checked_day(self._settings["api_date"]),
            newest=self._newest,
            findings=self._judged,
            heading=heading,
            failure=failure,
            url=url,
        )

    def _newest(self) -> Iterator[tuple[int, Logged]]:
        return self.requests.newest()

    def _judged(self, requests: Sequence[LoggedRequest]) -> list[Finding]:
        """What some requests say about their clients; only the tasks that they are about are looked up."""
        from fakeembed.fake.conduct.checks import findings

        now = self._service.clock.seconds
        states = {}
        for task_id in {logged.resource_id for logged in requests} - {""}:
            task = self._service.tasks.find(task_id) or self._service.media_tasks.find(task_id)
            if task is not None:
                states[task_id] = status(task, now).value
        return findings(requests, states)
