"""What every answer has in common: the key, the errors, the headers.

The order of the first checks is the service's: key, route, then what the endpoint looks at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeembed._core.faults import FOR_EVER, Delay, Drop, ErrorAnswer, Throttle
from fakeembed._core.quota import REQUEST, QuotaExceeded
from fakeembed._core.rules import API_KEY_INVALID, NOT_FOUND, Refused, refuse
from fakeembed._wire import rate_limits, stubs
from fakeembed._wire.endpoint import Call
from fakeembed._wire.http import Response, as_json, http_date
from fakeembed._wire.rate_limits import Meter
from fakeembed._wire.routes import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.editions import Edition
    from fakeembed._core.faults import Effect, Faults
    from fakeembed._core.service import Service
    from fakeembed._core.stubs import Stub, Stubs
    from fakeembed._wire.http import Request
    from fakeembed._wire.routes import RouteMatch
    from fakeembed._wire.stubs import Maker

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
        stubs: Stubs,
        documented_errors: bool,
        number: int = 0,
    ) -> None:
        """Serve `service` as it was on the ISO day `day`; `api_keys` None accepts every key that is not empty.

        Of several that share one state each has another `number`, so that no two answers have the same trace id.
        """
        self._service = service
        self._api_keys = api_keys
        self._faults = faults
        self._stubs = stubs
        self._makers: dict[str, Maker] = {}
        self._documented_errors = documented_errors
        self._routes = routes(day)
        self._answered = number << 40

    def stub(self, stub: Stub, make: Maker | None = None) -> None:
        """Let `stub` answer from now on, with what `make` returns if it is given.

        Raises:
            ValueError: When the fake serves that operation itself and the stub does not say that it replaces it.
        """
        route = self._routes.match(stub.path)
        method = stub.method.upper()
        if method in route.methods and not stub.replace:
            raise ValueError(f"{method} {stub.path} is served by this fake; replace=True puts the stub in its place")
        number = self._stubs.declare(replace(stub, method=method, path=route.path))
        if make is not None:
            self._makers[number] = make

    def answer(self, request: Request) -> Response:
        """The service's answer to one request."""
        route = self._routes.match(request.path)
        try:
            self._check_key(request, route)
        except Refused as refused:
            return self._with_headers(self._refused(refused, request, route), route.edition)
        fault = self._faults.next_for(request.method, request.path)
        if fault is None:
            return self._served(request, route)
        return self._with_fault(fault.effect, request, route)

    def refuses(self, request: Request) -> bool:
        """Whether the answer to a request will be that nobody can be reached; nothing is counted."""
        try:
            self._check_key(request, self._routes.match(request.path))
        except Refused:
            return False
        fault = self._faults.next_for(request.method, request.path, peek=True)
        return fault is not None and fault.effect == Drop("connect")

    def _served(self, request: Request, route: RouteMatch) -> Response:
        """The answer when nothing goes wrong on demand."""
        stubbed = self._stubbed(request, route)
        dimensions = (REQUEST,) if stubbed is not None and request.method == "POST" else route.dimensions(request.method)
        meter = Meter(self._service, request.path, dimensions)
        try:
            handle = stubbed or route.endpoint(request.method).handle
            meter.count_request()
            call = Call(self._service, route.edition, request, route.ids, meter)
            response = handle(call)
            if call.assumed:
                response = replace(response, assumed=tuple(call.assumed))
        except QuotaExceeded as exceeded:
            meter.give_back()
            wait = rate_limits.retry_after(exceeded.window, self._service.clock.seconds)
            return self._with_headers(self._refused(exceeded, request, route), route.edition, meter.headers(route.edition), wait)
        except Refused as refused:
            meter.give_back()
            response = replace(self._refused(refused, request, route), unknown=not route.is_known(request.method))
        return self._with_headers(response, route.edition, meter.headers(route.edition))

    def _stubbed(self, request: Request, route: RouteMatch) -> Callable[[Call], Response] | None:
        """What answers in the place of an endpoint because a test says so, or None."""
        found = self._stubs.next_for(request.method, route.path, is_served=request.method in route.methods)
        if found is None:
            return None
        number, stub = found
        make = self._makers.get(number)
        if stub.is_made and make is None:  # a snapshot has no functions
            return None
        return lambda call: stubs.answered(stub, call.request, make)

    def _with_fault(self, effect: Effect, request: Request, route: RouteMatch) -> Response:
        """What a fault makes of the answer; where one comes late or half, the service has done its work (decision D96)."""
        if isinstance(effect, ErrorAnswer):
            return self._scripted_error(effect, request, route)
        if isinstance(effect, Throttle):
            return self._throttled(effect, request, route)
        if isinstance(effect, Drop) and effect.how == "connect":
            return Response(0, retryable=True, failure="connect")
        response = self._served(request, route)
        if isinstance(effect, Delay):
            return replace(response, delay=effect.seconds)
        return (
            replace(response, delay=FOR_EVER) if effect.how == "timeout" else replace(response, failure=effect.how, retryable=True)
        )

    def _scripted_error(self, effect: ErrorAnswer, request: Request, route: RouteMatch) -> Response:
        """A scripted error."""
        retryable = effect.status in PASSING or effect.status >= 500
        body = _error_body(effect.code, effect.message, nested=self._nests(effect.status, request, route))
        meter = Meter(self._service, request.path, route.dimensions(request.method))
        answer = as_json(effect.status, body, retryable=retryable)
        return self._with_headers(answer, route.edition, meter.headers(route.edition), dict(effect.headers))

    def _throttled(self, effect: Throttle, request: Request, route: RouteMatch) -> Response:
        """A scripted 429, on whatever is asked."""
        window = rate_limits.scripted(effect, self._service)
        meter = Meter(self._service, request.path, route.dimensions(request.method) or (REQUEST,))
        wait = rate_limits.retry_after(window, self._service.clock.seconds, effect.retry_after)
        answer = self._refused(QuotaExceeded(window), request, route)
        return self._with_headers(answer, route.edition, meter.headers(route.edition, window), wait, dict(effect.headers))

    def _check_key(self, request: Request, route: RouteMatch) -> None:
        key = request.header("x-api-key").strip()
        known = bool(key) and (self._api_keys is None or key in self._api_keys)
        if not known and not (request.method in route.methods and route.methods[request.method].presigned):
            refuse(API_KEY_INVALID)

    def _refused(self, refused: Refused, request: Request, route: RouteMatch) -> Response:
        row, refusal = route.edition, refused.refusal
        nested = self._nests(refusal.status, request, route)
        body: dict[str, Any] = _error_body(refusal.code, refused.message, nested=nested)
        if self._documented_errors and not nested and row.docs_url is not None and refusal.code != NOT_FOUND.code:
            body["docs_url"] = row.docs_url
        # Clients of 2024 swallow whatever a poll answers and ask again: no error of a poll may cost them real time.
        retryable = refusal.status in PASSING or request.method == "GET" or refusal.code in PASSING_CODES
        return replace(as_json(refusal.status, body, retryable=retryable), refusal=refusal)

    def _nests(self, status: int, request: Request, route: RouteMatch) -> bool:
        """Whether an error stands inside an `error` object: recordings of v2 are flat (D04), its clients parse no flat 413."""
        if status == 413 or not self._documented_errors:
            return status == 413
        return request.method in route.methods and route.methods[request.method].nested_errors

    def _with_headers(self, response: Response, row: Edition, *more: dict[str, str]) -> Response:
        """The answer with its headers; `X-Api-Version` is documented, but was not among those that were recorded (D55)."""
        self._answered += 1
        headers = response.headers
        if response.body:
            headers.setdefault("content-type", row.content_type)
        # The rest was recorded on 2025-11-07, with decimal digits, and on 2026-04-15, with 32 hexadecimal ones.
        spread = self._answered * _SPREAD
        headers["x-trace-id"] = f"{spread % _HEX_TRACES:032x}" if row.hex_trace_ids else str(spread % _TRACES)
        headers.setdefault("date", http_date(int(self._service.clock.seconds)))
        headers["tl-report"] = "backend"
        headers["vary"] = "Accept-Encoding"
        for each in more:
            headers.update(each)
        return response


_SPREAD = 0x9E3779B97F4A7C15F39CC0605CEDC835  # multiples of it lie far apart
_TRACES = 10**18
_HEX_TRACES = 2**128


def _error_body(code: str, message: str, *, nested: bool) -> dict[str, Any]:
    """An error in one of the two envelopes, which hold the same words (decision D68)."""
    flat = {"code": code, "message": message}
    return {"error": flat} if nested else flat
