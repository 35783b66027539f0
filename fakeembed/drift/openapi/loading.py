"""How the file of a document is read: JSON or YAML, within bounds, and of other files only those in its own folder or below."""

from __future__ import annotations

import json
from functools import cache
from stat import S_ISREG
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

if TYPE_CHECKING:
    from pathlib import Path

    from referencing import Resource

    from fakeembed.drift.openapi.content import Follow

LARGEST = 16 << 20
"""The most bytes of one file."""

DEEPEST = 500
"""The most lists and objects in one another."""

MOST_NODES = 2_000_000
"""The most values in one document, each alias counted as often as it stands there."""


def load(path: Path) -> Any:
    """The JSON values in a file.

    Raises:
        ValueError: When it is no regular file, is too large, too deep, or neither JSON nor YAML.
        OSError: When it cannot be read.
        ModuleNotFoundError: For YAML without a YAML library.
    """
    status = path.stat()
    if not S_ISREG(status.st_mode):
        raise ValueError(f"{path.name} is no regular file")
    if status.st_size > LARGEST:
        raise ValueError(f"{path.name} has {status.st_size >> 20} MB; at most {LARGEST >> 20} are read")
    text = path.read_text(encoding="utf-8-sig")
    value = _yaml(text, path.name) if path.suffix.lower() in {".yaml", ".yml"} else _json(text, path.name)
    _check_size(value, path.name)
    return value


def follower(document: Any, uri: str) -> Follow:
    """Follows references within a document and to files in its folder or below it, never over the network."""
    from pathlib import Path

    from referencing import Registry
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import DRAFT202012

    def place(asked: str) -> Path:
        return Path(url2pathname(unquote(urlsplit(asked).path))).resolve()

    @cache  # so that what is read stays the same object
    def retrieve(asked: str) -> Resource[Any]:
        if urlsplit(asked).scheme != "file" or not place(asked).is_relative_to(place(uri).parent):
            raise NoSuchResource(ref=asked)  # type: ignore[call-arg]  # attrs names it so at run time
        try:
            return DRAFT202012.create_resource(load(place(asked)))
        except (OSError, ValueError) as error:
            raise NoSuchResource(ref=asked) from error  # type: ignore[call-arg]

    own = DRAFT202012.create_resource(document)
    names = [uri, *([document["$self"]] if isinstance(document.get("$self"), str) else [])]
    registry: Any = Registry(retrieve=retrieve).with_resources((name, own) for name in names)  # type: ignore[call-arg]

    def from_here(resolver: Any) -> Follow:
        def follow(reference: str) -> tuple[Any, Follow]:
            resolved = resolver.lookup(reference)
            return resolved.contents, from_here(resolved.resolver)

        return follow

    return from_here(registry.resolver(uri))


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError(_too_deep(name)) from error
    except ValueError as error:
        raise ValueError(f"{name} is no JSON: {error}") from error


def _yaml(text: str, name: str) -> Any:
    try:
        import yaml
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("YAML documents need a YAML library: pip install 'fakeembed[openapi]'") from error
    try:
        return yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ValueError(f"{name} is no YAML: {' '.join(str(error).split())}") from error


def _loader() -> Any:
    """The safe loader of the YAML library, in C where there is one, which gives up what is too deep or merges too much."""
    import yaml

    class Bounded(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        depth = merged = 0

        def descend_resolver(self, node: Any, index: Any) -> None:
            self.depth += 1
            if self.depth > DEEPEST:
                raise yaml.YAMLError(_too_deep("the document"))
            super().descend_resolver(node, index)

        def ascend_resolver(self) -> None:
            self.depth -= 1
            super().ascend_resolver()

        def flatten_mapping(self, node: Any) -> None:
            super().flatten_mapping(node)
            self.merged += len(node.value)
            if self.merged > MOST_NODES:
                raise yaml.YAMLError("its merges have too many parts")

    return Bounded


def _check_size(value: Any, name: str) -> None:
    """Refuse what is too deep, or too large once every alias is written out; an object that stands in itself is both."""
    sizes: dict[int, int] = {}
    open_ones: set[int] = set()
    stack: list[tuple[Any, bool]] = [(value, False)]
    while stack:
        one, done = stack.pop()
        children = _children(one)
        if done:
            open_ones.discard(id(one))
            sizes[id(one)] = 1 + sum(sizes.get(id(child), 1) if isinstance(child, dict | list) else 1 for child in children)
            if sizes[id(one)] > MOST_NODES:
                raise ValueError(f"{name} has more than {MOST_NODES} values once its aliases are written out")
        elif isinstance(one, dict | list) and id(one) not in sizes:
            if id(one) in open_ones or len(open_ones) >= DEEPEST:
                raise ValueError(_too_deep(name))
            open_ones.add(id(one))
            stack.append((one, True))
            stack.extend((child, False) for child in children if isinstance(child, dict | list))


def _children(one: Any) -> Any:
    return one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def _too_deep(name: str) -> str:
    return f"{name} has more than {DEEPEST} lists and objects in one another"
