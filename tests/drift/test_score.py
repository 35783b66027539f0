"""How much drift the contracts catch: a proxy changes one thing in the answers of a fake, and the contracts have to notice.

`mutations.json` lists the changes. A harmful one is caught when a run ends with exit status 1 and a breaking difference names the
operation that was changed. A benign one must let a run end with exit status 0.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import orjson
import pytest

from fakeembed._core.media import probe
from fakeembed.drift import suite
from fakeembed.drift.verification import engine
from fakeembed.drift.verification.answers import Answer
from fakeembed.drift.verification.target import FakeTarget
from fakeembed.drift.verification.wording import Question

pytestmark = pytest.mark.once

MUTATIONS = json.loads((Path(__file__).parent / "mutations.json").read_text(encoding="utf-8"))
HARMFUL, BENIGN = MUTATIONS["harmful"], MUTATIONS["benign"]
WANTED = 0.95
"""The part of the harmful changes that must be caught."""


@pytest.fixture(scope="module", autouse=True)
def _files_are_read_once():
    """Reading the same few files again for each change takes a tenth of the time and finds the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probe, "read", lru_cache(probe.read))
        yield


class Proxy(FakeTarget):
    """A fake in this process whose questions or answers are changed on the way.

    Attributes:
        asked: The operations that were asked since it was last emptied.
        changed: How many questions and answers were not what they had been.
    """

    def __init__(self, mutation=None):
        super().__init__()
        self.asked = set()
        self.changed = 0
        self._mutation = mutation
        self._seen = {}

    def ask(self, question, *, day):
        self.asked.add(operation_of(question))
        if not self.concerns(question):
            return super().ask(question, day=day)
        other = self._question(question)
        answer = super().ask(other, day=day)
        mutated = self._answer(answer)
        self.changed += other != question or mutated != answer
        return mutated

    def concerns(self, question):
        return self._mutation is not None and self._mutation["operation"] in {operation_of(question), "*"}

    def _question(self, question):
        verb, *arguments = self._mutation.get("ask", ["as-it-is"])
        return ASKING[verb](question, *arguments)

    def _answer(self, answer):
        if "change" not in self._mutation or self._mutation.get("status", answer.status) != answer.status:
            return answer
        verb, *arguments = self._mutation["change"]
        if verb in WHOLE:
            return WHOLE[verb](answer, *arguments)
        body = answer.body
        if not isinstance(body, dict):
            return answer
        before = orjson.dumps(body)
        for holder, key in [found for path in arguments[0].split() for found in places(body, path, absent=verb == "set")]:
            PARTS[verb](holder, key, *arguments[1:], seen=self._seen)
        return answer if orjson.dumps(body) == before else replace(answer, content=orjson.dumps(body))


# what a proxy does to a question

ASKING = {
    "as-it-is": lambda question: question,
    "without-query": lambda question, name: replace(question, params=tuple(p for p in question.params if p[0] != name)),
    "replace-query": lambda question, name, old, new: replace(question, params=swapped(question.params, name, old, new)),
    "replace-field": lambda question, name, old, new: replace(question, fields=swapped(question.fields, name, old, new)),
    "default-field": lambda question, name, value: replace(
        question, fields=question.fields if name in dict(question.fields) else (*question.fields, (name, value))
    ),
    "under": lambda question, old, new: replace(question, route=question.route.replace(f"/{old}/", f"/{new}/", 1)),
    "as-a-get": lambda question: replace(question, method="GET"),
    "with-a-key": lambda question: replace(question, key=""),
    "json-as-form": lambda question: (
        question
        if question.json is ...
        else replace(question, json=..., fields=tuple((k, str(v)) for k, v in question.json.items()))
    ),
}


def swapped(pairs, name, old, new):
    """The pairs with one value in place of another."""
    return tuple((key, new if (key, value) == (name, old) else value) for key, value in pairs)


# what it does to a whole answer

WHOLE = {
    "status": lambda answer, status: replace(answer, status=status),
    "body": lambda answer, text: replace(answer, content=text.encode()),
    "break-off": lambda answer: replace(answer, content=answer.content[: len(answer.content) // 2]),
    "header": lambda answer, name, value: replace(
        answer, headers={key: text for key, text in {**answer.headers, name: value}.items() if text is not None}
    ),
    "deleted": lambda _: Answer(204, {}, b""),
    "wrap": lambda answer, name: rewritten(answer, lambda body: {name: body}),
    "indent": lambda answer: rewritten(answer, lambda body: body, indent=4),
    "ascii": lambda answer: rewritten(answer, lambda body: body, ensure_ascii=True),
    "keys-backwards": lambda answer: rewritten(answer, backwards),
}


def rewritten(answer, change, **spelling):
    """The answer with its body changed; as it was when that is no JSON."""
    if not answer.content or answer.body is None:
        return answer
    return replace(answer, content=json.dumps(change(answer.body), **{"ensure_ascii": False, **spelling}).encode())


def backwards(value):
    """The value with the keys of each object in the opposite order."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(list(value))}
    return [backwards(item) for item in value] if isinstance(value, list) else value


# what it does to a part of a body: the part stands in a holder under a key, `seen` lasts as long as the proxy


def put(change):
    """A verb that replaces what is there by something made of it; null stays null."""

    def verb(holder, key, *arguments, seen):
        if holder[key] is not None:
            holder[key] = change(holder[key], *arguments)

    return verb


def remove(holder, key, *, seen):
    """The part is gone."""
    del holder[key]


def rename(holder, key, name, *, seen):
    """The part has another name."""
    holder[name] = holder.pop(key)


def assign(holder, key, value, *, seen):
    """The part, there or not, is this."""
    holder[key] = value


def same(holder, key, *, seen):
    """The part is what the first one was."""
    holder[key] = seen.setdefault("first", holder[key])


def once(holder, key, old, new, *, seen):
    """The part is `new` every other time that it would be `old`."""
    seen["times"] = seen.get("times", 0) + (holder[key] == old)
    if holder[key] == old and seen["times"] % 2 == 0:
        holder[key] = new


def turn(holder, key, *, seen):
    """The numbers change places by one more with each answer."""
    seen["by"] = seen.get("by", 0) + 1
    holder[key] = holder[key][seen["by"] :] + holder[key][: seen["by"]]


PARTS = {
    "remove": remove,
    "rename": rename,
    "set": assign,
    "same": same,
    "once": once,
    "turn": turn,
    "text": put(str),
    "whole": put(int),
    "capitals": put(str.upper),
    "listed": put(lambda value: [value]),
    "twice": put(lambda value: value * 2),
    "first": put(lambda value, number: value[:number]),
    "but-first": put(lambda value: value[1:]),
    "but-last": put(lambda value: value[:-1]),
    "first-again": put(lambda value: [*value[:1], *value]),
    "from-zero": put(lambda value, name: [{**item, name: item[name] - value[0][name]} for item in value]),
    "append": put(lambda value, item: [*value, item]),
    "reverse": put(lambda value: value[::-1]),
    "sort": put(lambda value, name: sorted(value, key=lambda item: item[name])),
    "add": put(lambda value, number: value + number),
    "times": put(lambda value, factor: value * factor),
    "replace": put(lambda value, pattern, by: re.sub(pattern, by, value)),
}


def places(body, path, *, absent):
    """Where a dotted path leads: each holder and key; `*` is every position. With `absent` the last name need not be there."""
    *way, last = path.split(".")
    holders = [body]
    for name in way:
        holders = [inner for holder in holders for inner in stepped(holder, name)]
    for holder in holders:
        if last == "*" or (isinstance(holder, list) and last.isdigit()):
            yield from ((holder, position) for position in (range(len(holder)) if last == "*" else [int(last)]))
        elif isinstance(holder, dict) and (absent or last in holder):
            yield holder, last


def stepped(holder, name):
    """What a name of a path leads to."""
    if isinstance(holder, list):
        return holder if name == "*" else []
    return [holder[name]] if isinstance(holder, dict) and name in holder else []


# what a run finds


@lru_cache
def patterns():
    """For every operation the pattern of its paths."""
    return [
        (contract.method, re.compile(f"(/{contract.version})?" + re.sub(r"\{[^}]*\}", "[^/]+", contract.path)), contract.operation)
        for contract in suite.contracts()
    ]


def operation_of(question):
    """The operation that a question asks."""
    path = question.path.partition("?")[0]
    return next((name for method, shape, name in patterns() if method == question.method and shape.fullmatch(path)), "")


@lru_cache
def askers():
    """Which operations each contract asks, and that none of them finds a difference in an unchanged fake."""
    proxy, found = Proxy(), []
    for contract in engine.contracts():
        proxy.asked = set()
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
    """What the concerned contracts find, one by one."""
    return (engine.run_contract(contract, proxy) for contract in concerned(mutation))


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
