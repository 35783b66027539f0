"""What embed v1 refuses, in which words and in which order: one table for each operation, one for what a video must be.

References: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task,
https://docs.twelvelabs.io/api-reference/text-image-audio-embeddings/create-text-image-audio-embeddings,
https://docs.twelvelabs.io/api-reference/video-embeddings/list-video-embedding-tasks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.evidence import ERROR_CODES, decided
from fakeembed._core.media.segments import float32
from fakeembed._core.media.tokens import tokens
from fakeembed._core.media.video_rules import WHAT_A_VIDEO_MUST_BE
from fakeembed._core.parameters import DEFAULT_CLIP_LENGTH
from fakeembed._core.rules import (
    PAGE_RULES,
    Stage,
    is_a_number,
    is_a_timestamp,
    is_a_url,
    model_is_given,
    model_is_known,
    model_is_still_supported,
    reads,
    rule,
)

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.parameters import Parameters

SHORTEST_CLIP_LENGTH = 2
LONGEST_CLIP_LENGTH = 10
SCOPES = ("clip", "video")
STATUSES = ("processing", "ready", "failed")
TRUNCATIONS = ("none", "start", "end")
LARGEST_AUDIO = 10 * 1024**2
"""Bytes that the 2.x models take (their guide, 2025)."""

# POST /embed/tasks


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "The following required parameters were not provided: video_file, video_url.",
    decided("D06"),
)
def video_is_given(params: Parameters) -> bool:
    """A file or a URL; an empty URL is none (decision D54)."""
    return gives(params, "video")


@rule(
    Stage.TYPES,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long",
    decided("D13"),
)
def clip_length_is_whole(params: Parameters) -> bool:
    """An integer; its spelling as an integral float was refused in July 2026 and taken before."""
    if params.edition.integral_float_clip_length:
        return params.number("video_clip_length", DEFAULT_CLIP_LENGTH).is_integer()
    return reads(lambda name: params.whole(name, DEFAULT_CLIP_LENGTH), "video_clip_length")


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long",
    ERROR_CODES,
)
def clip_length_is_within_2_to_10(params: Parameters) -> bool:
    """The documented bounds, in seconds."""
    return SHORTEST_CLIP_LENGTH <= params.clip_length <= LONGEST_CLIP_LENGTH


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_start_offset_sec parameter is invalid. video_start_offset_sec should not be negative",
    decided("D06"),
)
def start_is_not_negative(params: Parameters) -> bool:
    """Seconds from the beginning of the video."""
    return params.number("video_start_offset_sec") >= 0


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_embedding_scope parameter is invalid. You should use one of the following values: clip, video.",
    decided("D06"),
)
def scopes_are_known(params: Parameters) -> bool:
    """The documented values."""
    return set(params.listed("video_embedding_scope")) <= set(SCOPES)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_embedding_scope parameter is invalid. video_embedding_scope should be clip, or clip and video",
    decided("D16"),
)
def video_scope_comes_with_clip(params: Parameters) -> bool:
    """The reference lists "clip" and "clip and video", never "video" alone."""
    return params.listed("video_embedding_scope") != ("video",)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The following parameters are invalid: video_start_offset_sec, video_end_offset_sec. Both should be set or none",
    decided("D06, D14"),
)
def offsets_come_together(params: Parameters) -> bool:
    """Setting only one of the two is an error; v1.2 clients for JavaScript drop a start of 0 (D14)."""
    start, end = params.given("video_start_offset_sec"), params.given("video_end_offset_sec")
    return start == end or (end and params.edition.lenient_offsets)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should be greater than video_start_offset_sec",
    ERROR_CODES,
)
def end_is_after_start(params: Parameters) -> bool:
    """Documented; a window of no length embeds nothing."""
    if not params.given("video_end_offset_sec"):
        return True
    return params.number("video_end_offset_sec") > params.number("video_start_offset_sec")


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should be at least {params.edition.least_window:.0f}"
    " seconds after video_start_offset_sec",
    decided("D06, D58"),
    applies=lambda edition: edition.least_window is not None,
)
def window_is_wide_enough(params: Parameters) -> bool:
    """The reference of v1.2 has a fixed minimum, that of v1.3 the clip length."""
    if not params.given("video_end_offset_sec"):
        return True
    return params.number("video_end_offset_sec") - params.number("video_start_offset_sec") >= (params.edition.least_window or 0)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should not exceed the time between video_start_offset_sec and"
    " video_end_offset_sec",
    decided("D06"),
)
def clip_fits_between_offsets(params: Parameters) -> bool:
    """A window that is shorter than one clip has none."""
    if not params.given("video_end_offset_sec"):
        return True
    return params.clip_length <= params.number("video_end_offset_sec") - params.number("video_start_offset_sec")


CREATE_TASK_RULES = (
    model_is_given,
    video_is_given,
    is_a_number("video_clip_length"),
    clip_length_is_whole,
    is_a_number("video_start_offset_sec"),
    is_a_number("video_end_offset_sec"),
    model_is_known,
    model_is_still_supported,
    is_a_url("video_url"),
    clip_length_is_within_2_to_10,
    start_is_not_negative,
    scopes_are_known,
    video_scope_comes_with_clip,
    offsets_come_together,
    end_is_after_start,
    window_is_wide_enough,
    clip_fits_between_offsets,
)


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The video_start_offset_sec parameter is invalid. video_start_offset_sec should leave room for one clip before the end of the"
    " video",
    decided("D06, D15"),
)
def start_leaves_room_for_a_clip(params: Parameters) -> bool:
    """Documented: at most the duration less the length of a clip."""
    least = params.clip_length if params.edition.least_window is None else params.edition.least_window
    return not params.given("video_start_offset_sec") or params.window[0] <= params.medium.duration - least


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should not exceed the duration of the video",
    decided("D06, D15"),
)
def end_is_within_the_video(params: Parameters) -> bool:
    """Compared in the precision in which the service reports a duration, so that an echoed duration is accepted."""
    return not params.given("video_end_offset_sec") or params.window[1] <= max(
        params.medium.duration, float32(params.medium.duration)
    )


VIDEO_RULES = (*WHAT_A_VIDEO_MUST_BE, start_leaves_room_for_a_clip, end_is_within_the_video)


# POST /embed


def _has_models_that_cut(edition: Edition) -> bool:
    return any(model.cuts_long_text for model in edition.models)


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "The text parameter is required but was not provided.",
    ERROR_CODES,
    applies=lambda edition: edition.modalities == ("text",),
)
def text_is_given(params: Parameters) -> bool:
    """The first edition embeds nothing but text, and its reference calls it required."""
    return params.given("text")


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "Some required parameters are not provided.",
    decided("D09"),
)
def an_input_is_given(params: Parameters) -> bool:
    """At least one of text, image and audio, of those this edition knows."""
    return any(gives(params, kind) for kind in params.edition.modalities)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The text parameter is invalid. text should not be empty",
    decided("D06"),
)
def text_is_not_empty(params: Parameters) -> bool:
    """That it is refused was seen in 2026-06; in which words was not."""
    return not params.given("text") or params.text("text") != ""


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The text_truncate parameter is invalid. You should use one of the following values: none, start, end.",
    ERROR_CODES,
    applies=_has_models_that_cut,
)
def truncation_is_known(params: Parameters) -> bool:
    """Models that do not cut ignore it."""
    return not params.model.cuts_long_text or params.text("text_truncate", "end") in TRUNCATIONS


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The audio_start_offset_sec parameter is invalid. audio_start_offset_sec should not be negative",
    decided("D06"),
)
def audio_start_is_not_negative(params: Parameters) -> bool:
    """Documented default 0."""
    return params.number("audio_start_offset_sec") >= 0


@rule(
    Stage.CROSS,
    "parameter_invalid",
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
    "parameter_invalid",
    "The audio_start_offset_sec parameter is invalid. audio_start_offset_sec should be less than the duration of the audio",
    decided("D57"),
)
def audio_start_is_within_the_audio(params: Parameters) -> bool:
    """Behind its end there is nothing to embed."""
    return params.number("audio_start_offset_sec") < params.medium.duration


AUDIO_RULES = (audio_start_is_within_the_audio,)


# List and retrieve.


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The status parameter is invalid. You should use one of the following values: processing, ready, failed.",
    decided("D18"),
)
def status_is_known(params: Parameters) -> bool:
    """A single one of the documented values."""
    return not params.given("status") or params.text("status") in STATUSES


LIST_TASKS_RULES = (
    *PAGE_RULES,
    status_is_known,
    is_a_timestamp("started_at"),
    is_a_timestamp("ended_at"),
)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The embedding_option parameter is invalid. You should use one of the following values: {params.option_choice}.",
    decided("D19"),
)
def options_are_known(params: Parameters) -> bool:
    """Every asked option is one of the model's."""
    return set(params.wanted_options) <= set(params.options)


RETRIEVE_TASK_RULES = (options_are_known,)


def gives(params: Parameters, kind: str) -> bool:
    """Whether a request brings an input of a kind: a text, or a file or a URL of an image, an audio or a video."""
    if kind == "text":
        return params.given("text")
    return params.text(f"{kind}_url") != "" or f"{kind}_file" in params.files
