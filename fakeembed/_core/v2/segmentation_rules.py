"""What embed v2 refuses about windows and about how audio and video are cut into clips.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.media.segments import float32
from fakeembed._core.rules import ERROR_CODES, Rule, Stage, decided, documented, rule
from fakeembed._core.v2.inputs import BOUNDS

if TYPE_CHECKING:
    from fakeembed._core.v2.ask import EmbedAsk


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.kind}.start_sec parameter is invalid. start_sec should not be negative",
    decided("D06"),
)
def start_is_not_negative(ask: EmbedAsk) -> bool:
    """Documented minimum 0."""
    return bool(ask.input.get("start_sec", 0) >= 0)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The {ask.kind}.end_sec parameter is invalid. end_sec should be greater than start_sec",
    decided("D06"),
)
def end_is_after_start(ask: EmbedAsk) -> bool:
    """Documented."""
    return "end_sec" not in ask.input or bool(ask.input["end_sec"] > ask.input.get("start_sec", 0))


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.kind}.segmentation parameter is invalid. {ask.model_name} needs the settings in a temporal object",
    decided("D06"),
)
def marengo_3_5_has_its_settings_in_temporal(ask: EmbedAsk) -> bool:
    """Documented: a structure that does not match the model is a 400."""
    if ask.kind not in {"audio", "video"} or not ask.wraps_segmentation or "segmentation" not in ask.input:
        return True
    return tuple(ask.input["segmentation"]) == ("temporal",)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.kind}.segmentation parameter is invalid. {ask.model_name} needs the settings without a temporal object",
    decided("D06"),
)
def marengo_3_0_has_its_settings_directly(ask: EmbedAsk) -> bool:
    """Documented: a structure that does not match the model is a 400."""
    return ask.wraps_segmentation or "temporal" not in ask.input.get("segmentation", ())


@rule(
    Stage.SINGLE,
    "parameter_not_provided",
    "The {ask.segmentation_path}.strategy parameter is required but was not provided.",
    documented(ERROR_CODES),
)
def strategy_is_given(ask: EmbedAsk) -> bool:
    """Of every segmentation."""
    return not _is_cut(ask) or ask.strategy != ""


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The {ask.segmentation_path}.strategy parameter is invalid."
    " You should use one of the following values: {ask.allowed[strategy]}.",
    decided("D06"),
)
def strategy_is_known(ask: EmbedAsk) -> bool:
    """Audio has only `fixed` with marengo3.0."""
    return not _is_cut(ask) or ask.strategy in ask.choices.strategies


@rule(
    Stage.SINGLE,
    "parameter_not_provided",
    "The {ask.segmentation_path}.{ask.strategy} parameter is required but was not provided.",
    documented(ERROR_CODES),
)
def settings_are_given(ask: EmbedAsk) -> bool:
    """The object named like the strategy."""
    return not _is_cut(ask) or ask.strategy in (ask.segmentation or ())


def _within(strategy: str) -> Rule:
    """The seconds of a strategy within their documented bounds."""
    setting, low, high = BOUNDS[strategy]

    def holds(ask: EmbedAsk) -> bool:
        return not _is_cut(ask) or ask.strategy != strategy or low <= ask.cut.seconds <= high

    return Rule(
        f"{setting}_is_within_{low}_to_{high}",
        Stage.SINGLE,
        "parameter_invalid",
        f"The {{ask.segmentation_path}}.{strategy}.{setting} parameter is invalid."
        f" {setting} should be within {low}-{high} seconds long",
        decided("D06"),
        holds,
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
    "parameter_invalid",
    "The {ask.kind}.start_sec parameter is invalid. start_sec should be less than the duration of the {ask.kind}",
    decided("D66"),
)
def start_is_within_the_medium(ask: EmbedAsk) -> bool:
    """Behind its end there is nothing to embed."""
    return "start_sec" not in ask.input or ask.window[0] < ask.sources[0].seen.duration


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The {ask.kind}.end_sec parameter is invalid. end_sec should not exceed the duration of the {ask.kind}",
    decided("D66"),
)
def end_is_within_the_medium(ask: EmbedAsk) -> bool:
    """As in v1; compared in the precision in which the service reports a duration."""
    if "end_sec" not in ask.input:
        return True
    duration = ask.sources[0].seen.duration
    return ask.window[1] <= max(duration, float32(duration))


WINDOW_RULES = (start_is_within_the_medium, end_is_within_the_medium)


def _is_cut(ask: EmbedAsk) -> bool:
    """Whether the request says how audio or video is cut into clips."""
    return ask.kind in {"audio", "video"} and ask.segmentation is not None
