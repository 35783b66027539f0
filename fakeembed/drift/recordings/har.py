"""HAR 1.2, as browsers, mitmproxy, Charles, Playwright and Polly.js write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, Unreadable, folded, what_is_lost

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Folder = Path | zipfile.Path

_PIECE = 16 * 1024 * 1024
"""Bytes of a file that are parsed at a time. The parser begins a text again with each, so small ones make a large body slow."""


def exchanges(path: Path | zipfile.Path, name: str) -> Iterator[Exchange]:
    """Every entry of a HAR file, read one by one, because a recording may be large; `_file` is read from the file's folder.

    Raises:
        Unreadable: When the file is no JSON.
    """
    import ijson

    folder: Folder = path.parent  # type: ignore[assignment]  # in an archive it is a path of the same archive
    number = 0
    with path.open("rb") as file:
        try:
            for number, entry in enumerate(ijson.items(file, "log.entries.item", buf_size=_PIECE, use_float=True), 1):
                yield _exchange(entry, f"{name}, exchange {number}", folder)
        except ijson.JSONError:  # it quotes what stands there, which may be a key
            raise Unreadable(f"{name} is no JSON: it breaks after exchange {number}") from None


def _exchange(entry: Mapping[str, Any], place: str, folder: Folder) -> Exchange:
    request, response = entry["request"], entry["response"]
    sent, headers = _headers(request), _headers(response)
    question, status = _question(request, sent, folder), max(int(response.get("status") or 0), 0)
    method, url = request["method"].upper(), request["url"]
    if response.get("_failureText") or response.get("_error") or not status:
        return Exchange(place, method, url, sent, question, lost=("the answer: there was none",), broke_off=True)
    if response.get("_transferSize") == 0 or (response.get("bodySize") or 0) < -1:
        return Exchange(place, method, url, sent, question, lost=("the answer: it came from a cache",))
    content = response.get("content") or {}
    given, is_decoded = _answer(response, headers, folder)
    answer, unread = (given, "") if is_decoded else bodies.decoded(given, headers)
    broke_off = answer is None and bodies.breaks_off(b"", headers) and not content.get("size")
    lost = what_is_lost(question, answer)
    return Exchange(place, method, url, sent, question, status, headers, answer, lost, broke_off, unread)


def _headers(message: Mapping[str, Any]) -> dict[str, str]:
    """The headers; one without a value was not sent, as axios-har-tracker writes them."""
    return folded((each["name"], each["value"]) for each in message.get("headers") or () if each.get("value") is not None)


def _question(request: Mapping[str, Any], sent: Mapping[str, str], folder: Folder) -> bytes | None:
    posted = request.get("postData") or {}
    attached = _attached(posted, folder)
    if attached is not None:
        return attached
    size = request.get("bodySize")
    text = posted.get("text") or ""
    if not text:
        has_fields = bool(posted) and request["method"].upper() in {"POST", "PUT"}
        return None if has_fields or (size or 0) > 0 or bodies.needs_a_body(request["method"].upper(), sent) else b""
    if posted.get("encoding") == "base64":
        return bodies.of_base64(text)
    return bodies.of_text(text, size)


def _answer(response: Mapping[str, Any], headers: Mapping[str, str], folder: Folder) -> tuple[bytes | None, bool]:
    """What is there of it, and whether it is certainly decoded, as text always is."""
    content = response.get("content") or {}
    attached = _attached(content, folder)
    if attached is not None:
        return attached, False
    text = content.get("text")
    if not text:
        is_empty = response["status"] in {204, 304} or headers.get("content-length") == "0"
        return (b"" if is_empty else None), True
    if content.get("encoding") == "base64":
        return bodies.of_base64(text), False
    return bodies.of_text(text, None), True


def _attached(part: Mapping[str, Any], folder: Folder) -> bytes | None:
    """What stands in a file beside the recording: a plain name, so that a recording names nothing elsewhere."""
    name = part.get("_file")
    if not isinstance(name, str) or "/" in name or "\\" in name or not (folder / name).is_file():
        return None
    return (folder / name).read_bytes()
