"""What the page needs to know of a fake: its state, its log and its findings, whatever holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fakeembed._core.service import Service


class Logged(Protocol):
    """One request in the log of a fake."""

    @property
    def method(self) -> str:
        """In capitals."""

    @property
    def path(self) -> str:
        """With the API version, without the query."""

    @property
    def status(self) -> int:
        """The HTTP status of the answer; 0 when none reached the client."""

    @property
    def resource_id(self) -> str:
        """The id of the task or the asset that the answer is about, or an empty text."""

    def described(self) -> dict[str, Any]:
        """All of it as plain JSON values, without secrets."""

    def further(self) -> dict[str, Any]:
        """What is only known in the process that answered, as plain JSON values without secrets: `headers` and `answer`."""


class Found(Protocol):
    """One finding about a client, with the requests that show it."""

    @property
    def code(self) -> str:
        """A stable name of the kind of finding."""

    @property
    def severity(self) -> str:
        """`error` or `warning`."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def advice(self) -> str:
        """What to do instead."""

    @property
    def requests(self) -> Sequence[Logged]:
        """The requests that show it, oldest first; they are those that were looked at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A fake as the page sees it.

    Attributes:
        service: The state of the account, and what time it is there.
        day: The ISO day of the service that it stands for.
        newest: The requests, newest first, each with its number.
        findings: What requests, oldest first, say about their clients; None where that cannot be known.
        heading: What the page is about, in one line.
        failure: Why the test failed that the page is about, or an empty text.
    """

    service: Service
    day: str
    newest: Callable[[], Iterator[tuple[int, Logged]]]
    findings: Callable[[Sequence[Any]], Sequence[Found]] | None
    heading: str = "fakeembed"
    failure: str = ""
    url: str = field(default="https://api.twelvelabs.io")
    """Scheme, host and port under which the fake is asked."""
