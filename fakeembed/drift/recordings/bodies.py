"""How the bytes of a body are won back from what a recorder wrote."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import decompression

if TYPE_CHECKING:
    from collections.abc import Mapping

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def decoded(content: bytes | None, headers: Mapping[str, str]) -> tuple[bytes | None, str]:
    """A body without its content encodings, or None; and in words why one that is there cannot be read.

    Many recorders keep a decoded body under the headers of the compressed one, so what reads as JSON or as other text is
    taken as it is.
    """
    encodings = [] if content is None else _encodings(content, headers)
    while encodings and content and not _is_json(content):  # the last one was applied last
        content, unread = _without(encodings.pop(), content)
        if unread:
            return None, unread
    return content, ""


def _encodings(content: bytes, headers: Mapping[str, str]) -> list[str]:
    """What a body is packed in, by its header and by how it begins: a recorder may have taken off all but a part of them."""
    names = [name.strip().removeprefix("x-") for name in headers.get("content-encoding", "").lower().split(",")]
    named = [name for name in names if name not in {"", "identity"}]
    if not content.startswith(decompression.GZIP):
        return named
    while named and named[-1] != "gzip":
        named.pop()
    return named or ["gzip"]


def _without(encoding: str, content: bytes) -> tuple[bytes | None, str]:
    package = decompression.package_for(encoding)
    whole = None if package else decompression.decompressed(content, encoding)
    if whole is not None:
        return whole, ""
    text = _text(content)
    if text is not None:
        return _unpacked(content, text)
    if package:
        why = f"; pip install {package}"
    else:
        why = ", and not whole" if encoding in decompression.ENCODINGS else ", which cannot be decoded here"
    return None, f"the body of the answer is in {encoding}{why}"


def _unpacked(content: bytes, text: str) -> tuple[bytes | None, str]:
    """A body that is text, although its header says otherwise; with control characters it is bytes that were taken for text."""
    if _CONTROL.search(text) is not None:
        return None, ""
    return (None, "the body of the answer is not whole") if _is_begun_json(text) else (content, "")


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
    """Whether a request had a body, as it announces one or is nothing without it; or may have had one.

    The latter when not even a header of it was kept.
    """
    length = headers.get("content-length", "")
    is_announced = (length.isdigit() and int(length) > 0) or "chunked" in headers.get("transfer-encoding", "").lower()
    return is_announced or (method in {"POST", "PUT"} and (not headers or headers.get("content-type", "").startswith("multipart/")))


def _is_json(content: bytes) -> bool:
    import orjson

    if content.lstrip()[:1] not in {b"{", b"["}:
        return False
    try:
        orjson.loads(content)
    except ValueError:
        return False
    return True


def _is_begun_json(text: str) -> bool:
    """Whether it is JSON as far as it goes, and ends before that does."""
    import orjson

    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return text.lstrip()[:1] in {"{", "["} and error.pos >= len(text)
    return False


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
