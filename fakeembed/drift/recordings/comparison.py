"""One recorded exchange, held against the contract of its operation: status, headers, shape, words, and what was asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fakeembed.drift import mismatch, suite
from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.recordings import relations, requests, routing
from fakeembed.drift.verification import validation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.recordings.exchange import Exchange
    from fakeembed.drift.recordings.requests import RequestContent
    from fakeembed.drift.suite import Answer, Case, Contract

_VARIABLE = re.compile(r"\$\{[^}]+\}")
_FILLED = re.compile(r"[0-9a-f]{24}|\d[\d.,:TZx-]*|'[^']*'|<[^>]*>")
"""What a message takes from its request, so that one message in two requests is one."""


def differences(exchange: Exchange, contract: Contract, day: str) -> Iterator[Drift]:
    """The differences between an exchange and what its operation promises on an ISO day."""
    place = Expectation(contract.operation, exchange.place)
    declared = answer_of(contract, exchange.status)
    if declared is None:
        yield from _of_unknown_status(place, exchange, contract)
        return
    known = Expectation(contract.operation, exchange.place, declared.evidence.kind, declared.evidence.source)
    part = f"response {exchange.status}"
    yield from mismatch.of_headers(known, part, _without_lost(declared.headers, exchange), exchange.headers)
    yield from _of_body(known, part, declared, exchange, day)
    if exchange.status >= 400:
        yield from _of_words(part, exchange, contract)
    asked = requests.content_of(exchange)
    yield from relations.broken(exchange, contract, asked)
    if asked is not None:
        yield from _of_request(exchange, contract, asked, day)
        for case in same_requests(contract, exchange, asked, day):
            yield from _of_case(exchange, case, part, day)


def answer_of(contract: Contract, status: int) -> Answer | None:
    """What an answer of that status looks like: as the operation says, or, for a refusal, as any other operation does."""
    if status in contract.answers:
        return contract.answers[status]
    if status < 400:
        return None
    alike = (one for one in suite.contracts() if one.version == contract.version and status in one.answers)
    return next((one.answers[status] for one in alike), None)


def known_words(contract: Contract, status: int) -> dict[str, list[Case]]:
    """The refusals of a status that the contracts know, by their words without what a request fills in."""
    return _known_words(contract.version, status)


def without_facts(message: str) -> str:
    """A message without what it takes from its request."""
    return _FILLED.sub("#", message)


def _of_unknown_status(place: Expectation, exchange: Exchange, contract: Contract) -> Iterator[Drift]:
    """A success of another status breaks clients; so does a refusal in words that belong to another status; a new one is news."""
    declared, status = sorted(contract.answers), exchange.status
    where = f"response {declared[0]} status"
    words = without_facts(_error(exchange.json).get("message", ""))
    meant = next((known for known in declared if known >= 400 and words in known_words(contract, known)), None)
    if status < 400 or meant is not None:
        yield place.broken(Kind.STATUS_CHANGED, where, expected=meant or declared, observed=status)
    elif status < 500:
        yield place.broken(Kind.STATUS_ADDED, where, expected=declared, observed=status)


def _without_lost(patterns: Mapping[str, str], exchange: Exchange) -> Mapping[str, str]:
    """A recorder that kept no headers at all has lost them."""
    return patterns if exchange.headers else {}


def _of_body(known: Expectation, part: str, declared: Answer, exchange: Exchange, day: str) -> Iterator[Drift]:
    if exchange.answer is None:
        return
    if declared.schema is None:
        if exchange.answer:
            yield known.broken(Kind.BODY_CHANGED, f"{part} $", expected="no body", observed=f"{len(exchange.answer)} bytes")
        return
    body = exchange.json
    if body is None:
        yield known.broken(Kind.BODY_CHANGED, f"{part} $", expected="JSON", observed=f"{len(exchange.answer)} bytes")
        return
    if not validation.fits(declared, exchange.answer, day=day):
        yield from mismatch.of_schema(known, part, validation.errors(declared.schema, body, day=day))


def _of_words(part: str, exchange: Exchange, contract: Contract) -> Iterator[Drift]:
    """A refusal in other words than the contracts have: a difference where it is the same sentence, else nothing."""
    error, known = _error(exchange.json), known_words(contract, exchange.status)
    code, message = str(error.get("code")), str(error.get("message", ""))
    words = without_facts(message)
    same = known.get(words)
    if same is not None:
        demand = _expectation(contract.operation, exchange, same[0])
        wanted = _error(same[0].body)
        if wanted["code"] != code:
            yield demand.broken(Kind.CODE_CHANGED, f"{part} $.code", expected=wanted["code"], observed=code)
        constants = _constants(same)
        if {**_numbers(message), **constants} != _numbers(message):
            yield demand.broken(
                Kind.MESSAGE_CHANGED, f"{part} $.message", expected=wanted["message"], observed=mismatch.shown(message)
            )
        return
    near = {_letters(sentence): cases[0] for sentence, cases in known.items()}.get(_letters(words))
    if near is not None:
        demand = _expectation(contract.operation, exchange, near)
        expected = _error(near.body)["message"]
        yield demand.broken(Kind.MESSAGE_CHANGED, f"{part} $.message", expected=expected, observed=mismatch.shown(message))


def _numbers(message: str) -> dict[int, str]:
    """What a sentence is filled with, by its place."""
    return dict(enumerate(_FILLED.findall(message)))


def _constants(cases: Sequence[Case]) -> dict[int, str]:
    """What fills a sentence in all of several cases alike and is in none of their requests; else it may be a fact of a request."""
    if len(cases) < 2:
        return {}
    asked = " ".join(str(case.request) for case in cases)
    filled = [_numbers(_error(case.body)["message"]) for case in cases]
    return {
        place: value
        for place, value in filled[0].items()
        if value not in asked and all(each.get(place) == value for each in filled)
    }


def _of_request(exchange: Exchange, contract: Contract, asked: RequestContent, day: str) -> Iterator[Drift]:
    """What was accepted although the contract says that it is refused; nobody breaks by it."""
    schema = contract.request.get(asked.media_type)
    if schema is None or exchange.status >= 300 or (not asked.fields and not asked.files and asked.json is None):
        return
    for case in _refused_elsewhere(contract, asked, day):
        yield from mismatch.of_status(_expectation(contract.operation, exchange, case), case.status, exchange.status)
    place = Expectation(contract.operation, exchange.place, "documented", contract.reference)
    for error in validation.errors(schema, requests.typed(asked, schema), day=day):
        where = f"request {asked.media_type} {error.json_path}"
        observed = f"accepted: {mismatch.shown(str(error.instance))}"
        kind = Kind.FIELD_ADDED if error.validator == "additionalProperties" else Kind.ENUM_EXTENDED
        yield place.broken(kind, where, expected={str(error.validator): error.validator_value}, observed=observed, breaking=False)


def _refused_elsewhere(contract: Contract, asked: RequestContent, day: str) -> Iterator[Case]:
    """The cases that are refused for the value of one field, when this request has that value."""
    accepted = [case.request.get("form", {}) for case in contract.cases if case.status < 300]
    for case in contract.cases:
        if case.status != 400 or case.given or not case.holds_on(day):
            continue
        form = case.request.get("form", {})
        odd = [name for name, value in form.items() if value not in [one.get(name) for one in accepted]]
        if len(odd) == 1 and asked.fields.get(odd[0]) == [form[odd[0]]]:
            yield case


def same_requests(contract: Contract, exchange: Exchange, asked: RequestContent, day: str) -> Iterator[Case]:
    """The cases that ask exactly this, in which nothing is left to what was there before."""
    for case in _plain_cases(contract.name):
        if case.holds_on(day) and _asks(case, exchange, asked):
            yield case


@lru_cache(maxsize=64)
def _plain_cases(name: str) -> tuple[Case, ...]:
    """The cases of a contract that need no preparation and have no variables."""
    (contract,) = (one for one in suite.contracts() if one.name == name)
    usual = {"form", "files", "json", "query"}
    return tuple(
        one for one in contract.cases if not one.given and not _has_variables(one.request) and not set(one.request) - usual
    )


def _asks(case: Case, exchange: Exchange, asked: RequestContent) -> bool:
    request = case.request
    if "json" in request:
        is_same = bool(asked.json == request["json"])
    elif "form" in request or "files" in request:
        form = {name: values if isinstance(values, list) else [values] for name, values in request.get("form", {}).items()}
        is_same = asked.media_type == requests.FORM and asked.fields == form and _are_files(request.get("files", {}), asked.files)
    else:
        is_same = case.contract.method == "GET" and not case.contract.path.endswith("}")
    return is_same and sorted(routing.query(exchange)) == sorted(_pairs(request.get("query", {})))


def _are_files(wanted: Mapping[str, Any], sent: Mapping[str, tuple[str, bytes]]) -> bool:
    """Whether the same files were sent under the same names: answers name the files."""
    files = {name: (file, file) if isinstance(file, str) else (file["file"], file["as"]) for name, file in wanted.items()}
    return files.keys() == sent.keys() and all(
        (sent_as, suite.medium(file)) == sent[name] for name, (file, sent_as) in files.items()
    )


def _of_case(exchange: Exchange, case: Case, part: str, day: str) -> Iterator[Drift]:
    demand = _expectation(case.contract.operation, exchange, case)
    if exchange.status in {401, 403, 429} or exchange.status >= 500:  # for another reason than what was asked
        return
    differences = list(mismatch.of_status(demand, case.status, exchange.status))
    yield from differences
    if differences or exchange.answer is None:
        return
    yield from mismatch.of_headers(demand, part, _without_lost(case.headers, exchange), exchange.headers)
    if case.body is not None and not _has_variables(case.body):
        yield from mismatch.of_body(demand, part, case.body, exchange.json)
    if case.schema is not None and not _has_variables(case.schema):
        yield from mismatch.of_schema(demand, part, validation.errors(case.schema, exchange.json, day=day))


def _expectation(operation: str, exchange: Exchange, case: Case) -> Expectation:
    return Expectation(operation, exchange.place, case.evidence.kind, f"{case.evidence.source}; case {case.name!r}")


@lru_cache(maxsize=32)
def _known_words(version: str, status: int) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in suite.cases():
        message = _error(case.body).get("message")
        if case.status == status and case.version == version and isinstance(message, str):
            found.setdefault(without_facts(_VARIABLE.sub("#", message)), []).append(case)
    return found


def _error(body: Any) -> Mapping[str, Any]:
    """The error in a body, in either envelope; empty when there is none."""
    error = body.get("error", body) if isinstance(body, dict) else {}
    return error if isinstance(error, dict) else {}


def _letters(words: str) -> str:
    """A sentence without case and punctuation: what is left of it when only its form changes."""
    return re.sub(r"[^a-z#]+", " ", words.lower()).strip()


def _has_variables(value: Any) -> bool:
    return _VARIABLE.search(str(value)) is not None


def _pairs(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in fields.items() for value in (values if isinstance(values, list) else [values])]
