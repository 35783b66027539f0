"""What a recorded request asked: the fields of its form or its JSON, in the types that its contract gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings.exchange import QUESTION, UnreadHeaders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.recordings.exchange import Exchange

FORM = "multipart/form-data"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class RequestContent:
    """The content of a request.

    Attributes:
        media_type: Of its body, without parameters.
        fields: Of a form: each name with all its values.
        files: Of a form: each name with the name of its file and what that holds.
        json: A JSON body; None when it has none.
    """

    media_type: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    json: Any = None


def unread(exchange: Exchange) -> str:
    """Why a request, or a body of it that is there, cannot be judged, in words; empty when it can, or when its body was lost."""
    if isinstance(exchange.sent, UnreadHeaders):
        return "the request was not judged: its headers are not names with texts"
    if not exchange.question or content_of(exchange) is not None:
        return ""
    encoding = exchange.sent.get("content-encoding", "")
    if encoding:
        return f"{QUESTION} is in {encoding}, and was not judged"
    return f"{QUESTION} is not the {'form' if _media_type(exchange) == FORM else 'JSON'} that its content-type announces"


def content_of(exchange: Exchange) -> RequestContent | None:
    """What a request asked; None when its body was lost, or when that or its headers cannot be read."""
    media_type = _media_type(exchange)
    if exchange.question is None or isinstance(exchange.sent, UnreadHeaders):
        return None
    if media_type == FORM:
        return _form(exchange.sent["content-type"], exchange.question)
    if media_type == JSON:
        import orjson

        try:
            return RequestContent(JSON, json=orjson.loads(exchange.question))
        except ValueError:
            return None
    return RequestContent(media_type)


def _media_type(exchange: Exchange) -> str:
    return exchange.sent.get("content-type", "").partition(";")[0].strip().lower()


def _form(content_type: str, body: bytes) -> RequestContent | None:
    message = BytesParser().parsebytes(b"content-type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    if not message.is_multipart() or message.defects:
        return None
    fields: dict[str, list[str]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in message.get_payload():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        content: Any = part.get_payload(decode=True) or b""  # type: ignore[union-attr]
        if not isinstance(name, str):
            continue
        file_name = part.get_filename()  # type: ignore[union-attr]
        if file_name is None:
            fields.setdefault(name.removesuffix("[]"), []).append(content.decode("utf-8", "replace"))
        else:
            files[name] = (file_name, content)
    return RequestContent(FORM, fields, files)


def typed(asked: RequestContent, schema: Mapping[str, Any]) -> Any:
    """A request as the JSON values that a schema of its operation describes."""
    if asked.media_type == JSON:
        return _without_nulls(asked.json)
    properties = schema.get("properties", {})
    found: dict[str, Any] = {name: _value(values, properties.get(name, {})) for name, values in asked.fields.items()}
    return {**found, **dict.fromkeys(asked.files, "file")}


def _without_nulls(value: Any) -> Any:
    """A JSON value without fields that are null, which is how embed v2 reads it."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _value(values: list[str], schema: Mapping[str, Any]) -> Any:
    if schema.get("type") == "array":
        return [_value([one], schema.get("items", {})) for one in values]
    text = values[-1]
    if schema.get("type") in {"number", "integer"}:
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    if schema.get("type") == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text
