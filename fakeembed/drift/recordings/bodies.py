"""How the bytes of a body are won back from what a recorder wrote."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 256 * 1024 * 1024
"""Bytes of one decompressed body."""

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
    if encoding == "br":
        return _unbrotlied(content)
    window = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS if content[:1] == b"\x78" else -zlib.MAX_WBITS}.get(encoding)
    return None if window is None else _inflated(content, window)


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


def _unbrotlied(content: bytes) -> bytes | None:
    try:
        import brotli
    except ModuleNotFoundError:
        return None
    try:
        whole: bytes = brotli.decompress(content)
    except brotli.error:
        return None
    return whole
