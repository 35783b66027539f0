"""How a multipart upload, its chunks and its presigned URLs are written in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.assets.upload_life import CHUNK_SIZE, URL_LIFETIME, status
from fakeembed._core.clock import rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.assets.upload_life import Link, Session

CHUNK_PATH = "/assets/multipart-uploads/{upload_id}/chunks/{chunk_index}"
"""Where the fake takes chunks, on the host that the client speaks to (decision D75); the service uses an object store."""

SIGNATURE = "X-Amz-Signature"
"""The query parameter that carries the signature, as in the presigned URLs of object stores."""


def opened(session: Session, links: Mapping[str, Link], origin: str) -> dict[str, Any]:
    """The answer to its creation."""
    return {
        "upload_id": session.id,
        "asset_id": session.asset_id,
        "upload_urls": urls(session, links, origin),
        "upload_headers": {},
        "chunk_size": CHUNK_SIZE,
        "total_chunks": session.total_chunks,
        "expires_at": rfc3339(session.expires_at),
    }


def urls(session: Session, links: Mapping[str, Link], origin: str) -> list[dict[str, Any]]:
    """Presigned URLs at `origin`, a scheme with a host and a port."""
    return [
        {
            "chunk_index": link.chunk,
            "url": f"{origin}/v1.3{CHUNK_PATH.format(upload_id=session.id, chunk_index=link.chunk)}"
            f"?X-Amz-Expires={URL_LIFETIME:.0f}&{SIGNATURE}={signature}",
            "expires_at": rfc3339(link.expires_at),
        }
        for signature, link in links.items()
    ]


def listed(session: Session, now: float) -> dict[str, Any]:
    """One entry of the list of incomplete uploads."""
    return {
        "upload_id": session.id,
        "status": status(session, now).value,
        "total_size": session.total_size,
        "chunk_size": CHUNK_SIZE,
        "total_chunks": session.total_chunks,
        "created_at": rfc3339(session.created_at),
        "expires_at": rfc3339(session.expires_at),
    }


def progress(session: Session, now: float) -> dict[str, Any]:
    """How far it is."""
    return {
        "upload_id": session.id,
        "status": status(session, now).value,
        "chunks_completed": len(session.reported),
        "chunks_failed": 0,
        "chunks_pending": session.total_chunks - len(session.reported),
        "total_size": session.total_size,
        "uploaded_size": session.uploaded_size,
        "created_at": rfc3339(session.created_at),
        "updated_at": rfc3339(session.updated_at),
    }


def chunk(session: Session, index: int) -> dict[str, Any]:
    """One chunk: `pending` until it is reported, and `uploaded_at` is null as long (documented)."""
    reported = session.reported.get(index)
    if reported is None:
        return {"index": index, "status": "pending", "uploaded_at": None}
    return {"index": index, "status": "completed", "uploaded_at": rfc3339(reported), "updated_at": rfc3339(reported)}
