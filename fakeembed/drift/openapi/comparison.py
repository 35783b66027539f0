"""How two documents differ in the operations on embeddings and assets, each difference as a `Drift`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.openapi.shape_comparison import ShapeComparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.openapi.documents import Answer, Operation
    from fakeembed.drift.openapi.shapes import Shape

    Known = Callable[[str, str], Expectation]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares documents.

    Attributes:
        known: For an operation and a status ("" for its request) what the old document demands, and how that is known.
        silence: Whether the new document contradicts nothing by saying nothing, as in `ShapeComparison`.
    """

    known: Known
    silence: bool = False

    def differences(self, old: Mapping[str, Operation], new: Mapping[str, Operation]) -> Iterator[Drift]:
        """Every difference between two tables of operations, by method and path with empty braces."""
        for key, operation in old.items():
            if key in new:
                yield from self._operation(operation, new[key])
            else:
                expectation = self.known(operation.name, "")
                yield expectation.broken(Kind.OPERATION_REMOVED, "operation", expected=operation.name, observed=None)
        for key, operation in new.items():
            if key not in old:
                yield Expectation(operation.name).broken(Kind.OPERATION_ADDED, "operation", expected=None, observed=operation.name)

    def _operation(self, old: Operation, new: Operation) -> Iterator[Drift]:
        request = self.known(old.name, "")
        shapes = ShapeComparison(request, "request", self.silence)
        for place in ("query", "header"):
            yield from shapes.differences(old.parameters[place], new.parameters[place], f"request {place}")
        for (name, before), after in zip(
            old.parameters["path"].properties.items(), new.parameters["path"].properties.values(), strict=False
        ):
            yield from shapes.differences(before, after, f"request path.{name}")
        yield from self._bodies(request, "request", "request", old.bodies, new.bodies)
        yield from self._answers(old, new)

    def _answers(self, old: Operation, new: Operation) -> Iterator[Drift]:
        for status, answer in old.answers.items():
            expectation = self.known(old.name, status)
            if status in new.answers:
                yield from self._answer(expectation, f"response {status}", answer, new.answers[status])
            elif status.startswith("2") or not self.silence:
                statuses = sorted(new.answers)
                yield expectation.broken(Kind.STATUS_CHANGED, f"response {status} status", expected=status, observed=statuses)
        for status in new.answers:
            if status not in old.answers:
                expectation = self.known(old.name, status)
                yield expectation.broken(Kind.STATUS_ADDED, f"response {status} status", expected=None, observed=status)

    def _answer(self, expectation: Expectation, part: str, old: Answer, new: Answer) -> Iterator[Drift]:
        yield from self._bodies(expectation, "response", part, old.bodies, new.bodies)
        for name in sorted(old.headers - new.headers):
            if not self.silence:
                yield expectation.broken(Kind.HEADER_MISSING, f"{part} header {name}", expected=name, observed=None)
        for name in sorted(new.headers - old.headers):
            yield expectation.broken(Kind.HEADER_ADDED, f"{part} header {name}", expected=None, observed=name)
        for name, (code, message) in old.examples.items():
            if name in new.examples and not self.silence:
                observed_code, observed_message = new.examples[name]
                if code != observed_code:
                    yield expectation.broken(Kind.CODE_CHANGED, f"{part} $.code", expected=code, observed=observed_code)
                if message != observed_message:
                    yield expectation.broken(Kind.MESSAGE_CHANGED, f"{part} $.message", expected=message, observed=observed_message)

    def _bodies(
        self,
        expectation: Expectation,
        side: Literal["request", "response"],
        part: str,
        old: Mapping[str, Shape],
        new: Mapping[str, Shape],
    ) -> Iterator[Drift]:
        if bool(old) != bool(new):
            if not (self.silence and not new):
                yield expectation.broken(Kind.BODY_CHANGED, f"{part} $", expected=sorted(old) or None, observed=sorted(new) or None)
            return
        shapes = ShapeComparison(expectation, side, self.silence)
        for media_type, shape in old.items():
            if media_type in new:
                where = f"{part} form" if media_type.startswith("multipart/") else f"{part} $"
                yield from shapes.differences(shape, new[media_type], where)
            elif not self.silence or not set(old) & set(new):
                where = f"{part} content-type"
                yield expectation.broken(Kind.CONTENT_TYPE_CHANGED, where, expected=media_type, observed=sorted(new))
        for media_type in new:
            if media_type not in old:
                where = f"{part} content-type"
                breaking = side == "response"
                yield expectation.broken(
                    Kind.CONTENT_TYPE_CHANGED, where, expected=sorted(old), observed=media_type, breaking=breaking
                )
