"""What every reader of recordings makes of one request and its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_POSITION = re.compile(r"line \d+,? column \d+|position \d+")


class Unreadable(ValueError):  # noqa: N818 - named after the fact
    """A file is no recording that any reader here understands; the text says why."""


class UnreadHeaders(dict[str, str]):
    """Headers that are no names with texts, but perhaps an object of some library: nothing is known of what they hold."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as far as a recorder kept them.

    Attributes:
        place: Where it stands: "story.har, exchange 3".
        method: In capitals.
        url: The whole URL.
        sent: The headers of the request, by lower-case name; several values are joined by ", ". They, and those of the answer,
            are `UnreadHeaders` where they cannot be read.
        question: The body of the request; None when the recorder lost it, which is another thing than an empty one.
        status: The status of the answer; 0 when there was none.
        headers: The headers of the answer, by lower-case name.
        answer: The decoded body of the answer; None when the recorder lost it or it broke off.
        lost: What the recorder lost, in words.
        broke_off: Whether the answer itself broke off or never came, which is no loss of the recorder.
        unread: Why an answer that is there cannot be read, in words: what is to be installed, or that it broke off.
        story: What it belongs to, when a recording has several that know nothing of each other.
        as_of: The day of the service that was asked, in ISO form, when the recording says so.
    """

    place: str
    method: str
    url: str
    sent: Mapping[str, str] = field(default_factory=dict, repr=False)  # keys are among them
    question: bytes | None = None
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    answer: bytes | None = None
    lost: tuple[str, ...] = ()
    broke_off: bool = False
    unread: str = ""
    story: str = ""
    as_of: str = ""

    @property
    def json(self) -> Any:
        """The answer as JSON values; None when it is none or was lost."""
        import orjson

        try:
            return orjson.loads(self.answer or b"")
        except ValueError:
            return None

    @property
    def day(self) -> str:
        """The day of the answer, by the recording or by its own `date` header, in ISO form, or an empty text."""
        if self.as_of:
            return self.as_of
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).date().isoformat()
        except ValueError:
            return ""


QUESTION, ANSWER = "the body of the request", "the body of the answer"


def what_is_lost(question: bytes | None, answer: bytes | None) -> tuple[str, ...]:
    """The bodies that a recorder lost, in words."""
    return tuple(part for part, body in ((QUESTION, question), (ANSWER, answer)) if body is None)


def folded(headers: Any) -> dict[str, str]:
    """Headers by lower-case name; repeated ones, lists of values and lines of one value are joined, equal ones once.

    Args:
        headers: A mapping, pairs of names and values, or a `CaseInsensitiveDict` of requests, which keeps such pairs by
            lower-case name; None for no headers.

    Returns:
        The headers; `UnreadHeaders` when they are none of these.
    """
    found: dict[str, list[str]] = {}
    try:
        for name, value in _pairs(headers):
            values = value if isinstance(value, list) else _header_text(value).split("\n")
            found.setdefault(_header_text(name).lower(), []).extend(_header_text(one) for one in values)
    except TypeError:
        return UnreadHeaders()
    return {name: ", ".join(dict.fromkeys(values)) for name, values in found.items()}


def _pairs(headers: Any) -> list[Any]:
    if isinstance(headers, dict):
        kept = headers.get("_store")
        pairs = list(kept.values() if isinstance(kept, dict) else headers.items())
    else:
        pairs = list(headers or ())
    if not all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in pairs):
        raise TypeError
    return pairs


def _header_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, (dict, list)):
        raise TypeError
    return str(value)


def broken(name: str, kind: str, error: Exception) -> Unreadable:
    """That a file is no JSON and the like, and where it breaks; what a parser quotes from there may be a key."""
    places = _POSITION.findall(str(error))
    return Unreadable(f"{name} is no {kind}{': it breaks at ' if places else ''}{''.join(places[-1:])}")
