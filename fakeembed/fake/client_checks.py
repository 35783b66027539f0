"""What a fake says about the client: findings, and the assertion that there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.life import status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from threading import RLock

    from fakeembed._core.clock import Clock
    from fakeembed._core.service import Service
    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.request_log import RequestLog


class ClientChecks:
    """The part of a FakeEmbed that judges how the code under test used the API."""

    clock: Clock
    requests: RequestLog
    _service: Service
    _lock: RLock

    def conduct(self) -> list[Finding]:
        """Findings about the client, read from the requests that came and from how the tasks ended.

        Each has a stable `code`, a `severity` ("error" or "warning"), a `message`, `advice` and the `requests` that show it:
        `polled-after-end`, `polled-too-fast`, `polled-for-ever`, `failed-taken-for-done`, `failure-unnoticed`,
        `result-not-fetched`, `submitted-twice`, `retried-refusal`, `retried-for-ever`, `ignored-retry-after`, `path-as-file`,
        `lost-body`, `asset-used-before-ready`, `error-swallowed`, `unknown-endpoint`.
        """
        from fakeembed.fake.conduct.checks import findings

        with self._lock:
            now = self.clock.seconds
            return findings(tuple(self.requests), {task.id: status(task, now).value for task in self._service.all_tasks()})

    def assert_conduct(self, *, allow: Iterable[str] = ()) -> None:
        """Assert that there is nothing to say about the client.

        Args:
            allow: Codes of findings that this test accepts.

        Raises:
            AssertionError: When there are findings; it lists them with their requests and advice.
            ValueError: For a code that no finding has.
        """
        from fakeembed.fake.conduct.finding import ADVICE

        allowed = set(allow)
        if not allowed <= set(ADVICE):
            raise ValueError(f"no finding has the code {', '.join(sorted(allowed - set(ADVICE)))}; there are {', '.join(ADVICE)}")
        found = [finding for finding in self.conduct() if finding.code not in allowed]
        if found:
            listed = "\n".join(str(finding) for finding in found)
            raise AssertionError(f"{len(found)} finding{'' if len(found) == 1 else 's'} about the client:\n{listed}")
