"""What tasks of embed v1 refuse, in which words and in which order: one table for each operation, one for what a video must be.

References: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task,
https://docs.twelvelabs.io/api-reference/video-embeddings/list-video-embedding-tasks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.evidence import ERROR_CODES, decided
from fakeembed._core.media.segments import float32
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
    from fakeembed._core.parameters import Parameters

SHORTEST_CLIP_LENGTH = 2
LONGEST_CLIP_LENGTH = 10
SCOPES = ("clip", "video")
STATUSES = ("processing", "ready", "failed")

# POST /embed/tasks


@rule(
    Stage.REQUIRED,
    "The following required parameters were not provided: video_file, video_url.",
    decided("D06"),
    code="parameter_not_provided",
)
def video_is_given(params: Parameters) -> bool:
    """A file or a URL; an empty URL is none (decision D54)."""
    return params.brings("video")


@rule(
    Stage.TYPES, "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long", decided("D13")
)
def clip_length_is_whole(params: Parameters) -> bool:
    """An integer; its spelling as an integral float was refused in July 2026 and taken before."""
    if params.edition.integral_float_clip_length:
        return params.number("video_clip_length", DEFAULT_CLIP_LENGTH).is_integer()
    return reads(lambda name: params.whole(name, DEFAULT_CLIP_LENGTH), "video_clip_length")


@rule(Stage.SINGLE, "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long", ERROR_CODES)
def clip_length_is_within_2_to_10(params: Parameters) -> bool:
    """The documented bounds, in seconds."""
    return SHORTEST_CLIP_LENGTH <= params.clip_length <= LONGEST_CLIP_LENGTH


@rule(
    Stage.SINGLE, "The video_start_offset_sec parameter is invalid. video_start_offset_sec should not be negative", decided("D06")
)
def start_is_not_negative(params: Parameters) -> bool:
    """Seconds from the beginning of the video."""
    return params.number("video_start_offset_sec") >= 0


@rule(
    Stage.SINGLE,
    "The video_embedding_scope parameter is invalid. You should use one of the following values: clip, video.",
    decided("D06"),
)
def scopes_are_known(params: Parameters) -> bool:
    """The documented values."""
    return set(params.listed("video_embedding_scope")) <= set(SCOPES)


@rule(
    Stage.SINGLE,
    "The video_embedding_scope parameter is invalid. video_embedding_scope should be clip, or clip and video",
    decided("D16"),
)
def video_scope_comes_with_clip(params: Parameters) -> bool:
    """The reference lists "clip" and "clip and video", never "video" alone."""
    return params.listed("video_embedding_scope") != ("video",)


@rule(
    Stage.CROSS,
    "The following parameters are invalid: video_start_offset_sec, video_end_offset_sec. Both should be set or none",
    decided("D06, D14"),
)
def offsets_come_together(params: Parameters) -> bool:
    """Setting only one of the two is an error; v1.2 clients for JavaScript drop a start of 0 (D14)."""
    start, end = params.given("video_start_offset_sec"), params.given("video_end_offset_sec")
    return start == end or (end and params.edition.lenient_offsets)


@rule(
    Stage.CROSS,
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
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should be at least {params.edition.least_window:.0f}"
    " seconds after video_start_offset_sec",
    decided("D06, D58"),
    applies=lambda edition: bool(edition.least_window),
)
def window_is_wide_enough(params: Parameters) -> bool:
    """The reference of v1.2 has a fixed minimum, that of v1.3 the clip length."""
    if not params.given("video_end_offset_sec"):
        return True
    return params.asked_window >= params.edition.least_window


@rule(
    Stage.CROSS,
    "The video_clip_length parameter is invalid. video_clip_length should not exceed the time between video_start_offset_sec and"
    " video_end_offset_sec",
    decided("D06"),
)
def clip_fits_between_offsets(params: Parameters) -> bool:
    """A window that is shorter than one clip has none."""
    if not params.given("video_end_offset_sec"):
        return True
    return params.clip_length <= params.asked_window


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
    "The video_start_offset_sec parameter is invalid. video_start_offset_sec should leave room for one clip before the end of the"
    " video",
    decided("D06, D15"),
)
def start_leaves_room_for_a_clip(params: Parameters) -> bool:
    """Documented: at most the duration less the length of a clip."""
    least = params.edition.least_window or params.clip_length
    return not params.given("video_start_offset_sec") or params.window[0] <= round(params.medium.duration - least, 6)


@rule(
    Stage.MEDIA,
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should not exceed the duration of the video",
    decided("D06, D15"),
)
def end_is_within_the_video(params: Parameters) -> bool:
    """Compared in the precision in which the service reports a duration, so that an echoed duration is accepted."""
    return not params.given("video_end_offset_sec") or params.window[1] <= max(
        params.medium.duration, float32(params.medium.duration)
    )


VIDEO_RULES = (*WHAT_A_VIDEO_MUST_BE, start_leaves_room_for_a_clip, end_is_within_the_video)


# List and retrieve.


@rule(
    Stage.SINGLE,
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
    "The embedding_option parameter is invalid. You should use one of the following values: {params.option_choice}.",
    decided("D19"),
)
def options_are_known(params: Parameters) -> bool:
    """Every asked option is one of the model's."""
    return set(params.wanted_options) <= set(params.options)


RETRIEVE_TASK_RULES = (options_are_known,)
