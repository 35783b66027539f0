"""Which endpoint answers a request, and what every answer has in common: the key, the errors, the headers.

The order of the first checks is the service's: key, route, then what the endpoint looks at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeembed._core.editions import VERSIONS, Edition, edition
from fakeembed._core.faults import FOR_EVER, Delay, Drop, ErrorAnswer, Throttle
from fakeembed._core.rules import API_KEY_INVALID, API_UPGRADE_REQUIRED, METHOD_NOT_ALLOWED, NOT_FOUND, Refusal, refuse
from fakeembed._wire import assets, rate_limits, v1_2, v1_3, v2
from fakeembed._wire.endpoint import Call, Endpoint
from fakeembed._wire.http import Response, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed._core.faults import Effect, Faults
    from fakeembed._core.quota import Window
    from fakeembed._core.service import Service
    from fakeembed._wire.http import Request

ENDPOINTS: tuple[Endpoint, ...] = (*v1_2.ENDPOINTS, *v1_3.ENDPOINTS, *v2.ENDPOINTS, *assets.ENDPOINTS)

PASSING = frozenset({408, 409, 429})
"""Statuses below 500 after which it makes sense to try again; what the published clients retry."""

PASSING_CODES = frozenset({"asset_not_ready"})
"""Codes of a 400 that time alone cures; clients try again (seen in their code, 2026)."""


class App:
    """The service as seen from the wire: a request in, an answer out, never an exception."""

    def __init__(  # noqa: PLR0913
        self,
        service: Service,
        *,
        day: str,
        api_keys: frozenset[str] | None,
        faults: Faults,
        documented_errors: bool,
        number: int = 0,
    ) -> None:
        """Serve `service` as it was on the ISO day `day`; `api_keys` None accepts every key that is not empty.

        Of several that share one state each has another `number`, so that no two answers have the same trace id.
        """
        self._service = service
        self._api_keys = api_keys
        self._faults = faults
        self._documented_errors = documented_errors
        self._editions = {version: row for version in VERSIONS if (row := edition(version, day)) is not None}
        self._routes = _Routes(
            endpoint
            for endpoint in ENDPOINTS
            if endpoint.version in self._editions and endpoint.family in self._editions[endpoint.version].families
        )
        self._newest = self._editions[max(self._editions)]
        self._answered = number << 40

    def knows(self, request: Request) -> bool:
        """Whether any edition of the service offers what the request asks for."""
        try:
            self._route(request.method, *self._named(request.path))
        except Refusal as refusal:
            return refusal.code == API_UPGRADE_REQUIRED.code
        return True

    def answer(self, request: Request) -> Response:
        """The service's answer to one request."""
        version, parts = self._named(request.path)
        row = self._editions.get(version, self._newest)
        try:
            self._check_key(request)
        except Refusal as refusal:
            return self._finished(self._refused(refusal, request, row), row)
        fault = self._faults.next_for(request.method, request.path)
        if fault is None:
            return self._served(request, row, version, parts)
        return self._spoilt(fault.effect, request, row)

    def _served(self, request: Request, row: Edition, version: str, parts: list[str]) -> Response:
        """The answer when nothing goes wrong on demand."""
        counts, window = False, None
        try:
            endpoint, ids = self._route(request.method, version, parts)
            counts = request.method == "POST"
            window = rate_limits.counted(self._service, request.path) if counts else None
            if window is not None and window.exceeded:
                return self._throttled(request, row, window, Throttle(window.limit, self._service.quota.per))
            response = endpoint.handle(Call(self._service, row, request, ids))
        except Refusal as refusal:
            response = self._refused(refusal, request, row)
        if not counts:
            return self._finished(response, row)
        self._service.count_request()
        return self._finished(response, row, rate_limits.headers(row, self._service, window))

    def _spoilt(self, effect: Effect, request: Request, row: Edition) -> Response:
        """What a fault makes of the answer; where one comes late or half, the service has done its work (decision D96)."""
        if isinstance(effect, ErrorAnswer):
            return self._failed(effect, request, row)
        if isinstance(effect, Throttle):
            return self._throttled(request, row, rate_limits.scripted(effect, self._service), effect)
        if isinstance(effect, Drop) and effect.how == "connect":
            return Response(0, waiting=True, lost="connect")
        response = self._served(request, row, *self._named(request.path))
        if isinstance(effect, Delay):
            return replace(response, delay=effect.seconds)
        return replace(response, delay=FOR_EVER) if effect.how == "timeout" else replace(response, lost=effect.how, waiting=True)

    def _failed(self, effect: ErrorAnswer, request: Request, row: Edition) -> Response:
        """A scripted error."""
        waiting = effect.status in PASSING or effect.status >= 500
        body = _spelled(effect.code, effect.message, nested=self._nests(effect.status, request))
        limits: dict[str, str] = {}
        if request.method == "POST":
            self._service.count_request()
            limits = rate_limits.headers(row, self._service, rate_limits.seen(self._service, request.path))
        return self._finished(as_json(effect.status, body, waiting=waiting), row, limits, dict(effect.headers))

    def _throttled(self, request: Request, row: Edition, window: Window, why: Throttle) -> Response:
        """A 429 of a window that is used up."""
        response = self._refused(rate_limits.refusal(window, why.per), request, row)
        limits = rate_limits.headers(row, self._service, window)
        wait = rate_limits.retry_after(window, self._service.clock.seconds, why.retry_after)
        return self._finished(response, row, limits, wait)

    def _check_key(self, request: Request) -> None:
        key = request.header("x-api-key").strip()
        known = bool(key) and (self._api_keys is None or key in self._api_keys)
        if not known and not self._is_presigned(request):
            refuse(API_KEY_INVALID)

    def _is_presigned(self, request: Request) -> bool:
        methods, _ = self._routes.find(*self._named(request.path))
        return methods is not None and request.method in methods and methods[request.method].presigned

    def _named(self, path: str) -> tuple[str, list[str]]:
        """The version that a path names, or the newest of the day (decisions D01, D56), and the parts behind it."""
        parts = [part for part in path.split("/") if part]  # double slashes collapse (decision D02)
        return (parts.pop(0) if parts and _is_version(parts[0]) else self._newest.version), parts

    def _route(self, method: str, version: str, parts: list[str]) -> tuple[Endpoint, dict[str, str]]:
        methods, ids = self._routes.find(version, parts)
        if methods is None:
            later = next((v for v in self._editions if v > version and self._routes.find(v, parts)[0]), None)
            if later is not None:
                refuse(API_UPGRADE_REQUIRED, version=later, current_version=version)
            refuse(NOT_FOUND)
        if method not in methods:
            refuse(METHOD_NOT_ALLOWED)
        return methods[method], ids

    def _refused(self, refusal: Refusal, request: Request, row: Edition) -> Response:
        nested = self._nests(refusal.status, request)
        body: dict[str, Any] = _spelled(refusal.code, refusal.message, nested=nested)
        if self._documented_errors and not nested and row.docs_url is not None and refusal.code != NOT_FOUND.code:
            body["docs_url"] = row.docs_url
        # Clients of 2024 swallow whatever a poll answers and ask again: no error of a poll may cost them real time.
        waiting = refusal.status in PASSING or request.method == "GET" or refusal.code in PASSING_CODES
        return as_json(refusal.status, body, waiting=waiting)

    def _nests(self, status: int, request: Request) -> bool:
        """Whether an error stands inside an `error` object: recordings of v2 are flat (D04), its clients parse no flat 413."""
        if status == 413 or not self._documented_errors:
            return status == 413
        try:
            return self._route(request.method, *self._named(request.path))[0].nested_errors
        except Refusal:
            return False

    def _finished(self, response: Response, row: Edition, *more: dict[str, str]) -> Response:
        """The answer with its headers; `X-Api-Version` is documented, but was not among those that were recorded (D55)."""
        self._answered += 1
        headers = response.headers
        if response.body:
            headers["content-type"] = row.content_type
        headers["x-trace-id"] = str(self._answered * _SPREAD % _TRACES)  # decimal digits (recorded 2025-11-07)
        headers["tl-report"] = "backend"  # recorded 2025-11-07 and 2026-07-09
        for each in more:
            headers.update(each)
        return response


class _Routes:
    """The paths of all endpoints by their length and their parts, so that finding one takes as long as the path is."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._by_shape: dict[tuple[str, int], list[tuple[tuple[str, ...], dict[str, Endpoint]]]] = {}
        for endpoint in endpoints:
            parts = tuple(endpoint.path.strip("/").split("/"))
            alike = self._by_shape.setdefault((endpoint.version, len(parts)), [])
            known = next((methods for pattern, methods in alike if pattern == parts), None)
            if known is None:
                known = {}
                alike.append((parts, known))
            known[endpoint.method] = endpoint
        for alike in self._by_shape.values():
            alike.sort(key=lambda row: [part[0] == "{" for part in row[0]])

    def find(self, version: str, parts: list[str]) -> tuple[dict[str, Endpoint] | None, dict[str, str]]:
        """The endpoints of a path by method, or None, and what stands in the path's braces; literal paths come first."""
        for pattern, methods in self._by_shape.get((version, len(parts)), ()):
            ids = {}
            for wanted, part in zip(pattern, parts, strict=True):
                if wanted[0] == "{":
                    ids[wanted[1:-1]] = part
                elif wanted != part:
                    break
            else:
                return methods, ids
        return None, {}


_SPREAD = 0x9E3779B97F4A7C15  # multiples of it lie far apart
_TRACES = 10**18


def described(endpoints: Iterable[Endpoint] = ENDPOINTS) -> Iterator[str]:
    """The endpoints as a person writes them: "POST /v1.3/embed/tasks"."""
    return (f"{endpoint.method} /{endpoint.version}{endpoint.path}" for endpoint in endpoints)


def _is_version(part: str) -> bool:
    return part[0] == "v" and part[1:].replace(".", "", 1).isdigit()


def _spelled(code: str, message: str, *, nested: bool) -> dict[str, Any]:
    """An error in one of the two envelopes, which hold the same words (decision D68)."""
    flat = {"code": code, "message": message}
    return {"error": flat} if nested else flat
