"""What assets and multipart uploads an account has, and what can be done with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._core.assets import upload_life as uploads
from fakeembed._core.assets.asset_life import NEVER_COMPLETED, Asset, Method
from fakeembed._core.assets.upload_life import FIRST_URLS, URL_LIFETIME, Chunk, Link, Session
from fakeembed._core.life import Status, outcome, processing_of, status
from fakeembed._core.media.catalog import Medium
from fakeembed._core.state.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fakeembed._core.clock import Clock
    from fakeembed._core.media.formats import Format
    from fakeembed._core.state.paging import Page
    from fakeembed._core.state.store import Store


class Counts(NamedTuple):
    """What became of a report: chunks that are new, and chunks that were reported before."""

    processed: int
    duplicate: int


class Library:
    """The assets of one account, and the uploads that will become assets."""

    def __init__(self, clock: Clock, *, new_id: Callable[[], str], processing_seconds: float, store: Store) -> None:
        """Work on what `store` keeps; an asset is processing for `processing_seconds` of `clock` (decision D70)."""
        self._clock = clock
        self._new_id = new_id
        self._processing_seconds = processing_seconds
        self._store = store
        self._assets = store.table("assets")
        self._sessions = store.table("uploads")
        self._chunks = store.table("chunks")  # their bytes, by session and number: a session is read often, and its bytes once

    # assets

    def add(  # noqa: PLR0913 - each is one independent fact
        self,
        *,
        method: Method,
        format: Format,  # noqa: A002 - the word for it
        filename: str,
        medium: Medium,
        reason: str | None = None,
        user_metadata: dict[str, object] | None = None,
        at_once: bool = False,
    ) -> Asset:
        """Take in an asset; it ends by itself, now or after some processing, as `failed` when there is a `reason`."""
        now = self._clock.seconds
        asset = Asset(
            id=self._new_id(),
            created_at=now,
            ends_at=now + (0 if at_once else processing_of(medium, self._processing_seconds)),
            outcome=outcome(reason),
            method=method,
            kind=format.kind,
            filename=filename,
            file_type=format.mime,
            medium=medium,
            reason=reason,
            user_metadata=user_metadata,
        )
        self._assets[asset.id] = asset
        return asset

    def asset(self, asset_id: str) -> Asset | None:
        """The asset of that id, or None when there is none (any more)."""
        found: Asset | None = self._assets.get(asset_id.lower())
        return found

    def page_of_assets(
        self, *, asset_ids: tuple[str, ...], kinds: tuple[str, ...], filename: str, number: int, limit: int
    ) -> Page[Asset]:
        """The assets with one of the ids, of one of the kinds, with `filename` in their name; newest first, empty asks for all."""
        wanted = {asset_id.lower() for asset_id in asset_ids}
        matching = [
            asset
            for asset in reversed(self.all_assets())
            if (not wanted or asset.id in wanted)
            and (not kinds or asset.kind.value in kinds)
            and filename.casefold() in asset.filename.casefold()
        ]
        return page_of(matching, number=number, limit=limit)

    def all_assets(self) -> list[Asset]:
        """Every asset, oldest first."""
        return list(self._assets.values())

    def is_busy(self) -> bool:
        """Whether any asset is processing."""
        now = self._clock.seconds
        return any(status(asset, now) is Status.PROCESSING for asset in self.all_assets())

    def delete(self, asset: Asset) -> bool:
        """Forget an asset; what was embedded from it stays (D71), an upload that was to become it is over (D74).

        False when somebody else has deleted it meanwhile.
        """
        with self._store.alone():
            if self._assets.pop(asset.id, None) is None:
                return False
            for session in list(self._sessions.values()):
                if session.asset_id == asset.id and uploads.status(session, self._clock.seconds) is uploads.Status.ACTIVE:
                    self._end(session, uploads.Event.ASSET_DELETED)
        return True

    # multipart uploads

    def open_session(
        self,
        *,
        format: Format,  # noqa: A002 - the word for it
        filename: str,
        total_size: int,
        user_metadata: dict[str, object] | None,
    ) -> Session:
        """Reserve an asset and start its upload; the asset is processing until the upload is over (documented)."""
        asset = self.add(
            method=Method.MULTIPART,
            format=format,
            filename=filename,
            medium=Medium("", url=None, filename=filename, duration=0.0, size=total_size, broken=True),
            reason=NEVER_COMPLETED,
            user_metadata=user_metadata,
        )
        session = Session(self._new_id(), asset.id, self._clock.seconds, total_size)
        self._assets[asset.id] = replace(asset, ends_at=session.expires_at)
        self._sessions[session.id] = session
        self.sign(session.id, range(1, min(FIRST_URLS, session.total_chunks) + 1))
        opened: Session = self._sessions[session.id]
        return opened

    def session(self, upload_id: str) -> Session | None:
        """The upload session of that id, or None when there is none."""
        found: Session | None = self._sessions.get(upload_id.lower())
        return found

    def page_of_sessions(self, *, number: int, limit: int) -> Page[Session]:
        """The sessions that are not completed, newest first."""
        now = self._clock.seconds
        incomplete = [
            session
            for session in reversed(list(self._sessions.values()))
            if uploads.status(session, now) is not uploads.Status.COMPLETED
        ]
        return page_of(incomplete, number=number, limit=limit)

    def sign(self, upload_id: str, chunks: Iterable[int]) -> dict[str, Link]:
        """New presigned URLs for chunks: their links by signature."""
        expires_at = self._clock.seconds + URL_LIFETIME
        with self._store.alone():
            session = self._sessions[upload_id]
            serials = enumerate(chunks, len(session.links))
            new = {uploads.signature(session, serial): Link(chunk, expires_at) for serial, chunk in serials}
            self._sessions[upload_id] = replace(session, links={**session.links, **new})
        return new

    def put(self, session: Session, signature: str, content: bytes) -> str | None:
        """Take the bytes of a chunk through one of its links, and give their proof; None when the link is used.

        What was reported stays as it is.
        """
        proof = uploads.etag(content)
        with self._store.alone():
            session = self._sessions[session.id]
            link = session.links[signature]
            if link.used:
                return None
            chunks = session.chunks
            if link.chunk not in session.reported:
                self._chunks[_key(session, link.chunk)] = content
                chunks = {**chunks, link.chunk: Chunk(len(content), proof)}
            links = {**session.links, signature: replace(link, used=True)}
            self._sessions[session.id] = replace(session, links=links, chunks=chunks)
        return proof

    def report(self, session: Session, chunks: Iterable[int]) -> Counts:
        """Note that chunks are uploaded; those that were reported before are ignored (documented)."""
        listed = list(chunks)
        now = self._clock.seconds
        with self._store.alone():
            session = self._sessions[session.id]
            new = {chunk: now for chunk in listed if chunk not in session.reported}
            self._sessions[session.id] = replace(session, reported={**session.reported, **new})
        return Counts(len(new), len(listed) - len(new))

    def content(self, session: Session) -> bytes | None:
        """The whole file, or None while chunks are missing, and when the upload is over."""
        if session.event is not None or len(session.reported) < session.total_chunks:
            return None
        chunks = [self._chunks.get(_key(session, chunk)) for chunk in range(1, session.total_chunks + 1)]
        return None if None in chunks else b"".join(chunks)

    def complete(self, session: Session, *, medium: Medium, reason: str | None, at_once: bool) -> None:
        """End an upload, unless somebody else has ended it: its asset is validated from now on, and fails for a reason (D70)."""
        with self._store.alone():
            session = self._sessions[session.id]
            if session.event is not None:
                return
            self._end(session, uploads.Event.ALL_REPORTED)
            reserved: Asset = self._assets[session.asset_id]
            self._assets[reserved.id] = replace(
                reserved,
                ends_at=self._clock.seconds + (0 if at_once else processing_of(medium, self._processing_seconds)),
                outcome=outcome(reason),
                medium=medium,
                reason=reason,
            )

    def _end(self, session: Session, event: uploads.Event) -> None:
        """End an upload, and forget its bytes."""
        self._sessions[session.id] = replace(session, event=event)
        for chunk in session.chunks:
            del self._chunks[_key(session, chunk)]


def _key(session: Session, chunk: int) -> str:
    return f"{session.id} {chunk}"
