"""What assets an account has: they are added, looked up, listed and deleted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets import Asset, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.assets import Kind, Method
    from fakeembed._core.clock import Clock
    from fakeembed._core.media import Medium


class Library:
    """The assets of one account."""

    def __init__(self, clock: Clock, *, new_id: Callable[[], str], processing_seconds: float) -> None:
        """Start empty; an asset is processing for `processing_seconds` of `clock` (decision D70)."""
        self._clock = clock
        self._new_id = new_id
        self._processing_seconds = processing_seconds
        self._assets: dict[str, Asset] = {}

    def add(  # noqa: PLR0913 - each is one independent fact
        self,
        *,
        method: Method,
        kind: Kind,
        filename: str,
        file_type: str,
        medium: Medium,
        reason: str | None = None,
        user_metadata: dict[str, object] | None = None,
    ) -> Asset:
        """Take in an asset; it is processing from now on and ends by itself, as `failed` when there is a `reason`."""
        now = self._clock.seconds
        asset = Asset(
            id=self._new_id(),
            created_at=now,
            ends_at=now + self._processing_seconds,
            outcome=Event.VALIDATED if reason is None else Event.REJECTED,
            method=method,
            kind=kind,
            filename=filename,
            file_type=file_type,
            medium=medium,
            reason=reason,
            user_metadata=user_metadata,
        )
        self._assets[asset.id] = asset
        return asset

    def asset(self, asset_id: str) -> Asset | None:
        """The asset of that id, or None when there is none (any more)."""
        return self._assets.get(asset_id.lower())

    def all_assets(self) -> list[Asset]:
        """Every asset, oldest first."""
        return list(self._assets.values())

    def delete(self, asset: Asset) -> None:
        """Forget an asset; tasks that were made from it keep their embeddings (decision D71)."""
        del self._assets[asset.id]
