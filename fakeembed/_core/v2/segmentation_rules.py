"""What embed v2 refuses about windows and about how audio and video are cut into clips.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import has_marengo_3_5
from fakeembed._core.evidence import ERROR_CODES, decided
from fakeembed._core.media.segments import float32
from fakeembed._core.rules import Rule, Stage, rule
from fakeembed._core.v2.inputs import BOUNDS

if TYPE_CHECKING:
    from fakeembed._core.v2.parameters import EmbedParameters


@rule(Stage.SINGLE, "The {params.kind}.start_sec parameter is invalid. start_sec should not be negative", decided("D06"))
def start_is_not_negative(params: EmbedParameters) -> bool:
    """Documented minimum 0."""
    return bool(params.input.get("start_sec", 0) >= 0)


@rule(Stage.CROSS, "The {params.kind}.end_sec parameter is invalid. end_sec should be greater than start_sec", decided("D06"))
def end_is_after_start(params: EmbedParameters) -> bool:
    """Documented."""
    return "end_sec" not in params.input or bool(params.input["end_sec"] > params.input.get("start_sec", 0))


@rule(
    Stage.SINGLE,
    "The {params.kind}.segmentation parameter is invalid. {params.model_name} needs the settings in a temporal object",
    decided("D06"),
    applies=has_marengo_3_5,
)
def marengo_3_5_has_its_settings_in_temporal(params: EmbedParameters) -> bool:
    """Documented: a structure that does not match the model is a 400."""
    if params.kind not in {"audio", "video"} or not params.wraps_segmentation or "segmentation" not in params.input:
        return True
    return tuple(params.input["segmentation"]) == ("temporal",)


@rule(
    Stage.SINGLE,
    "The {params.kind}.segmentation parameter is invalid. {params.model_name} needs the settings without a temporal object",
    decided("D06"),
)
def marengo_3_0_has_its_settings_directly(params: EmbedParameters) -> bool:
    """Documented: a structure that does not match the model is a 400."""
    return params.wraps_segmentation or "temporal" not in params.input.get("segmentation", ())


@rule(
    Stage.SINGLE,
    "The {params.segmentation_path}.strategy parameter is required but was not provided.",
    ERROR_CODES,
    code="parameter_not_provided",
)
def strategy_is_given(params: EmbedParameters) -> bool:
    """Of every segmentation."""
    return not _is_cut(params) or params.strategy != ""


@rule(
    Stage.SINGLE,
    "The {params.segmentation_path}.strategy parameter is invalid."
    " You should use one of the following values: {params.allowed[strategy]}.",
    decided("D06"),
)
def strategy_is_known(params: EmbedParameters) -> bool:
    """Audio has only `fixed` with marengo3.0."""
    return not _is_cut(params) or params.strategy in params.choices.strategies


@rule(
    Stage.SINGLE,
    "The {params.segmentation_path}.{params.strategy} parameter is required but was not provided.",
    ERROR_CODES,
    code="parameter_not_provided",
)
def settings_are_given(params: EmbedParameters) -> bool:
    """The object named like the strategy."""
    return not _is_cut(params) or params.strategy in (params.segmentation or ())


def _within(strategy: str) -> Rule:
    """The seconds of a strategy within their documented bounds."""
    setting, low, high = BOUNDS[strategy]

    def holds(params: EmbedParameters) -> bool:
        return not _is_cut(params) or params.strategy != strategy or low <= params.cut.seconds <= high

    return Rule(
        f"{setting}_is_within_{low}_to_{high}",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {{params.segmentation_path}}.{strategy}.{setting} parameter is invalid."
        f" {setting} should be within {low}-{high} seconds long",
        decided("D06"),
        holds=holds,
    )


SEGMENTATION_RULES = (
    start_is_not_negative,
    marengo_3_5_has_its_settings_in_temporal,
    marengo_3_0_has_its_settings_directly,
    strategy_is_given,
    strategy_is_known,
    settings_are_given,
    _within("fixed"),
    _within("dynamic"),
)
"""What stands in the table of the whole request."""


# What can be said once the medium is known.


@rule(
    Stage.MEDIA,
    "The {params.kind}.start_sec parameter is invalid. start_sec should be less than the duration of the {params.kind}",
    decided("D66"),
)
def start_is_within_the_medium(params: EmbedParameters) -> bool:
    """Behind its end there is nothing to embed."""
    return "start_sec" not in params.input or params.window[0] < params.sources[0].medium.duration


@rule(
    Stage.MEDIA,
    "The {params.kind}.end_sec parameter is invalid. end_sec should not exceed the duration of the {params.kind}",
    decided("D66"),
)
def end_is_within_the_medium(params: EmbedParameters) -> bool:
    """As in v1; compared in the precision in which the service reports a duration."""
    if "end_sec" not in params.input:
        return True
    duration = params.sources[0].medium.duration
    return params.window[1] <= max(duration, float32(duration))


WINDOW_RULES = (start_is_within_the_medium, end_is_within_the_medium)


def _is_cut(params: EmbedParameters) -> bool:
    """Whether the request says how audio or video is cut into clips."""
    return params.kind in {"audio", "video"} and params.segmentation is not None
