"""How the tests speak to a fake below every HTTP library: one request as a value, one answer as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed import FakeEmbed, Response

BOUNDARY = "a-boundary-that-nothing-contains"


class Send(Protocol):
    """Sends one request to a fake."""

    def __call__(
        self,
        fake: FakeEmbed,
        operation: str,
        fields: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        *,
        key: str | None = "any",
    ) -> Response:
        """The answer to an operation such as "POST /v1.3/embed": a multipart form for a POST, no body for a GET."""


@pytest.fixture(scope="session")
def send() -> Send:
    """Sends one request to a fake."""
    return _send


def _send(fake, operation, fields=None, files=None, *, key="any"):
    from fakeembed import Request

    method, _, target = operation.partition(" ")
    path, _, query = target.partition("?")
    headers = {} if key is None else {"x-api-key": key}
    if method != "POST":
        return fake.app(Request(method, path, query, headers))
    headers["content-type"] = f"multipart/form-data; boundary={BOUNDARY}"
    return fake.app(Request(method, path, query, headers, _multipart(fields or {}, files or {})))


def _multipart(fields, files):
    """A form as a client writes it: fields in their order, lists repeated, then files."""
    parts = [
        (f'name="{name}"', value.encode())
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    parts += [(f'name="{name}"; filename="{filename}"', content) for name, (filename, content) in files.items()]
    return (
        b"".join(
            b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), about.encode(), content)
            for about, content in parts
        )
        + b"--%s--\r\n" % BOUNDARY.encode()
    )
