"""The life of a multipart upload: a table of what may follow what, which chunks there are, and what proves one.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from hashlib import md5, sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CHUNK_SIZE = 5 * 1024 * 1024
"""Bytes in every chunk but the last (documented as an example; that it is always so is decision D74)."""

FIRST_URLS = 10
"""Chunks that get their URL with the session; the client asks for more (documented that it may be fewer than all; D74)."""

LIFETIME = 24 * 3600.0
"""Seconds for which a session can be completed (documented)."""

URL_LIFETIME = 3600.0
"""Seconds for which a presigned URL can be used (documented)."""


class Status(str, Enum):
    """The words the service uses for a session (documented)."""

    ACTIVE = "active"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"


class Event(str, Enum):
    """What can happen to a session."""

    ALL_REPORTED = "all chunks reported"
    ASSET_DELETED = "asset deleted"
    TIME_OVER = "time over"


# What is not in this table cannot happen. When the service itself fails a session is not documented; here only the deletion of
# its asset does (decision D74).
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (Status.ACTIVE, Event.ALL_REPORTED): Status.COMPLETED,
    (Status.ACTIVE, Event.ASSET_DELETED): Status.FAILED,
    (Status.ACTIVE, Event.TIME_OVER): Status.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A presigned URL: which chunk it takes, until when, and whether it was used."""

    chunk: int
    expires_at: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk that came: how many bytes it has, and what proves that."""

    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class Session:
    """One multipart upload.

    Attributes:
        id: An ObjectId.
        asset_id: The asset that was reserved for it.
        created_at: Epoch seconds.
        total_size: Bytes in the file.
        event: What ended it before its time, or None.
        links: The presigned URLs by signature.
        chunks: The chunks that came, by number, from 1.
        reported: When each chunk was reported, by chunk, in epoch seconds.
    """

    id: str
    asset_id: str
    created_at: float
    total_size: int
    event: Event | None = None
    links: Mapping[str, Link] = field(default_factory=dict)
    chunks: Mapping[int, Chunk] = field(default_factory=dict)
    reported: Mapping[int, float] = field(default_factory=dict)

    @property
    def expires_at(self) -> float:
        """Epoch seconds from which on it cannot be resumed."""
        return self.created_at + LIFETIME

    @property
    def updated_at(self) -> float:
        """Epoch seconds of the last report."""
        return max(self.reported.values(), default=self.created_at)

    @property
    def total_chunks(self) -> int:
        """Chunks in the file."""
        return -(-self.total_size // CHUNK_SIZE)

    @property
    def uploaded_size(self) -> int:
        """Bytes in the reported chunks."""
        return sum(self.size_of(chunk) for chunk in self.reported)

    def size_of(self, chunk: int) -> int:
        """Bytes that a chunk must have: all the same, and the rest for the last."""
        return min(CHUNK_SIZE, self.total_size - (chunk - 1) * CHUNK_SIZE)


def status(session: Session, now: float) -> Status:
    """What the service says about a session at the moment `now`; asking changes nothing."""
    event = session.event or (Event.TIME_OVER if now >= session.expires_at else None)
    return Status.ACTIVE if event is None else TRANSITIONS[Status.ACTIVE, event]


def etag(content: bytes) -> str:
    """The proof of a chunk: its MD5 digest, as object stores have it and as the reference's example looks."""
    return md5(content, usedforsecurity=False).hexdigest()


def signature(session: Session, serial: int) -> str:
    """The signature in the `serial`-th presigned URL of a session: 64 hexadecimal digits that no other one has."""
    return sha256(f"fakeembed upload {session.id} {serial}".encode()).hexdigest()
