"""What came back from a target, and the two ways in which nothing came back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fakeembed.errors import FakeEmbedError

if TYPE_CHECKING:
    from collections.abc import Mapping


class CannotStart(FakeEmbedError):  # noqa: N818 - named after the fact
    """A run cannot begin: no key, no consent, no such target."""

    __module__ = "fakeembed"


class CannotLook(FakeEmbedError):  # noqa: N818 - named after the fact
    """Something applies to this target and could not be looked at: no connection, no quota, no time, no money."""

    __module__ = "fakeembed"


class OutsideTarget(FakeEmbedError):  # noqa: N818 - named after the fact
    """Something that this target cannot be asked, because only a fake can be told so or because its day is past."""

    __module__ = "fakeembed"


@dataclass(frozen=True)
class Answer:
    """One answer: its status, its headers by lower-case name, its body."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The body as JSON values, which stand for one answer and are not to be changed.

        Raises:
            ValueError: When it is no JSON.
        """
        if isinstance(self._read, ValueError):
            raise self._read
        return self._read

    @property
    def body(self) -> Any:
        """The body as JSON values, or None when it is no JSON."""
        return None if isinstance(self._read, ValueError) else self._read

    @cached_property
    def _read(self) -> Any:
        import orjson

        try:
            return orjson.loads(self.content)
        except ValueError as error:
            return error
