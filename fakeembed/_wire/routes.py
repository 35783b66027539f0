"""Which operation a path names on which day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from fakeembed._core.editions import VERSIONS, Edition, edition
from fakeembed._core.rules import API_UPGRADE_REQUIRED, METHOD_NOT_ALLOWED, NOT_FOUND, refuse
from fakeembed._wire import assets, v1_2, v1_3, v2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fakeembed._wire.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (*v1_2.ENDPOINTS, *v1_3.ENDPOINTS, *v2.ENDPOINTS, *assets.ENDPOINTS)

KNOWN_PATHS = 1024
"""Paths of one day that are remembered: clients poll the same few again and again."""

_NOTHING: Mapping[str, Endpoint] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RouteMatch:
    """What a path names.

    Attributes:
        version: The API version that the path names, or the newest of the day (decisions D01, D56).
        edition: That version as it was on the day, or the newest when there is no such version.
        methods: The endpoints by method; empty when there is no such path.
        ids: What stands in the braces of the path.
        path: The path without its version and with single slashes.
        later: The first later version that has such a path when this one has none, or an empty text.
    """

    version: str
    edition: Edition
    methods: Mapping[str, Endpoint]
    ids: Mapping[str, str]
    path: str
    later: str = ""

    def is_known(self, method: str) -> bool:
        """Whether some version of the service has this operation."""
        return method in self.methods or bool(self.later)

    def endpoint(self, method: str) -> Endpoint:
        """The endpoint of a method; refused when there is none."""
        if not self.methods:
            if self.later:
                refuse(API_UPGRADE_REQUIRED, version=self.later, current_version=self.version)
            refuse(NOT_FOUND)
        if method not in self.methods:
            refuse(METHOD_NOT_ALLOWED)
        return self.methods[method]

    def dimensions(self, method: str) -> tuple[str, ...]:
        """The limits that a request of this method counts against."""
        return self.methods[method].dimensions if method in self.methods else ()


class Routes:
    """The endpoints of one day, by the length and the parts of their paths, so that finding one takes as long as the path is."""

    def __init__(self, day: str) -> None:
        """Know what the service offered on an ISO day."""
        self._editions = {version: row for version in VERSIONS if (row := edition(version, day)) is not None}
        self._newest = self._editions[max(self._editions)]
        self._by_shape: dict[tuple[str, int], list[tuple[tuple[str, ...], dict[str, Endpoint]]]] = {}
        for endpoint in ENDPOINTS:
            row = self._editions.get(endpoint.version)
            if row is not None and endpoint.family in row.families:
                self._add(endpoint)
        for alike in self._by_shape.values():
            alike.sort(key=lambda row: [part[0] == "{" for part in row[0]])
        self.match = lru_cache(KNOWN_PATHS)(self._match)
        """What a path names."""

    def _add(self, endpoint: Endpoint) -> None:
        parts = tuple(endpoint.path.strip("/").split("/"))
        alike = self._by_shape.setdefault((endpoint.version, len(parts)), [])
        known = next((methods for pattern, methods in alike if pattern == parts), None)
        if known is None:
            known = {}
            alike.append((parts, known))
        known[endpoint.method] = endpoint

    def _match(self, path: str) -> RouteMatch:
        parts = [part for part in path.split("/") if part]  # double slashes collapse (decision D02)
        version = parts.pop(0) if parts and _is_version(parts[0]) else self._newest.version
        methods, ids = self._find(version, parts)
        later = "" if methods else next((other for other in self._editions if other > version and self._find(other, parts)[0]), "")
        row = self._editions.get(version, self._newest)
        return RouteMatch(version, row, methods, ids, "/" + "/".join(parts), later)

    def _find(self, version: str, parts: list[str]) -> tuple[Mapping[str, Endpoint], dict[str, str]]:
        """The endpoints of a path by method, and what stands in the path's braces; literal paths come first."""
        for pattern, methods in self._by_shape.get((version, len(parts)), ()):
            ids = {}
            for wanted, part in zip(pattern, parts, strict=True):
                if wanted[0] == "{":
                    ids[wanted[1:-1]] = part
                elif wanted != part:
                    break
            else:
                return methods, ids
        return _NOTHING, {}


@lru_cache(16)
def routes(day: str) -> Routes:
    """The routes of an ISO day, which all fakes of that day share."""
    return Routes(day)


def described(endpoints: Iterable[Endpoint] = ENDPOINTS) -> Iterator[str]:
    """The endpoints as a person writes them: "POST /v1.3/embed/tasks"."""
    return (f"{endpoint.method} /{endpoint.version}{endpoint.path}" for endpoint in endpoints)


def _is_version(part: str) -> bool:
    return part[0] == "v" and part[1:].replace(".", "", 1).isdigit()
