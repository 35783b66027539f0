"""What the JSON requests of embed v2 may look like, edition by edition.

References: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings,
https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task; marengo3.5 as the Python client 1.3.6
describes it. That objects are closed is in the OpenAPI document of 2026-02-17 (decision D26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.editions import has_marengo_3_5, has_several_inputs
from fakeembed._core.shapes import Fields, Kind, ListOf, Since

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.shapes import Shape


_SOURCE: dict[str, Shape] = {"base64_string": Kind.STRING, "url": Kind.STRING, "asset_id": Kind.STRING}
_MEDIA_SOURCE = Fields(_SOURCE)
_FIXED = Fields({"duration_sec": Kind.INTEGER}, required=("duration_sec",))
_DYNAMIC = Fields({"min_duration_sec": Kind.INTEGER}, required=("min_duration_sec",))
_TEMPORAL = Fields({"strategy": Kind.STRING, "fixed": _FIXED, "dynamic": _DYNAMIC}, required=("strategy",))
_NOTE = Fields({"start": Kind.NUMBER, "end": Kind.NUMBER, "text": Kind.STRING}, required=("start", "end", "text"))

_TIMED: dict[str, Shape] = {
    "media_source": _MEDIA_SOURCE,
    "start_sec": Kind.NUMBER,
    "end_sec": Kind.NUMBER,
    "embedding_option": ListOf(Kind.STRING),
    "embedding_scope": ListOf(Kind.STRING),
    "embedding_type": Since(has_several_inputs, ListOf(Kind.STRING)),
}
_SYNC_TIMED = Fields({**_TIMED, "segmentation": _TEMPORAL}, required=("media_source",))
_ASYNC_TIMED = Fields(
    {
        **_TIMED,
        # marengo3.0 has its settings here, marengo3.5 in `temporal`; which of the two is needed is a rule.
        "segmentation": Fields({**_TEMPORAL.named, "temporal": Since(has_marengo_3_5, _TEMPORAL)}),
        "time_based_metadata": Since(has_marengo_3_5, ListOf(_NOTE)),
    },
    required=("media_source",),
)
_IMAGE = Fields({"media_source": _MEDIA_SOURCE}, required=("media_source",))
_WHOLE: dict[str, Shape] = {
    "media_source": _MEDIA_SOURCE,
    "embedding_option": ListOf(Kind.STRING),
    "embedding_scope": ListOf(Kind.STRING),
    "embedding_type": ListOf(Kind.STRING),
}
_ASYNC_IMAGE = Fields(_WHOLE, required=("media_source",))
_DOCUMENT = Fields(
    {
        **_WHOLE,
        "segmentation": Fields(
            {
                "spatial": Fields({"strategy": Kind.STRING}),
                "sequential": Fields(
                    {"strategy": Kind.STRING, "max_sentences": Kind.INTEGER, "overlap_sentences": Kind.INTEGER},
                    required=("strategy", "max_sentences"),
                ),
            }
        ),
    },
    required=("media_source",),
)
_TEXT = Fields({"input_text": Kind.STRING}, required=("input_text",))
_TEXT_IMAGE = Fields({"media_source": _MEDIA_SOURCE, "input_text": Kind.STRING}, required=("media_source", "input_text"))
_MULTI_INPUT = Fields(
    {
        "input_text": Kind.STRING,
        "media_sources": ListOf(
            Fields({"name": Kind.STRING, "media_type": Kind.STRING, **_SOURCE}, required=("media_type",)),
        ),
    }
)
_COMMON: dict[str, Shape] = {
    "input_type": Kind.STRING,
    "model_name": Kind.STRING,
    "embedding_uncertainty": Since(has_marengo_3_5, Kind.BOOLEAN),
    "embedding_dimension": Since(has_marengo_3_5, Kind.INTEGER),
}


def _has_default_model(edition: Edition) -> bool:
    """Before, a model was required although a default was declared beside it (decision D49)."""
    return edition.default_model is not None


SYNC_SHAPE = Fields(
    {
        **_COMMON,
        "auto_truncate": Since(has_marengo_3_5, Kind.BOOLEAN),
        "text": _TEXT,
        "image": _IMAGE,
        "text_image": _TEXT_IMAGE,
        "audio": _SYNC_TIMED,
        "video": _SYNC_TIMED,
        "multi_input": Since(has_several_inputs, _MULTI_INPUT),
    },
    required=("input_type", "model_name"),
    defaulted={"model_name": _has_default_model},
)
ASYNC_SHAPE = Fields(
    {
        **_COMMON,
        "audio": _ASYNC_TIMED,
        "video": _ASYNC_TIMED,
        "image": Since(has_marengo_3_5, _ASYNC_IMAGE),
        "document": Since(has_marengo_3_5, _DOCUMENT),
    },
    required=("input_type", "model_name"),
    defaulted={"model_name": _has_default_model},
)
