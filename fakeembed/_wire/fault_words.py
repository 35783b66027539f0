"""What a scripted error says when a test names nothing but its status: the service's own words for it, where they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.faults import ErrorAnswer, Throttle
from fakeembed._core.quota import LIMIT, PER
from fakeembed._core.rules import API_KEY_INVALID, METHOD_NOT_ALLOWED, NOT_FOUND
from fakeembed._wire.http import unframed

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOO_LARGE = ("content_too_large", "File size (33 MB) exceeds maximum limit of 32 MB")
_UNREADABLE = ("read_not_allowed", "The caller is not authorized to read entity 000000000000000000000000.")
_WORDS = {
    401: (API_KEY_INVALID.code, API_KEY_INVALID.message),
    403: _UNREADABLE,  # what belongs to another account; the words were recorded of indexes in October 2026 (decision D421)
    404: (NOT_FOUND.code, NOT_FOUND.message),
    413: _TOO_LARGE,  # in the words of the rule that refuses a large source (decision D68)
}
_GENERIC = (METHOD_NOT_ALLOWED.code, METHOD_NOT_ALLOWED.message)  # nobody knows a 500 in other words (decision D152)


def error(
    status: int, code: str | None = None, message: str | None = None, headers: Mapping[str, Any] | None = None
) -> ErrorAnswer | Throttle:
    """The effect of a fault that answers with `status`; a 429 whose code and message are left open is the recorded one.

    Raises:
        ValueError: For a status that is no error, and for headers that cannot be sent.
    """
    more = _sendable(headers or {})
    if status == 429 and code is None and message is None:
        return Throttle(LIMIT, PER, headers=more)
    known_code, known_message = _WORDS.get(status, _GENERIC)
    if code is not None and code != known_code:
        known_message = _GENERIC[1]
    return ErrorAnswer(status, known_code if code is None else code, known_message if message is None else message, more)


def _sendable(headers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The headers as answers have them."""
    for name, value in headers.items():
        if not isinstance(value, str) or not (name + value).isascii() or not (name + value).isprintable():
            raise ValueError(f"a header is a printable ASCII text under such a name, not {name!r}: {value!r}")
    return tuple(unframed(headers).items())
