"""A request for each rule of embed v1 that breaks it and no other, and neighbours that touch the same thing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._wire.v1_3 import create_embeddings, create_task, list_tasks, retrieve_task

if TYPE_CHECKING:
    from collections.abc import Mapping

VIDEO = "https://example.com/dog.mp4"
GIGABYTE = 1024**3
NOTHING: Mapping = MappingProxyType({})

CREATE, EMBED, LIST, RETRIEVE = "POST /embed/tasks", "POST /embed", "GET /embed/tasks", "GET /embed/tasks/{task_id}"

# operation: where its rules stand in the order in which they are looked at
TABLES = {
    CREATE: [(create_task, "CREATE_TASK_RULES"), (create_task, "VIDEO_RULES")],
    EMBED: [(create_embeddings, "EMBED_RULES"), (create_embeddings, "AUDIO_RULES")],
    LIST: [(list_tasks, "LIST_TASKS_RULES")],
    RETRIEVE: [(retrieve_task, "RETRIEVE_TASK_RULES")],
}

# operation: the fields of a request that every edition accepts, beside its model
ACCEPTED = {CREATE: {"video_url": VIDEO}, EMBED: {"text": "a dog"}, LIST: {}, RETRIEVE: {}}


class Case(NamedTuple):
    """What is different from a request that is accepted, and what the answer says.

    `fields` are changed, and not sent when None; `facts` are what the author of the test declared of the medium.
    """

    says: str = ""
    fields: Mapping[str, str | list[str] | None] = NOTHING
    files: Mapping[str, tuple[str, bytes]] = NOTHING
    facts: Mapping[str, float] = NOTHING
    code: str = "parameter_invalid"
    version: str = "v1.3"
    day: str = ""


def invalid(parameter, reason, **changes):
    """A case in the words of most refusals."""
    return Case(f"The {parameter} parameter is invalid. {reason}", **changes)


def missing(message, **changes):
    return Case(message, code="parameter_not_provided", **changes)


def not_a_number(parameter, **others):
    return invalid(parameter, "received string, but expected number", fields={parameter: "abc", **others})


def not_a_url(parameter, **others):
    return invalid(parameter, f"{parameter} should be a direct http or https URL", fields={parameter: "/home/me/dog", **others})


def not_a_moment(parameter):
    return invalid(parameter, f"{parameter} should be in RFC 3339 format", fields={parameter: "2026-08-31"})


NO_MODEL = missing("The model_name parameter is required but was not provided.", fields={"model_name": None})
UNKNOWN_MODEL = invalid(
    "model_name", "Marengo3.0 is not supported. Please use one of: marengo3.0.", fields={"model_name": "Marengo3.0"}
)
RETIRED_MODEL = invalid(
    "model_name",
    "Marengo-retrieval-2.7 is no longer supported. Please use marengo3.0 instead.",
    fields={"model_name": "Marengo-retrieval-2.7"},
)
CLIP_LENGTH = "video_clip_length should be within 2-10 seconds long"
RESOLUTION = "Please upload a video with resolution between 360x360 and 5184x2160."
SCOPES = "video_embedding_scope"
START, END, LENGTH = "video_start_offset_sec", "video_end_offset_sec", "video_clip_length"

ALONE = {
    (CREATE, "model_is_given"): NO_MODEL,
    (CREATE, "video_is_given"): missing(
        "The following required parameters were not provided: video_file, video_url.", fields={"video_url": None}
    ),
    (CREATE, "video_clip_length_is_a_number"): not_a_number(LENGTH),
    (CREATE, "clip_length_is_whole"): invalid(LENGTH, CLIP_LENGTH, fields={LENGTH: "2.5"}),
    (CREATE, "video_start_offset_sec_is_a_number"): not_a_number(START, video_end_offset_sec="6"),
    (CREATE, "video_end_offset_sec_is_a_number"): not_a_number(END, video_start_offset_sec="0"),
    (CREATE, "model_is_known"): UNKNOWN_MODEL,
    (CREATE, "model_is_still_supported"): RETIRED_MODEL,
    (CREATE, "video_url_is_a_url"): not_a_url("video_url"),
    (CREATE, "clip_length_is_within_2_to_10"): invalid(LENGTH, CLIP_LENGTH, fields={LENGTH: "11"}),
    (CREATE, "start_is_not_negative"): invalid(
        START, "video_start_offset_sec should not be negative", fields={START: "-0.1", END: "12"}
    ),
    (CREATE, "scopes_are_known"): invalid(
        SCOPES, "You should use one of the following values: clip, video.", fields={SCOPES: ["clip", "film"]}
    ),
    (CREATE, "video_scope_comes_with_clip"): invalid(
        SCOPES, "video_embedding_scope should be clip, or clip and video", fields={SCOPES: "video"}
    ),
    (CREATE, "offsets_come_together"): Case(
        "The following parameters are invalid: video_start_offset_sec, video_end_offset_sec. Both should be set or none",
        fields={START: "2"},
    ),
    (CREATE, "end_is_after_start"): invalid(
        END, "video_end_offset_sec should be greater than video_start_offset_sec", fields={START: "6", END: "6"}
    ),
    (CREATE, "window_is_wide_enough"): invalid(
        END,
        "video_end_offset_sec should be at least 6 seconds after video_start_offset_sec",
        fields={START: "1", END: "6.9", LENGTH: "2"},
        version="v1.2",
    ),
    (CREATE, "clip_fits_between_offsets"): invalid(
        LENGTH,
        "video_clip_length should not exceed the time between video_start_offset_sec and video_end_offset_sec",
        fields={START: "1", END: "6.9"},
    ),
    (CREATE, "video_can_be_read"): Case(
        "Cannot read video file. Please check the video file is valid and try again.",
        fields={"video_url": None},
        files={"video_file": ("dog.mp4", b"/home/me/dog.mp4")},
        code="video_file_broken",
    ),
    (CREATE, "video_is_small_enough"): Case(
        "The video is too large. Please use a video with a size less than 2GB. The current size is 2.50GB.",
        facts={"size": 2.5 * GIGABYTE},
        code="video_filesize_too_large",
    ),
    (CREATE, "resolution_is_high_enough"): Case(
        f"The resolution of the video is too low. {RESOLUTION} Current resolution is 359x360.",
        facts={"width": 359, "height": 360},
        code="video_resolution_too_low",
    ),
    (CREATE, "resolution_is_low_enough"): Case(
        f"The resolution of the video is too high. {RESOLUTION} Current resolution is 5184x2161.",
        facts={"width": 5184, "height": 2161},
        code="video_resolution_too_high",
    ),
    (CREATE, "aspect_ratio_is_moderate"): Case(
        "The aspect ratio of the video is invalid. Please upload a video with aspect ratio between 1:1 and 2.4:1."
        " Current resolution is 865x360.",
        facts={"width": 865, "height": 360},
        code="video_resolution_invalid_aspect_ratio",
    ),
    (CREATE, "video_is_long_enough"): Case(
        "Video is too short. Please use video with duration between 10 seconds and 2 hours(7200 seconds)."
        " Current duration is 3.9 seconds.",
        facts={"duration": 3.9},
        code="video_duration_too_short",
    ),
    (CREATE, "video_is_short_enough"): Case(
        "The video is too long. Please use a video with duration between 4 seconds and 120 minutes(7200 seconds)."
        " Current duration is 10852.3 seconds.",
        facts={"duration": 10852.3},
        code="video_duration_too_long",
    ),
    # Whoever starts too late ends too late: a window is no shorter than a clip. So this one cannot be broken alone.
    (CREATE, "start_leaves_room_for_a_clip"): invalid(
        START,
        "video_start_offset_sec should leave room for one clip before the end of the video",
        fields={START: "12.1", END: "18.1"},
        facts={"duration": 18.0},
    ),
    (CREATE, "end_is_within_the_video"): invalid(
        END,
        "video_end_offset_sec should not exceed the duration of the video",
        fields={START: "12", END: "18.1"},
        facts={"duration": 18.0},
    ),
    (EMBED, "model_is_given"): NO_MODEL,
    (EMBED, "text_is_given"): missing(
        "The text parameter is required but was not provided.",
        fields={"text": None},
        version="v1.2",
        day="2024-10-24",
    ),
    (EMBED, "an_input_is_given"): missing("Some required parameters are not provided.", fields={"text": None}),
    (EMBED, "audio_start_offset_sec_is_a_number"): not_a_number("audio_start_offset_sec"),
    (EMBED, "model_is_known"): UNKNOWN_MODEL,
    (EMBED, "model_is_still_supported"): RETIRED_MODEL,
    (EMBED, "text_is_not_empty"): invalid("text", "text should not be empty", fields={"text": ""}),
    (EMBED, "truncation_is_known"): invalid(
        "text_truncate",
        "You should use one of the following values: none, start, end.",
        fields={"text_truncate": "middle"},
        day="2025-07-15",
    ),
    (EMBED, "image_url_is_a_url"): not_a_url("image_url"),
    (EMBED, "audio_url_is_a_url"): not_a_url("audio_url"),
    (EMBED, "audio_start_is_not_negative"): invalid(
        "audio_start_offset_sec", "audio_start_offset_sec should not be negative", fields={"audio_start_offset_sec": "-0.1"}
    ),
    (EMBED, "text_fits_or_may_be_cut"): invalid(
        "text",
        "The text token length should be less than or equal to 77.",
        fields={"text": "dog " * 78, "text_truncate": "none"},
        day="2025-07-15",
    ),
    (EMBED, "audio_start_is_within_the_audio"): invalid(
        "audio_start_offset_sec",
        "audio_start_offset_sec should be less than the duration of the audio",
        fields={"audio_url": "https://example.com/bark.mp3", "audio_start_offset_sec": "30"},
        facts={"duration": 30.0},
    ),
    (LIST, "page_is_in_range"): invalid("page", "page should be 1 or greater", fields={"page": "0"}),
    (LIST, "page_limit_is_in_range"): invalid("page_limit", "page_limit should be between 1 and 50", fields={"page_limit": "51"}),
    (LIST, "status_is_known"): invalid(
        "status",
        "You should use one of the following values: processing, ready, failed.",
        fields={"status": "completed"},
    ),
    (LIST, "started_at_is_a_timestamp"): not_a_moment("started_at"),
    (LIST, "ended_at_is_a_timestamp"): not_a_moment("ended_at"),
    (RETRIEVE, "options_are_known"): invalid(
        "embedding_option",
        "You should use one of the following values: visual, audio, transcription.",
        fields={"embedding_option": "smell"},
    ),
}

# Neighbours whose cases touch the same thing: a request that breaks both, or why there is none.
TOGETHER = {
    (CREATE, "video_clip_length_is_a_number", "clip_length_is_whole"): Case(fields={LENGTH: "abc"}),
    (CREATE, "video_start_offset_sec_is_a_number", "video_end_offset_sec_is_a_number"): Case(fields={START: "a", END: "b"}),
    (CREATE, "model_is_known", "model_is_still_supported"): "a model that never was has no sunset",
    (CREATE, "scopes_are_known", "video_scope_comes_with_clip"): "video is a known scope",
    (CREATE, "offsets_come_together", "end_is_after_start"): Case(fields={END: "0"}),
    (CREATE, "end_is_after_start", "window_is_wide_enough"): Case(fields={START: "6", END: "6"}, version="v1.2"),
    (CREATE, "window_is_wide_enough", "clip_fits_between_offsets"): Case(fields={START: "1", END: "6"}, version="v1.2"),
    (CREATE, "resolution_is_high_enough", "resolution_is_low_enough"): Case(facts={"width": 5185, "height": 359}),
    (CREATE, "resolution_is_low_enough", "aspect_ratio_is_moderate"): Case(facts={"width": 5185, "height": 360}),
    (CREATE, "video_is_long_enough", "video_is_short_enough"): "nothing is too short and too long",
    (CREATE, "video_is_short_enough", "start_leaves_room_for_a_clip"): Case(
        fields={START: "7300", END: "7306"}, facts={"duration": 7300.0}
    ),
    (CREATE, "start_leaves_room_for_a_clip", "end_is_within_the_video"): Case(
        fields={START: "12.1", END: "18.1"}, facts={"duration": 18.0}
    ),
    (EMBED, "model_is_given", "text_is_given"): Case(
        fields={"engine_name": None, "text": None, "text_truncate": "end"}, version="v1.2", day="2024-10-24"
    ),
    (EMBED, "text_is_given", "an_input_is_given"): Case(fields={"text": None}, version="v1.2", day="2024-10-24"),
    (EMBED, "model_is_known", "model_is_still_supported"): "a model that never was has no sunset",
}
