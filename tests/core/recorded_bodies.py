"""What the live service was seen to answer, wherever somebody published a whole body: one row for each recording.

A vector stands as its width, a kind (`bfloat16` or `float32`) and the tolerance of its norm. Ids and moments are those of the fake.
A segment has its option where that was printed. A video is as long as the recorded duration, or as its segments.
"""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

AWS = "aws-samples/sample-optimizing-multimodal-search-using-the-twelvelabs-embed-api-and-amazon-opensearch-service, notebooks"
QUICKSTART = "twelvelabs-io/twelvelabs-developer-experience, TwelveLabs_Quickstart_Embeddings.ipynb"
VECTORREEL = "robertsztygowski/vectorreel, experiments/004-twelvelabs-deep-dive/api-captures"
GARY = "garystafford/twelve-labs-opensearch-demo, sample_text_embedding.json"
PYVESPA = "vespa-engine/pyvespa, video_search_twelvelabs_cloud.ipynb"


class Vector(NamedTuple):
    """What is known of a vector: values, which kind they are of, and how far its norm is from 1."""

    width: int
    kind: str
    tolerance: float


NOTHING: Mapping[str, Any] = MappingProxyType({})
CLIP_27 = Vector(1024, "float32", 1e-6)
COARSE_27 = Vector(1024, "bfloat16", 0.004)


class Recording(NamedTuple):
    """One request of a day, and the whole body of its answer; `medium` is what was known of the file or URL."""

    name: str
    source: str
    day: str
    operation: str
    fields: dict[str, Any]
    status: int
    body: Any
    medium: Mapping[str, Any] = NOTHING


def clips(*ends, option=None):
    """Segments of one scope, one behind the other."""
    extra = {"embedding_scope": "clip"} if option is None else {"embedding_option": option, "embedding_scope": "clip"}
    return [{"float": CLIP_27, "start_offset_sec": a, "end_offset_sec": b, **extra} for a, b in pairwise(ends)]


def task(name, source, day, body, duration, *, version="v1.3", part="task"):  # noqa: PLR0913 - each is a column of the row
    """A task of a model of its time, with what was recorded of it."""
    model = {"model_name": "Marengo-retrieval-2.7"} if version == "v1.3" else {"engine_name": "Marengo-retrieval-2.6"}
    return Recording(name, source, day, f"{part} {version}", model, 200, body, {"duration": duration})


def embedded(name, source, day, kind, given, segment):  # noqa: PLR0913, PLR0917 - see above
    """One input of Marengo 2.7, embedded at once; `kind` is that of the answer, `given` the field of the request."""
    model = {"model_name": "Marengo-retrieval-2.7"}
    body = {**model, f"{kind}_embedding": {"segments": [segment]}}
    return Recording(name, source, day, "POST /v1.3/embed", model | given, 200, body)


def refused(  # noqa: PLR0913, PLR0917 - see above
    name, source, day, operation, fields, message, *, code="parameter_invalid", medium=NOTHING
):
    """A refusal, word by word."""
    return Recording(name, source, day, operation, fields, 400, {"code": code, "message": message}, medium)


RABBIT = {"model_name": "marengo3.0", "text": "a rabbit in a forest"}
RECORDINGS = [
    task("v12_embed_task_26_quickstart", f"{QUICKSTART} at 0a01460", "2024-06-05", clips(0, 6, 12), 12.0, version="v1.2"),
    task("v13_embed_task_27_quickstart", f"{QUICKSTART} at cd3d4a7", "2025-03-05", clips(0, 6, 12), 12.0),
    task("v1_embed_task_27_file_island", AWS, "2025-04-02", clips(0, 6, 12), 12.0),
    task("v1_embed_task_27_file_robin_bird", AWS, "2025-04-02", clips(0, 6, 12, 18, 21.087732), 21.087732),
    *(
        task(
            f"v1_embed_task_27_three_urls_segment_counts {number}",
            PYVESPA,
            "2025-07-15",
            {"count": count, "first": clips(0, 6, option="visual-text")[0]},
            duration,
        )
        for number, duration, count in ((1, 34.667392, 12), (2, 1448.88, 484), (3, 24.45679, 8))
    ),
    task(
        "v1_embed_task_27_sdk1_repr",
        "a README of twelevelabs-elastic-llamaindex-on-agentcore",
        "2025-08-22",
        {
            "input_url": "https://example.com/video.mp4",
            "video_clip_length": 6,
            "video_embedding_scope": ["clip"],
            "duration": 28.066667,
        },
        28.066667,
        part="metadata",
    ),
    embedded("v1_embed_text_27_aws", AWS, "2025-04-02", "text", {"text": "Bird eating food"}, {"float": COARSE_27}),
    embedded("v1_embed_text_27_gary", GARY, "2025-06-19", "text", {"text": "a person runs"}, {"float": COARSE_27}),
    embedded(
        "v1_embed_text_27_pyvespa", PYVESPA, "2025-07-15", "text", {"text": "Santa Claus on his sleigh"}, {"float": COARSE_27}
    ),
    embedded(
        "v1_embed_audio_27_aws",
        AWS,
        "2025-04-02",
        "audio",
        {"audio_file": "audio-data.wav"},
        {"start_offset_sec": 0, "float": COARSE_27},
    ),
    embedded("v1_embed_image_27_aws", AWS, "2025-04-02", "image", {"image_file": "image-data.png"}, {"float": CLIP_27}),
    Recording(
        "v1_embed_text_marengo30_ok",
        f"{VECTORREEL}/06-embed-alt.json",
        "2026-07-20",
        "POST /v1.3/embed",
        RABBIT,
        200,
        {"model_name": "marengo3.0", "text_embedding": {"segments": [{"float": Vector(512, "float32", 1e-6)}]}},
    ),
    refused(
        "v1_embed_json_content_type_rejected",
        f"{VECTORREEL}/06-embed-embed.json",
        "2026-07-20",
        "JSON /embed",
        RABBIT,
        "The content type 'application/json' is not supported. Please use 'multipart/form-data'.",
        code="content_type_invalid",
    ),
    refused(
        "v1_embed_model_27_rejected",
        f"{VECTORREEL}/06-embed.json",
        "2026-07-20",
        "POST /v1.3/embed",
        RABBIT | {"model_name": "Marengo-retrieval-2.7"},
        "The model_name parameter is invalid. Marengo-retrieval-2.7 is no longer supported. Please use marengo3.0 instead.",
    ),
    refused(
        "v2_embed_text_as_string_rejected",
        f"{VECTORREEL}/06-embed-embed-v2.json",
        "2026-07-20",
        "JSON /embed-v2",
        RABBIT,
        "The text parameter is invalid. received string, but expected object",
    ),
    Recording(
        "v1_embed_text_over_limit_error_message",
        "zanllp/infinite-image-browsing, scripts/iib/marengo_embedding.py",
        "2026-06-15",
        "POST /v1.3/embed",
        {"model_name": "marengo3.0", "text": "word " * 600},
        200,
        {
            "model_name": "marengo3.0",
            "text_embedding": {"error_message": "The text token length should be less than or equal to 500."},
        },
    ),
    refused(
        "err_video_duration_too_long",
        "DeepakMishra1108/TwelvelabsWithOracleVector, VIDEO_SLICING_SUMMARY.md",
        "2025-11-15",
        "POST /v1.3/embed/tasks",
        {"model_name": "Marengo-retrieval-2.7", "video_url": "https://example.com/video.mp4"},
        "The video is too long. Please use a video with duration between 4 seconds and 120 minutes(7200 seconds)."
        " Current duration is 10852.3 seconds.",
        code="video_duration_too_long",
        medium={"duration": 10852.3},
    ),
    Recording(
        "v2_task_order_b_695556",
        "a public notebook that picks entries by their place",
        "2025-12-31",
        "task v2",
        {
            "start_sec": 0,
            "end_sec": 12,
            "segmentation": {"strategy": "fixed", "fixed": {"duration_sec": 6}},
            "embedding_option": ["visual", "audio", "transcription"],
            "embedding_scope": ["clip", "asset"],
        },
        200,
        {
            0: ("asset", "visual"),
            1: ("clip", "visual"),
            2: ("clip", "visual"),
            3: ("asset", "transcription"),
            5: ("asset", "audio"),
        },
        {"duration": 30.0, "speech": [(0, 12)]},
    ),
]
