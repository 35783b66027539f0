"""What a schema says with all that it names, as one text: two schemas with the same content let the same through.

Neither names nor the order of properties mean anything in it. What is named has a number, so that a schema that contains itself
has a content, too.
"""

from __future__ import annotations

import hashlib
import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.keywords import PARTS, says_something

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Follow = Callable[[str], tuple[Any, "Follow"]]
    Named = tuple[Any, Follow]

MOST = 3_000_000
"""The most values that all contents of one document may have together."""

_BY_NAME = frozenset({"properties", "patternProperties", "dependentSchemas"})
_VALUES = frozenset({"enum", "const", "default", "required", "type", "dependentRequired"})


class _Met:
    """The schemas that were named so far, in their order."""

    def __init__(self) -> None:
        self.schemas: list[Named] = []
        self._numbers: dict[int, int] = {}

    def number(self, schema: Any, follow: Follow) -> int:
        if id(schema) not in self._numbers:
            self._numbers[id(schema)] = len(self.schemas)
            self.schemas.append((schema, follow))
        return self._numbers[id(schema)]


class Contents:
    """The contents of the schemas of one document."""

    def __init__(self) -> None:
        """Nothing has been read yet."""
        self._made = 0
        self._known: dict[int, str] = {}
        self._subtypes: dict[int, dict[int, list[str]]] = {}

    def of(self, schema: Any, follow: Follow) -> str:
        """The content of a schema, in short.

        Raises:
            ValueError: When it is beyond all bounds, or a `$dynamicRef` leads nowhere.
        """
        schema, follow = target(schema, follow)
        if id(schema) not in self._known:
            met = _Met()
            self._known[id(schema)] = self._short(self._named(schema, follow, met), met)
        return self._known[id(schema)]

    def of_keyword(self, word: str, schema: Mapping[str, Any], follow: Follow) -> str:
        """The content of what one keyword of a schema says."""
        met = _Met()
        return self._short(self._said(word, schema[word], schema, follow, met), met)

    def _short(self, first: Any, met: _Met) -> str:
        """What comes first and then each schema that is named in it, or in one of them; not one within the other, however deep."""
        parts = [first]
        for schema, follow in met.schemas:  # it grows
            parts.append(self._part(schema, follow, met))
        return hashlib.sha256(_text(parts).encode()).hexdigest()[:16]

    def _named(self, schema: Any, follow: Follow, met: _Met) -> Any:
        """The number of what a reference names."""
        schema, follow = target(schema, follow)
        return {"number": met.number(schema, follow)} if isinstance(schema, dict) else schema

    def _part(self, part: Any, follow: Follow, met: _Met, *, whole: bool = False) -> Any:
        """The content of a schema or of a list of them; `whole` where it may be neither, and every word may say something."""
        self._made += 1
        if self._made > MOST:
            raise ValueError(f"what its schemas name has more than {MOST} parts")
        if isinstance(part, list):
            return [self._part(one, follow, met, whole=whole) for one in part]
        if not isinstance(part, dict):
            return part
        if target(part, follow)[0] is not part:
            return self._named(part, follow, met)
        said = sorted(((str(word), value) for word, value in part.items()), key=itemgetter(0))
        return {word: self._said(word, value, part, follow, met) for word, value in said if whole or says_something(word)}

    def _said(self, word: str, value: Any, schema: Mapping[str, Any], follow: Follow, met: _Met) -> Any:
        if word in _VALUES:
            return sorted(value, key=_text) if isinstance(value, list) and word != "default" else value
        if word in _BY_NAME and isinstance(value, dict):
            return {str(name): self._part(value[name], follow, met) for name in sorted(value, key=str)}
        if word == "$ref":
            return self._named(*follow(str(value)), met)
        if word == "$dynamicRef":
            return [self._named(*named, met) for named in _with_anchor(str(value), follow)]
        if word == "discriminator" and isinstance(value, dict):
            others = {name: said for name, said in value.items() if name not in {"mapping", "defaultMapping"}}
            return [others, *([tag, self._named(*named, met)] for tag, named in self._tagged(value, schema, follow))]
        return self._part(value, follow, met, whole=word not in PARTS)

    def _tagged(self, discriminator: Mapping[str, Any], schema: Mapping[str, Any], follow: Follow) -> Iterator[tuple[str, Named]]:
        """What a discriminator leads to, by tag: what it says, and without alternatives each schema that builds on this one."""
        mapping = discriminator.get("mapping") or {}
        for tag in sorted(mapping, key=str):
            yield f"tag {tag}", _by_name(str(mapping[tag]), follow)
        if "defaultMapping" in discriminator:
            yield "default", _by_name(str(discriminator["defaultMapping"]), follow)
        if not {"oneOf", "anyOf"} & schema.keys():
            document, _ = follow("#")
            if id(document) not in self._subtypes:
                self._subtypes[id(document)] = _subtypes(document, follow)
            for name in self._subtypes[id(document)].get(id(schema), ()):
                yield f"name {name}", _by_name(name, follow)


def followed(written: Any, follow: Follow, hops: int = 32) -> tuple[dict[str, Any], Follow]:
    """What is written, or what the reference that stands there names.

    Raises:
        ValueError: For a chain of references without an end.
        TypeError: When no object stands there.
    """
    while "$ref" in written:
        written, follow = follow(written["$ref"])
        hops -= 1
        if not hops:
            raise ValueError("a chain of references has no end")
    if not isinstance(written, dict):
        raise TypeError(f"an object is wanted where there is {written!r:.60}")
    return written, follow


def target(schema: Any, follow: Follow) -> Named:
    """What a schema names that is a reference and says no more; the schema itself when it says more."""
    for _ in range(32):
        if not isinstance(schema, dict) or not isinstance(schema.get("$ref"), str):
            break
        if any(says_something(str(word)) for word in schema.keys() - {"$ref"}):
            break
        schema, follow = follow(schema["$ref"])
    return schema, follow


def only_part(schema: Any, follow: Follow) -> Named:
    """The only part of a composition that says nothing else, however often it is one itself."""
    for _ in range(32):
        words = [word for word in schema if says_something(str(word))] if isinstance(schema, dict) else []
        if len(words) != 1 or words[0] not in {"allOf", "anyOf", "oneOf"} or len(schema[words[0]]) != 1:
            break
        schema, follow = target(schema[words[0]][0], follow)
    return schema, follow


def says_types(schema: Any, follow: Follow, depth: int = 32) -> bool:
    """Whether a schema says of what type a value is, itself or by what it is composed of."""
    if not isinstance(schema, dict) or not depth:
        return False
    if any(schema.get(word) is not None for word in ("type", "enum")) or "const" in schema:
        return True
    if "$ref" in schema and says_types(*follow(str(schema["$ref"])), depth - 1):
        return True
    several = [[says_types(part, follow, depth - 1) for part in schema.get(word) or ()] for word in ("allOf", "anyOf", "oneOf")]
    return any(several[0]) or any(some and all(some) for some in several[1:])


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _by_name(name: str, follow: Follow) -> Named:
    """What a mapping names: a schema of the document by its name, or a reference; the words themselves where that is nothing."""
    for reference in (f"#/components/schemas/{name}", name):
        if (found := _found(reference, follow)) is not None:
            return found
    return name, follow


def _found(reference: str, follow: Follow) -> Named | None:
    from referencing.exceptions import Unresolvable

    try:
        return follow(reference)
    except Unresolvable:
        return None


def _subtypes(document: Any, follow: Follow) -> dict[int, list[str]]:
    """The names of the schemas that build on each schema, by its identity."""
    found: dict[int, list[str]] = {}
    schemas = ((document.get("components") or {}).get("schemas") or {}) if isinstance(document, dict) else {}
    for name in sorted(schemas, key=str):
        for part in (schemas[name].get("allOf") or ()) if isinstance(schemas[name], dict) else ():
            if isinstance(part, dict) and (named := _found(str(part.get("$ref")), follow)) is not None:
                found.setdefault(id(named[0]), []).append(str(name))
    return found


def _with_anchor(reference: str, follow: Follow) -> Iterable[Named]:
    """What a dynamic reference may name: every schema of the document with that anchor, since who refers to it decides."""
    base, _, fragment = reference.partition("#")
    if not fragment or fragment.startswith("/"):
        return [follow(reference)]
    document, within = follow(base or "#")
    found = [
        (schema, within) for schema in _dictionaries(document) if fragment in (schema.get("$dynamicAnchor"), schema.get("$anchor"))
    ]
    if not found:
        raise ValueError(f"it has a $dynamicRef that leads nowhere: {reference:.60}")
    return found


def _dictionaries(document: Any) -> Iterator[dict[str, Any]]:
    rest = [document]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            yield one
        if isinstance(one, dict | list):
            rest.extend(one.values() if isinstance(one, dict) else one)
