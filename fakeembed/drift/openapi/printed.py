"""How the contracts are written as one OpenAPI 3.1 document."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.printed_schemas import Schemas, camel, class_name
from fakeembed.drift.openapi.published_names import TAGS, operation_id, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed.drift.suite import Answer, Case, Contract

SERVER = "https://api.twelvelabs.io"
_DESCRIPTION = (
    "What a client may rely on, as the contracts of fakeembed have it; it is not published by the service. Each answer says under"
    " x-evidence whether it was recorded, is documented, or was decided."
)


def printed(contracts: Iterable[Contract]) -> dict[str, Any]:
    """The document as JSON values; the API version is part of each path."""
    paths: dict[str, dict[str, Any]] = {}
    schemas = Schemas()
    for contract in contracts:
        paths.setdefault(f"/{contract.version}{contract.path}", {})[contract.method.lower()] = _operation(contract, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TwelveLabs Embed API",
            "version": version("fakeembed"),
            "description": _DESCRIPTION,
            "contact": {"name": "The service's own documentation", "url": "https://docs.twelvelabs.io"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": SERVER}],
        "security": [{"key": []}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.named.items())),
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}},
        },
    }


def _operation(contract: Contract, schemas: Schemas) -> dict[str, Any]:
    name = class_name(contract)
    operation: dict[str, Any] = {
        "operationId": operation_id(contract),
        "tags": [tag(contract)],
        "summary": contract.summary.rstrip("."),
        "description": contract.summary,
        "externalDocs": {"url": contract.reference},
    }
    if contract.parameters:
        operation["parameters"] = [
            {
                **parameter,
                "schema": schemas.written(parameter["schema"], f"{name}{camel(parameter['name'])}"),
                **({"required": True} if parameter["in"] == "path" else {}),
            }
            for parameter in contract.parameters
        ]
    if contract.request:
        content = {
            media_type: {"schema": schemas.written(schema, f"{name}{'Urlencoded' if 'urlencoded' in media_type else ''}Request")}
            for media_type, schema in contract.request.items()
        }
        operation["requestBody"] = {"required": True, "content": content}
    operation["responses"] = {
        str(status): _answer(answer, [case for case in contract.cases if case.status == status], schemas, f"{name}Answer")
        for status, answer in sorted(contract.answers.items())
    }
    return operation


def _answer(answer: Answer, cases: list[Case], schemas: Schemas, name: str) -> dict[str, Any]:
    headers = {
        name: {"required": True, "schema": {"type": "string", "pattern": f"^(?:{pattern})$"}}
        for name, pattern in answer.headers.items()
        if name != "content-type"  # OpenAPI says it as the key of `content`
    }
    written: dict[str, Any] = {
        "description": answer.description,
        "x-evidence": {answer.evidence.kind: answer.evidence.source},
        **({"headers": headers} if headers else {}),
    }
    if answer.schema is not None:
        media: dict[str, Any] = {"schema": schemas.written(answer.schema, name)}
        if refusals := {_slug(case): {"summary": case.description, "value": case.body} for case in cases if _refuses(case)}:
            media["examples"] = refusals
        written["content"] = {"application/json": media}
    return written


def _refuses(case: Case) -> bool:
    return case.status >= 400 and isinstance(case.body, dict) and {"code", "message"} <= case.body.keys()


def _slug(case: Case) -> str:
    return re.sub(r"[^a-z0-9]+", "-", case.description.lower()).strip("-")
