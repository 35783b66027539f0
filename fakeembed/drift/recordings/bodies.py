"""How the bytes of a body are won back from what a recorder wrote."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 256 * 1024 * 1024
"""Bytes of one decompressed body."""

_DECODERS = {"br": ("brotli",), "zstd": ("compression.zstd", "backports.zstd")}
"""Modules that decode what the standard library does not, or only from Python 3.14 on; the last one is what is to be installed."""

_REPLACED = "\N{REPLACEMENT CHARACTER}"


def decoded(content: bytes | None, headers: Mapping[str, str]) -> bytes | None:
    """A body without its content encoding; None when there is none or it cannot be decoded.

    Many recorders keep a decoded body under the headers of the compressed one, so what reads as JSON is taken as it is.
    """
    if content is None:
        return None
    encoding = headers.get("content-encoding", "").strip().lower()
    if content.startswith(b"\x1f\x8b"):
        encoding = "gzip"
    if not content or encoding in {"", "identity"} or _is_json(content):
        return content
    if encoding in _DECODERS:
        return _decoded_by_a_package(content, encoding)
    window = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS if content[:1] == b"\x78" else -zlib.MAX_WBITS}.get(encoding)
    return None if window is None else _inflated(content, window)


def unread(content: bytes | None, headers: Mapping[str, str]) -> str:
    """Which package is missing to decode a body, in words; empty when none is."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in _DECODERS or not content or decoded(content, headers) is not None or _decoder(encoding) is not None:
        return ""
    return f"the body of the answer is in {encoding}; pip install {_DECODERS[encoding][-1]}"


def of_text(text: str, size: int | None) -> bytes | None:
    """The bytes that a text stands for: of UTF-8 and Latin-1 the one that has the recorded size; None when bytes were replaced."""
    if _REPLACED in text:
        return None
    candidates = [text.encode("utf-8", "surrogatepass"), text.encode("latin-1", "ignore")]
    if size is None or len(candidates[1]) != len(text):  # or there are characters beyond Latin-1
        return candidates[0]
    return next((content for content in candidates if len(content) == size), candidates[0])


def of_base64(text: str) -> bytes | None:
    """The bytes of a base64 text, or of a JSON array of such texts, each a piece; None when it is neither."""
    try:
        pieces: list[str] = json.loads(text) if text.lstrip().startswith("[") else [text]
        return b"".join(b64decode(piece) for piece in pieces)
    except (ValueError, TypeError, NotBase64):
        return None


def of_hex(value: Any) -> bytes | None:
    """The bytes of a hexadecimal text, or of a list of them; None when it is neither."""
    pieces = value if isinstance(value, list) else [value]
    try:
        return b"".join(bytes.fromhex(piece) for piece in pieces)
    except (ValueError, TypeError):
        return None


def breaks_off(content: bytes | None, headers: Mapping[str, str]) -> bool:
    """Whether less of a body is there than its own header announces."""
    announced = headers.get("content-length", "")
    return announced.isdigit() and int(announced) > 0 and not content


def needs_a_body(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request certainly had a body: it announces one, or it is of a type that is nothing without it."""
    length = headers.get("content-length", "")
    is_announced = (length.isdigit() and int(length) > 0) or "chunked" in headers.get("transfer-encoding", "").lower()
    return is_announced or (method in {"POST", "PUT"} and headers.get("content-type", "").startswith("multipart/"))


def _is_json(content: bytes) -> bool:
    import orjson

    if content.lstrip()[:1] not in {b"{", b"["}:
        return False
    try:
        orjson.loads(content)
    except ValueError:
        return False
    return True


def _inflated(content: bytes, window: int) -> bytes | None:
    inflating = zlib.decompressobj(window)
    try:
        whole = inflating.decompress(content, LARGEST)
    except zlib.error:
        return None
    return whole if inflating.eof else None


def _decoded_by_a_package(content: bytes, encoding: str) -> bytes | None:
    decoder = _decoder(encoding)
    if decoder is None:
        return None
    try:
        whole: bytes = decoder.decompress(content)
    except Exception:  # noqa: BLE001 - bytes from anywhere, and each package has an error of its own
        return None
    return whole


def _decoder(encoding: str) -> Any:
    """The first module that is there and decodes this; None when none is."""
    for name in _DECODERS[encoding]:
        with suppress(ModuleNotFoundError):
            return import_module(name)
    return None
