"""How a published OpenAPI 3.0 or 3.1 document is read, JSON or YAML: the operations on embeddings and assets, nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from fakeembed.drift.openapi.shapes import ANYTHING, Shape, Shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from referencing import Resource

    from fakeembed.drift.openapi.shapes import Follow

METHODS = ("get", "post", "put", "patch", "delete")
OURS = frozenset({"embed", "embed-v2", "assets"})
"""First segments of the paths that are looked at."""

_VERSION = re.compile(r"^/?(v[0-9]+(?:\.[0-9]+)?)(?=/|$)")
_NOT_PARAMETERS = frozenset({"x-api-key", "authorization", "content-type", "accept"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one status brings.

    Attributes:
        bodies: The shape of the body by media type; empty when there is none.
        headers: The headers that are documented, by lower-case name.
        examples: Code and message of each example of a refusal, by the example's name.
    """

    bodies: Mapping[str, Shape]
    headers: frozenset[str]
    examples: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Attributes:
        name: Method and path below the API version: "POST /embed/tasks".
        parameters: For `path`, `query` and `header` an object whose properties are the parameters.
        bodies: The shape of the request's body by media type.
        answers: By status as it is written there: "200", "4XX", "default".
    """

    name: str
    parameters: Mapping[str, Shape] = field(default_factory=dict)
    bodies: Mapping[str, Shape] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        name: As people call it; a file's name.
        operations: By API version ("v1.3") and then by method and path with empty braces: "GET /embed/tasks/{}".
    """

    name: str
    operations: Mapping[str, Mapping[str, Operation]]


def read(path: Path) -> Document:
    """The document in a file.

    Raises:
        ValueError: When it is no OpenAPI 3.0 or 3.1 document, a reference leads nowhere, or nothing in it is about embeddings or
            assets.
        OSError: When it cannot be read.
        ModuleNotFoundError: For YAML without a YAML library.
    """
    return understood(_loaded(path), path.name, path.resolve().as_uri())


def understood(document: Any, name: str, uri: str = "urn:document") -> Document:
    """The document in JSON values; `uri` is where its relative references start.

    Raises:
        ValueError: As for `read`.
    """
    from referencing.exceptions import Unresolvable

    said = str(document.get("openapi", "")) if isinstance(document, dict) else ""
    if not said.startswith(("3.0", "3.1")) or not isinstance(document.get("paths"), dict):
        msg = f"{name} is no OpenAPI 3.0 or 3.1 document"
        raise ValueError(msg)
    found: dict[str, dict[str, Operation]] = {}
    try:
        for version, method, path, item, operation, follow in _ours(document, _follower(document, uri)):
            made = _Reader(follow).operation(f"{method.upper()} {path}", item, operation)
            found.setdefault(version, {})[re.sub(r"\{[^}]*\}", "{}", made.name)] = made
    except Unresolvable as error:
        msg = f"{name} has a reference that leads nowhere: {error}"
        raise ValueError(msg) from error
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        msg = f"{name} is not built as OpenAPI demands: {type(error).__name__}: {error}"
        raise ValueError(msg) from error
    except ValueError as error:
        msg = f"{name}: {error}"
        raise ValueError(msg) from error
    if not found:
        msg = f"{name} has no operation about embeddings or assets ({', '.join(f'/{part}' for part in sorted(OURS))})"
        raise ValueError(msg)
    return Document(name, found)


def _ours(document: dict[str, Any], follow: Follow) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any], Follow]]:
    """The operations that matter: API version, method, path below it, path item, operation, and how to follow its references."""
    servers = [str(server.get("url", "")) for server in document.get("servers") or ()]
    served = next((match[1] for url in servers if (match := _VERSION.match(urlsplit(url).path))), "v1.3")
    for full, written in document["paths"].items():
        match = _VERSION.match(full)
        version, path = (match[1], full[match.end() :]) if match else (served, full)
        if path.strip("/").split("/")[0] not in OURS:
            continue
        item, within = _followed(written, follow)
        for method in METHODS:
            if method in item:
                yield version, method, path.rstrip("/"), item, item[method], within


class _Reader:
    """Reads one operation."""

    def __init__(self, follow: Follow) -> None:
        self._follow = follow
        self._shapes = Shapes()

    def operation(self, name: str, item: dict[str, Any], operation: dict[str, Any]) -> Operation:
        body, within = _followed(operation.get("requestBody") or {}, self._follow)
        answers = {str(status): self._answer(answer) for status, answer in operation["responses"].items()}
        return Operation(
            name=name,
            parameters=self._parameters([*(item.get("parameters") or ()), *(operation.get("parameters") or ())]),
            bodies=self._bodies(body, within),
            answers=answers,
        )

    def _parameters(self, written: list[Any]) -> dict[str, Shape]:
        places: dict[str, dict[str, Shape]] = {"path": {}, "query": {}, "header": {}}
        required: dict[str, set[str]] = {place: set() for place in places}
        for entry in written:
            parameter, within = _followed(entry, self._follow)
            place, name = parameter["in"], str(parameter["name"])
            if place not in places or (place == "header" and name.lower() in _NOT_PARAMETERS):
                continue
            schema = parameter.get("schema") or next(
                (media.get("schema") for media in (parameter.get("content") or {}).values()), True
            )
            places[place][name] = self._shapes.of(schema, within)
            required[place] |= {name} if parameter.get("required") or place == "path" else set()
        kind = frozenset({"object"})
        return {place: Shape(types=kind, properties=found, required=frozenset(required[place])) for place, found in places.items()}

    def _answer(self, written: Any) -> Answer:
        answer, within = _followed(written, self._follow)
        return Answer(
            bodies=self._bodies(answer, within),
            headers=frozenset(str(name).lower() for name in answer.get("headers") or {}),
            examples=dict(_examples(answer, within)),
        )

    def _bodies(self, holder: dict[str, Any], follow: Follow) -> dict[str, Shape]:
        content = holder.get("content") or {}
        return {
            media_type.partition(";")[0].strip().lower(): self._shapes.of(media["schema"], follow)
            if "schema" in media
            else ANYTHING
            for media_type, media in content.items()
        }


def _examples(answer: dict[str, Any], follow: Follow) -> Iterator[tuple[str, tuple[str, str]]]:
    for media in (answer.get("content") or {}).values():
        named = {"example": {"value": media.get("example")}, **(media.get("examples") or {})}
        for name, written in named.items():
            example, _ = _followed(written, follow)
            value = example.get("value")
            if isinstance(value, dict) and "code" in value and "message" in value:
                yield str(name), (str(value["code"]), str(value["message"]))


def _followed(written: Any, follow: Follow, hops: int = 32) -> tuple[dict[str, Any], Follow]:
    """What is written, or what the reference that stands there names."""
    while "$ref" in written:
        written, follow = follow(written["$ref"])
        hops -= 1
        if not hops:
            msg = "a chain of references has no end"
            raise ValueError(msg)
    if not isinstance(written, dict):
        msg = f"an object is wanted where there is {written!r:.60}"
        raise TypeError(msg)
    return written, follow


def _follower(document: dict[str, Any], uri: str) -> Follow:
    """Follows references within a document and to files beside it, never over the network."""
    from referencing import Registry
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import DRAFT202012

    def retrieve(asked: str) -> Resource[Any]:
        parts = urlsplit(asked)
        if parts.scheme != "file":
            raise NoSuchResource(ref=asked)  # type: ignore[call-arg]  # attrs names it so at run time
        return DRAFT202012.create_resource(_loaded(Path(url2pathname(unquote(parts.path)))))

    empty: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # attrs names it so at run time
    registry = empty.with_resource(uri, DRAFT202012.create_resource(document))

    def from_here(resolver: Any) -> Follow:
        def follow(reference: str) -> tuple[Any, Follow]:
            resolved = resolver.lookup(reference)
            return resolved.contents, from_here(resolved.resolver)

        return follow

    return from_here(registry.resolver(uri))


def _loaded(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() not in {".yaml", ".yml"}:
        try:
            return json.loads(text)
        except ValueError as error:
            msg = f"{path.name} is no JSON: {error}"
            raise ValueError(msg) from error
    try:
        import yaml
    except ModuleNotFoundError as error:
        msg = "YAML documents need a YAML library: pip install 'fakeembed[openapi]'"
        raise ModuleNotFoundError(msg) from error
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        msg = f"{path.name} is no YAML: {' '.join(str(error).split())}"
        raise ValueError(msg) from error
