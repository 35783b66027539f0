"""What is said about multipart uploads: their status, their list, and what ends them."""

from __future__ import annotations

from fakeembed._core.assets import asset_life as assets
from fakeembed._core.assets.upload_life import CHUNK_SIZE

HOUR = 3600.0


def test_a_status_counts_chunks_and_lists_them(account):
    """Pending until it is reported, even when it was put; pages end with an empty one."""
    session = account.upload(12 * CHUNK_SIZE)
    chunk = account.put_all({**session, "total_chunks": 1}, bytes(CHUNK_SIZE))
    account.put(session["upload_urls"][1]["url"], bytes(CHUNK_SIZE))
    account.fake.clock.advance(60)
    account.report(session, chunk)

    path = f"/assets/multipart-uploads/{session['upload_id']}"
    pages = [account.get(path, f"page={page}").json() for page in (1, 2, 3)]

    assert [len(page["uploaded_chunks"]) for page in pages] == [10, 2, 0]
    assert pages[0]["uploaded_chunks"][:2] == [
        {
            "index": 1,
            "status": "completed",
            "uploaded_at": "2026-11-01T00:01:00.000Z",
            "updated_at": "2026-11-01T00:01:00.000Z",
        },
        {"index": 2, "status": "pending", "uploaded_at": None},
    ]
    del pages[2]["uploaded_chunks"]
    assert pages[2] == {
        "upload_id": session["upload_id"],
        "status": "active",
        "chunks_completed": 1,
        "chunks_failed": 0,
        "chunks_pending": 11,
        "total_size": 12 * CHUNK_SIZE,
        "uploaded_size": CHUNK_SIZE,
        "created_at": "2026-11-01T00:00:00.000Z",
        "updated_at": "2026-11-01T00:01:00.000Z",
        "page_info": {"limit_per_page": 10, "page": 3, "total_page": 2, "total_results": 12},
    }


def test_incomplete_sessions_are_listed_newest_first(account):
    """A completed one is not among them, an expired one is (decision D74)."""
    old = account.upload(1)
    account.fake.clock.advance(24 * HOUR)
    done, new = account.upload(1), account.upload(CHUNK_SIZE + 1)
    account.report(done, account.put_all(done, b"x"))

    body = account.get("/assets/multipart-uploads").json()

    assert [(each["upload_id"], each["status"]) for each in body["data"]] == [
        (new["upload_id"], "active"),
        (old["upload_id"], "expired"),
    ]
    assert body["data"][0] == {
        "upload_id": new["upload_id"],
        "status": "active",
        "total_size": CHUNK_SIZE + 1,
        "chunk_size": CHUNK_SIZE,
        "total_chunks": 2,
        "created_at": "2026-11-02T00:00:00.000Z",
        "expires_at": "2026-11-03T00:00:00.000Z",
    }
    assert account.get("/assets/multipart-uploads", "page=2").json()["data"] == []


def test_an_expired_upload_leaves_a_failed_asset(account):
    """Nobody can complete it any more (documented), so the reserved asset will never be ready (decision D74)."""
    session = account.upload(3)
    url = session["upload_urls"][0]["url"]
    account.fake.clock.advance(24 * HOUR)

    failed = account.get(f"/assets/{session['asset_id']}").json()

    assert (failed["status"], failed["error"]) == ("failed", {"message": assets.NEVER_COMPLETED})
    assert account.put(url, b"dog").status == 403
    assert account.report(session, []).json()["message"] == "The upload_id parameter is invalid. The upload session is expired"


def test_deleting_the_asset_ends_its_upload(account):
    """There is nothing left that it could become (decision D74)."""
    session = account.upload(3)
    other = account.upload(3)
    account.delete(f"/assets/{session['asset_id']}")

    assert account.get(f"/assets/multipart-uploads/{session['upload_id']}").json()["status"] == "failed"
    assert account.get(f"/assets/multipart-uploads/{other['upload_id']}").json()["status"] == "active"
    assert account.put(session["upload_urls"][0]["url"], b"dog").status == 403
    assert account.report(session, []).json()["message"] == "The upload_id parameter is invalid. The upload session is failed"


def test_deleting_the_asset_of_a_completed_upload_leaves_the_session(account):
    """It is over already; a repeated report still hears so."""
    session = account.upload(3)
    chunks = account.put_all(session, b"dog")
    account.report(session, chunks)
    account.delete(f"/assets/{session['asset_id']}")

    assert account.get(f"/assets/multipart-uploads/{session['upload_id']}").json()["status"] == "completed"
    assert account.report(session, chunks).json()["duplicate_chunks"] == 1
