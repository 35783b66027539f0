"""What goes wrong in a *test*: misuse of the fake and loops that never end. What the service refuses is an answer, not an error."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


ALIKE = 0.7
"""How alike two paths are, from 0 to 1, when one may be a slip for the other: `/embed/task`, but not `/analyze` for `/assets`."""


PAGE = "docs/errors.md"
"""Where each error and each finding is explained, under its name; failure texts end with it."""


class _Explained:
    """An error whose text ends with the place that explains it."""

    def __str__(self) -> str:
        return f"{super().__str__()}\nSee {PAGE}#{type(self).__name__.lower()}."


class FakeEmbedError(Exception):
    """The base of the errors that tell the author of a test what to change."""

    __module__ = "fakeembed"


class AlreadyInstalled(_Explained, FakeEmbedError):  # noqa: N818 - named after the fact
    """A fake was installed a second time while it was installed."""

    __module__ = "fakeembed"


class UnknownEndpoint(_Explained, FakeEmbedError):  # noqa: N818 - named after the fact
    """A strict fake was asked for something that no edition of the service offers."""

    __module__ = "fakeembed"

    @classmethod
    def asked(cls, question: str, known: Iterable[str]) -> UnknownEndpoint:
        """The error for one question such as "POST /v1.3/analyze", with what comes near it, if anything does."""
        offered = sorted(known)
        near = max(offered, key=lambda one: _likeness(question, one))
        hint = f"; the nearest is {near}" if _likeness(question, near)[0] > ALIKE else ""
        method, _, path = question.partition(" ")
        return cls(
            f"{question} is not an endpoint that this fake knows{hint}.\n"
            f"It knows: {', '.join(offered)}.\n"
            f"fake.stub({method!r}, {path!r}, json=...) answers it; with strict=False the service's own 404 is the answer."
        )

    @classmethod
    def swallowed(cls, errors: Sequence[UnknownEndpoint]) -> UnknownEndpoint:
        """The error at the end of a test in which the code under test caught the others."""
        questions = "\n".join(f"  {str(error).partition(' is not ')[0]}" for error in errors)
        return cls(
            f"{errors[0].args[0]}\n"
            f"The code under test caught this error and went on. Requests that were not answered:\n{questions}\n"
            "A test that expects this ends with fake.unknown.clear()."
        )


class UnfiredFault(_Explained, FakeEmbedError):  # noqa: N818 - named after the fact
    """A scripted fault never fired, so the test did not test what it says."""

    __module__ = "fakeembed"


class EndlessPolling(_Explained, BaseException):
    """A loop polled so often in vain that it would never have ended.

    It is no `Exception`, because the loops it has to end are those of clients that catch every exception and try again.
    """

    __module__ = "fakeembed"


def _likeness(question: str, offered: str) -> tuple[float, bool, bool]:
    """How alike the paths of two operations are; between equals the same method decides, then the same version."""
    method, version, path = _parts(question)
    other_method, other_version, other = _parts(offered)
    alike = SequenceMatcher(None, path, other, autojunk=False).ratio()
    return alike, method == other_method, version == other_version


def _parts(operation: str) -> tuple[str, str, str]:
    """Method, version and path: "GET", "v1.3", "embed/tasks"."""
    method, _, path = operation.partition(" ")
    first, _, rest = path.lstrip("/").partition("/")
    return (method, first, rest) if first[:1] == "v" and first[1:2].isdigit() else (method, "", path.lstrip("/"))
