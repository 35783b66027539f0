"""What goes wrong in a *test*: misuse of the fake and loops that never end. What the service refuses is an answer, not an error."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FakeEmbedError(Exception):
    """The base of the errors that tell the author of a test what to change."""

    __module__ = "fakeembed"


class AlreadyInstalled(FakeEmbedError):  # noqa: N818 - named after the fact
    """A fake was installed a second time while it was installed."""

    __module__ = "fakeembed"


class UnknownEndpoint(FakeEmbedError):  # noqa: N818 - named after the fact
    """A strict fake was asked for something that no edition of the service offers."""

    __module__ = "fakeembed"

    @classmethod
    def asked(cls, question: str, known: Iterable[str]) -> UnknownEndpoint:
        """The error for one question, with what comes nearest to it."""
        offered = sorted(known)
        near = get_close_matches(question, offered, n=1, cutoff=0)
        return cls(
            f"{question} is not an endpoint that this fake knows; the nearest is {near[0]}.\n"
            f"It knows: {', '.join(offered)}.\n"
            "With strict=False the service's own 404 is the answer."
        )


class UnfiredFault(FakeEmbedError):  # noqa: N818 - named after the fact
    """A scripted fault never fired, so the test did not test what it says."""

    __module__ = "fakeembed"


class EndlessPolling(BaseException):
    """A loop polled so often in vain that it would never have ended.

    It is no `Exception`, because the loops it has to end are those of clients that catch every exception and try again.
    """

    __module__ = "fakeembed"
