"""What embed v1 refuses, in which words and in which order: one table for each operation, one for what a video must be.

References: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task,
https://docs.twelvelabs.io/api-reference/text-image-audio-embeddings/create-text-image-audio-embeddings,
https://docs.twelvelabs.io/api-reference/video-embeddings/list-video-embedding-tasks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.ask import DEFAULT_CLIP_LENGTH
from fakeembed._core.rules import (
    ERROR_CODES,
    Stage,
    decided,
    documented,
    is_a_moment,
    is_a_number,
    is_a_url,
    is_in_range,
    model_is_given,
    model_is_known,
    model_is_still_supported,
    reads,
    recorded,
    rule,
)
from fakeembed._core.segments import float32
from fakeembed._core.tokens import tokens

if TYPE_CHECKING:
    from fakeembed._core.ask import Ask
    from fakeembed._core.media import Medium

SHORTEST_VIDEO = 4.0
LONGEST_VIDEO = 7200.0
SMALLEST_SIDE = 360
LARGEST_FRAME = (5184, 2160)
WIDEST_ASPECT = 2.4
LARGEST_VIDEO = 2 * 1024**3
SHORTEST_CLIP_LENGTH = 2
LONGEST_CLIP_LENGTH = 10
LARGEST_PAGE = 50
SCOPES = ("clip", "video")
STATUSES = ("processing", "ready", "failed")
TRUNCATIONS = ("none", "start", "end")

# POST /embed/tasks


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "The following required parameters were not provided: video_file, video_url.",
    decided("D06"),
)
def video_is_given(ask: Ask) -> bool:
    """V3: a file or a URL."""
    return ask.given("video_file") or ask.text("video_url") != ""


@rule(
    Stage.TYPES,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long",
    decided("D13"),
)
def clip_length_is_whole(ask: Ask) -> bool:
    """V5: an integer; its spelling as an integral float was refused in July 2026 and taken before."""
    if ask.edition.integral_float_clip_length:
        return ask.number("video_clip_length", DEFAULT_CLIP_LENGTH).is_integer()
    return reads(lambda name: ask.whole(name, DEFAULT_CLIP_LENGTH), "video_clip_length")


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should be within 2-10 seconds long",
    documented(ERROR_CODES),
)
def clip_length_is_within_2_to_10(ask: Ask) -> bool:
    """V4."""
    return SHORTEST_CLIP_LENGTH <= ask.clip_length <= LONGEST_CLIP_LENGTH


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_start_offset_sec parameter is invalid. video_start_offset_sec should not be negative",
    decided("D06"),
)
def start_is_not_negative(ask: Ask) -> bool:
    """V9."""
    return ask.number("video_start_offset_sec") >= 0


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_embedding_scope parameter is invalid. You should use one of the following values: clip, video.",
    decided("D06"),
)
def scopes_are_known(ask: Ask) -> bool:
    """V12."""
    return set(ask.listed("video_embedding_scope")) <= set(SCOPES)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The video_embedding_scope parameter is invalid. video_embedding_scope should be clip, or clip and video",
    decided("D16"),
)
def video_scope_comes_with_clip(ask: Ask) -> bool:
    """V13: the reference lists "clip" and "clip and video", never "video" alone."""
    return ask.listed("video_embedding_scope") != ("video",)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The following parameters are invalid: video_start_offset_sec, video_end_offset_sec. Both should be set or none",
    decided("D06, D14"),
)
def offsets_come_together(ask: Ask) -> bool:
    """V7: setting only one of the two is an error; v1.2 clients for JavaScript drop a start of 0 (D14)."""
    start, end = ask.given("video_start_offset_sec"), ask.given("video_end_offset_sec")
    return start == end or (end and ask.edition.lenient_offsets)


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should be greater than video_start_offset_sec",
    documented(ERROR_CODES),
)
def end_is_after_start(ask: Ask) -> bool:
    """V6."""
    if not ask.given("video_end_offset_sec"):
        return True
    return ask.number("video_end_offset_sec") > ask.number("video_start_offset_sec")


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The video_clip_length parameter is invalid. video_clip_length should not exceed the time between video_start_offset_sec and"
    " video_end_offset_sec",
    decided("D06"),
)
def clip_fits_between_offsets(ask: Ask) -> bool:
    """V8."""
    if not ask.given("video_end_offset_sec"):
        return True
    return ask.clip_length <= ask.number("video_end_offset_sec") - ask.number("video_start_offset_sec")


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
    clip_fits_between_offsets,
)


# What a video must be, looked at as soon as its facts are known.


@rule(
    Stage.MEDIA,
    "video_file_broken",
    "Cannot read video file. Please check the video file is valid and try again.",
    documented(ERROR_CODES),
)
def video_can_be_read(ask: Ask) -> bool:
    """Bytes that are no video; a client that uploads a path as text ends here."""
    return not ask.seen.broken


@rule(
    Stage.MEDIA,
    "video_filesize_too_large",
    "The video is too large. Please use a video with a size less than 2GB. The current size is {ask.gigabytes}.",
    documented(ERROR_CODES),
)
def video_is_small_enough(ask: Ask) -> bool:
    """2 GB."""
    return (ask.seen.size or 0) <= LARGEST_VIDEO


@rule(
    Stage.MEDIA,
    "video_resolution_too_low",
    "The resolution of the video is too low. Please upload a video with resolution between 360x360 and 5184x2160."
    " Current resolution is {ask.resolution}.",
    documented(ERROR_CODES),
)
def resolution_is_high_enough(ask: Ask) -> bool:
    """Both sides; the live service was seen to refuse 320x180."""
    return min(_sides(ask.seen) or (SMALLEST_SIDE,)) >= SMALLEST_SIDE


@rule(
    Stage.MEDIA,
    "video_resolution_too_high",
    "The resolution of the video is too high. Please upload a video with resolution between 360x360 and 5184x2160."
    " Current resolution is {ask.resolution}.",
    documented(ERROR_CODES),
)
def resolution_is_low_enough(ask: Ask) -> bool:
    """The longer side against 5184, the shorter against 2160, so that portrait videos count like landscape ones."""
    sides = _sides(ask.seen)
    return sides is None or (max(sides) <= LARGEST_FRAME[0] and min(sides) <= LARGEST_FRAME[1])


@rule(
    Stage.MEDIA,
    "video_resolution_invalid_aspect_ratio",
    "The aspect ratio of the video is invalid. Please upload a video with aspect ratio between 1:1 and 2.4:1."
    " Current resolution is {ask.resolution}.",
    documented(ERROR_CODES),
)
def aspect_ratio_is_moderate(ask: Ask) -> bool:
    """Between 1:2.4 and 2.4:1."""
    sides = _sides(ask.seen)
    return sides is None or max(sides) <= WIDEST_ASPECT * min(sides)


@rule(
    Stage.MEDIA,
    "video_duration_too_short",
    "Video is too short. Please use video with duration between 10 seconds and 2 hours(7200 seconds)."
    " Current duration is {ask.seen.duration:.1f} seconds.",
    documented(ERROR_CODES),
)
def video_is_long_enough(ask: Ask) -> bool:
    """Four seconds, whatever the text says: it was written for indexing (decision D07)."""
    return ask.seen.duration >= SHORTEST_VIDEO


@rule(
    Stage.MEDIA,
    "video_duration_too_long",
    "The video is too long. Please use a video with duration between 4 seconds and 120 minutes(7200 seconds)."
    " Current duration is {ask.seen.duration:.1f} seconds.",
    recorded("DeepakMishra1108/TwelvelabsWithOracleVector, VIDEO_SLICING_SUMMARY.md, 2025-11"),
)
def video_is_short_enough(ask: Ask) -> bool:
    """Two hours."""
    return ask.seen.duration <= LONGEST_VIDEO


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The video_start_offset_sec parameter is invalid. video_start_offset_sec should leave room for one clip before the end of the"
    " video",
    decided("D06, D15"),
)
def start_leaves_room_for_a_clip(ask: Ask) -> bool:
    """V10."""
    return not ask.given("video_start_offset_sec") or ask.window[0] <= ask.seen.duration - ask.clip_length


@rule(
    Stage.MEDIA,
    "parameter_invalid",
    "The video_end_offset_sec parameter is invalid. video_end_offset_sec should not exceed the duration of the video",
    decided("D06, D15"),
)
def end_is_within_the_video(ask: Ask) -> bool:
    """V11; compared in the precision in which the service reports a duration, so that an echoed duration is accepted."""
    return not ask.given("video_end_offset_sec") or ask.window[1] <= max(ask.seen.duration, float32(ask.seen.duration))


VIDEO_RULES = (
    video_can_be_read,
    video_is_small_enough,
    resolution_is_high_enough,
    resolution_is_low_enough,
    aspect_ratio_is_moderate,
    video_is_long_enough,
    video_is_short_enough,
    start_leaves_room_for_a_clip,
    end_is_within_the_video,
)


# POST /embed


@rule(
    Stage.REQUIRED,
    "parameter_not_provided",
    "Some required parameters are not provided.",
    decided("D09"),
)
def an_input_is_given(ask: Ask) -> bool:
    """At least one of text, image and audio, of those this edition knows."""
    return any(ask.given(f"{kind}{how}") for kind in ask.edition.modalities for how in ("", "_url", "_file"))


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The text parameter is invalid. text should not be empty",
    decided("D06"),
)
def text_is_not_empty(ask: Ask) -> bool:
    """That it is refused was seen in 2026-06; in which words was not."""
    return not ask.given("text") or ask.text("text") != ""


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The text_truncate parameter is invalid. You should use one of the following values: none, start, end.",
    documented(ERROR_CODES),
)
def truncation_is_known(ask: Ask) -> bool:
    """Models that do not cut ignore it, and so do editions without it."""
    judged = ask.edition.text_truncate and ask.model.cuts_long_text
    return not judged or ask.text("text_truncate", "end") in TRUNCATIONS


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The audio_start_offset_sec parameter is invalid. audio_start_offset_sec should not be negative",
    decided("D06"),
)
def audio_start_is_not_negative(ask: Ask) -> bool:
    """Documented default 0."""
    return ask.number("audio_start_offset_sec") >= 0


@rule(
    Stage.CROSS,
    "parameter_invalid",
    "The text parameter is invalid. The text token length should be less than or equal to {ask.model.tokens}.",
    documented(ERROR_CODES),
)
def text_fits_or_may_be_cut(ask: Ask) -> bool:
    """Only `text_truncate=none` on a model that cuts makes it an error."""
    uncut = ask.edition.text_truncate and ask.model.cuts_long_text and ask.text("text_truncate") == "none"
    return not uncut or tokens(ask.text("text")) <= ask.model.tokens


EMBED_RULES = (
    model_is_given,
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


# List and retrieve.


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The status parameter is invalid. You should use one of the following values: processing, ready, failed.",
    decided("D18"),
)
def status_is_known(ask: Ask) -> bool:
    """V16; a single value."""
    return not ask.given("status") or ask.text("status") in STATUSES


LIST_TASKS_RULES = (
    is_in_range("page", 1, None, "The page parameter is invalid. page should be 1 or greater"),
    is_in_range("page_limit", 1, LARGEST_PAGE, "The page_limit parameter is invalid. page_limit should be between 1 and 50"),
    status_is_known,
    is_a_moment("started_at"),
    is_a_moment("ended_at"),
)


@rule(
    Stage.SINGLE,
    "parameter_invalid",
    "The embedding_option parameter is invalid. You should use one of the following values: {ask.subject}.",
    decided("D19"),
)
def options_are_known(ask: Ask) -> bool:
    """Every asked option is one of the model's; `ask.subject` lists those."""
    return set(ask.listed("embedding_option")) <= set(ask.subject.split(", "))


RETRIEVE_TASK_RULES = (options_are_known,)


def _sides(medium: Medium) -> tuple[int, int] | None:
    return None if medium.width is None or medium.height is None else (medium.width, medium.height)
