"""How a contract's schemas are written for OpenAPI: as generators of clients understand them, each object under a name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.suite import Contract

_CONDITIONS = ("allOf", "anyOf", "not", "if", "then", "else")
"""Conditions between fields, which are left out: no generator makes use of them, and most make wrong classes of them."""


class Schemas:
    """Writes schemas, and keeps the objects in them under names.

    Attributes:
        named: The schemas under `#/components/schemas`, by name.
    """

    def __init__(self) -> None:
        """Nothing is named yet."""
        self.named: dict[str, dict[str, Any]] = {}

    def written(self, schema: Any, name: str) -> Any:
        """A schema as it stands in the document; `name` is for the object that it is, and begins the names of those in it.

        What is required from some day on is required in today's document.
        """
        if not isinstance(schema, dict):
            return schema
        own = {word: said for word, said in schema.items() if word not in {"x-since", *_CONDITIONS}}
        if _is_condition(own.get("oneOf")):
            del own["oneOf"]
        if since := schema.get("x-since"):
            own["required"] = [*schema.get("required", ()), *since]
        if "x-vector" in schema:
            own["items"] = {"type": "number"}
        if "contentMediaType" in schema:
            own["format"] = "binary"
        self._parts(own, str(schema.get("title", name)))
        return self._kept(own, str(schema.get("title", name))) if own.get("properties") else own

    def _parts(self, own: dict[str, Any], name: str) -> None:
        if "properties" in own:
            own["properties"] = {key: self.written(part, f"{name}{camel(key)}") for key, part in own["properties"].items()}
        if isinstance(own.get("items"), dict):
            own["items"] = self.written(own["items"], f"{name}Item")
        if isinstance(own.get("additionalProperties"), dict):
            own["additionalProperties"] = self.written(own["additionalProperties"], f"{name}Value")
        if "oneOf" in own:
            own["oneOf"] = [self.written(part, f"{name}{camel(_tag(part, index))}") for index, part in enumerate(own["oneOf"], 1)]

    def _kept(self, own: dict[str, Any], name: str) -> dict[str, str]:
        """A reference to the object, which is kept once however often it stands in the contracts."""
        own["title"] = name
        taken = self.named.get(name)
        if taken is not None and json.dumps(taken) != json.dumps(own):
            return self._kept(own, f"{name}2" if not name[-1].isdigit() else f"{name[:-1]}{int(name[-1]) + 1}")
        self.named[name] = own
        return {"$ref": f"#/components/schemas/{name}"}


def class_name(contract: Contract) -> str:
    """What generators call the operation: "CreateTask", with the generation where there are several."""
    generation = {"v1_2": "V12", "v2": "V2"}.get(contract.family, "")
    return f"{camel(contract.name.partition('/')[2])}{generation}"


def camel(name: str) -> str:
    """A name in words as one of a class: "video_embedding" is "VideoEmbedding"."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def _is_condition(parts: list[Mapping[str, Any]] | None) -> bool:
    """Whether alternatives say nothing but which fields must be there."""
    return parts is not None and all(set(part) <= {"required"} for part in parts)


def _tag(part: Mapping[str, Any], number: int) -> str:
    """What tells an alternative apart: the only word of a vocabulary of its own."""
    words = [said["enum"][0] for said in part.get("properties", {}).values() if len(said.get("enum", ())) == 1]
    return str(words[0]) if words else str(number)
