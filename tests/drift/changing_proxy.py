"""A fake whose questions or answers are changed on the way, as one entry of `mutations.json` says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar

import orjson

from fakeembed.drift import suite
from fakeembed.drift.verification.answers import Answer
from fakeembed.drift.verification.target import FakeTarget

MUTATIONS = json.loads((Path(__file__).parent / "mutations.json").read_text(encoding="utf-8"))
HARMFUL, BENIGN = MUTATIONS["harmful"], MUTATIONS["benign"]


class OnceAsked(FakeTarget):
    """A fake that does nothing twice: the same requests in the same order have the same answers, for whoever starts anew.

    What has been done before, in this process and from the start in the same order, is remembered with its answer. What has not is
    done by a real fake, after everything that led to it.
    """

    remembered: ClassVar = {}

    def __init__(self):
        super().__init__()
        self.start_anew()

    def start_anew(self):
        """Open an empty account."""
        self.memory = {}
        self._senders, self._limited = {}, None
        self._after, self._not_done_yet = self.remembered, []

    def ask(self, question, *, day):
        key = replace(question, json=None if question.json is ... else orjson.dumps(question.json))
        return self._once((key, day), lambda: super(OnceAsked, self).ask(question, day=day))

    def pause(self, seconds):
        return self._once(("pause", seconds), lambda: super(OnceAsked, self).pause(seconds))

    def declare(self, facts, *, day):
        key = ("declare", day, orjson.dumps(facts))
        self._once(key, lambda: super(OnceAsked, self).declare(facts, day=day))

    def limit_rate(self, requests, per, *, day):
        key = ("limit_rate", requests, per, day)
        self._once(key, lambda: super(OnceAsked, self).limit_rate(requests, per, day=day))

    def begin(self, case):
        """No request, but it ends a quota."""
        self._once("begin", lambda: super(OnceAsked, self).begin(case))

    def _once(self, key, do):
        self._not_done_yet.append(do)
        if key not in self._after:
            results = [do() for do in self._not_done_yet]
            self._not_done_yet = []
            self._after[key] = (results[-1], {})
        result, self._after = self._after[key]
        return result


class Proxy(OnceAsked):
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
        self._changed = {}  # by the answer's identity: many contracts ask the same first

    def ask(self, question, *, day):
        self.asked.add(operation_of(question))
        if not self.concerns(question):
            return super().ask(question, day=day)
        other = self._question(question)
        answer = super().ask(other, day=day)
        mutated = self._answer(answer) if self._remembers_answers() else self._changed_once(answer)
        self.changed += other != question or mutated != answer
        return mutated

    def concerns(self, question):
        return self._mutation is not None and self._mutation["operation"] in {operation_of(question), "*"}

    def _question(self, question):
        verb, *arguments = self._mutation.get("ask", ["as-it-is"])
        return ASKING[verb](question, *arguments)

    def _remembers_answers(self):
        return self._mutation.get("change", [""])[0] in {"same", "once", "turn"}

    def _changed_once(self, answer):
        if id(answer) not in self._changed:
            self._changed[id(answer)] = (answer, self._answer(answer))  # both are kept, so that no other answer has this identity
        return self._changed[id(answer)][1]

    def _answer(self, answer):
        if "change" not in self._mutation or self._mutation.get("status", answer.status) != answer.status:
            return answer
        verb, *arguments = self._mutation["change"]
        if verb in WHOLE:
            return WHOLE[verb](answer, *arguments)
        if not isinstance(answer.body, dict):
            return answer
        body = orjson.loads(answer.content)  # one of its own, to be changed
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
    "indent": lambda answer: rewritten(answer, lambda body: body, orjson.OPT_INDENT_2),
    "escaped": lambda answer: replace(answer, content=escaped(answer.content)),
    "keys-backwards": lambda answer: rewritten(answer, backwards),
}


def rewritten(answer, change, option=None):
    """The answer with its body changed; as it was when that is no JSON."""
    if not answer.content or answer.body is None:
        return answer
    return replace(answer, content=orjson.dumps(change(answer.body), option=option))


def escaped(content):
    """The JSON text with the first letter of each text in it written as a number."""
    return re.sub(rb'"(\w)(?=(?:[^"\\]|\\.)*")', lambda found: b'"\\u%04x' % ord(found[1]), content)


def backwards(value):
    """The value with the keys of each object in the opposite order."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(list(value))}
    return [backwards(item) for item in value] if isinstance(value, list) else value


# what it does to a part of a body: the part stands in a holder under a key, `seen` lasts as long as the proxy


def put(change):
    """A verb that replaces what is there by something made of it; null stays null."""

    def verb(holder, key, *arguments, **_):
        if holder[key] is not None:
            holder[key] = change(holder[key], *arguments)

    return verb


def remove(holder, key, **_):
    """The part is gone."""
    del holder[key]


def rename(holder, key, name, **_):
    """The part has another name."""
    holder[name] = holder.pop(key)


def assign(holder, key, value, **_):
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
    return operation_at(question.method, question.path)


@cache
def operation_at(method, path):
    """The operation of a method at a path."""
    return next((name for known, shape, name in patterns() if known == method and shape.fullmatch(path)), "")
