"""Assets: how they come, become ready or fail, are listed and go, and what is said of them on which day."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed
from fakeembed._core.assets import asset_life as assets
from fakeembed._core.assets.asset_life import Asset, Method, noted
from fakeembed._core.life import TRANSITIONS, Event, Status, status
from fakeembed._core.media import formats, probe
from fakeembed._core.media.catalog import Medium, Upload
from fakeembed._core.media.formats import Kind

MEDIUM = Medium("m", url=None, filename="dog.mp4", duration=12.0)


def an_asset(outcome=Event.FINISHED, ends_at=10.0):
    """An asset that began to be processed at 0."""
    return Asset("0" * 24, 0.0, ends_at, outcome, Method.DIRECT, Kind.VIDEO, "dog.mp4", "video/mp4", MEDIUM)


def test_time_alone_ends_processing():
    """Nobody has to poll, and asking twice changes nothing."""
    asset = an_asset()

    assert [status(asset, now) for now in (0.0, 9.999, 10.0, 10.0, 1e9)] == ["processing", "processing", "ready", "ready", "ready"]
    assert status(an_asset(Event.FAULTED), 10.0) == "failed"


def test_only_processing_ends():
    """`ready` and `failed` are final: what is not in the table cannot happen."""
    assert set(TRANSITIONS) == {(Status.PROCESSING, event) for event in Event}
    assert {pair for pair in product(Status, Event) if pair not in TRANSITIONS} == {
        (final, event) for final in (Status.READY, Status.FAILED) for event in Event
    }


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.sampled_from(Event))
def test_a_status_never_goes_back(first, later, outcome):
    """Whatever the moments: once it is over it stays as it is."""
    asset = an_asset(outcome, ends_at=1000.0)
    before, after = (status(asset, now) for now in sorted((first, later)))

    assert before in (Status.PROCESSING, after)


def test_a_file_becomes_an_asset(account, video_file):
    """201 with what is known at once; size and duration come with `ready`."""
    answer = account.create(("dog.mp4", video_file(12.0)), method="direct")

    assert answer.status == 201
    assert answer.json() == {
        "_id": next(iter(account.fake.assets)),
        "method": "direct",
        "status": "processing",
        "filename": "dog.mp4",
        "file_type": "video/mp4",
        "created_at": "2026-11-01T00:00:00.000Z",
    }
    assert account.get(f"/assets/{answer.json()['_id']}").json() == answer.json()
    account.fake.clock.advance(10)
    ready = {**answer.json(), "status": "ready", "size": len(video_file(12.0)), "duration": 12.0}
    assert account.get(f"/assets/{answer.json()['_id']}").json() == ready


def test_a_url_becomes_an_asset(account):
    """Its name is the end of the path without the query; its size is not known."""
    answer = account.create(method="url", url="https://example.com/a%20dog.MP4?X-Signature=1").json()
    account.fake.clock.advance(10)

    ready = account.get(f"/assets/{answer['_id']}").json()

    assert (ready["method"], ready["filename"], ready["file_type"]) == ("url", "a dog.MP4", "video/mp4")
    assert ready["duration"] == 18.0
    assert "size" not in ready


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("a.mov", "video", "video/quicktime"),
        ("a.wav", "audio", "audio/wav"),
        ("a.JPEG", "image", "image/jpeg"),
        ("a.pdf", "document", "application/pdf"),
        ("a.md", "document", "text/markdown"),
        ("watch", "video", "video/mp4"),
        ("v1.2", "video", "video/mp4"),
    ],
)
def test_the_name_at_the_end_of_a_url_says_what_it_is(account, name, kind, mime):
    """Nothing is fetched; what has no extension is a video (decision D72)."""
    asset_id = account.asset(name)

    assert account.fake.assets[asset_id].file_type == mime
    listed = account.get("/assets", f"asset_types={kind}").json()["data"]
    assert [asset["_id"] for asset in listed] == [asset_id]


@pytest.mark.parametrize(
    ("url", "name", "mime"),
    [("a.png", "My picture", "image/png"), ("watch", "notes.md", "text/markdown"), ("a.png", "b.mp4", "image/png")],
)
def test_a_name_of_its_own_says_what_a_url_leaves_open(account, url, name, mime):
    """A title is no extension, and the URL counts first."""
    created = account.create(method="url", url=f"https://example.com/{url}", filename=name).json()

    assert (created["filename"], created["file_type"]) == (name, mime)


def test_bytes_say_what_a_file_is_before_its_name_does(account, image_file, audio_file):
    """A client that uploads bytes without a name is understood, and a wrong extension does not deceive."""
    picture = account.create(("upload", image_file(256, 128)), method="direct").json()
    sound = account.create(("dog.mp4", audio_file(3.0)), method="direct").json()
    account.fake.clock.advance(10)

    assert (picture["file_type"], sound["file_type"]) == ("image/png", "audio/wav")
    assert {asset.status for asset in account.fake.assets.values()} == {"ready"}
    assert "duration" not in account.get(f"/assets/{picture['_id']}").json()
    assert account.get(f"/assets/{sound['_id']}").json()["duration"] == 3.0


def test_a_text_is_a_document(account):
    """It has no signature, so its name counts; it lasts for no time."""
    created = account.create(("upload", b"# A dog\n"), method="direct", filename="notes.MD").json()
    account.fake.clock.advance(10)

    assert created["file_type"] == "text/markdown"
    assert account.fake.assets[created["_id"]].status == "ready"
    assert account.fake.assets[created["_id"]].duration is None


@pytest.mark.parametrize("name", ["broken.mp4", "broken.wav", "broken.png", "broken.txt"])
def test_what_cannot_be_read_fails_later(account, name):
    """Creation answers `processing` for everything; the reason comes with `failed` (documented)."""
    asset_id = account.create((name, b"\x00\xffno medium"), method="direct").json()["_id"]
    assert account.get(f"/assets/{asset_id}").json()["status"] == "processing"
    account.fake.clock.advance(10)

    failed = account.get(f"/assets/{asset_id}").json()

    assert failed["status"] == "failed"
    assert failed["error"] == {"message": assets.UNREADABLE}
    assert not {"size", "duration"} & set(failed)


@pytest.mark.parametrize(("sent", "name"), [(("upload", b"anything"), "dog"), (("dog", b"anything"), "A dog")])
def test_a_declared_file_need_not_be_one(account, sent, name):
    """A test may upload any bytes under a name it has described: the asset's, or the file's."""
    account.fake.media("dog", duration=31.0, size=1234)
    asset_id = account.create(sent, method="direct", filename=name).json()["_id"]

    account.fake.clock.advance(10)

    ready = account.get(f"/assets/{asset_id}").json()
    assert (ready["status"], ready["duration"], ready["size"]) == ("ready", 31.0, 1234)


@pytest.mark.parametrize(("name", "megabytes"), [("a.mp4", 4096), ("a.mp3", 4096), ("a.png", 32), ("a.pdf", 512)])
def test_a_file_at_a_url_fails_when_it_is_too_large(account, name, megabytes):
    """Its size is known only when it is fetched, so creation cannot refuse it (decision D71)."""
    account.fake.media(f"just-{name}", size=megabytes * 1024**2)
    account.fake.media(f"over-{name}", size=megabytes * 1024**2 + 1)
    just, over = account.asset(f"just-{name}"), account.asset(f"over-{name}")

    account.fake.clock.advance(10)

    assert account.fake.assets[just].status == "ready"
    assert (account.fake.assets[over].status, account.fake.assets[over].reason) == ("failed", assets.TOO_LARGE)


def test_a_medium_whose_tasks_fail_is_a_good_asset(account):
    """`media(fails=...)` is about tasks (decision D71)."""
    account.fake.media("dog.mp4", fails="too dark")
    asset_id = account.asset("dog.mp4")

    account.fake.clock.advance(10)

    assert account.fake.assets[asset_id].status == "ready"


def test_the_same_bytes_are_the_same_medium_whatever_the_way(account, video_file, large_video):
    """Vectors derive from the medium's identity, so an asset embeds like the file itself."""
    content = large_video(6 * 1024**2, seconds=12.0)
    direct = account.create(("one.mp4", content), method="direct").json()["_id"]
    session = account.upload(len(content), filename="two.mp4")
    account.report(session, account.put_all(session, content))
    service = account.fake._service

    by_v1 = service.media.by_bytes(Upload("three.mp4", "", content), lambda _: None)

    assert service.library.asset(direct).medium.identity == by_v1.identity
    assert service.library.asset(session["asset_id"]).medium.identity == by_v1.identity
    assert (
        service.library.asset(account.asset("x.mp4")).medium.identity == service.media.by_url("https://example.com/x.mp4").identity
    )


def test_assets_are_listed_newest_first_to_an_empty_page(account):
    """What the clients' pagers need: pages until one is empty, with the account's total on each."""
    ids = [account.asset(f"{number}.mp4") for number in range(5)]

    pages = [account.get("/assets", f"page={page}&page_limit=2").json() for page in (1, 2, 3, 4)]

    assert [[asset["_id"] for asset in page["data"]] for page in pages] == [ids[:2:-1], ids[2:0:-1], ids[:1], []]
    assert pages[3]["page_info"] == {"limit_per_page": 2, "page": 4, "total_page": 3, "total_results": 5}
    assert account.get("/assets").json()["page_info"]["limit_per_page"] == 10


def test_an_account_without_assets_has_one_empty_page(account):
    """Decision D21."""
    assert account.get("/assets").json() == {
        "data": [],
        "page_info": {"limit_per_page": 10, "page": 1, "total_page": 1, "total_results": 0},
    }


def test_the_list_can_be_filtered(account):
    """By ids and types, repeated or comma-joined, and by a part of the name in any case."""
    dog, cat, song = account.asset("Dog.mp4"), account.asset("cat.png"), account.asset("dogsong.mp3")

    def found(query):
        return [asset["_id"] for asset in account.get("/assets", query).json()["data"]]

    assert found("filename=dOG") == [song, dog]
    assert found("asset_types=image&asset_types=audio") == [song, cat]
    assert found("asset_types=image,audio&filename=dog") == [song]
    assert found(f"asset_ids={dog}&asset_ids={cat.upper()}") == [cat, dog]
    assert found(f"asset_ids={'f' * 24}") == []


def test_a_deleted_asset_is_gone(account):
    """204 without a body and its type; what is gone once is unknown for ever."""
    asset_id = account.asset()

    answer = account.delete(f"/assets/{asset_id}", "force=true")

    assert (answer.status, answer.body, "content-type" in answer.headers) == (204, b"", False)
    assert account.get(f"/assets/{asset_id}").status == 404
    assert account.delete(f"/assets/{asset_id}").status == 404
    assert account.get("/assets").json()["data"] == []
    assert dict(account.fake.assets) == {}


def test_user_metadata_comes_back_without_what_is_empty(account):
    """Sent as a JSON text in a form; a key with an empty value is left out (documented)."""
    created = account.create(
        method="url",
        url="https://example.com/a.mp4",
        user_metadata='{"a": "b", "n": 5, "f": 1.5, "t": false, "l": ["x"], "e": "", "m": [], "z": null}',
    ).json()

    assert created["user_metadata"] == {"a": "b", "n": 5, "f": 1.5, "t": False, "l": ["x"]}
    assert account.get(f"/assets/{created['_id']}").json()["user_metadata"] == created["user_metadata"]
    assert noted({"e": ""}) is None


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        ("2026-02-17", set()),
        ("2026-04-15", set()),
        ("2026-04-16", {"duration"}),
        ("2026-05-22", {"duration", "user_metadata"}),
    ],
)
def test_details_came_one_after_the_other(account_of, day, keys):
    """The rows of the editions table."""
    account = account_of(api_date=day)
    asset_id = account.asset(user_metadata='{"a": "b"}')
    account.fake.clock.advance(10)

    ready = account.get(f"/assets/{asset_id}").json()

    assert set(ready) - {"_id", "method", "status", "filename", "file_type", "created_at"} == keys


def test_the_filter_by_name_came_later(account_of):
    """Before it was published it is an unknown parameter, which is ignored."""
    account = account_of(api_date="2026-04-15")
    asset_id = account.asset("dog.mp4")

    assert [asset["_id"] for asset in account.get("/assets", "filename=cat").json()["data"]] == [asset_id]


@pytest.mark.parametrize(("day", "status"), [("2025-11-16", 404), ("2025-11-17", 200)])
def test_assets_exist_from_the_day_of_marengo_3_on(account_of, day, status):
    """The client 1.1.0, published with it, was the first to know them."""
    answer = account_of(api_date=day).get("/assets")

    assert answer.status == status


def test_v1_2_has_no_assets(account):
    """The answer names the version that has them (decision D01)."""
    answer = account.ask("GET", "/v1.2/assets")

    assert answer.status == 400
    assert answer.json() == {
        "code": "api_upgrade_required",
        "message": "This endpoint is supported starting with version v1.3. Your version is v1.2.",
    }


def test_a_processing_asset_leaves_something_to_wait_for(account):
    """What decides whether a client's sleep costs real time."""
    created = account.create(method="url", url="https://example.com/a.mp4")
    asset_id = created.json()["_id"]

    polled = account.get(f"/assets/{asset_id}")
    account.fake.clock.advance(10)

    done = account.get(f"/assets/{asset_id}")
    assert [(answer.retryable, answer.resource_id) for answer in (created, polled, done)] == [
        (True, asset_id),
        (True, asset_id),
        (False, asset_id),
    ]


def test_with_no_processing_time_an_asset_is_ready_at_once(account_of):
    """The one knob is the one of tasks (decision D70)."""
    created = account_of(processing_seconds=0).create(method="url", url="https://example.com/a.mp4")

    assert created.json()["status"] == "ready"
    assert not created.retryable


def test_the_view_says_what_a_test_wants_to_know(account, video_file):
    """And stands for one moment: it cannot be changed, and does not change."""
    account.create(("dog.mp4", video_file(12.0)), method="direct")
    (before,) = account.fake.assets.values()
    account.fake.clock.advance(10)
    (after,) = account.fake.assets.values()

    assert (before.status, after.status) == ("processing", "ready")
    assert (after.method, after.filename, after.file_type, after.duration, after.size, after.reason) == (
        "direct",
        "dog.mp4",
        "video/mp4",
        12.0,
        len(video_file(12.0)),
        None,
    )
    assert after.created_at == before.created_at == account.fake.clock.now() - timedelta(seconds=10)
    with pytest.raises(TypeError):
        account.fake.assets["x"] = after  # type: ignore[index]


def test_ids_begin_with_the_second_of_creation():
    """Recorded 2026-01-07 of an asset."""
    fake = FakeEmbed(api_date="2026-01-07")
    fake.clock.advance(9 * 3600 + 3 * 60 + 10)

    assert fake._service.new_id()[:8] == "695e214e"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_format_and_a_reader(kind):
    """A kind without one would fail on its first upload."""
    assert any(found.kind is kind for found in formats.FORMATS.values())
    assert kind in probe.READERS
