"""What one operation of a published document says: its parameters, what it takes, what it answers, who may ask it and where."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.drift.openapi.content import followed
from fakeembed.drift.openapi.facets import ANYTHING, Shape
from fakeembed.drift.openapi.form_parts import encoding, usual_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fakeembed.drift.openapi.content import Follow
    from fakeembed.drift.openapi.shapes import Reader, Side

PLACES = ("path", "query", "header", "cookie", "querystring")

_NOT_PARAMETERS = frozenset({"x-api-key", "authorization", "content-type", "accept"})
_STYLES = {"path": "simple", "header": "simple"}
_SAID = frozenset({"summary", "description", "externalDocs", "tags", "operationId", "example", "examples", "name", "in", "$ref"})
_OPERATION = _SAID | {"parameters", "requestBody", "responses", "deprecated", "security", "servers"}
_PARAMETER = _SAID | {"required", "deprecated", "schema", "content", "style", "explode", "allowReserved", "allowEmptyValue"}
_BODY = _SAID | {"content", "required"}
_MEDIA = _SAID | {"schema", "itemSchema", "encoding"}
_ANSWER = _SAID | {"content", "headers"}


@dataclass(frozen=True, slots=True)
class Body:
    """What a body of one media type is.

    Attributes:
        shape: What it lets through; of a stream of items the array of them.
        encoding: For a part of a form how it is written, where the document says so.
        usual_types: For a part of a form the content type that it has where the document names none, where OpenAPI says so.
        unread: What nobody here understands.
    """

    shape: Shape = ANYTHING
    encoding: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    usual_types: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one status brings.

    Attributes:
        bodies: By media type; empty when there is none.
        headers: An object whose properties are the headers that are documented, by lower-case name.
        examples: Code and message of each example of a refusal, by the example's name.
        unread: What nobody here understands.
    """

    bodies: Mapping[str, Body]
    headers: Shape
    examples: Mapping[str, tuple[str, str]]
    unread: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Attributes:
        name: Method and path below the API version: "POST /embed/tasks".
        parameters: For each of `PLACES` an object whose properties are the parameters, those of the path in its order.
        writing: How a parameter is written when it has parts, by place and name: style, explode and the like.
        bodies: What is sent, by media type.
        body_required: Whether a body must be sent.
        answers: By status as it is written there: "200", "4XX", "default".
        security: The alternatives of who may ask, each a table of credentials and the scopes that they need; empty when nothing is
            said.
        servers: Where it is asked, without the API version; empty when nothing is said.
        deprecated: Whether clients are asked to leave it.
        unread: What nobody here understands, by its place.
    """

    name: str
    parameters: Mapping[str, Shape] = field(default_factory=dict)
    writing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    body_required: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    security: tuple[Mapping[str, frozenset[str]], ...] = ()
    servers: tuple[str, ...] = ()
    deprecated: bool = False
    unread: Mapping[str, Any] = field(default_factory=dict)


class OperationReader:
    """Reads one operation."""

    def __init__(self, document: Mapping[str, Any], root: Follow, follow: Follow, readers: Mapping[Side, Reader]) -> None:
        """Read with what the document says for all its operations, and its schemas with `readers`, which know them then.

        References start where the operation stands (`follow`), which may be another file than the document (`root`).
        """
        self._document = document
        self._root = root
        self._follow = follow
        self._readers = readers
        for reader in readers.values():
            reader.begin_operation()
        self._unread: dict[str, Any] = {}

    def operation(self, name: str, item: dict[str, Any], operation: dict[str, Any]) -> Operation:
        """The operation; `name` is its method and its path, `item` the path item it stands in."""
        body, within = followed(operation.get("requestBody") or {}, self._follow)
        parameters, writing = self._parameters(name, [*(item.get("parameters") or ()), *(operation.get("parameters") or ())])
        self._unread |= _rest(operation, _OPERATION, "operation") | _rest(body, _BODY, "request")
        servers = operation.get("servers") or item.get("servers") or self._document.get("servers") or ()
        return Operation(
            name=name,
            parameters=parameters,
            writing=writing,
            bodies=self._bodies(body, within, "request"),
            body_required=body.get("required") is True,
            answers={
                str(status): self._answer(answer)
                for status, answer in (operation.get("responses") or {}).items()
                if not _is_extension(status)
            },
            security=tuple(self._security(operation.get("security", self._document.get("security")) or ())),
            servers=tuple(dict.fromkeys(address for server in servers for address in _addresses(server))),
            deprecated=operation.get("deprecated") is True,
            unread=self._unread,
        )

    def _parameters(self, name: str, written: list[Any]) -> tuple[dict[str, Shape], dict[str, dict[str, str]]]:
        places: dict[str, dict[str, Shape]] = {place: {} for place in PLACES}
        required: dict[str, set[str]] = {place: set() for place in places}
        writing: dict[str, dict[str, str]] = {}
        places["path"] = dict.fromkeys(re.findall(r"\{([^}]*)\}", name), ANYTHING)  # in this order, whatever the order below
        for entry in written:
            parameter, within = followed(entry, self._follow)
            place, own = str(parameter["in"]), str(parameter["name"])
            if place not in places or (place == "header" and own.lower() in _NOT_PARAMETERS):
                continue
            own = own.lower() if place == "header" else own
            self._unread |= _rest(parameter, _PARAMETER, f"request {place}.{own}")
            media, schema = _schema_of(parameter)
            shape = self._readers["request"].shape(schema, within)
            notes = {"deprecated": True} if parameter.get("deprecated") is True else {}
            places[place][own] = replace(shape, notes={**shape.notes, **notes})
            (required[place].add if parameter.get("required") is True or place == "path" else required[place].discard)(own)
            writing[f"{place}.{own}"] = _writing(parameter, place, media)
        return {place: _object(found, required[place]) for place, found in places.items()}, writing

    def _answer(self, written: Any) -> Answer:
        answer, within = followed(written, self._follow)
        headers, required = {}, set()
        for name, entry in (answer.get("headers") or {}).items():
            header, beyond = followed(entry, within)
            if str(name).lower() != "content-type":
                headers[str(name).lower()] = self._readers["response"].shape(_schema_of(header)[1], beyond)
                required |= {str(name).lower()} if header.get("required") is True else set()
        return Answer(
            bodies=self._bodies(answer, within, "response"),
            headers=_object(headers, required),
            examples=dict(_examples(answer, within)),
            unread=_rest(answer, _ANSWER, ""),
        )

    def _bodies(self, holder: dict[str, Any], follow: Follow, side: Side) -> dict[str, Body]:
        found = {}
        for media_type, written in (holder.get("content") or {}).items():
            media, within = followed(written, follow)
            shape = self._readers[side].shape(media.get("schema", True), within)
            if "itemSchema" in media:
                items = self._readers[side].shape(media["itemSchema"], within)
                shape = Shape({"array": ({"items": items},)})
            written_as = {str(name): said for name, said in (media.get("encoding") or {}).items()}
            further = {
                f"{name} header {str(header).lower()}": self._part_header(entry, within, side)
                for name, said in written_as.items()
                for header, entry in (said.get("headers") or {}).items()
            }
            found[media_type.partition(";")[0].strip().lower()] = Body(
                shape=shape,
                encoding={name: encoding(said) for name, said in written_as.items()},
                usual_types=usual_types(media_type, media.get("schema"), within),
                unread={**_rest(media, _MEDIA, ""), **further},
            )
        return found

    def _part_header(self, written: Any, follow: Follow, side: Side) -> tuple[bool, Shape]:
        """What a part of a form says of one of its headers: whether it must be there, and what it is."""
        header, within = followed(written, follow)
        return header.get("required") is True, self._readers[side].shape(_schema_of(header)[1], within)

    def _security(self, written: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, frozenset[str]]]:
        schemes = (self._document.get("components") or {}).get("securitySchemes") or {}
        for requirement in written:
            credentials: dict[str, frozenset[str]] = {}
            for name, scopes in requirement.items():
                scheme, _ = followed(schemes.get(name) or {"name": name}, self._root)
                facts = json.dumps(_without_descriptions(scheme), sort_keys=True, default=str).lower()
                credentials[facts] = credentials.get(facts, frozenset()) | frozenset(map(str, scopes or ()))
            yield credentials


def _schema_of(parameter: Mapping[str, Any]) -> tuple[str, Any]:
    """The media type of a parameter or a header that is written in one, and its schema."""
    for media_type, media in (parameter.get("content") or {}).items():
        return str(media_type), media.get("schema", True)
    return "", parameter.get("schema", True)


def _writing(parameter: Mapping[str, Any], place: str, media: str) -> dict[str, str]:
    style = str(parameter.get("style") or _STYLES.get(place, "form"))
    flags = {word: str(parameter.get(word) is True).lower() for word in ("allowReserved", "allowEmptyValue")}
    explode = parameter.get("explode", style in {"form", "cookie"})
    return {"style": style, "explode": str(explode is True).lower(), **flags, "content": media}


def _without_descriptions(scheme: Any) -> Any:
    """A security scheme without what it tells people; what scopes there are is of no matter to an operation (decision D201)."""
    if not isinstance(scheme, dict):
        return scheme
    told = {"description", "deprecated", "bearerFormat", "scopes"}
    return {name: _without_descriptions(said) for name, said in scheme.items() if name not in told and not _is_extension(name)}


def _addresses(server: Mapping[str, Any]) -> Iterator[str]:
    """Where a server is: scheme, host and path without the API version; none for one that is named relative to the document.

    The address is that of the defaults of its variables; each word that one of them may have instead is told beside it.
    """
    url = str(server.get("url", ""))
    variables = server.get("variables") or {}
    for name, variable in variables.items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    parts = urlsplit(url)
    path = re.sub(r"^/v[0-9]+(\.[0-9]+)?(?=/|$)", "", parts.path).rstrip("/")
    if parts.netloc:
        yield f"{parts.scheme}://{parts.netloc}{path}".lower()
        yield from (f"{name}: {word}" for name, variable in variables.items() for word in variable.get("enum") or ())


def _object(properties: Mapping[str, Shape], required: set[str]) -> Shape:
    return Shape({"object": ({"properties": dict(properties), "required": frozenset(required)},)})


def _examples(answer: dict[str, Any], follow: Follow) -> Iterator[tuple[str, tuple[str, str]]]:
    for written in (answer.get("content") or {}).values():
        media, within = followed(written, follow)
        named = {"example": {"value": media.get("example")}, **(media.get("examples") or {})}
        for name, entry in named.items():
            example, _ = followed(entry, within)
            value = example.get("value", example.get("dataValue"))
            if isinstance(value, dict) and "code" in value and "message" in value:
                yield str(name), (str(value["code"]), str(value["message"]))


def _rest(said: Mapping[str, Any], known: frozenset[str], place: str) -> dict[str, Any]:
    """What is said and not read, by its place and word."""
    return {f"{place} {word}".strip(): value for word, value in said.items() if str(word) not in known and not _is_extension(word)}


def _is_extension(word: Any) -> bool:
    return str(word).startswith("x-")
