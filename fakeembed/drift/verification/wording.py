"""How a question of a contract is put on the wire: variables substitute in, forms and files encoded, the route made whole."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

from fakeembed.drift import suite
from fakeembed.drift.curl import curl_line
from fakeembed.drift.verification.answers import CannotLook, OutsideTarget
from fakeembed.errors import FakeEmbedError

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_LINE = 2000
"""Characters in a line that shows a difference again; a longer one would hide the report."""

_LINK = re.compile(r"https?://[^/?#@\\\s]+(?:[/?#]\S*)?", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{([^}]+)\}")


class UnknownVariable(FakeEmbedError):  # noqa: N818 - named after the fact
    """A contract uses a name that no step has saved."""

    __module__ = "fakeembed"


@dataclass(frozen=True, slots=True)
class Question:
    """One request, ready to be sent by any HTTP client.

    Attributes:
        method: In capitals.
        route: The path with its API version, or a whole URL that an answer gave.
        params: Query parameters; a list is sent repeated.
        headers: Beside the key.
        key: "" for the target's own key, "none" or "wrong".
        fields: Fields of a multipart form, in order.
        files: Files of a multipart form: field, sent name, content, content type.
        urlencoded: Fields of an urlencoded form.
        json: The JSON body; `...` when there is none.
        content: Any other body.
        operation: Method and path of the contract, with its version and what stands in the braces.
    """

    method: str
    route: str
    params: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    key: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str, bytes, str], ...] = ()
    urlencoded: tuple[tuple[str, str], ...] = ()
    json: Any = ...
    content: bytes | None = None
    operation: tuple[str, str] = ("", "")

    @property
    def path(self) -> str:
        """The path of the route, with its API version and without its query."""
        path = "/" + self.route.partition("://")[2].partition("/")[2] if "://" in self.route else self.route
        return path.partition("?")[0]

    def curl(self, origin: str, key_variable: str) -> str:
        """The line that asks the same with curl, the key from a variable; an empty text for what does not fit into one."""
        url = self.route if "://" in self.route else f"{origin}{self.route}"
        line = curl_line(
            self.method,
            url,
            params=_grouped(self.params) or None,
            form=self.fields,
            files=[(field, sent_as) for field, sent_as, _, _ in self.files],
            json=None if self.json is ... else self.json,
            headers=dict(self.headers),
            key_variable=key_variable,
        )
        whole = len(line) <= LONGEST_LINE and self.content is None and not self.urlencoded
        return line if whole else ""


def question(operation: str, version: str, request: Mapping[str, Any], variables: Mapping[str, Any]) -> Question:
    """The question that `request` (see contract.schema.json) asks of an operation ("POST /embed/tasks")."""
    method, _, path = operation.partition(" ")
    said = substitute(request, variables)
    usual = f"/{version}{_with_ids(path, said.get('path', {}))}"
    route = said.get("route", usual)
    if not route.startswith("/") and not is_link(route):
        raise CannotLook(f"a link is followed when it is whole, not {route!r:.80}")
    raw = said.get("raw", {})
    headers = dict(said.get("headers", {}))
    content = None
    if raw:
        headers.setdefault("content-type", raw["content_type"])
        content = suite.medium(raw["file"]) if "file" in raw else raw.get("text", "").encode()
    return Question(
        method=said.get("method", method),
        route=route,
        params=tuple(_pairs(said.get("query", {}))),
        headers=tuple(headers.items()),
        key=said.get("key", ""),
        fields=tuple(_pairs(said.get("form", {}))),
        files=tuple(_file(name, file) for name, file in said.get("files", {}).items()),
        urlencoded=tuple(_pairs(said.get("urlencoded", {}))),
        json=said.get("json", ...),
        content=content,
        operation=(method, usual),
    )


def is_link(text: str) -> bool:
    """Whether a text is a whole http or https URL, without a name or a password in it."""
    return _LINK.fullmatch(text) is not None


def substitute(value: Any, variables: Mapping[str, Any]) -> Any:
    """JSON values with their `${...}` replaced; a text that is one variable becomes what that variable is, whatever its type.

    Raises:
        UnknownVariable: For a name that is neither saved nor made up here.
    """
    if isinstance(value, dict):
        return {key: substitute(item, variables) for key, item in value.items()}
    if isinstance(value, list):
        return [substitute(item, variables) for item in value]
    if not isinstance(value, str):
        return value
    whole = _VARIABLE.fullmatch(value)
    if whole is not None:
        return _variable(whole[1], variables)
    return _VARIABLE.sub(lambda found: str(_variable(found[1], variables)), value)


def _variable(name: str, variables: Mapping[str, Any]) -> Any:
    kind, _, argument = name.partition(":")
    if kind == "words" and argument:
        return " ".join(["word"] * int(argument))
    if kind == "base64" and argument:
        return b64encode(suite.medium(argument)).decode("ascii")
    if name not in variables:
        known = ", ".join(sorted(variables)) or "none"
        raise UnknownVariable(f"a contract asks for ${{{name}}}, and no step has saved it; saved are: {known}")
    if variables[name] is None:
        raise OutsideTarget("needs a public video; name one in FAKEEMBED_VIDEO_URL")
    return variables[name]


def _with_ids(path: str, ids: Mapping[str, str]) -> str:
    for name, value in ids.items():
        path = path.replace(f"{{{name}}}", str(value))
    return path


def _pairs(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in fields.items() for value in (values if isinstance(values, list) else [values])]


def _grouped(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    return {name: [value for key, value in pairs if key == name] for name, _ in pairs}


def _file(field: str, file: str | Mapping[str, str]) -> tuple[str, str, bytes, str]:
    name, sent_as = (file, file) if isinstance(file, str) else (file["file"], file["as"])
    return field, sent_as, suite.medium(name), guess_type(sent_as)[0] or "application/octet-stream"
