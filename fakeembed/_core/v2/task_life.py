"""An embedding task of embed v2: what it embeds, when it ends, and what makes it fail on the way.

Creating a task looks at no more than basic facts of the medium and whether it plays; anything else is found out later, and the
task fails (documented, 2026-06-22). Which things those are is decision D64: sizes, pages and texts beyond a limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core.editions import GIGABYTE, MEGABYTE
from fakeembed._core.media.documents import chunks
from fakeembed._core.media.tokens import tokens
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.v2.inputs import PAGES_PER_MEGABYTE, Mode

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.life import Event
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.models import Model
    from fakeembed._core.v2.embedding_plan import Plan

UNPROCESSABLE = "We could not process your media for embedding. Please verify the input file and try again."
TOO_LARGE = "The media exceeds the maximum allowed size for embedding."
TOO_LONG_FOR_MODEL = "Content exceeds the model's context window."
"""Documented values of `error.message`; the last two came with the clients from 1.3.4 on."""

_LARGEST_VIDEO = 4 * GIGABYTE
_LARGEST_DOCUMENT = 512 * MEGABYTE
_LARGEST_IMAGE = 32 * MEGABYTE
_PARTS_OF_A_PAGE = 5
"""How often a page counts that is divided into quadrants: itself and its quarters."""


@dataclass(frozen=True, slots=True)
class MediaTask:
    """One task: the moment and the way in which it ends, and what it embeds.

    Attributes:
        id: An ObjectId.
        created_at: Epoch seconds.
        ends_at: Epoch seconds at which processing is over.
        outcome: What happens then.
        plan: What it embeds.
        reason: Why it fails, or None.
    """

    id: str
    created_at: float
    ends_at: float
    outcome: Event
    plan: Plan
    reason: str | None

    @property
    def model(self) -> Model:
        """The embedding model."""
        return self.plan.model

    @property
    def medium(self) -> Medium:
        """The medium."""
        return self.plan.medium


def flaw(plan: Plan, edition: Edition) -> str | None:
    """Why a task with this plan will fail, or None: what a test declared, then what is too much for the service."""
    medium = plan.medium
    if medium.fails is not None:
        return medium.fails
    largest = _largest(plan.kind, edition)
    if medium.size is not None and medium.size > largest:
        if plan.model is not MARENGO_3_5:
            return TOO_LARGE if MARENGO_3_5 in edition.media_models else UNPROCESSABLE
        return f"File size ({medium.size / MEGABYTE:.1f} MB) exceeds maximum limit of {largest // MEGABYTE} MB"
    if plan.kind == "document":
        return _document_flaw(plan)
    return None


def _largest(kind: str, edition: Edition) -> int:
    audio = edition.async_audio_bytes
    return {"video": _LARGEST_VIDEO, "audio": audio, "image": _LARGEST_IMAGE, "document": _LARGEST_DOCUMENT}[kind]


def _document_flaw(plan: Plan) -> str | None:
    medium = plan.medium
    if medium.pages:
        pages = medium.pages * (_PARTS_OF_A_PAGE if plan.quadrants else 1)
        allowed = None if medium.size is None else -(-medium.size // MEGABYTE) * PAGES_PER_MEGABYTE[Mode.ASYNC]
        fits = allowed is None or pages <= allowed
        return None if fits else f"Document ({pages} pages) exceeds maximum limit of {allowed} pages"
    whole = [medium.text] if "asset" in plan.scopes else []
    most, overlap = plan.chunking or (1, 0)
    parts = chunks(medium.text, most=most, overlap=overlap) if plan.chunking is not None else []
    return TOO_LONG_FOR_MODEL if any(tokens(text) > plan.model.tokens for text in whole + parts) else None
