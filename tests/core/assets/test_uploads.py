"""Multipart uploads: a session, its presigned URLs, chunks with their proofs, and the asset that comes of them."""

from __future__ import annotations

from hashlib import md5
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed
from fakeembed._core.assets import asset_life as assets
from fakeembed._core.assets.upload_life import CHUNK_SIZE, TRANSITIONS, Event, Session, Status, status
from fakeembed._core.media.catalog import Upload
from fakeembed._core.media.formats import FORMATS

HOUR = 3600.0


def test_time_alone_expires_a_session():
    """24 hours (documented); what ended before stays as it ended."""
    active = Session("u", "a", 100.0, 1)
    completed = Session("u", "a", 100.0, 1, event=Event.ALL_REPORTED)

    assert [status(active, 100.0 + hours * HOUR) for hours in (0, 23.999, 24, 1000)] == ["active", "active", "expired", "expired"]
    assert [status(completed, 100.0 + hours * HOUR) for hours in (0, 24)] == ["completed", "completed"]


def test_only_an_active_session_ends():
    """What is not in the table cannot happen."""
    assert set(TRANSITIONS) == {(Status.ACTIVE, event) for event in Event}
    final = {pair for pair in product(Status, Event) if pair[0] is not Status.ACTIVE}
    assert final & set(TRANSITIONS) == set()


@given(st.integers(1, 4 * 1024**3))
def test_chunks_add_up_to_the_file(total_size):
    """All but the last have the same size, the last has at least one byte."""
    session = Session("u", "a", 0.0, total_size)
    last = session.size_of(session.total_chunks)

    assert session.total_chunks == -(-total_size // CHUNK_SIZE)
    assert 1 <= last <= CHUNK_SIZE
    assert (session.total_chunks - 1) * CHUNK_SIZE + last == total_size


def test_a_session_reserves_an_asset(account):
    """201 with everything a client needs to begin; the asset is processing and has no content yet."""
    answer = account.post("/assets/multipart-uploads", {"filename": "dog.mp4", "type": "video", "total_size": CHUNK_SIZE + 1})

    body = answer.json()
    urls = body.pop("upload_urls")
    assert answer.status == 201
    assert body == {
        "upload_id": body["upload_id"],
        "asset_id": next(iter(account.fake.assets)),
        "upload_headers": {},
        "chunk_size": 5_242_880,
        "total_chunks": 2,
        "expires_at": "2026-11-02T00:00:00.000Z",
    }
    assert [(url["chunk_index"], url["expires_at"]) for url in urls] == [
        (1, "2026-11-01T01:00:00.000Z"),
        (2, "2026-11-01T01:00:00.000Z"),
    ]
    assert account.get(f"/assets/{body['asset_id']}").json() == {
        "_id": body["asset_id"],
        "method": "multipart",
        "status": "processing",
        "filename": "dog.mp4",
        "file_type": "video/mp4",
        "created_at": "2026-11-01T00:00:00.000Z",
    }


def test_a_file_in_chunks_becomes_an_asset(account, large_video):
    """Create, put, report, confirm, poll: the whole life, with the facts read from the bytes that came."""
    content = large_video(CHUNK_SIZE + 1000, seconds=12.0)
    session = account.upload(len(content))
    chunks = account.put_all(session, content)

    first = account.report(session, chunks[:1])
    last = account.report(session, chunks[1:])

    assert first.json() == {"asset_id": session["asset_id"], "processed_chunks": 1, "duplicate_chunks": 0, "total_completed": 1}
    assert last.json() == {
        "url": f"https://api.twelvelabs.io/v1.3/assets/{session['asset_id']}",
        "asset_id": session["asset_id"],
        "processed_chunks": 1,
        "duplicate_chunks": 0,
        "total_completed": 2,
    }
    assert account.get(f"/assets/multipart-uploads/{session['upload_id']}").json()["status"] == "completed"
    assert account.get(f"/assets/{session['asset_id']}").json()["status"] == "processing"
    account.fake.clock.advance(10)
    ready = account.get(f"/assets/{session['asset_id']}").json()
    assert (ready["status"], ready["size"], ready["duration"]) == ("ready", len(content), 12.0)


@pytest.mark.parametrize("order", [[1, 0], [0, 1]])
def test_chunks_may_come_in_any_order(account, large_video, order):
    """Documented; the file is put together by their numbers."""
    content = large_video(CHUNK_SIZE + 1000, seconds=6.0)
    session = account.upload(len(content))
    chunks = account.put_all(session, content)

    for index in order:
        account.report(session, [chunks[index]])

    account.fake.clock.advance(10)
    assert account.fake.assets[session["asset_id"]].status == "ready"
    assert account.fake.assets[session["asset_id"]].duration == 6.0


def test_the_proof_is_the_digest_of_the_bytes(account):
    """Quoted in the header, as object stores have it; an empty body."""
    session = account.upload(3)

    answer = account.put(session["upload_urls"][0]["url"], b"dog")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["etag"] == f'"{md5(b"dog").hexdigest()}"'


def test_a_chunk_is_taken_without_a_key(account_of):
    """The signature in the URL is the proof; every other request needs a key, this one not even a right one."""
    account = account_of(api_keys=["right"])
    account.key = "right"
    session, other = account.upload(3), account.upload(3)

    answers = [
        account.put(session["upload_urls"][0]["url"], b"dog", key=""),
        account.put(other["upload_urls"][0]["url"], b"dog", key="wrong"),
        account.ask("GET", "/v1.3/assets/multipart-uploads", key=""),
        account.ask("PUT", "/v1.3/assets", key=""),
        account.ask("PUT", f"/v1.3/assets/multipart-uploads/{session['upload_id']}/nothing/1", key="wrong"),
    ]

    assert [answer.status for answer in answers] == [200, 200, 401, 401, 401]


def test_urls_lead_to_where_the_client_speaks_to(account):
    """Behind a server on another host or port they must not point at the real one."""
    account.origin = "http://127.0.0.1:8765"

    session = account.upload(1, filename="a.mp4")

    assert session["upload_urls"][0]["url"].startswith("http://127.0.0.1:8765/v1.3/assets/multipart-uploads/")
    chunk = account.put_all(session, b"x")
    assert account.report(session, chunk).json()["url"].startswith("http://127.0.0.1:8765/v1.3/assets/")


def test_the_first_ten_chunks_come_with_their_urls(account):
    """Documented: it may be fewer than all. The client's helper asks for more, ten at a time (decision D74)."""
    session = account.upload(30 * CHUNK_SIZE)

    more = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", {"start": 11, "count": 20})

    assert [url["chunk_index"] for url in session["upload_urls"]] == list(range(1, 11))
    assert more.status == 200
    body = more.json()
    assert [url["chunk_index"] for url in body.pop("upload_urls")] == list(range(11, 31))
    assert body == {
        "upload_id": session["upload_id"],
        "start_index": 11,
        "count": 20,
        "generated_at": "2026-11-01T00:00:00.000Z",
        "expires_at": "2026-11-01T01:00:00.000Z",
    }


def test_a_new_url_works_when_the_old_one_has_expired(account):
    """A URL lives for an hour, a session for a day."""
    session = account.upload(3)
    account.fake.clock.advance(HOUR)
    more = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", {"start": 1, "count": 1}).json()

    old, new = session["upload_urls"][0]["url"], more["upload_urls"][0]["url"]

    assert account.put(old, b"dog").status == 403
    assert account.put(old, b"dog").json() == {"code": "AccessDenied", "message": "Request has expired"}
    assert account.put(new, b"dog").status == 200


def test_a_url_takes_one_chunk_once(account):
    """Documented; what was put stays."""
    session = account.upload(3)
    url = session["upload_urls"][0]["url"]
    account.put(url, b"dog")

    answer = account.put(url, b"cat")

    assert (answer.status, answer.json()) == (403, {"code": "AccessDenied", "message": "Access Denied"})


@pytest.mark.parametrize("spoiled", ["signature", "chunk", "session"])
def test_a_url_that_was_not_given_out_is_refused(account, spoiled):
    """Nobody can put chunks by guessing."""
    session = account.upload(2 * CHUNK_SIZE)
    url = session["upload_urls"][0]["url"]
    signature = parse_qs(urlsplit(url).query)["X-Amz-Signature"][0]
    forged = {
        "signature": url.replace(signature, "0" * 64),
        "chunk": url.replace("/chunks/1", "/chunks/2"),
        "session": url.replace(session["upload_id"], "f" * 24),
    }[spoiled]

    answer = account.put(forged, b"dog")

    assert (answer.status, answer.json()["code"]) == (403, "SignatureDoesNotMatch")


def test_a_chunk_can_be_put_again_until_it_is_reported(account):
    """With a new URL; the last bytes before the report count, and later ones do not."""
    session = account.upload(3, filename="notes.mp4")
    more = f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls"
    account.put(session["upload_urls"][0]["url"], b"cow")
    second = account.post(more, {"start": 1, "count": 1}).json()["upload_urls"][0]["url"]

    proof = account.put(second, b"dog").headers["etag"]

    stale = {"chunk_index": 1, "proof": md5(b"cow").hexdigest(), "proof_type": "etag", "chunk_size": 3}
    assert account.report(session, [stale]).status == 400
    assert account.report(session, [{**stale, "proof": proof}]).status == 200


def test_bytes_after_the_report_change_nothing(account):
    """Two chunks, of which the first is overwritten when it is reported already."""
    session = account.upload(CHUNK_SIZE + 1)
    first, last = account.put_all(session, bytes(CHUNK_SIZE) + b"x")
    account.report(session, [first])
    more = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", {"start": 1, "count": 1}).json()
    account.put(more["upload_urls"][0]["url"], b"something else")

    account.report(session, [last])

    service = account.fake._service
    by_v1 = service.media.by_bytes(Upload("x", "", bytes(CHUNK_SIZE) + b"x"), lambda _: None)
    assert service.library.asset(session["asset_id"]).medium.identity == by_v1.identity


def test_reporting_twice_changes_nothing(account):
    """Duplicates are ignored (documented), within one report, after it and after completion."""
    session = account.upload(CHUNK_SIZE + 1)
    first, last = account.put_all(session, bytes(CHUNK_SIZE + 1))

    counts = [account.report(session, chunks).json() for chunks in ([first, first], [first], [first, last], [last])]

    assert [(c["processed_chunks"], c["duplicate_chunks"], c["total_completed"]) for c in counts] == [
        (1, 1, 1),
        (0, 1, 1),
        (1, 1, 2),
        (0, 1, 2),
    ]
    assert "url" in counts[3]


def test_what_came_in_chunks_may_be_no_video(account):
    """The type is what the client said; the bytes decide, later."""
    session = account.upload(3)

    account.report(session, account.put_all(session, b"dog"))

    account.fake.clock.advance(10)
    failed = account.get(f"/assets/{session['asset_id']}").json()
    assert (failed["status"], failed["error"]) == ("failed", {"message": assets.UNREADABLE})


@pytest.mark.parametrize(
    ("kind", "filename", "mime"),
    [
        ("video", "dog.mov", "video/quicktime"),
        ("video", "dog", "video/mp4"),
        ("audio", "dog.wav", "audio/wav"),
        ("audio", "dog.mp4", "audio/mpeg"),
        ("image", "dog.PNG", "image/png"),
    ],
)
def test_the_type_decides_and_the_name_refines_it(account, kind, filename, mime):
    """A name of another type does not count."""
    session = account.upload(3, type=kind, filename=filename)

    assert account.fake.assets[session["asset_id"]].file_type == mime


def test_an_image_and_a_sound_can_be_uploaded_in_chunks(account, image_file, audio_file):
    """As the newest clients offer."""
    picture, sound = image_file(256, 128), audio_file(3.0)
    first = account.upload(len(picture), type="image", filename="dog.png")
    second = account.upload(len(sound), type="audio", filename="dog.wav")

    account.report(first, account.put_all(first, picture))
    account.report(second, account.put_all(second, sound))

    account.fake.clock.advance(10)
    assert [asset.status for asset in account.fake.assets.values()] == ["ready", "ready"]


def test_completion_leaves_something_to_wait_for(account):
    """The asset is validated from then on; a session that is not complete waits for its client, not for time."""
    session = account.upload(CHUNK_SIZE + 1)
    first, last = account.put_all(session, bytes(CHUNK_SIZE + 1))

    answers = [account.report(session, [chunk]) for chunk in (first, last)]

    assert [answer.retryable for answer in answers] == [False, True]
    assert not account.get(f"/assets/multipart-uploads/{session['upload_id']}").retryable


def test_user_metadata_comes_with_the_session(account):
    """As an object, unlike in the form."""
    session = account.upload(3, user_metadata={"a": "b", "e": ""})

    assert account.get(f"/assets/{session['asset_id']}").json()["user_metadata"] == {"a": "b"}


@given(st.data())
def test_however_reports_are_grouped_each_chunk_counts_once(data):
    """Whatever the order, the groups and the repetitions: the counts add up."""
    total = data.draw(st.integers(1, 12), "chunks")
    groups = data.draw(st.lists(st.lists(st.integers(1, total), min_size=1, max_size=6), max_size=6), "reports")
    library = FakeEmbed()._service.library
    opened = library.open_session(format=FORMATS["mp4"], filename="a.mp4", total_size=total * CHUNK_SIZE, user_metadata=None)

    counts = [library.report(library.session(opened.id), group) for group in groups]

    assert [sum(count) for count in counts] == [len(group) for group in groups]
    assert sum(count.processed for count in counts) == len({chunk for group in groups for chunk in group})
    assert set(library.session(opened.id).reported) == {chunk for group in groups for chunk in group}
