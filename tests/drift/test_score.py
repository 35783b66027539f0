"""How much drift the contracts catch: a proxy changes one thing in the answers of a fake, and the contracts have to notice.

`mutations.json` lists the changes. A harmful one is caught when a run ends with exit status 1 and a breaking difference names the
operation that was changed. A benign one must let a run end with exit status 0.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from changing_proxy import BENIGN, HARMFUL, Proxy

from fakeembed.drift.verification import engine
from fakeembed.drift.verification.answers import Answer
from fakeembed.drift.verification.wording import Question

pytestmark = pytest.mark.once

WANTED = 0.95
"""The part of the harmful changes that must be caught."""


@lru_cache
def askers():
    """Which operations each contract asks, and that none of them finds a difference in an unchanged fake."""
    proxy, found = Proxy(), []
    for contract in engine.contracts():
        proxy.asked = set()
        proxy.start_anew()
        finding = engine.run_contract(contract, proxy)
        assert [drift.as_json() for drift in finding.drifts] == []
        found.append((contract, frozenset(proxy.asked)))
    return found


def concerned(mutation):
    """The contracts that can see a mutation: those that ask the operation, first those that are about it."""
    operation = mutation["operation"]
    rows = [contract for contract, asked in askers() if operation in asked or operation == "*"]
    likely = {mutation.get("status"), None}  # behaviours have no status of their own
    return sorted(rows, key=lambda contract: (about(contract) != operation, getattr(contract, "status", None) not in likely))


def about(contract):
    """The operation that a contract is about."""
    return contract.expectation.operation if hasattr(contract, "expectation") else contract.contract.operation


def findings(mutation, proxy):
    """What the concerned contracts find, one by one, each in an account of its own."""
    for contract in concerned(mutation):
        proxy.start_anew()
        yield engine.run_contract(contract, proxy)


def is_caught(mutation):
    """Whether some contract names the operation in a breaking difference; None when the mutation changed nothing at all."""
    proxy = Proxy(mutation)
    for finding in findings(mutation, proxy):
        if any(drift.breaking and drift.operation == mutation["operation"] for drift in finding.drifts):
            return True
    return False if proxy.changed else None


@pytest.fixture(scope="session")
def score():
    """For each harmful mutation, by name, whether it was caught."""
    return {mutation["name"]: is_caught(mutation) for mutation in HARMFUL}


def test_harmful_changes_are_caught(score, capsys):
    """The figure that says what the contracts are worth, and which the README gives."""
    kinds = Counter(mutation["kind"] for mutation in HARMFUL)
    caught = Counter(mutation["kind"] for mutation in HARMFUL if score[mutation["name"]])
    total = sum(caught.values())
    with capsys.disabled():
        print(f"\ndrift score: {total} of {len(HARMFUL)} harmful changes caught ({total / len(HARMFUL):.1%})")
        for kind, number in kinds.items():
            print(f"  {kind:<22}{caught[kind]:>3} of {number}")
        for name in (name for name, found in score.items() if not found):
            print(f"  missed: {name}")

    assert total >= WANTED * len(HARMFUL)


def test_the_readme_gives_the_score(score):
    """A figure that nobody checks grows old."""
    readme = Path(__file__).parents[2].joinpath("docs/contracts.md").read_text("utf-8")

    assert f"{sum(map(bool, score.values()))} of {len(HARMFUL)} harmful changes" in readme.replace("\n", " ")
    assert f"none of {len(BENIGN)} benign ones" in readme.replace("\n", " ")


def test_every_harmful_change_changes_something(score):
    """A mutation that no question meets would count as a miss, or hide that a contract is gone."""
    assert [name for name, found in score.items() if found is None] == []


@pytest.mark.parametrize("mutation", BENIGN, ids=lambda mutation: mutation["name"])
def test_a_benign_change_breaks_nobody(mutation):
    """It is reported at most: a check that cries wolf is switched off."""
    proxy = Proxy(mutation)

    found = [drift for finding in findings(mutation, proxy) for drift in finding.drifts]

    assert proxy.changed
    assert [drift.as_json() for drift in found if drift.breaking] == []
    assert {drift.kind.value for drift in found} == {mutation["kind"]} - {"no drift"}


def test_there_are_changes_of_every_kind():
    """A kind that no mutation shows is one that nobody knows to be caught."""
    kinds = {mutation["kind"] for mutation in HARMFUL}

    assert len(HARMFUL) >= 60
    assert len(BENIGN) >= 10
    assert kinds >= {
        "body-changed",
        "bound-changed",
        "code-changed",
        "content-type-changed",
        "enum-extended",
        "field-removed",
        "format-changed",
        "header-changed",
        "header-missing",
        "lifecycle-broken",
        "message-changed",
        "order-changed",
        "status-changed",
        "type-changed",
        "value-changed",
        "vector-changed",
    }


def test_names_of_changes_are_unique():
    """The score counts them by name."""
    assert len({mutation["name"] for mutation in HARMFUL + BENIGN}) == len(HARMFUL) + len(BENIGN)


def test_an_answer_that_is_not_changed_stays_what_it_was():
    """The proxy must not be what the contracts notice."""
    answer = Answer(200, {"content-type": "application/json"}, b'{"a": 1}')
    proxy = Proxy({"operation": "*", "change": ["remove", "b.c"]})

    assert proxy._answer(answer) is answer


# the same over HTTP, through the command


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("the id of a new task is called id", 1),
        ("messages put names in back-ticks", 1),
        ("a new v2 task has no location", 1),
        ("a segment has a confidence", 0),
    ],
)
def test_the_command_says_so_over_http(command, served, tmp_path, name, status):
    """The whole way: a socket, pytest in a process of its own, the report, the exit status."""
    mutation = next(mutation for mutation in HARMFUL + BENIGN if mutation["name"] == name)
    proxy = Proxy(mutation)

    def change(request, response):
        if not proxy.concerns(Question(request.method, request.path)):
            return response
        answer = proxy._answer(Answer(response.status, response.headers, response.body))
        return replace(response, status=answer.status, headers=dict(answer.headers), body=answer.content)

    served.change = change
    words = ("-k", "create_task") if status else ()  # that nobody cries wolf is shown by a whole run only

    outcome = command("verify", "--target", served.url, "--report", "report.json", *words)

    assert outcome.returncode == status, outcome.stdout
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["drifts"]
    kind = "field-renamed" if mutation["change"][0] == "rename" else mutation["kind"]  # one row for both names
    assert (kind, mutation["operation"]) in {(drift["kind"], drift["operation"]) for drift in found}
