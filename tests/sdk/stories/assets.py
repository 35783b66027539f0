"""What users of the clients 1.1.0 and later do with assets: from a file, from a URL, in chunks, and with the client's own helper.

In the folder of the process lie `dog.mp4` and `dog.wav`, thirteen seconds each, and `dog.png`.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from twelvelabs import AsyncTwelveLabs, BadRequestError, TwelveLabs
from twelvelabs.core.api_error import ApiError

from fakeembed._core.assets import asset_store as library
from fakeembed._core.assets.upload_life import CHUNK_SIZE

URL = "https://example.com/dog.mp4"
UNKNOWN = "6298d673f1090f1100476d4c"


@pytest.fixture
def client(service):
    """The client as the code under test would make it: no base URL, no transport of its own."""
    return TwelveLabs(api_key=service.key)


@pytest.fixture
def large_file(tmp_path):
    """A real video in three chunks: a small one, and a box that players skip."""
    small = Path("dog.mp4").read_bytes()
    rest = 2 * CHUNK_SIZE + 1000
    path = tmp_path / "large.mp4"
    path.write_bytes(small + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8))
    return path


def wait_until_ready(client, asset_id):
    """The loop that everybody writes."""
    while (asset := client.assets.retrieve(asset_id)).status == "processing":
        time.sleep(2)
    return asset


def test_creates_an_asset_from_a_file(client, service):
    """From an open file, or from bytes under a name; five waits of two seconds, none of them real."""
    with Path("dog.mp4").open("rb") as file:
        by_handle = client.assets.create(method="direct", file=file)
    by_bytes = client.assets.create(method="direct", file=("a.png", Path("dog.png").read_bytes()), filename="b.png")

    ready = [wait_until_ready(client, asset.id) for asset in (by_handle, by_bytes)]

    assert [asset.status for asset in ready] == ["ready", "ready"]
    assert [asset.filename for asset in ready] == ["dog.mp4", "b.png"]
    assert [asset.file_type for asset in ready] == ["video/mp4", "image/png"]
    assert (by_handle.method, by_handle.status) == ("direct", "processing" if service.processes_assets else "ready")
    assert by_handle.created_at == service.fake.assets[by_handle.id].created_at
    assert service.fake.assets[by_handle.id].duration == 13.0


def test_creates_an_asset_from_a_url(client, service):
    """Ready after a wait that costs no real time."""
    asset = client.assets.create(method="url", url=URL)

    ready = wait_until_ready(client, asset.id)

    assert asset.status == ("processing" if service.processes_assets else "ready")
    assert (ready.status, ready.method, ready.filename) == ("ready", "url", "dog.mp4")
    assert service.fake.clock.slept == (10.0 if service.processes_assets else 0.0)


def test_hears_that_an_asset_failed(client):
    """The path of a file instead of the file, under a name that promises a video."""
    asset = client.assets.create(method="direct", file=("dog.mp4", b"/home/me/dog.mp4"))

    assert wait_until_ready(client, asset.id).status == "failed"


def test_lists_assets_to_an_empty_page(client, service):
    """The pager asks until a page is empty."""
    ids = [client.assets.create(method="url", url=URL).id for _ in range(5)]

    listed = [asset.id for asset in client.assets.list(page_limit=2)]
    of_a_type = [asset.id for asset in client.assets.list(asset_types=["image", "audio"])]
    of_ids = [asset.id for asset in client.assets.list(asset_ids=ids[:2])]

    assert listed == ids[::-1]
    assert of_a_type == []
    assert of_ids == ids[1::-1]
    assert [request.params["page"] for request in service.fake.requests.all(path="/assets", method="GET")][:4] == [
        ("1",),
        ("2",),
        ("3",),
        ("4",),
    ]


def test_deletes_an_asset(client, service):
    """Nothing is returned, and it is gone."""
    asset = client.assets.create(method="url", url=URL)

    assert client.assets.delete(asset.id) is None

    assert dict(service.fake.assets) == {}
    with pytest.raises(ApiError) as raised:
        client.assets.retrieve(asset.id)
    assert raised.value.status_code == 404


def test_is_told_of_a_bad_asset(client):
    """As the class that the client has for it."""
    with pytest.raises(BadRequestError) as raised:
        client.assets.create(method="url")

    assert raised.value.status_code == 400
    with pytest.raises(ApiError) as raised:
        client.assets.delete(UNKNOWN)
    assert raised.value.status_code == 404


def test_uploads_a_file_with_the_helper(client, service, large_file):
    """From start to end: a session, chunks in parallel, a report of each batch, the asset."""
    progress = []

    result = client.multipart_upload.upload_file(large_file, batch_size=2, progress_callback=progress.append)

    assert [round(each.percentage) for each in progress] == [67, 100]
    assert result.asset_url.endswith(result.asset_id)
    assert wait_until_ready(client, result.asset_id).status == "ready"
    view = service.fake.assets[result.asset_id]
    assert (view.method, view.filename, view.size, view.duration) == ("multipart", "large.mp4", large_file.stat().st_size, 13.0)
    chunks = service.fake.requests.all(method="PUT")
    assert len(chunks) == 3
    assert not any("x-api-key" in request._request.headers for request in chunks)


def test_the_helper_asks_for_more_urls(client, service, large_file, monkeypatch):
    """As it does with a file of more than ten chunks."""
    monkeypatch.setattr(library, "FIRST_URLS", 1)

    result = client.multipart_upload.upload_file(large_file, batch_size=3)

    assert service.fake.requests.one(path="/presigned-urls").json == {"start": 2, "count": 2}
    assert wait_until_ready(client, result.asset_id).status == "ready"


def test_the_helper_tries_a_chunk_again(client, service, large_file):
    """Its back-off costs no real time, and the URL of a chunk that did not come through is still good."""
    service.fake.fail_next(500, method="PUT", path="*/chunks/*", times=2)

    result = client.multipart_upload.upload_file(large_file, max_workers=1, retry_delay=60.0)

    assert wait_until_ready(client, result.asset_id).status == "ready"
    assert service.fake.clock.slept >= 120.0


def test_the_helper_is_told_that_a_session_failed(client, service, large_file):
    """A refused session is the helper's own error."""
    service.fake.fail_next(403, path="/multipart-uploads", method="POST")

    with pytest.raises(Exception, match="Upload failed"):
        client.multipart_upload.upload_file(large_file)


def test_uploads_a_file_by_hand(client, service):
    """What a program in another language does, step by step."""
    content = Path("dog.mp4").read_bytes()
    kind = {} if "type" not in client.multipart_upload.create.__annotations__ else {"type": "video"}
    session = client.multipart_upload.create(filename="dog.mp4", total_size=len(content), **kind)
    (url,) = session.upload_urls
    more = client.multipart_upload.get_additional_presigned_urls(session.upload_id, start=1, count=1)
    before = [(chunk.index, chunk.status) for chunk in client.multipart_upload.get_status(session.upload_id)]
    incomplete = [each.upload_id for each in client.multipart_upload.list_incomplete_uploads()]

    etag = httpx.put(more.upload_urls[0].url, content=content).headers["ETag"]
    report = client.multipart_upload.report_chunk_batch(
        session.upload_id,
        completed_chunks=[{"chunk_index": url.chunk_index, "proof": etag, "proof_type": "etag", "chunk_size": len(content)}],
    )
    done = client.multipart_upload.wait_for_upload_completion(session.upload_id)

    assert (session.total_chunks, before, incomplete) == (1, [(1, "pending")], [session.upload_id])
    assert (report.processed_chunks, report.duplicate_chunks, report.total_completed) == (1, 0, 1)
    assert (done.status, done.completed_chunks, done.total_chunks) == ("completed", 1, 1)
    assert list(client.multipart_upload.list_incomplete_uploads()) == []
    assert wait_until_ready(client, session.asset_id).status == "ready"
    assert service.fake.assets[session.asset_id].duration == 13.0


def test_works_in_async_code(service, large_file):
    """Create, poll, list, upload with the helper, delete."""

    async def live():
        client = AsyncTwelveLabs(api_key=service.key)
        asset = await client.assets.create(method="url", url=URL)
        while (await client.assets.retrieve(asset.id)).status == "processing":  # noqa: ASYNC110 - what everybody writes
            await asyncio.sleep(2)
        result = await client.multipart_upload.upload_file(large_file, batch_size=2)
        listed = [each.id async for each in await client.assets.list()]
        await client.assets.delete(asset.id)
        return asset.id, result.asset_id, listed

    first, second, listed = asyncio.run(live())

    assert listed == [second, first]
    assert list(service.fake.assets) == [second]
    assert service.fake.clock.slept == (10.0 if service.processes_assets else 0.0)
