"""What a rule of the service is, how its refusal is worded and known, and the rules that every operation shares.

A rule holds or it is broken; the first broken one of a table is the answer. Each may assume that those above it hold. Messages are
the service's own, without the back-ticks that the pages print around names (recorded 2026-07-20, decision D05); what stands in
braces is filled in from the request. Beside each message stands how we know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn
from urllib.parse import urlsplit

from fakeembed._core.clock import from_rfc3339
from fakeembed._core.models import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.ask import Ask

ERROR_CODES = "https://docs.twelvelabs.io/api-reference/error-codes"


class Evidence(NamedTuple):
    """How a message or a limit is known: `recorded`, `documented` or `decided`, and where."""

    kind: str
    source: str


def recorded(source: str) -> Evidence:
    """The live service was seen to answer so."""
    return Evidence("recorded", source)


def documented(page: str) -> Evidence:
    """The service's own pages say so."""
    return Evidence("documented", page)


def decided(decision: str) -> Evidence:
    """Nobody outside knows; this is our choice (the list of decisions is in contracts/README.md)."""
    return Evidence("decided", decision)


class Stage(int, Enum):
    """The order in which things are looked at; within one table stages never go down.

    What a path names belongs to the route: an operation on a task that does not exist looks at nothing else.
    """

    KEY = auto()
    ROUTE = auto()
    CONTENT_TYPE = auto()
    DECODING = auto()
    REQUIRED = auto()
    TYPES = auto()
    SINGLE = auto()
    CROSS = auto()
    MEDIA = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the service refuses.

    Attributes:
        name: A stable name, for tests and logs.
        stage: When it is looked at.
        code: The `code` of the answer.
        message: The `message` of the answer; braces name attributes of what it judges: an `Ask`, or the request of embed v2.
        evidence: How the message is known.
        holds: Whether a request keeps the rule.
        status: The HTTP status of the answer.
    """

    name: str
    stage: Stage
    code: str
    message: str
    evidence: Evidence
    holds: Callable[[Any], bool] = lambda _: True
    status: int = 400


class Refusal(Exception):  # noqa: N818 - not an error of ours: the service's way to say no
    """The service refuses a request; the wire layer spells it as an answer."""

    def __init__(self, rule: Rule, message: str) -> None:
        """Keep which rule does not hold, and what the answer will say."""
        super().__init__(message)
        self.rule = rule
        self.status = rule.status
        self.code = rule.code
        self.message = message


def check(ask: Any, rules: tuple[Rule, ...]) -> None:
    """Raise the `Refusal` of the first rule that does not hold."""
    for rule in rules:
        if not rule.holds(ask):
            refuse(rule, ask)


def refuse(rule: Rule, ask: Any = None, **facts: str) -> NoReturn:
    """Raise the `Refusal` of a rule, with its message filled in."""
    raise Refusal(rule, rule.message.format(ask=ask, **facts))


def rule(  # noqa: PLR0913
    stage: Stage, code: str, message: str, evidence: Evidence, *, name: str = "", status: int = 400
) -> Callable[[Callable[[Any], bool]], Rule]:
    """Make the decorated predicate a rule; the first paragraph of its docstring says what is behind it."""

    def made(holds: Callable[[Any], bool]) -> Rule:
        return Rule(name or holds.__name__, stage, code, message, evidence, holds, status)

    return made


def is_a_number(parameter: str) -> Rule:
    """A numeric field holds a finite number."""
    return Rule(
        f"{parameter}_is_a_number",
        Stage.TYPES,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. received string, but expected number",
        decided("D06"),
        lambda ask: reads(ask.number, parameter),
    )


def is_a_url(parameter: str) -> Rule:
    """A URL field holds an absolute http or https URL; an empty one counts as not sent (decision D54)."""
    return Rule(
        f"{parameter}_is_a_url",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} should be a direct http or https URL",
        decided("D06"),
        lambda ask: ask.text(parameter) == "" or is_url(ask.text(parameter)),
    )


def is_in_range(parameter: str, low: int, high: int | None, message: str) -> Rule:
    """An integer query parameter within bounds."""

    def holds(ask: Ask) -> bool:
        if not reads(lambda name: ask.whole(name, low), parameter):
            return False
        value = ask.whole(parameter, low)
        return value >= low and (high is None or value <= high)

    return Rule(f"{parameter}_is_in_range", Stage.SINGLE, "parameter_invalid", message, decided("D18"), holds)


def is_a_moment(parameter: str) -> Rule:
    """A query parameter in RFC 3339 form."""
    return Rule(
        f"{parameter}_is_a_moment",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} should be in RFC 3339 format",
        decided("D18"),
        lambda ask: not ask.given(parameter) or reads(lambda name: from_rfc3339(ask.text(name)), parameter),
    )


def reads(reader: Callable[[str], Any], name: str) -> bool:
    """Whether a reader can make a value of what was sent under a name."""
    try:
        reader(name)
    except ValueError:
        return False
    return True


def is_url(text: str) -> bool:
    """Whether a text is an absolute http or https URL."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text


API_KEY_INVALID = Rule(
    "api_key_is_valid",
    Stage.KEY,
    "api_key_invalid",
    "API Key is either invalid or expired. Please check your API key or generate a new one from the dashboard and try again.",
    documented(ERROR_CODES),
    status=401,
)
NOT_FOUND = Rule(
    "route_exists",
    Stage.ROUTE,
    "not_found",
    "The specified resource does not exist.",
    documented("components.responses.notFound of the OpenAPI document of 2026-02-17"),
    status=404,
)
METHOD_NOT_ALLOWED = Rule(
    "method_exists",
    Stage.ROUTE,
    "generic_error",
    "An error occurred.",
    decided("D44"),
    status=405,
)
API_UPGRADE_REQUIRED = Rule(
    "version_has_endpoint",
    Stage.ROUTE,
    "api_upgrade_required",
    "This endpoint is supported starting with version {version}. Your version is {current_version}.",
    documented(ERROR_CODES),
)
CONTENT_TYPE_INVALID = Rule(
    "content_type_is_supported",
    Stage.CONTENT_TYPE,
    "content_type_invalid",
    "The content type '{content_type}' is not supported. Please use 'multipart/form-data'.",
    recorded("vectorreel, 06-embed-embed.json, 2026-07-20"),
)
JSON_EXPECTED = Rule(
    "content_type_is_json",
    Stage.CONTENT_TYPE,
    "content_type_invalid",
    "The content type '{content_type}' is not supported. Please use 'application/json'.",
    decided("D48"),
)
BODY_INVALID = Rule(
    "body_can_be_decoded",
    Stage.DECODING,
    "parameter_invalid",
    "The request contains some invalid parameters.",
    decided("D48"),
)
FIELD_TOO_LONG = Rule(
    "fields_are_of_sane_size",
    Stage.DECODING,
    "parameter_invalid",
    "The {parameter} parameter is invalid.",
    decided("D48"),
)
TASK_ID_INVALID = Rule(
    "task_id_is_an_object_id",
    Stage.ROUTE,
    "parameter_invalid",
    "The task_id parameter is invalid. task_id value is invalid",
    documented(ERROR_CODES),
)
TASK_NOT_FOUND = Rule(
    "task_exists",
    Stage.ROUTE,
    "resource_not_exist",
    "Resource with id {resource_id} does not exist in {collection_name}.",
    decided("D17"),
    status=404,
)


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "The {ask.edition.model_key} parameter is required but was not provided.",
    documented(ERROR_CODES),
)
def model_is_given(ask: Ask) -> bool:
    """V1: every operation needs a model."""
    return ask.model_name != ""


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.edition.model_key} parameter is invalid. {ask.model_name} is not supported. Please use one of: {ask.model_choice}.",
    decided("D06"),
)
def model_is_known(ask: Ask) -> bool:
    """V2: a name that never was a model here."""
    known = (*ask.edition.models, *(old for old, _ in ask.edition.retired))
    return ask.model_name in MODELS and ask.model in known


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.edition.model_key} parameter is invalid. {ask.model.name} is no longer supported."
    " Please use {ask.successor} instead.",
    recorded("vectorreel, 06-embed.json, 2026-07-20"),
)
def model_is_still_supported(ask: Ask) -> bool:
    """D38: a model after its sunset."""
    return ask.model in ask.edition.models
