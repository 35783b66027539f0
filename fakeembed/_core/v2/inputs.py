"""What embed v2 takes of each model: which input types at once and in tasks, and which options, scopes and segmentations of each.

Sources: the OpenAPI document of 2026-02-17 for marengo3.0, the Python client 1.3.6 for the defaults and for marengo3.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fakeembed._core.media.scenes import Cut
from fakeembed._core.models import MARENGO_3_0, MARENGO_3_5

if TYPE_CHECKING:
    from fakeembed._core.models import Model


class Mode(str, Enum):
    """Whether an answer is awaited or a task is made."""

    SYNC = "sync"
    ASYNC = "async"


_SCENES = Cut("dynamic", 4)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a request may choose for one input type.

    Attributes:
        options: Values of `embedding_option`, in the order of the answer; all of them are the default.
        scopes: Values of `embedding_scope`.
        types: Values of `embedding_type`.
        strategies: Values of `strategy` in its segmentation.
        cut: The default segmentation.
    """

    options: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("clip", "asset")
    types: tuple[str, ...] = ("separate_embedding", "fused_embedding")
    strategies: tuple[str, ...] = ("dynamic", "fixed")
    cut: Cut = _SCENES


INPUT_TYPES: dict[tuple[Mode, Model], tuple[str, ...]] = {
    (Mode.SYNC, MARENGO_3_0): ("text", "image", "text_image", "audio", "video", "multi_input"),
    (Mode.SYNC, MARENGO_3_5): ("multi_input",),
    (Mode.ASYNC, MARENGO_3_0): ("audio", "video"),
    (Mode.ASYNC, MARENGO_3_5): ("audio", "video", "document", "image"),
}
"""The input types of each operation and model."""

CHOICES: dict[tuple[Model, str], Choices] = {
    (MARENGO_3_0, "video"): Choices(("visual", "audio", "transcription")),
    (MARENGO_3_0, "audio"): Choices(("audio", "transcription"), strategies=("fixed",), cut=Cut("fixed", 6)),
    (MARENGO_3_5, "video"): Choices(("visual", "audio"), scopes=("clip", "local", "asset"), cut=Cut("dynamic", 2)),
    (MARENGO_3_5, "audio"): Choices(("audio",), scopes=("clip", "local", "asset"), cut=Cut("dynamic", 2)),
    (MARENGO_3_5, "image"): Choices(("visual",), scopes=("asset",), types=("separate_embedding",)),
    (MARENGO_3_5, "document"): Choices(("visual", "text"), scopes=("local", "asset"), types=("separate_embedding",)),
}
"""What may be chosen, by model and input type."""

MEDIA_TYPES: dict[Model, tuple[str, ...]] = {
    MARENGO_3_0: ("image",),
    MARENGO_3_5: ("image", "video", "audio", "document"),
}
"""Values of `media_type` in `multi_input`."""

BOUNDS = {"fixed": ("duration_sec", 2, 10), "dynamic": ("min_duration_sec", 2, 5)}
"""The setting of each strategy, with its smallest and largest value in seconds."""

DEFAULT_SCOPES = ("clip", "asset")
"""Of audio and video."""

LONGEST_SYNC = {MARENGO_3_0: 600.0, MARENGO_3_5: 30.0}
"""Seconds of audio or video that are embedded while the client waits."""

DIMENSIONS = (128, 256, 512)
"""How many numbers of a vector of marengo3.5 can be asked for."""

PAGES_PER_MEGABYTE = {Mode.SYNC: 16, Mode.ASYNC: 64}
"""Pages that a PDF may have for each started megabyte of its size, with marengo3.5."""

PAIRS = {"PDF": {("visual", "local"), ("visual", "asset"), ("text", "asset")}, "text": {("text", "asset"), ("text", "local")}}
"""The pairs of option and scope that a document can be embedded for, by its format."""
