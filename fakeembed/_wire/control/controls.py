"""What a control endpoint works on, and how its JSON body is read."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.clock import Clock
    from fakeembed._core.faults import Fault
    from fakeembed._core.media.catalog import Declaration
    from fakeembed._core.quota import Limit
    from fakeembed._core.stubs import Stub
    from fakeembed._wire.http import Request, Response


class Controllable(Protocol):
    """The fake, as far as it can be controlled from outside: what is declared comes as the values that the core keeps."""

    @property
    def clock(self) -> Clock:
        """Its time."""

    def reset(self) -> None:
        """Forget every task, medium, fault, stub and request, and the seconds by which the clock was advanced."""

    def declare(self, said: Declaration | Fault | Limit | Stub) -> None:
        """Let a medium have these facts, a request go wrong, a limit count, or a stub answer."""

    def synonyms(self, *words: str) -> None:
        """Let words mean the same."""

    def assumptions(self) -> list[str]:
        """What the answers so far rest on that nobody declared."""

    def found(self) -> list[dict[str, Any]]:
        """The findings about the clients, as plain JSON values; ValueError when there can be none."""

    def logged(self) -> list[dict[str, Any]]:
        """The requests that came, oldest first, as plain JSON values."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control endpoint."""

    method: str
    name: str
    handle: Callable[[Controllable, Request], Response]


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON object that may have certain keys and no others; its readers raise ValueError for what is not of their kind."""

    values: dict[str, Any]

    @classmethod
    def of(cls, request: Request, *known: str) -> Body:
        """The body of a request."""
        import orjson

        try:
            values = orjson.loads(request.body)
        except orjson.JSONDecodeError as error:
            raise ValueError(f"the body is a JSON object, and this is no JSON: {error}") from None
        if not isinstance(values, dict):
            raise ValueError(f"the body is a JSON object, not {type(values).__name__}")  # noqa: TRY004 - it becomes an answer
        return cls(values).known(*known)

    def known(self, *known: str) -> Body:
        """The same object, which has these keys and no others."""
        unknown = sorted(set(self.values) - set(known))
        if unknown:
            raise ValueError(f"unknown: {', '.join(unknown)}; known are: {', '.join(known)}")
        return self

    def text(self, name: str, default: str | None = None) -> str | None:
        """A text, or the default when it is null or absent."""
        found: str | None = self._value(name, default, (str,), "a text")
        return found

    def needed_text(self, name: str) -> str:
        """A text that has to be there."""
        found = self.text(name)
        if not found:
            raise ValueError(f"{name} is missing")
        return found

    def number(self, name: str, default: float | None = None) -> float | None:
        """A finite number, or the default when it is null or absent."""
        found: float | None = self._value(name, default, (int, float), "a finite number")
        return found

    def whole(self, name: str, default: int | None = None) -> int | None:
        """An integer, or the default when it is null or absent."""
        found: int | None = self._value(name, default, (int,), "an integer")
        return found

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false, or the default when it is null or absent."""
        found: bool = self._value(name, default, (bool,), "true or false")
        return found

    def listed(self, name: str) -> list[Any]:
        """An array, empty when it is null or absent."""
        found: list[Any] = self._value(name, [], (list,), "an array")
        return found

    def object(self, name: str) -> Body:
        """An object, empty when it is null or absent."""
        return Body(self._value(name, {}, (dict,), "an object"))

    def _value(self, name: str, default: Any, kinds: tuple[type, ...], said: str) -> Any:
        value = self.values.get(name)
        if value is None:
            return default
        if type(value) not in kinds or (isinstance(value, float) and not isfinite(value)):
            raise ValueError(f"{name} is {said}")
        return value
