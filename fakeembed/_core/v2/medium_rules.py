"""What a medium must be that embed v2 embeds, looked at as soon as its facts are known: one table for each kind.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings and
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import MEGABYTE, has_marengo_3_5
from fakeembed._core.evidence import decided
from fakeembed._core.media.video_rules import (
    SHORTEST_VIDEO,
    aspect_ratio_is_moderate,
    resolution_is_high_enough,
    resolution_is_low_enough,
    video_can_be_read,
)
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import Stage, rule
from fakeembed._core.v2.inputs import Mode

if TYPE_CHECKING:
    from fakeembed._core.rules import Rule
    from fakeembed._core.v2.parameters import SourceParameters

LARGEST_BASE64 = 36 * MEGABYTE
"""Bytes of audio or video in a base64 text, decoded: as the client 1.3.6 says it; the document of 2026-02-17 leaves it open."""

LARGEST_SOURCE = 32 * MEGABYTE
"""Bytes of one source of a `multi_input` with marengo3.5."""

LONGEST_ASYNC = 14_400.0
"""Seconds of audio or video that a task takes."""

SMALLEST_IMAGE = 128
"""Pixels, each side."""


@rule(
    Stage.MEDIA,
    "File size ({params.megabytes} MB) exceeds maximum limit of 32 MB",
    decided("D68"),
    code="content_too_large",
    status=413,
    applies=has_marengo_3_5,
)
def source_is_small_enough(params: SourceParameters) -> bool:
    """Documented as a 400 or a 413; the words are those of a failed task."""
    bounded = params.model is MARENGO_3_5 and params.mode is Mode.SYNC
    return not bounded or (params.medium.size or 0) <= LARGEST_SOURCE


@rule(
    Stage.MEDIA,
    "The {params.path}.base64_string parameter is invalid. The decoded media should not be larger than 36 MB",
    decided("D63"),
)
def base64_is_small_enough(params: SourceParameters) -> bool:
    """Audio and video; images have a limit of their own."""
    return params.content is None or len(params.content) <= LARGEST_BASE64


@rule(Stage.MEDIA, "The {params.path} parameter is invalid. Audio file is not valid.", decided("D65"))
def audio_can_be_read(params: SourceParameters) -> bool:
    """WAV, MP3 or FLAC; the words are those of v1's `error_message`."""
    return not params.medium.broken


@rule(Stage.MEDIA, "The {params.path} parameter is invalid. Image file is not valid.", decided("D65"))
def image_can_be_read(params: SourceParameters) -> bool:
    """JPEG or PNG; the words are those of v1's `error_message`."""
    return not params.medium.broken


@rule(Stage.MEDIA, "The {params.path} parameter is invalid. Document file is not valid.", decided("D65"), applies=has_marengo_3_5)
def document_can_be_read(params: SourceParameters) -> bool:
    """A PDF, or text in UTF-8."""
    return not params.medium.broken


@rule(
    Stage.MEDIA,
    "The {params.path} parameter is invalid. The resolution of the image should be at least 128x128."
    " Current resolution is {params.resolution}.",
    decided("D65"),
)
def image_is_wide_and_high_enough(params: SourceParameters) -> bool:
    """Documented for images of every endpoint."""
    sides = (params.medium.width or SMALLEST_IMAGE, params.medium.height or SMALLEST_IMAGE)
    return min(sides) >= SMALLEST_IMAGE


@rule(
    Stage.MEDIA,
    "The {params.path} parameter is invalid. The image should not be larger than {params.image_megabytes} MB",
    decided("D65"),
)
def image_is_small_enough(params: SourceParameters) -> bool:
    """5 MB, from 2026-07-24 on 32 MB; in tasks a larger one fails later."""
    return params.mode is Mode.ASYNC or (params.medium.size or 0) <= params.edition.image_bytes


@rule(
    Stage.MEDIA,
    "Video is too short. Please use video with duration between 4 seconds and 4 hours(14400 seconds)."
    " Current duration is {params.medium.duration:.1f} seconds.",
    decided("D65"),
    code="video_duration_too_short",
)
def video_is_long_enough_for_a_task(params: SourceParameters) -> bool:
    """Documented for tasks; nothing is said about shorter media that are embedded at once."""
    return params.mode is Mode.SYNC or params.medium.duration >= SHORTEST_VIDEO


@rule(
    Stage.MEDIA,
    "The video is too long. Please use a video with duration between 4 seconds and 240 minutes(14400 seconds)."
    " Current duration is {params.medium.duration:.1f} seconds.",
    decided("D65"),
    code="video_duration_too_long",
)
def video_is_short_enough_for_a_task(params: SourceParameters) -> bool:
    """Four hours, in the words recorded of v1."""
    return params.mode is Mode.SYNC or params.medium.duration <= LONGEST_ASYNC


@rule(
    Stage.MEDIA,
    "The {params.path} parameter is invalid. The duration of the audio should be between 4 seconds and 4 hours(14400 seconds)."
    " Current duration is {params.medium.duration:.1f} seconds.",
    decided("D65"),
)
def audio_is_of_a_length_for_a_task(params: SourceParameters) -> bool:
    """Documented: the same bounds as for video."""
    return params.mode is Mode.SYNC or SHORTEST_VIDEO <= params.medium.duration <= LONGEST_ASYNC


@rule(
    Stage.MEDIA,
    "The {params.path} parameter is invalid. The {params.kind} is too long to be embedded synchronously:"
    " {params.medium.duration:.1f} seconds of at most {params.longest_sync:.0f}. Please use POST /embed-v2/tasks instead.",
    decided("D47"),
)
def medium_is_short_enough_to_wait_for(params: SourceParameters) -> bool:
    """Ten minutes with marengo3.0, thirty seconds with marengo3.5."""
    return params.mode is Mode.ASYNC or params.medium.duration <= params.longest_sync


@rule(
    Stage.MEDIA,
    "Document ({params.medium.pages} pages) exceeds maximum limit of {params.page_allowance} pages",
    decided("D68"),
    code="content_too_large",
    status=413,
    applies=has_marengo_3_5,
)
def pages_are_within_the_allowance(params: SourceParameters) -> bool:
    """Documented: a 413 whose message has both numbers; a task fails later instead. The words are those of a failed task."""
    allowed = params.page_allowance
    return params.mode is Mode.ASYNC or allowed is None or params.medium.pages <= allowed


@rule(
    Stage.MEDIA,
    "The {params.path} parameter is invalid. The document has no content to embed",
    decided("D65"),
    applies=has_marengo_3_5,
)
def document_has_content(params: SourceParameters) -> bool:
    """Documented: a source with nothing to embed is a 400."""
    return bool(params.medium.pages or params.medium.text.strip())


_VIDEO_RULES: tuple[Rule, ...] = (video_can_be_read, resolution_is_high_enough, resolution_is_low_enough, aspect_ratio_is_moderate)

MEDIUM_RULES: dict[str, tuple[Rule, ...]] = {
    "video": (
        source_is_small_enough,
        base64_is_small_enough,
        *_VIDEO_RULES,
        video_is_long_enough_for_a_task,
        video_is_short_enough_for_a_task,
        medium_is_short_enough_to_wait_for,
    ),
    "audio": (
        source_is_small_enough,
        base64_is_small_enough,
        audio_can_be_read,
        audio_is_of_a_length_for_a_task,
        medium_is_short_enough_to_wait_for,
    ),
    "image": (source_is_small_enough, image_can_be_read, image_is_wide_and_high_enough, image_is_small_enough),
    "document": (source_is_small_enough, document_can_be_read, document_has_content, pages_are_within_the_allowance),
}
