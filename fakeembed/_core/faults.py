"""What goes wrong on demand: scripted faults, first declared first served, and the account of those that never fired."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, get_args

from fakeembed._core.quota import span
from fakeembed._core.state.store import Memory

if TYPE_CHECKING:
    from fakeembed._core.state.store import Store

How = Literal["connect", "timeout", "reset"]
"""How an answer is lost: nobody can be reached, nothing comes, or the connection breaks half-way."""

FOR_EVER = float("inf")
"""Seconds after which an answer comes that never comes."""

LONGEST = 10 * 365 * 86_400
"""Seconds that a test can let a client wait; more is a slip, and would leave the calendar."""


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error instead of the answer; the service did nothing."""

    status: int
    code: str
    message: str
    headers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no error (ValueError)."""
        if not 400 <= self.status <= 599:
            raise ValueError(f"a fault has an error status between 400 and 599, not {self.status!r}")

    def __str__(self) -> str:
        """As a person would say it."""
        return f"{self.status} {self.code}"


@dataclass(frozen=True, slots=True)
class Throttle:
    """A 429 in the recorded words; `retry_after` seconds are left, or what is left of the window when it is None.

    `headers` come on top, and in the place of those of the same name.
    """

    limit: int
    per: str
    retry_after: float | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no service asks for (ValueError)."""
        span(self.per)
        if self.retry_after is not None and not 0 <= self.retry_after <= LONGEST:
            raise ValueError(f"retry_after is zero or more seconds, {LONGEST} at most, not {self.retry_after!r}")

    def __str__(self) -> str:
        """As a person would say it."""
        return f"429 ({self.limit}req/{self.per})"


@dataclass(frozen=True, slots=True)
class Delay:
    """The right answer, late."""

    seconds: float

    def __post_init__(self) -> None:
        """Refuse what is no delay (ValueError)."""
        if not 0 < self.seconds <= LONGEST:
            raise ValueError(
                f"an answer comes some seconds late, {LONGEST} at most, not {self.seconds!r}; drop('timeout') never answers"
            )

    def __str__(self) -> str:
        """As a person would say it."""
        return f"an answer {self.seconds:g} s late"


@dataclass(frozen=True, slots=True)
class Drop:
    """No answer, or half of one."""

    how: How

    def __post_init__(self) -> None:
        """Refuse another way to lose an answer (ValueError)."""
        if self.how not in get_args(How):
            raise ValueError(f"an answer is lost by {', '.join(get_args(How))}, not {self.how!r}")

    def __str__(self) -> str:
        """As a person would say it."""
        return f"an answer lost by {self.how}"


Effect = ErrorAnswer | Throttle | Delay | Drop


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted fault.

    Attributes:
        effect: What happens instead of the ordinary answer, or to it.
        times: How often it fires; None for ever.
        method: Only requests of this method, or None for any.
        path: Only paths that end like this or match this pattern, or None for any.
        after: How many requests that fit pass first.
        optional: Whether a test may end without it having fired.
    """

    effect: Effect
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    after: int = 0
    optional: bool = False

    def __post_init__(self) -> None:
        """Refuse a fault that could never fire (ValueError)."""
        if self.times is not None and self.times < 1:
            raise ValueError(f"a fault fires once or more often, or for ever (times=None), not {self.times!r} times")
        if self.method == "":
            raise ValueError("a fault is for a method such as 'POST', or for any (method=None), not for ''")
        if self.after < 0:
            raise ValueError(f"a fault fires after zero or more requests, not after {self.after!r}")

    def meets(self, method: str, path: str) -> bool:
        """Whether this fault is for such a request."""
        return (self.method is None or self.method.upper() == method) and fits(self.path, path)

    def __str__(self) -> str:
        """The fault as a person would say it."""
        often = "for ever" if self.times is None else f"{self.times} time{'' if self.times == 1 else 's'}"
        late = f", after {self.after} other{'' if self.after == 1 else 's'}" if self.after else ""
        return f"{self.effect} on {self.method or 'any method'} {self.path or 'any path'}, {often}{late}"


class Faults:
    """The faults of one fake, in the order in which they were declared."""

    def __init__(self, store: Store | None = None) -> None:
        """Read and keep faults in `store`, each under its number, and how often each was met and has fired."""
        self._store = store or Memory()
        self._declared = self._store.table("faults")

    def declare(self, fault: Fault) -> None:
        """Add one at the end of the queue."""
        self._declared[f"{self._store.count('faults'):.0f}"] = fault

    def next_for(self, method: str, path: str, *, peek: bool = False) -> Fault | None:
        """The fault that a request runs into, which has fired then unless this is a `peek`, or None.

        Every fault that fits counts the request, whether or not another one takes it: `after` is about requests, not about the
        other faults.
        """
        by = 0 if peek else 1
        found: Fault | None = None
        for number in list(self._declared):
            fault: Fault | None = self._declared.get(number)
            if fault is None or not fault.meets(method, path):
                continue
            passes = fault.after > 0 and self._store.count(_met(number), by) + 1 - by <= fault.after
            if found is not None or passes or not self._left(number, fault):
                continue
            fired = self._store.count(_fired(number), by) + 1 - by
            if fault.times is None or fired <= fault.times:  # of two processes at the last time, one is too late
                found = fault
        return found

    def overdue(self) -> list[str]:
        """Those that should have fired and did not, as a person would say it."""
        return [
            f"{fault} (fired {self._store.count(_fired(number), 0):.0f})"
            for number in self._declared
            if not (fault := self._declared[number]).optional and self._store.count(_fired(number), 0) < (fault.times or 1)
        ]

    def _left(self, number: str, fault: Fault) -> bool:
        return fault.times is None or self._store.count(_fired(number), 0) < fault.times


def fits(wanted: str | None, path: str) -> bool:
    """Whether a path ends like this or matches this pattern; any path does when nothing is wanted."""
    return wanted is None or path.endswith(wanted) or fnmatchcase(path, wanted)


def _fired(number: str) -> str:
    return f"fault {number} fired"


def _met(number: str) -> str:
    return f"fault {number} met"
