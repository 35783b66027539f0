"""What goes wrong on demand: scripted faults, first declared first served, and the account of those that never fired."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(slots=True)
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
        fired: How often it has fired.
    """

    status: int
    code: str
    message: str
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    fired: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Refuse a fault that could never fire or is none (ValueError)."""
        if self.times is not None and self.times < 1:
            msg = f"a fault fires once or more often, or for ever (times=None), not {self.times!r} times"
            raise ValueError(msg)
        if not 400 <= self.status <= 599:
            msg = f"a fault has an error status between 400 and 599, not {self.status!r}"
            raise ValueError(msg)

    def meets(self, method: str, path: str) -> bool:
        """Whether this fault is for such a request and has not fired often enough."""
        return (
            (self.times is None or self.fired < self.times)
            and (self.method is None or self.method.upper() == method)
            and (self.path is None or path.endswith(self.path) or fnmatchcase(path, self.path))
        )

    @property
    def overdue(self) -> bool:
        """Whether it was expected to fire and never did as often as it should."""
        return not self.optional and self.fired < (self.times or 1)

    def __str__(self) -> str:
        """The fault as a person would say it."""
        often = "for ever" if self.times is None else f"{self.times} time{'' if self.times == 1 else 's'}"
        where = f"{self.method or 'any method'} {self.path or 'any path'}"
        return f"{self.status} {self.code} on {where}, {often} (fired {self.fired})"


class Faults:
    """The faults of one fake, in the order in which they were declared."""

    def __init__(self) -> None:
        """Start with none."""
        self._declared: list[Fault] = []

    def declare(self, fault: Fault) -> None:
        """Add one at the end of the queue."""
        self._declared.append(fault)

    def next_for(self, method: str, path: str) -> Fault | None:
        """The fault that a request runs into, which has fired then, or None."""
        for fault in self._declared:
            if fault.meets(method, path):
                fault.fired += 1
                return fault
        return None

    def overdue(self) -> list[Fault]:
        """Those that should have fired and did not."""
        return [fault for fault in self._declared if fault.overdue]
