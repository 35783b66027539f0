"""What the service was like on which day: every dated change is one field of one row here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fakeembed._core.evidence import Evidence, decided, documented, recorded
from fakeembed._core.models import MARENGO_2_6, MARENGO_2_7, MARENGO_3_0, MARENGO_3_5, Model

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Edition:
    """One API version as it was from one day on.

    Attributes:
        version: The first segment of the path.
        since: The first day of this row, as an ISO date.
        evidence: How we know that it changed then.
        model_key: What requests and answers call the model.
        models: What is accepted as a model.
        retired: Models that were accepted once, with the successor that the refusal recommends.
        modalities: What `POST /embed` takes.
        urlencoded: Whether `POST /embed` takes urlencoded forms beside multipart ones.
        flat_text: Whether a text's vector stands directly in `text_embedding.float`.
        segments: Whether vectors stand in `segments`.
        flat_videos: Whether a task's vectors stand in a top-level `video_embeddings` list, with top-level `metadata`.
        names_options: Whether a segment says its `embedding_option`, and the query parameter of that name exists.
        updated_at: Whether tasks carry `updated_at`.
        audio_windows: Whether audio of marengo3.0 comes in six-second windows with end and option.
        integral_float_clip_length: Whether `video_clip_length` may be spelled "2.0".
        lenient_offsets: Whether an end offset may come without a start offset (decision D14).
        least_window: Seconds between the two offsets, and from the start offset to the end of the video; 0 for one clip.
        metadata_options: Whether a task's metadata lists `video_embedding_option`.
        image_bytes: The largest image that is embedded.
        asset_image_bytes: The largest image that becomes an asset.
        rate_dimensions: Whether rate-limit headers name several dimensions.
        hex_trace_ids: Whether trace ids are 32 hexadecimal digits instead of a decimal number.
        content_type: The content type of answers.
        assets_are_processed: Whether every upload starts as `processing`; before, only one of more than 200 MB did.
        asset_kinds: What an asset can be.
        upload_kinds: What a multipart upload can become.
        largest_upload: Bytes in the largest multipart upload.
        asset_details: Whether answers about an asset that is ready say its size and duration, and the list can be filtered by name.
        asset_metadata: Whether assets carry `user_metadata`.
        families: The API families that exist: "embed" (v1), "embed-v2" and "assets".
        media_models: What embed v2 accepts as a model.
        several_inputs: Whether embed v2 knows `multi_input` and `embedding_type`.
        default_model: What embed v2 takes when no model is named, or None when one has to be.
        async_audio_bytes: The largest audio file of an embed v2 task.
        task_errors: Whether a failed embed v2 task says why.
        docs_url: Where `errors="documented"` points, or None when the specification no longer has the field.
    """

    version: str
    since: str
    evidence: Evidence
    model_key: str
    models: tuple[Model, ...]
    retired: tuple[tuple[Model, Model], ...] = ()
    modalities: tuple[str, ...] = ("text", "image", "audio")
    urlencoded: bool = False
    flat_text: bool = False
    segments: bool = True
    flat_videos: bool = False
    names_options: bool = False
    updated_at: bool = False
    audio_windows: bool = False
    integral_float_clip_length: bool = True
    lenient_offsets: bool = False
    least_window: float = 0
    metadata_options: bool = False
    image_bytes: int = 5 * MEGABYTE
    asset_image_bytes: int = 5 * MEGABYTE
    rate_dimensions: bool = False
    hex_trace_ids: bool = False
    content_type: str = "application/json; charset=UTF-8"
    assets_are_processed: bool = False
    asset_kinds: tuple[str, ...] = ("image", "video", "audio")
    upload_kinds: tuple[str, ...] = ("video",)
    largest_upload: int = 4 * GIGABYTE
    asset_details: bool = False
    asset_metadata: bool = False
    families: frozenset[str] = frozenset({"embed"})
    media_models: tuple[Model, ...] = ()
    several_inputs: bool = False
    default_model: Model | None = None
    async_audio_bytes: int = 2 * GIGABYTE
    task_errors: bool = False
    docs_url: str | None = "https://docs.twelvelabs.io/reference/error-codes"


_DOCUMENT = "OpenAPI document of "
_EXPORT = "export of the OpenAPI document, "

_V1_2_OCTOBER = Edition(
    version="v1.2",
    since="2024-06-01",
    evidence=documented(f"{_DOCUMENT}2024-10-24, and what the client 0.2.1 of 2024-06-10 requires; before it by D105"),
    model_key="engine_name",
    models=(MARENGO_2_6,),
    modalities=("text",),
    urlencoded=True,
    flat_text=True,
    segments=False,
    flat_videos=True,
    lenient_offsets=True,
    least_window=6.0,  # one clip from the document of 2024-12-02 on
)
_V1_2_NOVEMBER = replace(
    _V1_2_OCTOBER,
    since="2024-11-06",
    evidence=documented(f"{_DOCUMENT}2024-11-06: from video_embeddings[] to video_embedding.segments[]"),
    modalities=("text", "image", "audio"),
    flat_text=False,
    segments=True,
    flat_videos=False,
)
_V1_2_SUPERSET = replace(_V1_2_NOVEMBER, since="2024-12-02", evidence=decided("D32"), flat_text=True, flat_videos=True)

_V1_3 = Edition(
    version="v1.3",
    since="2024-12-02",
    evidence=documented(f"{_DOCUMENT}2024-12-02"),
    model_key="model_name",
    models=(MARENGO_2_7,),
)
_V1_3_OPTIONS = replace(
    _V1_3,
    since="2025-04-15",
    evidence=documented(f"{_DOCUMENT}2025-04-15"),
    names_options=True,
    docs_url="https://docs.twelvelabs.io/v1.3/api-reference/error-codes",
)
_V1_3_DOCS_MOVED = replace(
    _V1_3_OPTIONS,
    since="2025-04-23",
    evidence=documented(f"{_DOCUMENT}2025-04-23"),
    docs_url="https://docs.twelvelabs.io/api-reference/error-codes",
)
_V1_3_MARENGO_3 = replace(
    _V1_3_DOCS_MOVED,
    since="2025-11-17",
    evidence=documented("client 1.1.0, published with marengo3.0 on 2025-11-17"),
    models=(MARENGO_3_0, MARENGO_2_7),
    audio_windows=True,
    families=frozenset({"embed", "embed-v2", "assets"}),
    media_models=(MARENGO_3_0,),
)
_V1_3_DIMENSIONS = replace(
    _V1_3_MARENGO_3,
    since="2026-01-12",
    evidence=recorded("POST /search, 2026-04-15, and POST /embed/tasks, 2026-07-09; from the limits page of 2026-01-12 on by D102"),
    rate_dimensions=True,
    hex_trace_ids=True,
    content_type="application/json",
)
_V1_3_UPDATED_AT = replace(_V1_3_DIMENSIONS, since="2026-02-17", evidence=documented(f"{_DOCUMENT}2026-02-17"), updated_at=True)
_V1_3_SEVERAL_INPUTS = replace(
    _V1_3_UPDATED_AT, since="2026-03-27", evidence=documented(f"{_EXPORT}2026-03-27"), several_inputs=True
)
_V1_3_SUNSET = replace(
    _V1_3_SEVERAL_INPUTS,
    since="2026-03-30",
    evidence=recorded("vectorreel, 06-embed.json, 2026-07-20; from the announced day on by D38"),
    models=(MARENGO_3_0,),
    retired=((MARENGO_2_7, MARENGO_3_0),),
)
_V1_3_ASSET_DETAILS = replace(_V1_3_SUNSET, since="2026-04-16", evidence=documented(f"{_EXPORT}2026-04-16"), asset_details=True)
_V1_3_LARGE_AUDIO = replace(
    _V1_3_ASSET_DETAILS, since="2026-04-21", evidence=documented(f"{_EXPORT}2026-04-21"), async_audio_bytes=4 * GIGABYTE
)
_V1_3_ASSET_METADATA = replace(
    _V1_3_LARGE_AUDIO, since="2026-05-22", evidence=documented(f"{_EXPORT}2026-05-22"), asset_metadata=True
)
_V1_3_TASK_ERRORS = replace(_V1_3_ASSET_METADATA, since="2026-06-08", evidence=documented(f"{_EXPORT}2026-06-08"), task_errors=True)
_V1_3_PROCESSED_ASSETS = replace(
    _V1_3_TASK_ERRORS,
    since="2026-07-07",
    evidence=documented("what the client 1.2.9 of 2026-07-07 says about uploads"),
    asset_image_bytes=32 * MEGABYTE,
    assets_are_processed=True,
    largest_upload=10 * GIGABYTE,
)
_V1_3_WHOLE_CLIP_LENGTHS = replace(
    _V1_3_PROCESSED_ASSETS,
    since="2026-07-09",
    evidence=recorded("line/lighthouse, pull request 76, 2026-07-09"),
    integral_float_clip_length=False,
)
_V1_3_UPLOADS_OF_ALL_KINDS = replace(
    _V1_3_WHOLE_CLIP_LENGTHS,
    since="2026-07-23",
    evidence=documented("client 1.3.1 of 2026-07-23"),
    upload_kinds=("video", "audio", "image"),
)
_V1_3_LARGE_IMAGES = replace(
    _V1_3_UPLOADS_OF_ALL_KINDS, since="2026-07-24", evidence=documented(f"{_EXPORT}2026-07-24"), image_bytes=32 * MEGABYTE
)
_V1_3_NO_DOCS_URL = replace(_V1_3_LARGE_IMAGES, since="2026-07-30", evidence=documented(f"{_EXPORT}2026-07-30"), docs_url=None)
_V1_3_MARENGO_3_5 = replace(
    _V1_3_NO_DOCS_URL,
    since="2026-08-31",
    evidence=documented("the release notes as read on 2026-10-03, and client 1.3.4 of 2026-09-01; what is later by D106"),
    metadata_options=True,
    asset_kinds=("image", "video", "audio", "document"),
    media_models=(MARENGO_3_5, MARENGO_3_0),
)
_V1_3_NEWEST = replace(
    _V1_3_MARENGO_3_5,
    since="2026-10-03",
    evidence=documented("the newest specification, as read on 2026-10-03 and as a client generated from it has it"),
    default_model=MARENGO_3_0,
)

EDITIONS = (
    _V1_2_OCTOBER,
    _V1_2_NOVEMBER,
    _V1_2_SUPERSET,
    _V1_3,
    _V1_3_OPTIONS,
    _V1_3_DOCS_MOVED,
    _V1_3_MARENGO_3,
    _V1_3_DIMENSIONS,
    _V1_3_UPDATED_AT,
    _V1_3_SEVERAL_INPUTS,
    _V1_3_SUNSET,
    _V1_3_ASSET_DETAILS,
    _V1_3_LARGE_AUDIO,
    _V1_3_ASSET_METADATA,
    _V1_3_TASK_ERRORS,
    _V1_3_PROCESSED_ASSETS,
    _V1_3_WHOLE_CLIP_LENGTHS,
    _V1_3_UPLOADS_OF_ALL_KINDS,
    _V1_3_LARGE_IMAGES,
    _V1_3_NO_DOCS_URL,
    _V1_3_MARENGO_3_5,
    _V1_3_NEWEST,
)

VERSIONS = ("v1.2", "v1.3")
EARLIEST = min(edition.since for edition in EDITIONS)
NEWEST = "2026-11-01"
"""The day on which the fake's clock starts unless `api_date` says otherwise: after every change that is known."""


def has_several_inputs(edition: Edition) -> bool:
    """Whether embed v2 takes `multi_input`, and `embedding_type`."""
    return edition.several_inputs


def has_marengo_3_5(edition: Edition) -> bool:
    """Whether embed v2 takes marengo3.5, and all that came with it."""
    return MARENGO_3_5 in edition.media_models


def edition(version: str, day: str) -> Edition | None:
    """The row for an API version on an ISO day, or None when the service did not speak that version yet."""
    rows = [row for row in EDITIONS if row.version == version and row.since <= day]
    return max(rows, key=lambda row: row.since, default=None)
