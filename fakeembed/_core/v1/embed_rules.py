"""What `POST /embed` refuses, in which words and in which order, and what an audio must be.

Reference: https://docs.twelvelabs.io/api-reference/text-image-audio-embeddings/create-text-image-audio-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.evidence import ERROR_CODES, decided
from fakeembed._core.media.tokens import tokens
from fakeembed._core.rules import Stage, is_a_number, is_a_url, model_is_given, model_is_known, model_is_still_supported, rule

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.parameters import Parameters

TRUNCATIONS = ("none", "start", "end")
LARGEST_AUDIO = 10 * 1024**2
"""Bytes that the 2.x models take (their guide, 2025)."""


def _has_models_that_cut(edition: Edition) -> bool:
    return any(model.cuts_long_text for model in edition.models)


@rule(
    Stage.REQUIRED,
    "The text parameter is required but was not provided.",
    ERROR_CODES,
    code="parameter_not_provided",
    applies=lambda edition: edition.modalities == ("text",),
)
def text_is_given(params: Parameters) -> bool:
    """The first edition embeds nothing but text, and its reference calls it required."""
    return params.given("text")


@rule(Stage.REQUIRED, "Some required parameters are not provided.", decided("D09"), code="parameter_not_provided")
def an_input_is_given(params: Parameters) -> bool:
    """At least one of text, image and audio, of those this edition knows."""
    return any(params.brings(kind) for kind in params.edition.modalities)


@rule(Stage.SINGLE, "The text parameter is invalid. text should not be empty", decided("D06"))
def text_is_not_empty(params: Parameters) -> bool:
    """That it is refused was seen in 2026-06; in which words was not."""
    return not params.given("text") or params.text("text") != ""


@rule(
    Stage.SINGLE,
    "The text_truncate parameter is invalid. You should use one of the following values: none, start, end.",
    ERROR_CODES,
    applies=_has_models_that_cut,
)
def truncation_is_known(params: Parameters) -> bool:
    """Models that do not cut ignore it."""
    return not params.model.cuts_long_text or params.text("text_truncate", "end") in TRUNCATIONS


@rule(
    Stage.SINGLE, "The audio_start_offset_sec parameter is invalid. audio_start_offset_sec should not be negative", decided("D06")
)
def audio_start_is_not_negative(params: Parameters) -> bool:
    """Documented default 0."""
    return params.number("audio_start_offset_sec") >= 0


@rule(
    Stage.CROSS,
    "The text parameter is invalid. The text token length should be less than or equal to {params.model.tokens}.",
    ERROR_CODES,
    applies=_has_models_that_cut,
)
def text_fits_or_may_be_cut(params: Parameters) -> bool:
    """Only `text_truncate=none` on a model that cuts makes it an error."""
    uncut = params.model.cuts_long_text and params.text("text_truncate") == "none"
    return not uncut or tokens(params.text("text")) <= params.model.tokens


EMBED_RULES = (
    model_is_given,
    text_is_given,
    an_input_is_given,
    is_a_number("audio_start_offset_sec"),
    model_is_known,
    model_is_still_supported,
    text_is_not_empty,
    truncation_is_known,
    is_a_url("image_url"),
    is_a_url("audio_url"),
    audio_start_is_not_negative,
    text_fits_or_may_be_cut,
)


@rule(
    Stage.MEDIA,
    "The audio_start_offset_sec parameter is invalid. audio_start_offset_sec should be less than the duration of the audio",
    decided("D57"),
)
def audio_start_is_within_the_audio(params: Parameters) -> bool:
    """Behind its end there is nothing to embed."""
    return params.number("audio_start_offset_sec") < params.medium.duration


AUDIO_RULES = (audio_start_is_within_the_audio,)
