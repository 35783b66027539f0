"""Answers for operations that the fake does not serve itself, scripted by a test: which of them a request gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core.state.store import Memory

if TYPE_CHECKING:
    from fakeembed._core.state.store import Store


@dataclass(frozen=True, slots=True)
class Stub:
    """One scripted answer.

    Attributes:
        method: In capitals.
        path: Without an API version; a part in braces, or a `*`, stands for any one part: `/indexes/{index_id}`.
        status: The HTTP status.
        content_type: The media type of the body.
        body: The bytes of the body, unless a function makes it.
        times: How many requests it answers; None for all.
        replace: Whether it stands in the place of an operation that the fake serves.
        is_made: Whether a function of this process makes the answer.
    """

    method: str
    path: str
    status: int = 200
    content_type: str = "application/json"
    body: bytes = b""
    times: int | None = None
    replace: bool = False
    is_made: bool = False

    def __post_init__(self) -> None:
        """Refuse what could never answer (ValueError)."""
        if not 200 <= self.status <= 599:
            raise ValueError(f"a stub answers with a status between 200 and 599, not {self.status!r}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"a stub answers once or more often, or for ever (times=None), not {self.times!r} times")

    def fits(self, method: str, path: str) -> bool:
        """Whether it is for a request of this method to this path, which has no version."""
        wanted, parts = self.path.strip("/").split("/"), path.strip("/").split("/")
        return (
            self.method == method
            and len(wanted) == len(parts)
            and all(one in (other, "*") or one.startswith("{") for one, other in zip(wanted, parts, strict=True))
        )


class Stubs:
    """The stubs of one fake."""

    def __init__(self, store: Store | None = None) -> None:
        """Read and keep stubs in `store`, each under its number, and how often each has answered."""
        self._store = store or Memory()
        self._declared = self._store.table("stubs")

    def declare(self, stub: Stub) -> str:
        """Add one; the number under which it is kept."""
        number = f"{self._store.count('stubs'):.0f}"
        self._declared[number] = stub
        return number

    def next_for(self, method: str, path: str, *, is_served: bool) -> tuple[str, Stub] | None:
        """The stub that answers a request, and its number, or None.

        Those that answer so many times come first, in the order in which they were declared; of the others the latest counts.
        """
        lasting: tuple[str, Stub] | None = None
        for number in list(self._declared):
            stub: Stub | None = self._declared.get(number)
            if stub is None or not stub.fits(method, path) or is_served > stub.replace:
                continue
            if stub.times is None:
                lasting = number, stub
            elif self._store.count(_given(number), 0) < stub.times and self._store.count(_given(number)) <= stub.times:
                return number, stub
        return lasting


def _given(number: str) -> str:
    return f"stub {number} given"
