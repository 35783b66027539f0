"""What is hidden in everything that is shown or written: keys, what else proves who asks, and the signatures of URLs.

Every sink uses this one redactor: logs, failure texts, reports, recordings, and what a served fake lists. State is no sink: a
medium's URL is its identity, and answers repeat it.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "(redacted)"

SHORTEST = 8
"""Characters of a key that is looked for wherever it is quoted; shorter ones are words of tests, and words of other texts."""

VARIABLES = ("TWELVELABS_API_KEY", "FAKEEMBED_TARGET_KEY", "FAKEEMBED_API_KEYS", "FAKEEMBED_CONTROL_TOKEN")
"""Variables of the environment that hold keys, several separated by commas."""

_NAMES = (
    r"(?:x-)?api[_-]?keys?|x-fakeembed-token|authorization|proxy-authorization|(?:set-)?cookie|passw(?:or)?d|secret|client_secret"
    r"|(?:access_|refresh_|id_|auth_|session_)?token|private_key|signature"
)
_SIGNED = (
    r"x-amz-[\w-]+|x-goog-[\w-]+|x-oss-[\w-]+|awsaccesskeyid|googleaccessid|key-pair-id|policy|sig|se|sp|sv|sr|st|spr|sig[nN]ature"
)
_IS_SECRET = re.compile(rf"(?:{_NAMES}|{_SIGNED})", re.IGNORECASE).fullmatch
_IS_SECRET_HEADER = re.compile(rf"(?:{_NAMES}|x-amz-security-token)", re.IGNORECASE).fullmatch
_SIGNED_URL = re.compile(rf"(https?://[^\s\"'<>?]+)\?[^\s\"'<>]*?\b(?:{_NAMES}|{_SIGNED})=[^\s\"'<>]*", re.IGNORECASE)
_PARAMETER = re.compile(rf"((?:[?&;]|^|\b(?=x-)|\b(?={_NAMES}))(?:{_NAMES}|{_SIGNED})=)[^\s&;\"'<>]+", re.IGNORECASE)
_HEADER = re.compile(rf"\b((?:{_NAMES})[\"']?\s*:(?!\s*[\"']?\$)\s*)(\"[^\"]*\"|'[^']*'|[^\r\n\"',}}]+)", re.IGNORECASE)
_LONG = 64
"""Characters of a name beyond which nobody remembers whether it is one of these."""

_WORDS = ("key", "token", "authorization", "cookie", "pass", "secret", "signature")
"""One of them is in each of these names; to look for a word is faster than to look for a name at each place of a text."""
_USER = re.compile(r"\b([a-z][a-z0-9+.-]*://)[^\s/@\"'<>]+@", re.IGNORECASE)


def redacted(text: str, *keys: str) -> str:
    """A text without `keys`, those of the environment, and what a URL, a query, a header or a JSON member in it proves.

    >>> redacted("GET /embed?api_key=tlk_123&page=2 -> cannot reach https://me:pw@example.com/a.mp4?X-Amz-Signature=99")
    'GET /embed?api_key=(redacted)&page=2 -> cannot reach https://(redacted)@example.com/a.mp4?(redacted)'
    """
    return _redacted(text, _forms(keys))


def _redacted(text: str, forms: Iterable[str]) -> str:
    for form in forms:
        text = text.replace(form, HIDDEN)
    if "=" in text:
        text = _PARAMETER.sub(rf"\1{HIDDEN}", _SIGNED_URL.sub(rf"\1?{HIDDEN}", text))
    if "@" in text:
        text = _USER.sub(rf"\1{HIDDEN}@", text)
    return _HEADER.sub(_without_value, text) if ":" in text and _may_name_a_secret(text) else text


def _may_name_a_secret(text: str) -> bool:
    lowered = text.lower()
    return any([word in lowered for word in _WORDS]) or not text.isascii()  # noqa: C419 - a list is faster, and short


def cleaned(value: Any, *keys: str) -> Any:
    """A JSON value, a mapping of any texts or a record, with every text in it redacted and every member that is a secret hidden."""
    return _cleaned(value, _forms(keys))


def _cleaned(value: Any, forms: Iterable[str]) -> Any:
    if type(value) is str:
        return _redacted(value, forms)
    if isinstance(value, dict):
        return {_redacted(name, forms): _member(name, item, forms) for name, item in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return type(value)(_cleaned(item, forms) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name), forms) for field in fields(value) if field.init})
    return value


def is_secret_header(name: str) -> bool:
    """Whether a header proves who asks."""
    return _IS_SECRET_HEADER(name) is not None


def _member(name: str, item: Any, forms: Iterable[str]) -> Any:
    if item is None or isinstance(item, bool) or not (_is_secret(name) if len(name) <= _LONG else _IS_SECRET(name)):
        return _cleaned(item, forms)
    return [HIDDEN for _ in item] if isinstance(item, (list, tuple)) else HIDDEN


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return _IS_SECRET(name) is not None


def _without_value(found: re.Match[str]) -> str:
    quoted = found[2][0] if found[2][0] in "\"'" else ""
    return f"{found[1]}{quoted}{HIDDEN}{quoted}"


def _forms(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The ways in which these keys, and those of the environment now, are quoted: longest first."""
    return _quoted((*keys, *(os.environ.get(name, "") for name in VARIABLES)))


@lru_cache(maxsize=64)
def _quoted(lists: tuple[str, ...]) -> tuple[str, ...]:
    """The ways in which the keys in lists of them are quoted: in JSON and Python, in URLs, in HTML and XML."""
    found = set()
    for key in {*lists, *(key.strip() for text in lists for key in text.split(","))}:
        if len(key := key.strip()) >= SHORTEST:
            escaped = repr(key)[1:-1]
            found |= {key, escaped, escaped.replace('"', '\\"'), quote(key, safe=""), quote_plus(key), escape(key)}
    return tuple(sorted(found, key=len, reverse=True))
