"""What recorded traffic teaches: which decisions it confirms or contradicts, each as one small file without anybody's data.

A file is written from a list of what may stay, never by taking out what must not: names of fields and headers that the contracts
have, words of their vocabularies, numbers and truth values. Everything else that was text is its length.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import hypot
from typing import TYPE_CHECKING, Any, Literal

from fakeembed.drift import suite
from fakeembed.drift.recordings import comparison, requests
from fakeembed.drift.recordings.verdict import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.suite import Contract

_HEADERS = re.compile(r"x-ratelimit-[a-z-]+|retry-after|content-type|vary|tl-report|x-api-version")
_PARTS_OF_HEADERS = re.compile(
    r"\d{1,12}|<moment>|duration|requests?|input|output|tokens?|backend|accept-encoding|origin|application/json|text/html|charset=utf-8|",
    re.IGNORECASE,
)
_DECISION = re.compile(r"D\d{2,3}")
_IDENTIFIER = re.compile(r"[0-9a-f]{24}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(?:Z|[+-]\d\d:\d\d)")
VECTOR = 16
"""Numbers in a list that may be anything else than a vector."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one exchange says about one decision.

    Attributes:
        decision: Its number.
        verdict: "confirm" or "contradict".
        sentence: What was seen, in words that hold nothing of the request but what the contracts have.
        exchange: Where it was seen.
        contract: Of which operation.
    """

    decision: str
    verdict: Literal["confirm", "contradict"]
    sentence: str
    exchange: Exchange
    contract: Contract


def lessons(found: Iterable[tuple[Exchange, Contract]]) -> list[Lesson]:
    """What the exchanges say about what was only decided, the first exchange of each kind."""
    once: dict[tuple[str, str, str], Lesson] = {}
    for exchange, contract in found:
        for lesson in _lessons(exchange, contract):
            once.setdefault((lesson.decision, lesson.verdict, lesson.sentence), lesson)
    return list(once.values())


def write(taught: Iterable[Lesson], folder: Path) -> int:
    """Write one file for each lesson and `summary.md`; how many files that are."""
    folder.mkdir(parents=True, exist_ok=True)
    by_decision: dict[str, list[str]] = defaultdict(list)
    number = 0
    for number, lesson in enumerate(taught, 1):
        name = f"{lesson.decision.lower()}_{lesson.verdict}_{number:02}.json"
        text = json.dumps(evidence(lesson), indent=1, ensure_ascii=False) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
        by_decision[lesson.decision].append(f"- {lesson.verdict}: {lesson.sentence} (`{name}`)")
    lines = ["# What recorded traffic says about decisions", ""]
    for decision in sorted(by_decision):
        lines += [f"## {decision}", "", *by_decision[decision], ""]
    (folder / "summary.md").write_text("\n".join(lines), encoding="utf-8")
    return number


def evidence(lesson: Lesson) -> dict[str, Any]:
    """A lesson in the form of a piece of evidence."""
    exchange, contract = lesson.exchange, lesson.contract
    asked = requests.content_of(exchange)
    return {
        "decision": lesson.decision,
        "verdict": lesson.verdict,
        "sentence": lesson.sentence,
        "operation": contract.operation,
        "version": contract.version,
        "date": exchange.day or None,
        "request": None if asked is None else _request(asked),
        "status": exchange.status,
        "headers": {name: _header(value) for name, value in exchange.headers.items() if _HEADERS.fullmatch(name)},
        "body": _without_data(exchange.json, _all_words()),
    }


def _lessons(exchange: Exchange, contract: Contract) -> Iterator[Lesson]:
    if not exchange.status or exchange.status >= 500 or exchange.answer is None:
        return
    day = exchange.day or TODAY
    drifts = [drift for drift in comparison.differences(exchange, contract, day) if drift.evidence == "decided"]
    for drift in drifts:
        for decision in _DECISION.findall(drift.source):
            yield Lesson(decision, "contradict", f"{drift.kind.value} at {drift.where}", exchange, contract)
    contradicted = {decision for drift in drifts for decision in _DECISION.findall(drift.source)}
    for decision, sentence in _agreed(exchange, contract, day):
        if decision not in contradicted:
            yield Lesson(decision, "confirm", sentence, exchange, contract)


def _agreed(exchange: Exchange, contract: Contract, day: str) -> Iterator[tuple[str, str]]:
    """The decisions that an exchange without a difference confirms, each with what was seen."""
    if exchange.status >= 400:
        error = (exchange.json or {}).get("error", exchange.json) if isinstance(exchange.json, dict) else {}
        message = str(error.get("message")) if isinstance(error, dict) else ""
        for case in comparison.known_words(contract, exchange.status).get(comparison.without_facts(message), [])[:1]:
            if case.evidence.kind == "decided":
                for decision in _DECISION.findall(case.evidence.source):
                    yield decision, f"{contract.operation} {case.description}, in these words"
        return
    asked = requests.content_of(exchange)
    for case in comparison.same_requests(contract, exchange, asked, day) if asked is not None else ():
        if case.evidence.kind == "decided" and case.status == exchange.status:
            for decision in _DECISION.findall(case.evidence.source):
                yield decision, f"{contract.operation} {case.description}"


def _request(asked: requests.RequestContent) -> dict[str, Any]:
    words = _all_words()
    said: dict[str, Any] = {"media_type": asked.media_type if asked.media_type in {requests.FORM, requests.JSON} else ""}
    if asked.fields:
        said["fields"] = {name: [_text(value, words) for value in values] for name, values in asked.fields.items() if name in words}
    if asked.files:
        said["files"] = {name: f"{len(content)} bytes" for name, (_, content) in asked.files.items() if name in words}
    if asked.json is not None:
        said["json"] = _without_data(asked.json, words)
    return said


def _without_data(value: Any, words: frozenset[str]) -> Any:
    """A JSON value with nothing of anybody in it."""
    if isinstance(value, dict):
        return {
            name: _message(item) if name == "message" else _without_data(item, words)
            for name, item in value.items()
            if name in words
        }
    if isinstance(value, list):
        return _vector(value) if len(value) > VECTOR and _is_numeric(value) else [_without_data(item, words) for item in value]
    return _text(value, words) if isinstance(value, str) else value


def _text(value: str, words: frozenset[str]) -> str:
    if value in words or re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", value):
        return value
    if _IDENTIFIER.fullmatch(value):
        return "<id>"
    return "<moment>" if _MOMENT.fullmatch(value) else f"<text of {len(value)} characters>"


def _message(value: Any) -> Any:
    """A sentence of the service: whole where the contracts have it, else only its words that the contracts' sentences have."""
    if not isinstance(value, str):
        return None
    return re.sub(r"[^\s]+", lambda found: found[0] if found[0].lower().strip(".,;:()`'\"") in _vocabulary() else "...", value)


def _header(value: str) -> str:
    """Numbers, moments, and the words that such headers were seen to have."""
    masked = _MOMENT.sub("<moment>", value)
    parts = re.split(r"[\s,;]+", masked)
    return masked if all(_PARTS_OF_HEADERS.fullmatch(part) for part in parts) else f"<text of {len(value)} characters>"


def _vector(value: list[Any]) -> dict[str, Any]:
    """Width, norm, digest, and whether every number is a bfloat16."""
    import numpy as np

    singles = np.asarray(value, dtype=np.float32)
    is_bf16 = not bool((singles.view(np.uint32) & 0xFFFF).any())
    digest = sha256(json.dumps(value).encode()).hexdigest()[:16]
    return {"vector": {"width": len(value), "norm": round(hypot(*value), 9), "digest": digest, "bf16": is_bf16}}


def _is_numeric(value: list[Any]) -> bool:
    return {*map(type, value)} <= {int, float}


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    """Names of fields, and words of vocabularies, of all contracts."""
    found: set[str] = {"code", "message", "error", "docs_url"}
    for contract in suite.contracts():
        schemas = [*contract.request.values(), *(answer.schema for answer in contract.answers.values() if answer.schema)]
        for schema in schemas:
            found.update(_of_schema(schema))
        found.update(str(parameter["name"]) for parameter in contract.parameters)
        found.update(str(_code(case.body)) for case in contract.cases if _code(case.body))
    return frozenset(found)


def _code(body: Any) -> Any:
    error = body.get("error", body) if isinstance(body, dict) else {}
    return error.get("code") if isinstance(error, dict) else None


def _of_schema(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _of_schema(item)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (value for value in [*schema.get("enum", ()), schema.get("const")] if isinstance(value, str))
        for item in schema.values():
            yield from _of_schema(item)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """The words of every sentence that the contracts have of the service."""
    found: set[str] = set()
    for case in suite.cases():
        error: Mapping[str, Any] = case.body.get("error", case.body) if isinstance(case.body, dict) else {}
        message = error.get("message") if isinstance(error, dict) else None
        if isinstance(message, str):
            found.update(word.lower().strip(".,;:()`'\"") for word in message.split())
    return frozenset(word for word in found if "$" not in word and not re.search(r"\d{5,}|[0-9a-f]{24}|https?:", word)) | {""}
