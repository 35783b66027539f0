"""How a request is made invalid on purpose: which rule is broken, by which change, and what the service must answer to that."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from hypothesis import strategies as st

from fakeembed._core.parameters import Parameters
from fakeembed._core.rules import BODY_INVALID, CONTENT_TYPE_INVALID, FIELD_TOO_LONG
from fakeembed._wire.forms import decode
from fakeembed.strategies.files import MediaFile, Readable
from fakeembed.strategies.requests import ApiRequest, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.rules import Refusal
    from fakeembed._wire.http import Response
    from fakeembed.fake.fake_embed import FakeEmbed

MOST_BREAKS = 3
"""Rules that one request breaks on purpose."""


class ServiceError(NamedTuple):
    """What the service answers to an invalid request.

    Attributes:
        status: The HTTP status.
        code: The `code` of the body.
        message: The `message` of the body.
    """

    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes between two requests.

    Attributes:
        seconds: How much of it, on the virtual clock.
    """

    seconds: float


Step = ApiRequest | Wait


@dataclass(frozen=True, slots=True)
class History:
    """What happens to an account, one step after the other.

    Attributes:
        steps: Requests and waits. `$0._id` in a path or a body is the `_id` in the answer to the first request,
            `$2.upload_urls.0.url` the first URL in the answer to the third.
    """

    steps: tuple[Step, ...] = ()

    def played(self, fake: FakeEmbed) -> list[Response]:
        """The fake's answers to the requests, waits taken from its clock."""
        answers: list[Response] = []
        for step in self.steps:
            if isinstance(step, Wait):
                fake.clock.advance(step.seconds)
            else:
                answers.append(substituted(step, bodies(answers)).answered_by(fake))
        return answers


NOTHING = History()


@dataclass(frozen=True, slots=True, repr=False)
class Invalid(Readable):
    """A request that the service refuses.

    Attributes:
        request: The request.
        error: What it must be answered with.
        breaks: The names of the rules that it was made to break; the answer is about the one that is looked at first.
        before: What has to have happened to the account before.
    """

    request: ApiRequest
    error: ServiceError
    breaks: tuple[str, ...] = ()
    before: History = NOTHING

    def settled(self, fake: FakeEmbed) -> Invalid:
        """The case without its past: that has happened to `fake`, which knows of the media, and the ids in it are filled in."""
        answers = bodies(self.before.played(fake))
        self.request.declare(fake)
        return Invalid(
            substituted(self.request, answers), self.error._replace(message=_substitute(self.error.message, answers)), self.breaks
        )


def bodies(answers: Sequence[Response]) -> list[Any]:
    """The JSON values of answers; None for one without a body."""
    return [answer.json() if answer.body else None for answer in answers]


def substituted(request: ApiRequest, answers: Sequence[Any]) -> ApiRequest:
    """A request with what it takes from earlier answers; a URL as its path is taken apart."""
    path, _, query = str(_substitute(request.path, answers)).partition("?")
    params = {name: _substitute(value, answers) for name, value in request.params.items()}
    params |= dict(parse_qsl(query))
    return replace(request, path=re.sub(r"^https?://[^/]+", "", path), params=params, json=_substitute(request.json, answers))


_REFERENCE = re.compile(r"\$(\d+)((?:\.\w+)+)")


def _substitute(value: Any, answers: Sequence[Any]) -> Any:
    if isinstance(value, dict):
        return {name: _substitute(inner, answers) for name, inner in value.items()}
    if isinstance(value, list):
        return [_substitute(inner, answers) for inner in value]
    if not isinstance(value, str):
        return value
    whole = _REFERENCE.fullmatch(value)
    if whole is not None:
        return _referenced(whole, answers)
    return _REFERENCE.sub(lambda match: str(_referenced(match, answers)), value)


def _referenced(match: re.Match[str], answers: Sequence[Any]) -> Any:
    index = int(match[1])
    if index >= len(answers):
        return match[0]
    found = answers[index]
    for name in match[2][1:].split("."):
        found = found[int(name)] if isinstance(found, list) else found[name]
    return found


# Breaking rules.

FORM_RULES = (CONTENT_TYPE_INVALID, BODY_INVALID, FIELD_TOO_LONG)
"""What is looked at before a form, in this order."""


class Break(NamedTuple):
    """One way to break one rule.

    Attributes:
        rule: The rule.
        changes: What to change in a valid request (see `requests.changed`); `@facts` fills the braces of the message.
        base: The valid requests to change.
        before: What has to have happened before.
    """

    rule: Refusal
    changes: SearchStrategy[dict[str, Any]]
    base: SearchStrategy[ApiRequest]
    before: History = NOTHING


Table = list[tuple["Refusal", "SearchStrategy[dict[str, Any]]"]]
"""Rules, each with the changes of a valid request that break it."""


def breaks(base: SearchStrategy[ApiRequest], table: Table, before: History = NOTHING) -> list[Break]:
    """Ways to break rules, all of which begin with the same valid requests."""
    return [Break(rule, changes, base, before) for rule, changes in table]


def named(table: Sequence[Refusal], name: str) -> Refusal:
    """The rule of that name."""
    return next(rule for rule in table if rule.name == name)


def change(**fields: Any) -> SearchStrategy[dict[str, Any]]:
    """Changes of fields, each to a value or to one drawn from a strategy; `__` in a name is a dot."""
    drawn = {name.replace("__", "."): value for name, value in fields.items()}
    return st.fixed_dictionaries(
        {name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in drawn.items()}
    )


@dataclass(frozen=True, repr=False)
class Operation:
    """What can be wrong with the requests of one operation.

    Attributes:
        name: Its method and path.
        table: Ways to break its rules.
        order: Its rules as they are looked at, the first one first.
        parameters_of: What the braces of a broken rule's message speak of: `Parameters` of the request, or what stands for them.
    """

    name: str
    table: Sequence[Break]
    order: Sequence[Refusal]
    parameters_of: Callable[[Refusal, ApiRequest], Any]

    def __repr__(self) -> str:
        """Its name: in the report of a failing test the table would hide the case."""
        return self.name

    @cached_property
    def invalid(self) -> SearchStrategy[Invalid]:
        """Requests that break one rule, or several at once; built once, for those who ask for it in each example."""
        groups: dict[tuple[int, int], list[Break]] = {}
        for each in self.table:
            groups.setdefault((id(each.base), id(each.before)), []).append(each)
        more = {key: st.lists(st.sampled_from(alike), max_size=MOST_BREAKS - 1) for key, alike in groups.items()}
        return _invalid(self, st.sampled_from(self.table), more)

    def breaking(self, one: Break) -> SearchStrategy[Invalid]:
        """Requests that break one rule in one way, and nothing else."""
        return _invalid(self, st.just(one), {})

    def error(self, rule: Refusal, request: ApiRequest, facts: Mapping[str, Any]) -> ServiceError:
        """What a request is answered with that breaks a rule."""
        params = self.parameters_of(rule, request) if "{params" in rule.message and not facts else None
        return ServiceError(rule.status, rule.code, rule.message.format(**{"params": params, **facts}))


@st.composite
def _invalid(
    draw: DrawFn,
    operation: Operation,
    firsts: SearchStrategy[Break],
    others: Mapping[tuple[int, int], SearchStrategy[list[Break]]],
) -> Invalid:
    first = draw(firsts)
    alike = others.get((id(first.base), id(first.before)))
    more = [] if alike is None else draw(alike)
    request = draw(first.base)
    done: list[tuple[Refusal, dict[str, Any]]] = []
    for each in (first, *more):
        changes = draw(each.changes)
        if not any(_overlap(name, other) for name in changes for _, earlier in done for other in earlier):
            done.append((each.rule, changes))
            request = changed(request, {name: value for name, value in changes.items() if name not in _NOTES})
    ranks = {id(rule): rank for rank, rule in enumerate(operation.order)}
    rule, changes = min(done, key=lambda pair: ranks[id(pair[0])])
    error = operation.error(rule, request, changes.get("@facts", {}))
    # Tables are built once, so what is drawn is a copy: whoever changes it changes no other example.
    return Invalid(deepcopy(request), error, tuple(broken.name for broken, _ in done), deepcopy(first.before))


_NOTES = ("@facts", "@alone")
"""What a change says about itself."""


def _overlap(name: str, other: str) -> bool:
    """Whether two changes are about the same thing, so that one could undo the other."""
    if {"@media", "@facts"} & {name, other}:
        return False
    return name == other or name.startswith(f"{other}.") or other.startswith(f"{name}.")


def form_parameters(edition: Edition, request: ApiRequest, medium: Any = None) -> Parameters:
    """What the form of a request asks for."""
    form = decode(request.encoded())
    return Parameters(edition, form.fields, form.files, medium)


def medium_of(file: MediaFile | None, url: str | None, media: Mapping[str, Mapping[str, Any]], *, kind: str = "video") -> Any:
    """What a fake that was told of `media` knows of a file, read as one of a kind, or of what is at a URL."""
    from fakeembed._core.media import documents, probe
    from fakeembed._core.media.catalog import Catalog, Declaration, Upload

    catalog = Catalog()
    for match, facts in media.items():
        catalog.declare(Declaration(match, **facts))
    if url is not None:
        medium = catalog.by_url(url)
        return documents.described(medium) if kind == "document" else medium
    if file is None:
        return None
    return catalog.by_bytes(Upload(file.filename, "", file.content), probe.READERS.get(kind, probe.video))
