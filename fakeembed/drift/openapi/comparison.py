"""How two documents differ in the operations on embeddings and assets; what is not read comes out as `Unchecked`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import chain
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Expectation, Kind
from fakeembed.drift.openapi.facets import Shape
from fakeembed.drift.openapi.operations import PLACES, Body
from fakeembed.drift.openapi.shape_comparison import ShapeComparison

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fakeembed.drift.openapi.operations import Answer, Operation
    from fakeembed.drift.openapi.shape_comparison import Found
    from fakeembed.drift.openapi.shapes import Side

    Known = Callable[[str, str], Expectation]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares documents, one API version at a time.

    Attributes:
        known: For an operation and a status ("" for its request) what the old document demands, and how that is known.
        silence: Whether the new document contradicts nothing by saying nothing, as in `ShapeComparison`.
    """

    known: Known
    silence: bool = False

    def differences(self, old: Mapping[str, Operation], new: Mapping[str, Operation]) -> Found:
        """Every difference between two tables of operations, by method and path with empty braces."""
        for key, operation in old.items():
            if key in new:
                yield from self._operation(operation, new[key])
            else:
                expectation = self.known(operation.name, "")
                yield expectation.broken(Kind.OPERATION_REMOVED, "operation", expected=operation.name, observed=None)
        for key, operation in new.items():
            if key not in old:
                expectation = self.known(operation.name, "")
                yield expectation.broken(Kind.OPERATION_ADDED, "operation", expected=None, observed=operation.name)

    def _operation(self, old: Operation, new: Operation) -> Found:
        request = self.known(old.name, "")
        if new.deprecated and not old.deprecated:
            yield request.broken(Kind.DEPRECATED, "operation", expected=None, observed="deprecated")
        yield from self._unread(request, "", old.unread, new.unread)
        yield from self._security(request, old, new)
        yield from self._servers(request, old, new)
        yield from self._parameters(request, old, new)
        yield from self._request_body(request, old, new)
        yield from self._answers(old, new)

    def _unread(self, expectation: Expectation, part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
        for place in sorted({*old, *new}):
            if old.get(place, ...) != new.get(place, ...) and not (self.silence and place not in new):
                yield expectation.unchecked(
                    f"{part} {place}".strip(), "it differs between the documents, and what it says is not compared"
                )

    def _security(self, request: Expectation, old: Operation, new: Operation) -> Found:
        """Who could ask must be able to go on: some new alternative wants no more than each old one gives."""
        if old.security == new.security or (self.silence and not (old.security and new.security)):
            return
        before, after = (one.security or ({},) for one in (old, new))
        shown = [[_credentials(alternative) for alternative in side] for side in (before, after)]
        breaking = not all(any(_needs_no_more(wanted, given) for wanted in after) for given in before)
        if breaking or not all(any(_needs_no_more(wanted, given) for wanted in before) for given in after):
            yield request.broken(Kind.SECURITY_CHANGED, "request security", expected=shown[0], observed=shown[1], breaking=breaking)

    def _servers(self, request: Expectation, old: Operation, new: Operation) -> Found:
        if set(old.servers) == set(new.servers) or (self.silence and not (old.servers and new.servers)):
            return
        breaking = not set(old.servers) <= set(new.servers)
        yield request.broken(
            Kind.SERVER_CHANGED, "request server", expected=list(old.servers), observed=list(new.servers), breaking=breaking
        )

    def _parameters(self, request: Expectation, old: Operation, new: Operation) -> Found:
        shapes = ShapeComparison(request, "request", self.silence)
        for place in PLACES:
            if place != "path":
                own, other = (one.parameters[place] if self.silence else _repeated(place, one, old, new) for one in (old, new))
                yield from shapes.differences(own, other, f"request {place}")
        befores, afters = (one.parameters["path"].facets["object"][0]["properties"] for one in (old, new))
        pairs = list(zip(befores, afters, strict=False))
        for name, other in pairs:
            yield from shapes.differences(befores[name], afters[other], f"request path.{name}")
        others = {f"path.{name}": f"path.{other}" for name, other in pairs}
        for name, before in old.writing.items():
            after = new.writing.get(others.get(name, name))
            if after is not None:
                yield from self._writing(request, f"request {name}", _relevant(before, name, old), _relevant(after, name, old))

    def _writing(self, request: Expectation, where: str, old: Mapping[str, str], new: Mapping[str, str]) -> Found:
        for word in dict.fromkeys([*old, *new]):
            before, after = old.get(word), new.get(word)
            if before != after and not (self.silence and (before is None or after is None)):
                breaking = not (before in {None, "false"} and word.startswith("allow"))
                yield request.broken(Kind.ENCODING_CHANGED, f"{where} {word}", expected=before, observed=after, breaking=breaking)

    def _request_body(self, request: Expectation, old: Operation, new: Operation) -> Found:
        if bool(old.bodies) == bool(new.bodies) and old.body_required != new.body_required and not self.silence:
            kind = Kind.FIELD_REQUIRED if new.body_required else Kind.FIELD_OPTIONAL
            shown = ["required" if one.body_required else "optional" for one in (old, new)]
            yield request.broken(kind, "request body", expected=shown[0], observed=shown[1], breaking=new.body_required)
        if new.bodies and not old.bodies and not new.body_required:
            yield request.broken(Kind.BODY_CHANGED, "request $", expected=None, observed=sorted(new.bodies), breaking=False)
        else:
            yield from self._bodies(request, "request", "request", old.bodies, new.bodies)

    def _answers(self, old: Operation, new: Operation) -> Found:
        for status, answer in old.answers.items():
            expectation = self.known(old.name, status)
            fitting = _fitting(status, new.answers)
            for other in fitting:
                yield from self._answer(expectation, f"response {status}", answer, new.answers[other])
            if not fitting and (status.startswith("2") or not self.silence):
                statuses = sorted(new.answers)
                yield expectation.broken(Kind.STATUS_CHANGED, f"response {status} status", expected=status, observed=statuses)
        for status in new.answers:
            if not _fitting(status, old.answers):
                expectation = self.known(old.name, status)
                yield expectation.broken(Kind.STATUS_ADDED, f"response {status} status", expected=None, observed=status)

    def _answer(self, expectation: Expectation, part: str, old: Answer, new: Answer) -> Found:
        yield from self._unread(expectation, part, old.unread, new.unread)
        yield from self._bodies(expectation, "response", part, old.bodies, new.bodies)
        yield from self._headers(expectation, part, old, new)
        for name, (code, message) in old.examples.items():
            if name in new.examples and not self.silence:
                observed_code, observed_message = new.examples[name]
                if code != observed_code:
                    yield expectation.broken(Kind.CODE_CHANGED, f"{part} $.code", expected=code, observed=observed_code)
                if message != observed_message:
                    yield expectation.broken(Kind.MESSAGE_CHANGED, f"{part} $.message", expected=message, observed=observed_message)

    def _headers(self, expectation: Expectation, part: str, old: Answer, new: Answer) -> Found:
        [before], [after] = (one.headers.facets["object"] for one in (old, new))
        shapes = ShapeComparison(expectation, "response", self.silence)
        for name, shape in sorted(before["properties"].items()):
            where = f"{part} header {name}"
            if name in after["properties"]:
                yield from shapes.differences(shape, after["properties"][name], where)
                if name in before["required"] - after["required"] and not self.silence:
                    yield expectation.broken(Kind.FIELD_OPTIONAL, where, expected="required", observed="optional", breaking=True)
            elif not self.silence:
                yield expectation.broken(Kind.HEADER_MISSING, where, expected=name, observed=None)
        for name in sorted(after["properties"].keys() - before["properties"].keys()):
            yield expectation.broken(Kind.HEADER_ADDED, f"{part} header {name}", expected=None, observed=name)

    def _bodies(self, expectation: Expectation, side: Side, part: str, old: Mapping[str, Body], new: Mapping[str, Body]) -> Found:
        if bool(old) != bool(new):
            if not (self.silence and not new):
                yield expectation.broken(Kind.BODY_CHANGED, f"{part} $", expected=sorted(old) or None, observed=sorted(new) or None)
            return
        met = set()
        for media_type, body in old.items():
            other = _taken(media_type, new, side)
            if other is not None:
                met.add(other)
                yield from self._body(expectation, side, f"{part} {_place(media_type)}", body, new[other])
            elif not self.silence or not set(old) & set(new):
                where = f"{part} content-type"
                yield expectation.broken(Kind.CONTENT_TYPE_CHANGED, where, expected=media_type, observed=sorted(new))
        for media_type in new:
            if media_type not in met:
                yield expectation.broken(
                    Kind.CONTENT_TYPE_CHANGED,
                    f"{part} content-type",
                    expected=sorted(old),
                    observed=media_type,
                    breaking=side == "response",
                )

    def _body(self, expectation: Expectation, side: Side, where: str, old: Body, new: Body) -> Found:
        yield from ShapeComparison(expectation, side, self.silence).differences(old.shape, new.shape, where)
        yield from self._unread(expectation, where, old.unread, new.unread)
        for name in dict.fromkeys([*old.encoding, *new.encoding]):
            if not self.silence or (name in old.encoding and name in new.encoding):
                yield from self._writing(expectation, f"{where}.{name}", _written(name, old, new), _written(name, new, old))


def _written(name: str, body: Body, other: Body) -> Mapping[str, str]:
    """How a field of a form is written; with the content type that it has anyway where only the other document names one."""
    said = body.encoding.get(name, {})
    is_named = "contentType" in other.encoding.get(name, {}) and name in body.usual_types
    return {"contentType": body.usual_types[name], **said} if is_named else said


def _needs_no_more(wanted: Mapping[str, frozenset[str]], given: Mapping[str, frozenset[str]]) -> bool:
    """Whether who has some credentials, with these scopes, has all that are wanted."""
    return all(scheme in given and scopes <= given[scheme] for scheme, scopes in wanted.items())


def _credentials(alternative: Mapping[str, frozenset[str]]) -> list[str]:
    return sorted(f"{scheme} {', '.join(sorted(scopes))}".strip() for scheme, scopes in alternative.items())


def _repeated(place: str, operation: Operation, old: Operation, new: Operation) -> Shape:
    """The parameters of one place; one that may be repeated in the other document (`?a=1&a=2`) is a list of one here."""
    [facet], [before], [after] = (one.parameters[place].facets["object"] for one in (operation, old, new))
    exploded = {"style": "form", "explode": "true", "content": ""}.items()
    properties = dict(facet["properties"])
    for name in before["properties"].keys() & after["properties"].keys():
        shape, others = properties[name], [one["properties"][name].facets for one in (before, after)]
        is_exploded = all(exploded <= one.writing[f"{place}.{name}"].items() for one in (old, new))
        if is_exploded and not {"array", "object"} & shape.facets.keys() and any(one.keys() == {"array"} for one in others):
            notes = {word: [said] if word == "default" else said for word, said in shape.notes.items()}
            lists = chain.from_iterable(one.get("array", ()) for one in others)
            kept = {word: one[word] for one in lists for word in ("minItems", "uniqueItems") if one.get(word, 2) == 1}
            properties[name] = Shape({"array": ({"items": replace(shape, notes={}), "maxItems": 1, **kept},)}, notes)
    return Shape({"object": ({**facet, "properties": properties},)})


def _relevant(writing: Mapping[str, str], name: str, operation: Operation) -> dict[str, str]:
    """How a parameter is written, without what matters only to one that has parts when this one has none."""
    place, _, own = name.partition(".")
    shape = operation.parameters[place].facets["object"][0]["properties"][own]
    parts = {"array", "object"} & shape.facets.keys() and not shape.anything
    return {word: said for word, said in writing.items() if parts or word not in {"style", "explode"}}


def _fitting(status: str, answers: Mapping[str, Any]) -> list[str]:
    """The statuses under which another document says what it says of this one: the same, its range, any; or those in this range."""
    for one in (status, f"{status[:1]}XX", f"{status[:1]}xx", "default"):
        if one in answers:
            return [one]
    in_range = status[1:].lower() == "xx"
    return [one for one in answers if (in_range and one[:1] == status[:1]) or (status == "default" and one[:1] in "45")]


def _taken(media_type: str, others: Mapping[str, Any], side: Side) -> str | None:
    """The media type under which another document says what it says of this one; a request may be sent under a wider one."""
    if media_type in others or side == "response":
        return media_type if media_type in others else None
    return next((other for other in sorted(others, key=len, reverse=True) if "*" in other and fnmatchcase(media_type, other)), None)


def _place(media_type: str) -> str:
    return "form" if media_type.startswith("multipart/") else "$"
