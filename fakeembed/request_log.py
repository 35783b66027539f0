"""What the code under test asked for, request by request, and assertions that say what came instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from fakeembed._core.rules import Refusal
from fakeembed._wire import forms
from fakeembed._wire.forms import MULTIPART, URLENCODED, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed._core.media import Upload
    from fakeembed._wire.http import Request


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request and the status of its answer.

    Attributes:
        method: In capitals.
        path: With the API version, without the query.
        status: The HTTP status of the answer.
    """

    method: str
    path: str
    status: int
    _request: Request = field(repr=False)  # it has the key

    @property
    def params(self) -> Mapping[str, tuple[str, ...]]:
        """The query parameters, each with all its values."""
        return self._request.params

    @property
    def form(self) -> Mapping[str, tuple[str, ...]]:
        """The fields of the form in the body, each with all its values; empty when there is no form."""
        return self._form().fields

    @property
    def files(self) -> Mapping[str, Upload]:
        """The files of the form in the body, by field name, with `filename`, `content_type` and `content`."""
        return self._form().files

    @property
    def json(self) -> Any:
        """The JSON value in the body, or None when there is none."""
        import orjson

        try:
            return orjson.loads(self._request.body)
        except orjson.JSONDecodeError:
            return None

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by lower-case name; the key is not shown."""
        return {**self._request.headers, "x-api-key": "(hidden)"}

    def __str__(self) -> str:
        """One line for failure texts."""
        query = f"?{self._request.query}" if self._request.query else ""
        return f"{self.method} {self.path}{query} -> {self.status}"

    def _form(self) -> Form:
        if self._request.content_type not in {MULTIPART, URLENCODED}:
            return Form()
        try:
            return forms.decode(self._request)
        except Refusal:
            return Form()


class RequestLog:
    """Every request that reached a fake, oldest first."""

    def __init__(self) -> None:
        """Start empty."""
        self._logged: list[LoggedRequest] = []

    def __iter__(self) -> Iterator[LoggedRequest]:
        """The requests, oldest first."""
        return iter(self._logged)

    def __len__(self) -> int:
        """How many there were."""
        return len(self._logged)

    def __getitem__(self, index: int) -> LoggedRequest:
        """The request at a position; negative ones count from the newest."""
        return self._logged[index]

    def __repr__(self) -> str:
        """All requests, a line each."""
        return "\n".join(str(logged) for logged in self._logged) or "(no requests)"

    def all(self, *, method: str | None = None, path: str | None = None) -> list[LoggedRequest]:
        """Those of a method, and of a path: its end ("/embed/tasks") or a pattern ("*/tasks/*")."""
        return [
            logged
            for logged in self._logged
            if (method is None or logged.method == method.upper())
            and (path is None or logged.path.endswith(path) or fnmatchcase(logged.path, path))
        ]

    def one(self, *, method: str | None = None, path: str | None = None) -> LoggedRequest:
        """The only request of that method and path; AssertionError that lists what came when there is not exactly one."""
        found = self.all(method=method, path=path)
        if len(found) != 1:
            msg = f"expected one {method or 'request'} {path or ''}, found {len(found)} among:\n{self!r}"
            raise AssertionError(msg)
        return found[0]

    def add(self, request: Request, status: int) -> None:
        """Note a request and the status of its answer."""
        self._logged.append(LoggedRequest(request.method, request.path, status, request))
