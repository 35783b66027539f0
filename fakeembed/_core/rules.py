"""What a rule of the service is, how its refusal is worded and known, and the rules that every operation shares.

A rule holds or it is broken; the first broken one of a table is the answer. Each may assume that those above it hold. Messages are
the service's own, without the back-ticks that the pages print around names (recorded 2026-07-20, decision D05); what stands in
braces is filled in from the request. Beside each message stands how we know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NoReturn

from fakeembed._core.clock import from_rfc3339
from fakeembed._core.evidence import ERROR_CODES, decided, documented, recorded
from fakeembed._core.media.names import is_direct_url
from fakeembed._core.models import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.editions import Edition
    from fakeembed._core.evidence import Evidence
    from fakeembed._core.parameters import Parameters


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
class Refusal:
    """What the service answers when it refuses a request.

    Attributes:
        name: A stable name, for tests and logs.
        stage: When it is looked at.
        code: The `code` of the answer.
        message: The `message` of the answer; braces name attributes of the parameters, or facts that only the endpoint knows.
        evidence: How the message is known.
        status: The HTTP status of the answer.
        applies: In which editions of its operation it is looked at; None for all.
    """

    name: str
    stage: Stage
    code: str
    message: str
    evidence: Evidence
    status: int = 400
    applies: Callable[[Edition], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Refusal):
    """A refusal with the predicate that decides about it: `holds` says whether a request keeps the rule."""

    holds: Callable[[Any], bool]


class Refused(Exception):  # noqa: N818 - not an error of ours: the service's way to say no
    """The service refuses a request; the wire layer makes an answer of it."""

    def __init__(self, refusal: Refusal, message: str) -> None:
        """Keep what refuses, and what the answer will say."""
        super().__init__(message)
        self.refusal = refusal
        self.message = message


def check(params: Any, rules: tuple[Rule, ...]) -> None:
    """Raise `Refused` for the first rule that does not hold."""
    for rule in rules:
        if (rule.applies is None or rule.applies(params.edition)) and not rule.holds(params):
            refuse(rule, params)


def refuse(refusal: Refusal, params: Any = None, **facts: str) -> NoReturn:
    """Raise `Refused`, with the message filled in."""
    raise Refused(refusal, refusal.message.format(params=params, **facts))


def rule(  # noqa: PLR0913 - each is one part of a rule
    stage: Stage,
    message: str,
    evidence: Evidence,
    *,
    code: str = "parameter_invalid",
    status: int = 400,
    applies: Callable[[Edition], bool] | None = None,
) -> Callable[[Callable[[Any], bool]], Rule]:
    """Make the decorated predicate a rule; the first paragraph of its docstring says what is behind it. Most have the same code."""

    def made(holds: Callable[[Any], bool]) -> Rule:
        return Rule(holds.__name__, stage, code, message, evidence, status, applies, holds=holds)

    return made


def is_a_number(parameter: str) -> Rule:
    """A numeric field holds a finite number."""
    return Rule(
        f"{parameter}_is_a_number",
        Stage.TYPES,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. received string, but expected number",
        decided("D06"),
        holds=lambda params: reads(params.number, parameter),
    )


def is_a_url(parameter: str) -> Rule:
    """A URL field holds an absolute URL that may lead to a file (decision D109); an empty one counts as not sent (D54)."""
    return Rule(
        f"{parameter}_is_a_url",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} should be a direct http or https URL",
        decided("D06"),
        holds=lambda params: params.text(parameter) == "" or is_direct_url(params.text(parameter)),
    )


def is_in_range(parameter: str, low: int, high: int, message: str) -> Rule:
    """An integer query parameter within bounds."""

    def holds(params: Parameters) -> bool:
        if not reads(lambda name: params.whole(name, low), parameter):
            return False
        value = params.whole(parameter, low)
        return low <= value <= high

    return Rule(f"{parameter}_is_in_range", Stage.SINGLE, "parameter_invalid", message, decided("D18"), holds=holds)


LARGEST_INTEGER = 2**63 - 1
"""What servers read as an integer (decision D167)."""

LARGEST_PAGE = 50
"""Items in a page (documented)."""


def is_a_timestamp(parameter: str) -> Rule:
    """A query parameter in RFC 3339 form."""
    return Rule(
        f"{parameter}_is_a_timestamp",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {parameter} parameter is invalid. {parameter} should be in RFC 3339 format",
        decided("D18"),
        holds=lambda params: not params.given(parameter) or reads(lambda name: from_rfc3339(params.text(name)), parameter),
    )


PAGE_RULES = (
    is_in_range("page", 1, LARGEST_INTEGER, "The page parameter is invalid. page should be 1 or greater"),
    is_in_range("page_limit", 0, LARGEST_PAGE, "The page_limit parameter is invalid. page_limit should be between 1 and 50"),
)
"""Of every list; a limit of 0 was seen to be taken by another operation (2026-04-15; decision D18)."""


def reads(reader: Callable[[str], Any], name: str) -> bool:
    """Whether a reader can make a value of what was sent under a name."""
    try:
        reader(name)
    except ValueError:
        return False
    return True


API_KEY_INVALID = Refusal(
    "api_key_is_valid",
    Stage.KEY,
    "api_key_invalid",
    "API Key is either invalid or expired. Please check your API key or generate a new one from the dashboard and try again.",
    ERROR_CODES,
    status=401,
)
NOT_FOUND = Refusal(
    "route_exists",
    Stage.ROUTE,
    "not_found",
    "The specified resource does not exist.",
    documented("components.responses.notFound of the OpenAPI document of 2026-02-17; on earlier days by D103"),
    status=404,
)
METHOD_NOT_ALLOWED = Refusal(
    "method_exists",
    Stage.ROUTE,
    "generic_error",
    "An error occurred.",
    decided("D44"),
    status=405,
)
API_UPGRADE_REQUIRED = Refusal(
    "version_has_endpoint",
    Stage.ROUTE,
    "api_upgrade_required",
    "This endpoint is supported starting with version {version}. Your version is {current_version}.",
    ERROR_CODES,
)
CONTENT_TYPE_INVALID = Refusal(
    "content_type_is_supported",
    Stage.CONTENT_TYPE,
    "content_type_invalid",
    "The content type '{content_type}' is not supported. Please use 'multipart/form-data'.",
    recorded("vectorreel, 06-embed-embed.json, 2026-07-20; on earlier days by D103"),
)
JSON_EXPECTED = Refusal(
    "content_type_is_json",
    Stage.CONTENT_TYPE,
    "content_type_invalid",
    "The content type '{content_type}' is not supported. Please use 'application/json'.",
    decided("D48"),
)
BODY_INVALID = Refusal(
    "body_can_be_decoded",
    Stage.DECODING,
    "parameter_invalid",
    "The request contains some invalid parameters.",
    decided("D48"),
)
FIELD_TOO_LONG = Refusal(
    "fields_are_of_sane_size",
    Stage.DECODING,
    "parameter_invalid",
    "The {parameter} parameter is invalid.",
    decided("D48"),
)
TASK_ID_INVALID = Refusal(
    "task_id_is_an_object_id",
    Stage.ROUTE,
    "parameter_invalid",
    "The task_id parameter is invalid. task_id value is invalid",
    ERROR_CODES,
)
TASK_NOT_FOUND = Refusal(
    "task_exists",
    Stage.ROUTE,
    "resource_not_exists",
    "Resource with id {resource_id} does not exist in {collection_name}.",
    decided("D17, D422"),
    status=404,
)


@rule(
    Stage.REQUIRED,
    "The {params.edition.model_key} parameter is required but was not provided.",
    ERROR_CODES,
    code="parameter_not_provided",
)
def model_is_given(params: Parameters) -> bool:
    """Every operation needs a model."""
    return params.model_name != ""


@rule(
    Stage.SINGLE,
    "The {params.edition.model_key} parameter is invalid. {params.model_name} is not supported."
    " Please use one of: {params.model_choice}.",
    decided("D06"),
)
def model_is_known(params: Parameters) -> bool:
    """A name that never was a model here."""
    known = (*params.edition.models, *(old for old, _ in params.edition.retired))
    return params.model_name in MODELS and params.model in known


@rule(
    Stage.SINGLE,
    "The {params.edition.model_key} parameter is invalid. {params.model.name} is no longer supported."
    " Please use {params.successor} instead.",
    recorded("vectorreel, 06-embed.json, 2026-07-20; from the announced day on by D38"),
    applies=lambda edition: bool(edition.retired),
)
def model_is_still_supported(params: Parameters) -> bool:
    """A model after its sunset (decision D38)."""
    return params.model in params.edition.models
