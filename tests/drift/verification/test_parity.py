"""Two independent descriptions, held together: what the fake does has a contract, and what a contract says the fake can do."""

from __future__ import annotations

import pkgutil
import re
from contextlib import closing, suppress
from importlib import import_module

import pytest

import fakeembed._core
from fakeembed._core.quota import TOO_MANY_REQUESTS
from fakeembed._core.rules import Refusal, Rule
from fakeembed._wire.routes import ENDPOINTS
from fakeembed.drift import suite
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.target import FakeTarget

FAMILIES = ("v1_2", "v1_3", "v2", "assets")

NO_CASE_NEEDED = {
    "url_is_fresh",  # a presigned URL has to be an hour old for it
    "base64_is_small_enough",  # 36 MB in one request
    "rate_limit_is_kept",  # its case has a pattern, because the moment differs; the test below compares them
}


def rules():
    """Every rule of the core, found by looking: module attributes, tables, and the values of tables by name."""
    found = {}
    for found_module in pkgutil.walk_packages(fakeembed._core.__path__, "fakeembed._core."):
        for value in vars(import_module(found_module.name)).values():
            for one in _flat(value):
                found[one.code, one.message, one.status] = one
    return list(found.values())


def _flat(value):
    if isinstance(value, Refusal):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _flat(item)


def refusals():
    """Code, message and status of every case that expects an error."""
    for case in suite.cases():
        if case.status >= 400 and isinstance(case.body, dict):
            body = case.body.get("error", case.body)
            if "message" in body:
                yield case, body["code"], body["message"]


def fits(rule, message):
    """Whether a message could be the one of a rule, whatever the rule fills in."""
    pattern = "".join(".*" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^{}]*\})", rule.message))
    return re.fullmatch(pattern, message, re.DOTALL) is not None


@pytest.mark.parametrize("family", FAMILIES)
def test_every_endpoint_has_a_contract_of_the_same_name(family):
    """The file of an operation and the document about it are found by the same name."""
    served = import_module(f"fakeembed._wire.{family}").ENDPOINTS
    endpoints = {endpoint.handle.__module__.rpartition(".")[2] for endpoint in served}
    documents = {path.stem for path in (suite.root() / family).glob("*.json")}

    assert documents == endpoints


@pytest.mark.parametrize("contract", suite.contracts(), ids=lambda contract: contract.name)
def test_every_contract_is_about_an_operation_of_the_fake(contract):
    """A document for a path that is misspelled would be asked and never answered."""
    assert (contract.version, contract.method, contract.path) in {(e.version, e.method, e.path) for e in ENDPOINTS}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.name}: {rule.message[:60]}")
def test_every_message_of_the_fake_is_in_a_contract_case(rule):
    """A wording that nobody can hold against the live service is a guess that nobody will correct."""
    shown = [
        case.name for case, code, message in refusals() if (code, case.status) == (rule.code, rule.status) and fits(rule, message)
    ]

    assert shown or rule.name in NO_CASE_NEEDED


def notices(case):
    """Whether a case finds a difference now, or the fake falls over what it would have refused."""
    target = FakeTarget()
    with closing(target), suppress(Exception):
        return engine.broken(engine.run_contract(case, target), target) != []
    return True


@pytest.mark.once
@pytest.mark.parametrize("rule", [rule for rule in rules() if isinstance(rule, Rule)], ids=lambda rule: rule.name)
def test_a_rule_that_refuses_nothing_is_noticed_by_a_case_of_its_message(rule, request):
    """A case with the same message may be about another rule: then nothing in the contracts is about this one."""
    shown = [case for case, code, message in refusals() if (code, case.status) == (rule.code, rule.status) and fits(rule, message)]
    holds = rule.holds
    object.__setattr__(rule, "holds", lambda _: True)
    request.addfinalizer(lambda: object.__setattr__(rule, "holds", holds))

    assert any(notices(case) for case in shown) or rule.name in NO_CASE_NEEDED


def test_the_message_of_a_429_fits_the_pattern_of_its_cases():
    """The recorded sentence, filled with the recorded facts."""
    said = TOO_MANY_REQUESTS.message.format(limit=100, unit="req", per="1day", moment="2025-11-08T01:20:49Z")
    patterns = {case.schema["properties"]["message"]["pattern"] for case in suite.cases() if case.status == 429 and case.schema}

    assert patterns
    assert all(re.fullmatch(pattern, said) for pattern in patterns)


@pytest.mark.parametrize(
    ("case", "code", "message"),
    list(refusals()),
    ids=lambda value: getattr(value, "name", ""),
)
def test_every_message_of_a_contract_case_is_one_of_the_fake(case, code, message):
    """The other direction: a case must not demand what no rule can say."""
    assert [rule.name for rule in rules() if (rule.code, rule.status) == (code, case.status) and fits(rule, message)]
