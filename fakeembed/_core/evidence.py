"""How something is known about the service: recorded, documented, or decided because nobody outside knows."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """How a message, a limit or a change is known: `recorded`, `documented` or `decided`, and where.

    A source has its date. What holds on days before that names the decision that says so.
    """

    kind: str
    source: str


def recorded(source: str) -> Evidence:
    """The live service was seen to answer so."""
    return Evidence("recorded", source)


def documented(page: str) -> Evidence:
    """The service's own pages or clients say so."""
    return Evidence("documented", page)


def decided(decision: str) -> Evidence:
    """Nobody outside knows; this is our choice (the list of decisions is in contracts/README.md)."""
    return Evidence("decided", decision)


ERROR_CODES = documented("https://docs.twelvelabs.io/api-reference/error-codes as of 2025; on earlier days by D103")
"""The page with the codes and messages of all operations."""
