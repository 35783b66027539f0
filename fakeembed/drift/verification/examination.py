"""One case or one behaviour at one target: every answer is judged by its contract, and what differs is kept.

A behaviour is a function of the modules beside the contracts; it gets an `Examination`, asks through it and says what it expects.
The same function runs as a pytest test and in the engine.
"""

from __future__ import annotations

import re
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from fakeembed.drift import mismatch, suite
from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.verification import validation
from fakeembed.drift.verification.answers import CannotLook, OutsideTarget
from fakeembed.drift.verification.wording import is_link, question, substitute
from fakeembed.errors import FakeEmbedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.suite import Answer as DeclaredAnswer
    from fakeembed.drift.suite import Case, Contract
    from fakeembed.drift.verification.answers import Answer
    from fakeembed.drift.verification.target import Target
    from fakeembed.drift.verification.wording import Question

_LONG = 4096
"""Bytes of an answer that hardly comes a second time."""

INTERVAL = 5.0
"""Seconds between two polls, as the published clients wait."""


class Stopped(Exception):  # noqa: N818 - not an error: the rest of an examination would mean nothing
    """What was found already makes the rest of the examination meaningless."""


class UnknownOperation(FakeEmbedError):  # noqa: N818 - named after the fact
    """A case or a behaviour asks an operation that has no contract: its own mistake, not the target's."""

    __module__ = "fakeembed"


class Examination:
    """What one case or behaviour asks of one target, and what it found.

    Attributes:
        target: Who is asked.
        expectation: What is demanded, and how we know.
        found: The differences, as they were found.
    """

    def __init__(self, target: Target, expectation: Expectation, *, version: str, day: str | None = None) -> None:
        """Ask `target` under an API version ("v1.3"); `day` asks a fake as of another day."""
        self.target = target
        self.expectation = replace(expectation, reproduce=self._curl_line)
        self.version = version
        self.found: list[Drift] = []
        self._day = day
        self._variables = target.variables()
        self._question: Question | None = None

    # what a behaviour says

    def ask(self, operation: str, *, status: int | None = None, version: str = "", **request: Any) -> Answer:
        """Ask an operation ("GET /embed/tasks") and judge the answer by its contract.

        Args:
            operation: Method and path of a contract.
            status: The status that the answer must have; the operation's success when it is not given.
            version: The API version, when it is another one than that of the examination.
            request: What is sent, in the words of `contract.schema.json`: path, query, form, files, json, headers, key.

        Raises:
            Stopped: When the answer has another status.
        """
        contract = _contract(operation, version or self.version)
        wanted = status if status is not None else min(contract.answers)
        answer = self._asked(contract, request)
        if not self._judged(contract, wanted, answer):
            raise Stopped
        return answer

    def expects(self, expected: Any, observed: Any, *, where: str, kind: Kind = Kind.LIFECYCLE_BROKEN) -> None:
        """Note a difference unless both are equal; `where` is the place ("response 200 $.status") or a fact in words."""
        if expected != observed:
            shown = mismatch.shown
            self.found.append(self.expectation.broken(kind, where, expected=shown(expected), observed=shown(observed)))

    def wait(self, operation: str, *, until: Mapping[str, Any], **request: Any) -> Answer:
        """Ask again and again until the body has those parts.

        Raises:
            Stopped: When it never has, or has reached another end.
        """
        key = ("never", operation, str(until))
        waited, longest = 0.0, 0.0 if key in self.target.memory else self.target.patience
        while True:
            answer = self.ask(operation, **request)
            state = {name: (answer.body or {}).get(name) for name in until}
            if not list(mismatch.of_body(self.expectation, "", dict(until), answer.body)):
                return answer
            if "failed" in state.values() or waited >= longest:
                break
            waited += self.target.pause(INTERVAL)
        self.target.memory[key] = True  # whoever waits for it next need not wait as long
        demand = replace(self.expectation, operation=operation)
        where = f"response {answer.status} $"
        self.found.append(demand.broken(Kind.LIFECYCLE_BROKEN, where, expected=dict(until), observed=state))
        raise Stopped

    def link(self, value: str, *, where: str, own: bool = True, operation: str = "") -> str:
        """A link that the target chose: whole, and with `own` one to the target itself, because the key goes with it.

        Raises:
            Stopped: When it is neither, which is a difference; such a link is not followed.
        """
        if is_link(value) and (not own or self.target.owns(value)):
            return value
        expected = "a link to the target" if own else "a whole link"
        demand = replace(self.expectation, operation=operation or self.expectation.operation)
        self.found.append(demand.broken(Kind.VALUE_CHANGED, where, expected=expected, observed=mismatch.shown(value)))
        raise Stopped

    def ready_task(self, **form: Any) -> dict[str, Any]:
        """A task for `media/clip.mp4` that is ready, made once for the same fields; the answer that retrieves it."""
        fields = {"model_name": "marengo3.0", **form}
        key = ("ready task", self.version, self._day, tuple(sorted((name, str(value)) for name, value in fields.items())))
        if key not in self.target.memory:
            created = self.ask("POST /embed/tasks", form=fields, files={"video_file": "clip.mp4"})
            task_id = created.body["_id"]
            self.wait("GET /embed/tasks/{task_id}/status", path={"task_id": task_id}, until={"status": "ready"})
            self.target.memory[key] = task_id
        answer = self.ask("GET /embed/tasks/{task_id}", path={"task_id": self.target.memory[key]})
        body: dict[str, Any] = answer.body
        return body

    def prepared(self, name: str) -> dict[str, Any]:
        """What the steps of a named preparation have saved; they are taken once on a target."""
        self._prepare(name)
        return self._variables

    def needs_whole_vectors(self) -> None:
        """Go on only when vectors can be compared number by number; OutsideTarget for a recording."""
        if not self.target.whole_vectors:
            raise OutsideTarget("needs whole vectors, of which a recording keeps the width, norm and digest")

    def declare(self, match: str, **facts: Any) -> None:
        """Tell the target what a medium is; OutsideTarget when it is not one that can be told."""
        self.target.declare({"match": match, **facts}, day=self._day)

    # what a case says

    def run(self, case: Case) -> None:
        """Take the steps, ask the question, judge the answer."""
        try:
            for step in case.given:
                self._take(step)
            self._question_of(case)
        except Stopped:
            return

    def _prepare(self, name: str) -> None:
        """Take the steps of a named preparation, once on a target: on the live service they cost money."""
        key = (name, self.version, self._day)
        if key not in self.target.memory:
            before = dict(self._variables)
            self.target.begin(f"{name} of {self.version} on {self._today}")
            for step in suite.preparation(name):
                self._take(step)
            self.target.begin(self.expectation.case)
            self.target.memory[key] = {n: value for n, value in self._variables.items() if before.get(n) != value}
        self._variables.update(self.target.memory[key])

    def _take(self, step: str | Mapping[str, Any]) -> None:
        if isinstance(step, str):
            self._prepare(step)
            return
        if "media" in step:
            self.target.declare(step["media"], day=self._day)
            return
        if "rate_limit" in step:
            self.target.limit_rate(step["rate_limit"]["requests"], step["rate_limit"]["per"], day=self._day)
            return
        request = step.get("request", {})
        if "until" in step:
            answer = self.wait(step["call"], until=substitute(step["until"], self._variables), **request)
        else:
            answer = self.ask(step["call"], **request)
        for name, path in step.get("save", {}).items():
            value = answer.headers.get(path[7:], "") if path.startswith("header:") else _at(answer.body, path)
            if name.endswith("_url"):  # storage may be on another host (decision D164), and no key goes there
                place = re.sub(r"\.[0-9]+(?=\.)", "[*]", f"response {answer.status} $.{path}")
                value = self.link(str(value), where=place, own=False, operation=step["call"])
            self._variables[name] = value

    def _question_of(self, case: Case) -> None:
        answer = self._asked(case.contract, case.request)
        if not self._judged(case.contract, case.status, answer):
            return
        part, body = f"response {case.status}", answer.body
        self.found += mismatch.of_headers(self.expectation, part, case.headers, answer.headers)
        if case.body is not None:
            self.found += mismatch.of_body(self.expectation, part, substitute(case.body, self._variables), body)
        if case.schema is not None:
            demanded = substitute(case.schema, self._variables)
            self.found += mismatch.of_schema(self.expectation, part, validation.errors(demanded, body, day=self._today))

    # what both need

    @property
    def _today(self) -> str:
        return self._day or self.target.day

    def _curl_line(self) -> str:
        """What shows the last answer again."""
        return "" if self._question is None else self._question.curl(self.target.origin, self.target.key_variable)

    def _asked(self, contract: Contract, request: Mapping[str, Any]) -> Answer:
        if self.target.deadline < monotonic():
            raise CannotLook("the time limit of the run was over before")
        self._question = question(contract.operation, contract.version, request, self._variables)
        return self.target.ask(self._question, day=self._day)

    def _judged(self, contract: Contract, status: int, answer: Answer) -> bool:
        """Keep what differs from the contract; whether the answer has the wanted status and can be read."""
        demand = replace(self.expectation, operation=contract.operation, version=contract.version)
        if answer.status != status:
            self.found += mismatch.of_status(demand, status, answer.status)
            return False
        part = f"response {status}"
        declared = contract.answers[status]
        known = replace(demand, evidence=declared.evidence.kind, source=declared.evidence.source)
        self.found += mismatch.of_headers(known, part, declared.headers, answer.headers)
        return self._read(declared, known, part, answer)

    def _read(self, declared: DeclaredAnswer, known: Expectation, part: str, answer: Answer) -> bool:
        if declared.schema is None:
            if answer.content:
                said = mismatch.shown(answer.content.decode(errors="replace"))
                self.found.append(known.broken(Kind.BODY_CHANGED, f"{part} $", expected="no body", observed=said))
            return True
        try:
            body = answer.json()
        except ValueError:
            said = mismatch.shown(answer.content.decode(errors="replace"))
            self.found.append(known.broken(Kind.BODY_CHANGED, f"{part} $", expected="JSON", observed=said))
            return False
        if len(answer.content) > _LONG or not validation.fits(declared, answer.content, day=self._today):
            self.found += mismatch.of_schema(known, part, validation.errors(declared.schema, body, day=self._today))
        return True


def _contract(operation: str, version: str) -> Contract:
    """The contract of an operation under an API version."""
    for one in suite.contracts():
        if one.operation == operation and one.version == version:
            return one
    raise UnknownOperation(f"there is no contract for {operation} under {version}")


def _at(body: Any, path: str) -> Any:
    """The part of a body at a dotted path: "upload_urls.0.url"; Stopped when it is not there."""
    try:
        for name in path.split("."):
            body = body[int(name)] if isinstance(body, list) else body[name]
    except (KeyError, IndexError, TypeError, ValueError):
        raise Stopped from None
    return body
