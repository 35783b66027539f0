"""How the body of a request to a served fake is read: whole, not beyond a bound, and a large form into a file."""

from __future__ import annotations

import logging
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import IO, Any, cast

from fakeembed._wire import json_body
from fakeembed._wire.forms import KEPT_IN_MEMORY, MULTIPART
from fakeembed._wire.http import Response, own_words

_log = logging.getLogger("fakeembed")

LARGEST_BODY = 256 * 1024 * 1024
"""Bytes in a form, whose files are kept on a disk; the largest file that the service takes in one request has 200 MB (D92)."""


def is_announced(scope: dict[str, Any], headers: dict[str, str]) -> bool:
    """Whether a body comes: in HTTP/1 none follows a head without these headers (RFC 9112, section 6.3), and asking takes time."""
    return "content-length" in headers or "transfer-encoding" in headers or not scope["http_version"].startswith("1")


def largest(headers: dict[str, str]) -> int:
    """Bytes that the body of a request may have: only forms carry files as they are."""
    return LARGEST_BODY if _is_form(headers) else min(LARGEST_BODY, json_body.LARGEST)


async def read(headers: dict[str, str], receive: Any) -> bytes | Response:
    """The whole body, or its refusal, after which no more of it is read; ConnectionError when the client has left.

    What has been put into a file, which has no name and is gone with the last who holds its bytes, is an `mmap` of it.
    """
    try:
        body = await _read(headers, receive)
    except ConnectionError:
        raise
    except OSError as error:  # a disk that is full, or no file that may be opened (decision D406)
        _log.error("the body of a request cannot be kept: %s", error)
        why = "This fake cannot keep the body of the request in a temporary file; its log says why. Ask again."
        return own_words(503, "body_not_kept", why, connection="close", **{"retry-after": "1"})
    if body is None:
        why = f"This fake takes such requests of up to {largest(headers)} bytes."
        return own_words(413, "request_too_large", why, connection="close")
    return body


async def _read(headers: dict[str, str], receive: Any) -> bytes | None:
    """The body, or None as soon as it is known to be too large."""
    most, declared = largest(headers), headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > len(str(most)) or int(declared) > most):
        return None
    chunks: list[bytes] = []
    file: IO[bytes] | None = None
    size, more = 0, True
    try:
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
            if size > most:
                return None
            if size > KEPT_IN_MEMORY and _is_form(headers):
                file = file or TemporaryFile(prefix="fakeembed-")  # noqa: SIM115 - it is closed below
                file.writelines(chunks)
                chunks.clear()
        return b"".join(chunks) if file is None else _mapped(file)
    finally:
        if file is not None:
            with suppress(OSError):  # of what could not be written and is not needed any more
                file.close()


def _is_form(headers: dict[str, str]) -> bool:
    return headers.get("content-type", "").strip().lower().startswith(MULTIPART)


def _mapped(file: IO[bytes]) -> bytes:
    file.flush()
    return cast("bytes", mmap(file.fileno(), 0, access=ACCESS_READ))
