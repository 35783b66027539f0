"""What a published OpenAPI document says of the operations on embeddings and assets: by API version, method and path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fakeembed.drift.openapi.content import Contents, followed
from fakeembed.drift.openapi.loading import follower, load
from fakeembed.drift.openapi.operations import Operation, OperationReader
from fakeembed.drift.openapi.shapes import SIDES, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fakeembed.drift.openapi.content import Follow
    from fakeembed.drift.openapi.shapes import Side

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "query")
OURS = frozenset({"embed", "embed-v2", "assets"})
"""First segments of the paths that are looked at."""

DEFAULT_VERSION = "v1.3"
"""The API version of a document that names none."""

_VERSION = re.compile(r"^/?(v[0-9]+(?:\.[0-9]+)?)(?=/|$)")
_OF_A_DOCUMENT = frozenset(
    {"openapi", "info", "paths", "components", "servers", "security", "tags", "externalDocs", "$self", "webhooks"}
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        name: As people call it; a file's name.
        operations: By API version ("v1.3") and then by method and path with empty braces: "GET /embed/tasks/{}".
        unread: What the document says of itself that nobody here understands.
    """

    name: str
    operations: Mapping[str, Mapping[str, Operation]]
    unread: Mapping[str, Any] = field(default_factory=dict)


def read(path: Path) -> Document:
    """The document in a file.

    Raises:
        ValueError: When it is no OpenAPI 3 document, a reference leads nowhere, it is out of all bounds, or nothing in it is about
            embeddings or assets.
        OSError: When it cannot be read.
        ModuleNotFoundError: For YAML without a YAML library.
    """
    return understood(load(path), path.name, path.resolve().as_uri())


def understood(document: Any, name: str, uri: str = "urn:document") -> Document:
    """The document in JSON values; `uri` is where its relative references start.

    Raises:
        ValueError: As for `read`.
    """
    from referencing.exceptions import Unresolvable

    said = str(document.get("openapi", "")) if isinstance(document, dict) else ""
    if not said.startswith(("3.0", "3.1", "3.2")) or not isinstance(document.get("paths"), dict):
        raise ValueError(f"{name} is no OpenAPI 3.0, 3.1 or 3.2 document")
    found: dict[str, dict[str, Operation]] = {}
    contents = Contents()
    readers: dict[Side, Reader] = {side: Reader(side, contents) for side in SIDES}
    try:
        root = follower(document, uri)
        for version, method, path, item, operation, follow in _ours(document, root):
            made = OperationReader(document, root, follow, readers).operation(f"{method.upper()} {path}", item, operation)
            found.setdefault(version, {})[re.sub(r"\{[^}]*\}", "{}", made.name)] = made
    except Unresolvable as error:
        raise ValueError(f"{name} has a reference that leads nowhere: {error.ref:.200}") from error
    except RecursionError as error:
        raise ValueError(f"{name} has schemas that lead too deep from one to the next") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{name} is not built as OpenAPI demands: {type(error).__name__}: {error}") from error
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    if not found:
        raise ValueError(f"{name} has no operation about embeddings or assets ({', '.join(f'/{part}' for part in sorted(OURS))})")
    unread = {word: value for word, value in document.items() if word not in _OF_A_DOCUMENT and not str(word).startswith("x-")}
    return Document(name, found, unread)


def _ours(document: dict[str, Any], follow: Follow) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any], Follow]]:
    """The operations that matter: API version, method, path below it, path item, operation, and how to follow its references."""
    servers = [str(server.get("url", "")) for server in document.get("servers") or ()]
    served = next((match[1] for url in servers if (match := _VERSION.match(urlsplit(url).path))), DEFAULT_VERSION)
    for full, written in document["paths"].items():
        match = _VERSION.match(full)
        version, path = (match[1], full[match.end() :]) if match else (served, full)
        if path.strip("/").split("/")[0] not in OURS:
            continue
        item, within = followed(written, follow)
        methods = {method: item[method] for method in METHODS if method in item} | (item.get("additionalOperations") or {})
        for method, operation in methods.items():
            yield version, method, path.rstrip("/"), item, operation, within
