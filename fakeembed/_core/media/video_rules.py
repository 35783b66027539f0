"""What a video must be, looked at as soon as its facts are known.

References: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task,
https://docs.twelvelabs.io/api-reference/error-codes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.evidence import ERROR_CODES, recorded
from fakeembed._core.rules import Stage, rule

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.parameters import Parameters

SHORTEST_VIDEO = 4.0
LONGEST_VIDEO = 7200.0
SMALLEST_SIDE = 360
LARGEST_FRAME = (5184, 2160)
WIDEST_ASPECT = 2.4
LARGEST_VIDEO = 2 * 1024**3


@rule(
    Stage.MEDIA,
    "Cannot read video file. Please check the video file is valid and try again.",
    ERROR_CODES,
    code="video_file_broken",
)
def video_can_be_read(params: Parameters) -> bool:
    """Bytes that are no video; a client that uploads a path as text ends here."""
    return not params.medium.broken


@rule(
    Stage.MEDIA,
    "The video is too large. Please use a video with a size less than 2GB. The current size is {params.gigabytes}.",
    ERROR_CODES,
    code="video_filesize_too_large",
)
def video_is_small_enough(params: Parameters) -> bool:
    """2 GB."""
    return (params.medium.size or 0) <= LARGEST_VIDEO


@rule(
    Stage.MEDIA,
    "The resolution of the video is too low. Please upload a video with resolution between 360x360 and 5184x2160."
    " Current resolution is {params.resolution}.",
    ERROR_CODES,
    code="video_resolution_too_low",
)
def resolution_is_high_enough(params: Parameters) -> bool:
    """Both sides; the live service was seen to refuse 320x180. The narrower limits of 2024 have no known text (decision D58)."""
    return min(_sides(params.medium) or (SMALLEST_SIDE,)) >= SMALLEST_SIDE


@rule(
    Stage.MEDIA,
    "The resolution of the video is too high. Please upload a video with resolution between 360x360 and 5184x2160."
    " Current resolution is {params.resolution}.",
    ERROR_CODES,
    code="video_resolution_too_high",
)
def resolution_is_low_enough(params: Parameters) -> bool:
    """The longer side against 5184, the shorter against 2160, so that portrait videos count like landscape ones."""
    sides = _sides(params.medium)
    return sides is None or (max(sides) <= LARGEST_FRAME[0] and min(sides) <= LARGEST_FRAME[1])


@rule(
    Stage.MEDIA,
    "The aspect ratio of the video is invalid. Please upload a video with aspect ratio between 1:1 and 2.4:1."
    " Current resolution is {params.resolution}.",
    ERROR_CODES,
    code="video_resolution_invalid_aspect_ratio",
)
def aspect_ratio_is_moderate(params: Parameters) -> bool:
    """Between 1:2.4 and 2.4:1."""
    sides = _sides(params.medium)
    return sides is None or max(sides) <= WIDEST_ASPECT * min(sides)


@rule(
    Stage.MEDIA,
    "Video is too short. Please use video with duration between 10 seconds and 2 hours(7200 seconds)."
    " Current duration is {params.medium.duration:.1f} seconds.",
    ERROR_CODES,
    code="video_duration_too_short",
)
def video_is_long_enough(params: Parameters) -> bool:
    """Four seconds, whatever the text says: it was written for indexing (decision D07)."""
    return params.medium.duration >= SHORTEST_VIDEO


@rule(
    Stage.MEDIA,
    "The video is too long. Please use a video with duration between 4 seconds and 120 minutes(7200 seconds)."
    " Current duration is {params.medium.duration:.1f} seconds.",
    recorded("DeepakMishra1108/TwelvelabsWithOracleVector, VIDEO_SLICING_SUMMARY.md, 2025-11; on earlier days by D103"),
    code="video_duration_too_long",
)
def video_is_short_enough(params: Parameters) -> bool:
    """Two hours."""
    return params.medium.duration <= LONGEST_VIDEO


WHAT_A_VIDEO_MUST_BE = (
    video_can_be_read,
    video_is_small_enough,
    resolution_is_high_enough,
    resolution_is_low_enough,
    aspect_ratio_is_moderate,
    video_is_long_enough,
    video_is_short_enough,
)


def _sides(medium: Medium) -> tuple[int, int] | None:
    return None if medium.width is None or medium.height is None else (medium.width, medium.height)
