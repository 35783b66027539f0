"""What a generated request is: a value that any HTTP client can send, that a fake can answer, and that a person can read."""

from __future__ import annotations

import json as json_text
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fakeembed._core.editions import NEWEST, VERSIONS, Edition, edition
from fakeembed._wire.forms import MULTIPART
from fakeembed._wire.http import Request
from fakeembed._wire.json_body import JSON
from fakeembed.strategies.files import MediaFile, Readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._wire.http import Response
    from fakeembed.fake.fake_embed import FakeEmbed

HOST = "https://api.twelvelabs.io"
BOUNDARY = "fakeembed-strategies-b64c1f5d"
"""No generated text contains it."""


@dataclass(frozen=True, slots=True, repr=False)
class ApiRequest(Readable):
    """One request to the service.

    Attributes:
        method: In capitals.
        path: With its API version: "/v1.3/embed/tasks".
        params: Query parameters, each with one value or several.
        form: Fields of a multipart form, each with one value or several; None when the body is no form.
        files: Files of that form.
        json: The values of a JSON body, or None; a MediaFile among them stands for its base64 text.
        content: The body as bytes, when it is neither a form nor JSON as they should be.
        content_type: The content type of `content`.
        key: The API key, where the point of the request is its key; None for whichever the client has.
        media: How the media that the request names are declared: arguments of `FakeEmbed.media` by its `match`.
    """

    method: str
    path: str
    params: Mapping[str, str | list[str]] = field(default_factory=dict)
    form: Mapping[str, str | list[str]] | None = None
    files: Mapping[str, MediaFile] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    content_type: str = ""
    key: str | None = None
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def keywords(self, base_url: str = HOST, *, body: str = "content") -> dict[str, Any]:
        """The request as keywords of `httpx.Client.request` and `requests.Session.request`.

        A form is sent as multipart also when it has no files, as the service demands. `body` is what the library calls a body of
        bytes: "content" for httpx, "data" for requests.
        """
        said: dict[str, Any] = {"method": self.method, "url": f"{base_url}{self.path}"}
        if self.params:
            said["params"] = dict(self.params)
        headers = {} if self.key is None else {"x-api-key": self.key}
        if self.content is not None:
            said[body] = self.content
            headers["content-type"] = self.content_type
        elif self.form is not None:
            said["files"] = [
                *((name, (None, value)) for name, value in _pairs(self.form)),
                *((name, (file.filename, file.content)) for name, file in self.files.items()),
            ] or [("_", (None, ""))]
        elif self.json is not None:
            said["json"] = plain(self.json)
        return said | ({"headers": headers} if headers else {})

    def encoded(self, *, key: str = "any") -> Request:
        """The request as `FakeEmbed.app` takes it; `key` is used when the request has none of its own."""
        headers = {"x-api-key": key if self.key is None else self.key}
        body = self.content or b""
        if self.content is not None:
            headers["content-type"] = self.content_type
        elif self.form is not None:
            headers["content-type"] = f"{MULTIPART}; boundary={BOUNDARY}"
            body = _multipart(self.form, self.files)
        elif self.json is not None:
            headers["content-type"] = JSON
            body = json_text.dumps(plain(self.json)).encode()
        return Request(self.method, self.path, urlencode(list(_pairs(self.params))), headers, body)

    def declare(self, fake: FakeEmbed) -> None:
        """Tell a fake of the media that the request names."""
        for match, facts in self.media.items():
            fake.media(match, **facts)

    def answered_by(self, fake: FakeEmbed) -> Response:
        """The fake's answer, once it knows of the media."""
        self.declare(fake)
        return fake.app(self.encoded())


class _Gone:
    """The type of GONE."""

    def __repr__(self) -> str:
        return "GONE"


GONE = _Gone()
"""In a change: the field is not there any more."""


def changed(request: ApiRequest, changes: Mapping[str, Any]) -> ApiRequest:
    """A request in which some things are different.

    A name that begins with `@` is that of an attribute (`@media` adds to it), `?` that of a query parameter; any other is a form
    field, a file, or the dotted path of a member of the JSON body.
    """
    for name, value in changes.items():
        if name == "@media":
            request = replace(request, media={**request.media, **value})
        elif name.startswith("@"):
            request = replace(request, **{name[1:]: value})
        elif name.startswith("?"):
            request = replace(request, params=_with(request.params, name[1:], value))
        elif request.json is not None:
            request = replace(request, json=_at(request.json, name.split("."), value))
        else:
            kept, files = _with(request.form or {}, name, GONE), _with(request.files, name, GONE)
            if isinstance(value, MediaFile):
                files[name] = value
            elif value is not GONE:
                kept[name] = value
            request = replace(request, form=kept, files=files)
    return request


def plain(value: Any) -> Any:
    """A JSON value with the base64 text of every file in it."""
    if isinstance(value, MediaFile):
        return value.base64
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def edition_on(api_date: str | None, version: str = VERSIONS[-1], *, family: str = "embed") -> Edition:
    """The service as it was on an ISO day, by default the newest known.

    Raises:
        ValueError: When it did not offer that family of operations then.
    """
    found = edition(version, api_date or NEWEST)
    if found is None or family not in found.families:
        raise ValueError(f"there was no {family} in {version} on {api_date}")
    return found


def _pairs(fields: Mapping[str, str | list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in fields.items() for value in ([values] if isinstance(values, str) else values)]


def _with(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    kept = {known: given for known, given in values.items() if known != name}
    return kept if value is GONE else {**kept, name: value}


def _at(tree: Any, path: list[str], value: Any) -> Any:
    """A copy of a JSON value with another one at a path."""
    name, *rest = path
    if isinstance(tree, list):
        index = int(name)
        return [_at(item, rest, value) if rest and at == index else value if at == index else item for at, item in enumerate(tree)]
    known: dict[str, Any] = tree if isinstance(tree, dict) else {}
    return _with(known, name, _at(known.get(name), rest, value) if rest else value)


def _multipart(form: Mapping[str, str | list[str]], files: Mapping[str, MediaFile]) -> bytes:
    parts = [(f'name="{name}"', value.encode()) for name, value in _pairs(form)]
    parts += [(f'name="{name}"; filename="{file.filename}"', file.content) for name, file in files.items()]
    mark = BOUNDARY.encode()
    bodies = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (mark, disposition.encode(), body)
        for disposition, body in parts
    ]
    return b"".join(bodies) + b"--%s--\r\n" % mark
