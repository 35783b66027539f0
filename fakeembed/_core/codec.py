"""How a record of the core is written as plain JSON values, and how it is read back.

A value of one of our own types is an object with its type under `$`; everything else is itself. Lists are tuples when they are
read, as in every frozen record. Only the types listed here can be read: a snapshot is data and runs nothing.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from fakeembed._core import faults, life, quota, stubs
from fakeembed._core.assets import asset_life, upload_life
from fakeembed._core.media import catalog, formats, scenes, segments
from fakeembed._core.models import MODELS, Model
from fakeembed._core.v1 import task_life as v1_task_life
from fakeembed._core.v2 import embedding_plan, inputs
from fakeembed._core.v2 import task_life as v2_task_life

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_TYPE = "$"
_KEPT_READINGS = 8192
_PLAIN = (str, float, int, bool, type(None))
_SCALARS = frozenset(_PLAIN)


def _defined(*modules: ModuleType) -> Iterator[tuple[str, type]]:
    """The records and enumerations of these modules, each by its place in the core: `media.catalog.Scene`."""
    for module in modules:
        for name, kind in vars(module).items():
            if isinstance(kind, type) and kind.__module__ == module.__name__ and (is_dataclass(kind) or issubclass(kind, Enum)):
                yield f"{module.__name__.removeprefix('fakeembed._core.')}.{name}", kind


_MODULES = (
    asset_life,
    catalog,
    embedding_plan,
    faults,
    formats,
    inputs,
    life,
    quota,
    scenes,
    segments,
    stubs,
    upload_life,
    v1_task_life,
    v2_task_life,
)
_KINDS = dict(_defined(*_MODULES))
_NAMES = {kind: name for name, kind in _KINDS.items()}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _NAMES if is_dataclass(kind)}


def plain(value: Any) -> Any:
    """A value as plain JSON values; TypeError for a type that is not listed.

    >>> plain(catalog.Scene(0, 6, "a dog"))
    {'$': 'media.catalog.Scene', 'start': 0, 'end': 6, 'text': 'a dog'}
    """
    kind = type(value)
    if kind in _PLAIN:
        return value if kind is not float or isfinite(value) else {_TYPE: "float", "text": str(value)}  # JSON has no infinity
    if kind in (list, tuple):
        return [plain(item) for item in value]
    if kind is dict:
        items = {key: plain(item) for key, item in value.items()}
        is_an_object = _TYPE not in items and all(isinstance(key, str) for key in items)
        return items if is_an_object else {_TYPE: "dict", "items": [[key, item] for key, item in items.items()]}
    return {_TYPE: _NAMES.get(kind, kind.__name__), **_parts(value)}


def _parts(value: Any) -> dict[str, Any]:
    kind = type(value)
    if kind is Model:
        return {"name": value.name}
    if kind is bytes:
        return {"base64": b64encode(value).decode()}
    if kind not in _NAMES:
        raise TypeError(f"a {kind.__qualname__} has no plain form; list its module in fakeembed._core.codec")
    if isinstance(value, Enum):
        return {"value": value.value}
    return {name: plain(getattr(value, name)) for name in _FIELDS[kind]}


def read(value: Any) -> Any:
    """The value that `plain` wrote; ValueError for what it never writes."""
    # Most of what is read are plain members of records; a worker reads a hundred thousand of these when it begins.
    if type(value) is list:
        return tuple([item if type(item) in _SCALARS else read(item) for item in value])
    if type(value) is not dict:
        return value
    parts = {key: item if type(item) in _SCALARS else read(item) for key, item in value.items()}
    if _TYPE not in parts:
        return parts
    kind = parts.pop(_TYPE)
    try:
        return _made(kind, parts)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a record of this version of fakeembed: {value[_TYPE]!r}") from error


def _made(name: str, parts: dict[str, Any]) -> Any:
    if name == "Model":
        return MODELS[parts["name"]]
    if name == "float":
        return float(parts["text"])
    if name == "bytes":
        return b64decode(parts["base64"], validate=True)
    if name == "dict":
        return dict(parts["items"])
    return _KINDS[name](**parts)


def written(value: Any) -> bytes:
    """A record as JSON text."""
    import orjson

    return orjson.dumps(plain(value))


def parsed(text: bytes) -> Any:
    """The record in a JSON text; the same text gives the same object for a while, which is safe because records are frozen."""
    found = _remembered(text)
    return dict(found) if isinstance(found, dict) else found


@lru_cache(maxsize=_KEPT_READINGS)
def _remembered(text: bytes) -> Any:
    import orjson

    return read(orjson.loads(text))
