"""What the code under test asked for, request by request, and assertions that say what came instead."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
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

    def described(self) -> dict[str, Any]:
        """All of it as plain JSON values, but of each file only its name, its type and its size."""
        form = self._form()
        return {
            "method": self.method,
            "path": self.path,
            "params": {name: list(values) for name, values in self.params.items()},
            "form": {name: list(values) for name, values in form.fields.items()},
            "files": {
                name: {"filename": file.filename, "content_type": file.content_type, "size": len(file.content)}
                for name, file in form.files.items()
            },
            "json": self.json,
            "status": self.status,
        }

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

    def __init__(self, *, most: int | None = None, most_bytes: int | None = None) -> None:
        """Start empty; keep the newest `most` requests, and of the oldest no bodies beyond `most_bytes` in all."""
        self._logged: deque[tuple[Request, int]] = deque(maxlen=most)  # what reads it is made when it is read
        self._most_bytes = most_bytes
        self._bytes = 0

    def __iter__(self) -> Iterator[LoggedRequest]:
        """The requests, oldest first."""
        return (LoggedRequest(request.method, request.path, status, request) for request, status in list(self._logged))

    def __len__(self) -> int:
        """How many there were."""
        return len(self._logged)

    def __getitem__(self, index: int) -> LoggedRequest:
        """The request at a position; negative ones count from the newest."""
        request, status = self._logged[index]
        return LoggedRequest(request.method, request.path, status, request)

    def __repr__(self) -> str:
        """All requests, a line each."""
        return "\n".join(str(logged) for logged in self) or "(no requests)"

    def all(self, *, method: str | None = None, path: str | None = None) -> list[LoggedRequest]:
        """Those of a method, and of a path: its end ("/embed/tasks") or a pattern ("*/tasks/*")."""
        return [
            logged
            for logged in self
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
        self._bytes += len(request.body)
        if len(self._logged) == self._logged.maxlen:
            self._bytes -= len(self._logged[0][0].body)
        self._logged.append((request, status))
        if self._most_bytes is not None and self._bytes > self._most_bytes:
            self._forget_bodies()

    def clear(self) -> None:
        """Forget all requests."""
        self._logged.clear()
        self._bytes = 0

    def _forget_bodies(self) -> None:
        for index, (request, status) in enumerate(self._logged):
            if self._bytes <= (self._most_bytes or 0):
                return
            self._bytes -= len(request.body)
            self._logged[index] = replace(request, body=b""), status
