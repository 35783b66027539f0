"""The log of a fake whose state is kept outside of its process: requests that others may have answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One request, as plain JSON values."""

    values: dict[str, Any]

    @property
    def method(self) -> str:
        """In capitals."""
        return str(self.values["method"])

    @property
    def path(self) -> str:
        """With the API version, without the query."""
        return str(self.values["path"])

    @property
    def status(self) -> int:
        """The HTTP status of the answer; 0 when none reached the client."""
        return int(self.values["status"])

    @property
    def resource_id(self) -> str:
        """The id of the task or the asset that the answer is about, or an empty text."""
        return str(self.values.get("resource_id", ""))

    def described(self) -> dict[str, Any]:
        """All of it."""
        return self.values

    def further(self) -> dict[str, Any]:
        """Nothing: headers and answers are known only where they were sent."""
        return {}


def newest(number: int, entries: Sequence[bytes]) -> Iterator[tuple[int, StoredRequest]]:
    """The requests in a log, of which the last has this number, newest first, each with its own."""
    for index, entry in enumerate(reversed(entries)):
        yield number - index, StoredRequest(orjson.loads(entry))
