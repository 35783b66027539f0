"""How an asset is written in an answer: what everybody is told, and the details of one that is ready or has failed.

Keys without a value are absent, never null (decision D46).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.clock import rfc3339
from fakeembed._core.life import Status, status
from fakeembed._core.media.formats import Kind
from fakeembed._core.media.segments import float32
from fakeembed._wire.embedding_json import seconds

if TYPE_CHECKING:
    from fakeembed._core.assets.asset_life import Asset
    from fakeembed._core.editions import Edition


def created(asset: Asset, edition: Edition, now: float) -> dict[str, Any]:
    """The answer to its creation."""
    noted = {"user_metadata": asset.user_metadata} if edition.asset_metadata and asset.user_metadata else {}
    return {
        "_id": asset.id,
        "method": asset.method.value,
        "status": status(asset, now).value,
        "filename": asset.filename,
        "file_type": asset.file_type,
        "created_at": rfc3339(asset.created_at),
        **noted,
    }


def retrieved(asset: Asset, edition: Edition, now: float) -> dict[str, Any]:
    """The asset by itself or in a list: `size` and `duration` come with `ready`, `error` with `failed` (documented)."""
    body = created(asset, edition, now)
    if not edition.asset_details:
        return body
    if status(asset, now) is Status.FAILED:
        body["error"] = {"message": asset.reason}
    if status(asset, now) is Status.READY:
        if asset.medium.size is not None:
            body["size"] = asset.medium.size
        if asset.kind in (Kind.VIDEO, Kind.AUDIO):
            body["duration"] = seconds(float32(asset.medium.duration))
    return body
