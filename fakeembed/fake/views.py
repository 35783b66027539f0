"""What a test may look at of the tasks and assets of an account: values that stand for one moment, not the state itself."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from fakeembed._core.clock import moment
from fakeembed._core.life import status
from fakeembed._core.media.formats import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from fakeembed._core.assets.asset_life import Asset
    from fakeembed._core.assets.asset_store import Library
    from fakeembed._core.v1.task_life import Task
    from fakeembed._core.v2.task_life import MediaTask


@dataclass(frozen=True, slots=True)
class TaskView:
    """One embedding task as the fake sees it right now.

    Attributes:
        id: 24 hexadecimal digits.
        status: `processing`, `ready` or `failed`.
        model_name: The embedding model.
        video: The URL, or the name of the uploaded file.
        duration: Of the video, in seconds.
        created_at: On the fake's clock.
        reason: Why it failed or will fail, as declared by `media(fails=...)`, or None.
    """

    id: str
    status: str
    model_name: str
    video: str
    duration: float
    created_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class AssetView:
    """One asset as the fake sees it right now.

    Attributes:
        id: 24 hexadecimal digits.
        status: `processing`, `ready` or `failed`.
        method: How it came here: `direct`, `url` or `multipart`.
        filename: As answers name it.
        file_type: The MIME type.
        duration: In seconds, or None for what does not last: images and documents.
        size: In bytes, or None when it is not known.
        created_at: On the fake's clock.
        reason: Why it failed, or will fail as things are, or None.
    """

    id: str
    status: str
    method: str
    filename: str
    file_type: str
    duration: float | None
    size: int | None
    created_at: datetime
    reason: str | None


def task_views(tasks: Iterable[Task | MediaTask], now: float) -> Mapping[str, TaskView]:
    """The tasks by id, in their order, as they are at `now`, in epoch seconds."""
    return MappingProxyType(
        {
            task.id: TaskView(
                id=task.id,
                status=status(task, now).value,
                model_name=task.model.name,
                video=task.medium.url or task.medium.filename or "",
                duration=task.medium.duration,
                created_at=moment(task.created_at),
                reason=task.reason,
            )
            for task in tasks
        }
    )


def asset_views(library: Library, now: float) -> Mapping[str, AssetView]:
    """The assets by id, oldest first, as they are at `now`, in epoch seconds."""
    return MappingProxyType({asset.id: _view(asset, now) for asset in library.all_assets()})


def _view(asset: Asset, now: float) -> AssetView:
    return AssetView(
        id=asset.id,
        status=status(asset, now).value,
        method=asset.method.value,
        filename=asset.filename,
        file_type=asset.file_type,
        duration=asset.medium.duration if asset.kind in (Kind.VIDEO, Kind.AUDIO) else None,
        size=asset.medium.size,
        created_at=moment(asset.created_at),
        reason=asset.reason,
    )
