"""Which operation of the contracts a recorded request asked for, or why it is none of ours."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from fakeembed.drift import suite

if TYPE_CHECKING:
    from collections.abc import Collection

    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.suite import Contract

HOST = "api.twelvelabs.io"
_NEWEST = "v1.3"


def is_ours(exchange: Exchange, hosts: Collection[str]) -> bool:
    """Whether a request went to the service: to one of these hosts, each with or without a port."""
    parts = urlsplit(exchange.url)
    return parts.hostname in hosts or parts.netloc in hosts


def contract(exchange: Exchange) -> Contract | None:
    """The contract of the operation; None when the contracts have no such operation."""
    version, path = version_and_path(exchange.url)
    fitting = [one for one, pattern in _patterns() if one.method == exchange.method and pattern.fullmatch(path)]
    return next((one for one in fitting if one.version == version), None)


def version_and_path(url: str) -> tuple[str, str]:
    """The API version of a URL and the path below it; a path without a version means the newest (decision D01)."""
    path = urlsplit(url).path
    found = re.match(r"/(v\d+\.\d+)(?=/|$)", path)
    return (found[1], path[len(found[0]) :]) if found else (_NEWEST, path)


def resource_id(exchange: Exchange, contract: Contract) -> str:
    """What the last braces of the operation's path stand for, or an empty text."""
    _, path = version_and_path(exchange.url)
    found = _pattern(contract.path).fullmatch(path)
    return (found.groups() or ("",))[-1] if found else ""


def query(exchange: Exchange) -> list[tuple[str, str]]:
    """The query of the URL, where repeated names survive in every recorder."""
    return parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Contract, re.Pattern[str]], ...]:
    return tuple((one, _pattern(one.path)) for one in suite.contracts())


@lru_cache(maxsize=64)
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(path)))
