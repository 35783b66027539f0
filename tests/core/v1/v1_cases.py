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
    """What is different from a request that is accepted.

    `fields` are changed, and not sent when None; `facts` are what the author of the test declared of the medium. The words of a
    refusal stand in the contracts, verbatim. Here `says` is the end of them where a value of the request decides it.
    """

    fields: Mapping[str, str | list[str] | None] = NOTHING
    files: Mapping[str, tuple[str, bytes]] = NOTHING
    facts: Mapping[str, float] = NOTHING
    says: str = ""
    version: str = "v1.3"
    day: str = ""


SCOPES = "video_embedding_scope"
START, END, LENGTH = "video_start_offset_sec", "video_end_offset_sec", "video_clip_length"

MODEL = {
    "model_is_given": Case(fields={"model_name": None}),
    "model_is_known": Case(
        fields={"model_name": "Marengo3.0"}, says=" Marengo3.0 is not supported. Please use one of: marengo3.0."
    ),
    "model_is_still_supported": Case(
        fields={"model_name": "Marengo-retrieval-2.7"},
        says=" Marengo-retrieval-2.7 is no longer supported. Please use marengo3.0 instead.",
    ),
}

ALONE = {
    **{(operation, name): case for operation in (CREATE, EMBED) for name, case in MODEL.items()},
    (CREATE, "video_is_given"): Case(fields={"video_url": None}),
    (CREATE, "video_clip_length_is_a_number"): Case(fields={LENGTH: "abc"}),
    (CREATE, "clip_length_is_whole"): Case(fields={LENGTH: "2.5"}),
    (CREATE, "video_start_offset_sec_is_a_number"): Case(fields={START: "abc", END: "6"}),
    (CREATE, "video_end_offset_sec_is_a_number"): Case(fields={END: "abc", START: "0"}),
    (CREATE, "video_url_is_a_url"): Case(fields={"video_url": "/home/me/dog"}),
    (CREATE, "clip_length_is_within_2_to_10"): Case(fields={LENGTH: "11"}),
    (CREATE, "start_is_not_negative"): Case(fields={START: "-0.1", END: "12"}),
    (CREATE, "scopes_are_known"): Case(fields={SCOPES: ["clip", "film"]}),
    (CREATE, "video_scope_comes_with_clip"): Case(fields={SCOPES: "video"}),
    (CREATE, "offsets_come_together"): Case(fields={START: "2"}),
    (CREATE, "end_is_after_start"): Case(fields={START: "6", END: "6"}),
    (CREATE, "window_is_wide_enough"): Case(
        fields={START: "1", END: "6.9", LENGTH: "2"}, version="v1.2", says=" at least 6 seconds after video_start_offset_sec"
    ),
    (CREATE, "clip_fits_between_offsets"): Case(fields={START: "1", END: "6.9"}),
    (CREATE, "video_can_be_read"): Case(fields={"video_url": None}, files={"video_file": ("dog.mp4", b"/home/me/dog.mp4")}),
    (CREATE, "video_is_small_enough"): Case(facts={"size": 2.5 * GIGABYTE}, says=" 2.50GB."),
    (CREATE, "resolution_is_high_enough"): Case(facts={"width": 359, "height": 360}, says=" 359x360."),
    (CREATE, "resolution_is_low_enough"): Case(facts={"width": 5184, "height": 2161}, says=" 5184x2161."),
    (CREATE, "aspect_ratio_is_moderate"): Case(facts={"width": 865, "height": 360}, says=" 865x360."),
    (CREATE, "video_is_long_enough"): Case(facts={"duration": 3.9}, says=" 3.9 seconds."),
    (CREATE, "video_is_short_enough"): Case(facts={"duration": 10852.3}, says=" 10852.3 seconds."),
    # Whoever starts too late ends too late: a window is no shorter than a clip. So this one cannot be broken alone.
    (CREATE, "start_leaves_room_for_a_clip"): Case(fields={START: "12.1", END: "18.1"}, facts={"duration": 18.0}),
    (CREATE, "end_is_within_the_video"): Case(fields={START: "12", END: "18.1"}, facts={"duration": 18.0}),
    (EMBED, "text_is_given"): Case(fields={"text": None}, version="v1.2", day="2024-10-24"),
    (EMBED, "an_input_is_given"): Case(fields={"text": None}),
    (EMBED, "audio_start_offset_sec_is_a_number"): Case(fields={"audio_start_offset_sec": "abc"}),
    (EMBED, "text_is_not_empty"): Case(fields={"text": ""}),
    (EMBED, "truncation_is_known"): Case(fields={"text_truncate": "middle"}, day="2025-07-15"),
    (EMBED, "image_url_is_a_url"): Case(fields={"image_url": "/home/me/dog"}),
    (EMBED, "audio_url_is_a_url"): Case(fields={"audio_url": "/home/me/dog"}),
    (EMBED, "audio_start_is_not_negative"): Case(fields={"audio_start_offset_sec": "-0.1"}),
    (EMBED, "text_fits_or_may_be_cut"): Case(
        fields={"text": "dog " * 78, "text_truncate": "none"}, day="2025-07-15", says=" equal to 77."
    ),
    (EMBED, "audio_start_is_within_the_audio"): Case(
        fields={"audio_url": "https://example.com/bark.mp3", "audio_start_offset_sec": "30"}, facts={"duration": 30.0}
    ),
    (LIST, "page_is_in_range"): Case(fields={"page": "0"}),
    (LIST, "page_limit_is_in_range"): Case(fields={"page_limit": "51"}),
    (LIST, "status_is_known"): Case(fields={"status": "completed"}),
    (LIST, "started_at_is_a_timestamp"): Case(fields={"started_at": "2026-08-31"}),
    (LIST, "ended_at_is_a_timestamp"): Case(fields={"ended_at": "2026-08-31"}),
    (RETRIEVE, "options_are_known"): Case(fields={"embedding_option": "smell"}, says=" visual, audio, transcription."),
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
