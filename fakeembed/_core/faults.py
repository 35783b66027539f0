"""What goes wrong on demand: scripted faults, first declared first served, and the account of those that never fired."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from fakeembed._core.store import Memory

if TYPE_CHECKING:
    from fakeembed._core.store import Store


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted fault.

    Attributes:
        status: The HTTP status to answer with.
        code: The `code` of the answer.
        message: The `message` of the answer.
        times: How often it fires; None for ever.
        method: Only requests of this method, or None for any.
        path: Only paths that end like this or match this pattern, or None for any.
        headers: Headers of the answer.
        optional: Whether a test may end without it having fired.
    """

    status: int
    code: str
    message: str
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    optional: bool = False

    def __post_init__(self) -> None:
        """Refuse a fault that could never fire or is none (ValueError)."""
        if self.times is not None and self.times < 1:
            msg = f"a fault fires once or more often, or for ever (times=None), not {self.times!r} times"
            raise ValueError(msg)
        if not 400 <= self.status <= 599:
            msg = f"a fault has an error status between 400 and 599, not {self.status!r}"
            raise ValueError(msg)

    def meets(self, method: str, path: str) -> bool:
        """Whether this fault is for such a request."""
        return (self.method is None or self.method.upper() == method) and (
            self.path is None or path.endswith(self.path) or fnmatchcase(path, self.path)
        )

    def __str__(self) -> str:
        """The fault as a person would say it."""
        often = "for ever" if self.times is None else f"{self.times} time{'' if self.times == 1 else 's'}"
        where = f"{self.method or 'any method'} {self.path or 'any path'}"
        return f"{self.status} {self.code} on {where}, {often}"


class Faults:
    """The faults of one fake, in the order in which they were declared."""

    def __init__(self, store: Store | None = None) -> None:
        """Read and keep faults in `store`, each under its number, and how often each has fired."""
        self._store = store or Memory()
        self._declared = self._store.table("faults")

    def declare(self, fault: Fault) -> None:
        """Add one at the end of the queue."""
        self._declared[f"{self._store.count('faults'):.0f}"] = fault

    def next_for(self, method: str, path: str) -> Fault | None:
        """The fault that a request runs into, which has fired then, or None."""
        for number in list(self._declared):
            fault: Fault | None = self._declared.get(number)
            if fault is None or not fault.meets(method, path) or not self._left(number, fault):
                continue
            fired = self._store.count(_fired(number))
            if fault.times is None or fired <= fault.times:  # of two processes at the last time, one is too late
                return fault
        return None

    def overdue(self) -> list[str]:
        """Those that should have fired and did not, as a person would say it."""
        return [
            f"{fault} (fired {self._store.count(_fired(number), 0):.0f})"
            for number in self._declared
            if not (fault := self._declared[number]).optional and self._store.count(_fired(number), 0) < (fault.times or 1)
        ]

    def _left(self, number: str, fault: Fault) -> bool:
        return fault.times is None or self._store.count(_fired(number), 0) < fault.times


def _fired(number: str) -> str:
    return f"fault {number} fired"
