"""What a schema of OpenAPI 3.0 or 3.1 lets through, in one normal form: references followed, compositions merged, null a type.

Alternatives (`oneOf`, `anyOf`) are merged into what any of them allows, so that two documents that cut the same answers into
different alternatives are the same (decision D87). `format` says something only about text; the numeric ones and `binary` do not
change what is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Follow = Callable[[str], tuple[Any, "Follow"]]

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")

_MOST = 20_000
_SILENT_FORMATS = frozenset({"binary", "byte", "int32", "int64", "float", "double"})
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


@dataclass(frozen=True, slots=True)
class Shape:
    """A set of JSON values.

    Attributes:
        types: JSON Schema type names; empty for anything.
        values: The closed vocabulary, or None when it is open.
        properties: Of an object.
        required: Names of properties that are always there.
        items: Of an array.
        bounds: Limits by keyword (`LOWER`, `UPPER`).
        formats: `format` and `pattern`, where there are any.
        default: What counts when it is left out; None for nothing.
    """

    types: frozenset[str] = frozenset()
    values: tuple[Any, ...] | None = None
    properties: Mapping[str, Shape] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Shape | None = None
    bounds: Mapping[str, float] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    default: Any = None


ANYTHING = Shape()


class Shapes:
    """Makes shapes of schemas; one for each document, because it counts how much it has made."""

    def __init__(self) -> None:
        """Start with nothing made."""
        self._made = 0

    def of(self, schema: Any, follow: Follow, above: frozenset[int] = frozenset()) -> Shape:
        """The shape of a schema.

        Args:
            schema: A schema object, or a boolean one.
            follow: Finds what a `$ref` names, and how to follow references from there.
            above: Schemas that this one stands in, by identity; where one comes again, anything goes.

        Raises:
            ValueError: When the schema is none, or expands beyond all bounds.
        """
        if isinstance(schema, bool) or id(schema) in above:
            return ANYTHING
        if not isinstance(schema, dict):
            msg = f"a schema is an object, not {schema!r:.60}"
            raise ValueError(msg)  # noqa: TRY004 - a fault of the document
        self._made += 1
        if self._made > _MOST:
            msg = f"its schemas expand to more than {_MOST} parts"
            raise ValueError(msg)
        above |= {id(schema)}
        own = self._own(schema, follow, above)
        if "$ref" in schema:
            named, further = follow(str(schema["$ref"]))
            own = _both(self.of(named, further, above), own)
        for part in schema.get("allOf", ()):
            own = _both(own, self.of(part, follow, above))
        for word in ("oneOf", "anyOf"):
            if parts := schema.get(word):
                own = _both(own, _either([self.of(part, follow, above) for part in parts]))
        return _nullable(own) if schema.get("nullable") is True else own

    def _own(self, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> Shape:
        """What the schema itself says, without references and compositions."""
        properties = {str(name): self.of(part, follow, above) for name, part in (schema.get("properties") or {}).items()}
        items = self.of(schema["items"], follow, above) if "items" in schema else None
        values = tuple(schema["enum"]) if "enum" in schema else (schema["const"],) if "const" in schema else None
        return Shape(
            types=_types(schema, values),
            values=values,
            properties=properties,
            required=frozenset(map(str, schema.get("required") or ())) if isinstance(schema.get("required"), list) else frozenset(),
            items=items,
            bounds=_bounds(schema),
            formats={
                name: str(schema[name]) for name in ("format", "pattern") if name in schema and schema[name] not in _SILENT_FORMATS
            },
            default=schema.get("default"),
        )


def _types(schema: Mapping[str, Any], values: tuple[Any, ...] | None) -> frozenset[str]:
    stated = schema.get("type")
    if stated is not None:
        return frozenset([stated] if isinstance(stated, str) else map(str, stated))
    if values is not None:
        return frozenset(_TYPES.get(type(value), "null" if value is None else "string") for value in values)
    implied = [name for word, name in (("properties", "object"), ("items", "array")) if word in schema]
    return frozenset(implied)


def _bounds(schema: Mapping[str, Any]) -> dict[str, float]:
    """The limits, with 3.0's boolean `exclusiveMinimum` written as 3.1 writes it."""
    found = {word: schema[word] for word in (*LOWER, *UPPER) if isinstance(schema.get(word), int | float)}
    for word, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if found.get(exclusive) is True and word in found:
            found[exclusive] = found.pop(word)
    return {word: limit for word, limit in found.items() if not isinstance(limit, bool)}


def _nullable(shape: Shape) -> Shape:
    values = shape.values if shape.values is None or None in shape.values else (*shape.values, None)
    return _changed(shape, types=shape.types | {"null"} if shape.types else shape.types, values=values)


def _changed(shape: Shape, **parts: Any) -> Shape:
    return replace(shape, **parts)


def _both(one: Shape, other: Shape) -> Shape:
    """What both let through."""
    properties = dict(one.properties)
    for name, shape in other.properties.items():
        properties[name] = _both(properties[name], shape) if name in properties else shape
    if one.values is None or other.values is None:
        values = other.values if one.values is None else one.values
    else:
        values = tuple(value for value in one.values if value in other.values)
    return Shape(
        types=_common(one.types, other.types),
        values=values,
        properties=properties,
        required=one.required | other.required,
        items=_both(one.items, other.items) if one.items and other.items else one.items or other.items,
        bounds=_limits((one, other), keep=set().union, low=max, high=min),
        formats={**one.formats, **other.formats},
        default=one.default if other.default is None else other.default,
    )


def _either(shapes: list[Shape]) -> Shape:
    """What at least one lets through; null beside one other alternative makes that one nullable."""
    some = [shape for shape in shapes if shape.types != {"null"}]
    if not some:
        return Shape(types=frozenset({"null"}))
    properties = {}
    for name in dict.fromkeys(name for shape in some for name in shape.properties):
        properties[name] = _either([shape.properties[name] for shape in some if name in shape.properties])
    items = [shape.items for shape in some if shape.items is not None]
    vocabularies = [shape.values for shape in some if shape.values is not None]
    merged = Shape(
        types=frozenset().union(*(shape.types for shape in some)) if all(shape.types for shape in some) else frozenset(),
        values=tuple(_once(vocabularies)) if len(vocabularies) == len(some) else None,
        properties=properties,
        required=frozenset.intersection(*(shape.required for shape in some)),
        items=_either(items) if items else None,
        bounds=_limits(some, keep=_in_all, low=min, high=max),
        formats={name: text for name, text in some[0].formats.items() if all(shape.formats.get(name) == text for shape in some)},
        default=some[0].default if all(shape.default == some[0].default for shape in some) else None,
    )
    return merged if len(some) == len(shapes) else _nullable(merged)


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if not one or not other:
        return one or other
    widened = {"integer"} if "number" in one | other else set()
    return (one & other) or frozenset((one | other) & widened) or one


def _limits(
    shapes: Iterable[Shape], *, keep: Callable[..., set[str]], low: Callable[..., float], high: Callable[..., float]
) -> dict[str, float]:
    stated = [shape.bounds for shape in shapes]
    words = keep(*(set(bounds) for bounds in stated))
    return {
        word: (low if word in LOWER else high)(bounds[word] for bounds in stated if word in bounds)
        for word in (*LOWER, *UPPER)
        if word in words
    }


def _in_all(*sets: set[str]) -> set[str]:
    return set.intersection(*sets)


def _once(vocabularies: Iterable[tuple[Any, ...]]) -> list[Any]:
    found: list[Any] = []
    for vocabulary in vocabularies:
        found += [value for value in vocabulary if value not in found]
    return found
