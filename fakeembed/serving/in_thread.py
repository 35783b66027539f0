"""A served fake inside a test: in a thread of its own, on a free loopback port, found by the published client without a change."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from threading import Thread
from typing import TYPE_CHECKING

from fakeembed.serving.server import Server, listening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed.serving.served import ServedFake

BASE_URL = "TWELVELABS_BASE_URL"
"""The environment variable in which the published clients look for another host."""


@dataclass(frozen=True, slots=True)
class FakeEmbedServer:
    """A served fake.

    Attributes:
        url: Scheme, host and port, without an API version.
        fake: What answers there.
    """

    url: str
    fake: ServedFake

    @property
    def base_url(self) -> str:
        """The URL as the installed client wants it: from 1.0 on with the API version, before that without."""
        return f"{self.url}/v1.3" if _client_generation() >= 1 else self.url


@contextmanager
def serving(fake: ServedFake) -> Iterator[FakeEmbedServer]:
    """Serve `fake` inside the block, which begins when the server runs; what keeps it from running is raised here."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            server.run([listener])
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            failures.append(error)
        finally:
            server.begun.set()

    with listening("127.0.0.1", 0) as listener:  # a server that is stopped before it has started does not close it
        server = Server(fake)
        thread = Thread(target=run, name="fakeembed server", daemon=True)
        thread.start()
        try:
            server.begun.wait()
            for failure in failures:
                raise failure
            yield FakeEmbedServer(f"http://127.0.0.1:{listener.getsockname()[1]}", fake)
        finally:
            server.stop()
            thread.join()


def _client_generation() -> int:
    """The first number of the installed client's version; that of today's clients when none is installed."""
    try:
        return int(version("twelvelabs").partition(".")[0])
    except (PackageNotFoundError, ValueError):
        return 1
