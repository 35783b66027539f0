"""Every rule of assets is broken alone, and its bounds are met: one row for each way to be wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from refusals import MIB, PAGES, assert_refused, rules_of, tables_of

from fakeembed._core.assets import asset_rules

URL = "https://example.com/a.mp4"
TABLES = tables_of(asset_rules)

# rule: forms that break it; the contracts have its words, letter by letter
CREATE = {
    "method_is_given": [{}, {"method": ""}],
    "file_is_given": [{"method": "direct"}, {"method": "direct", "url": URL}],
    "url_is_given": [{"method": "url"}],
    "enable_hls_is_a_flag": [{"method": "url", "url": URL, "enable_hls": "yes"}],
    "enable_thumbnail_is_a_flag": [{"method": "url", "url": URL, "enable_thumbnail": "1"}],
    "user_metadata_is_an_object": [{"method": "url", "url": URL, "user_metadata": value} for value in ("{", "[]")],
    "method_is_known": [{"method": "ftp"}],
    "url_is_a_url": [{"method": "url", "url": "a.mp4"}],
    "filename_is_of_sane_length": [{"method": "url", "url": URL, "filename": name} for name in ("", "x" * 256)],
    "user_metadata_values_are_plain": [
        {"method": "url", "url": URL, "user_metadata": value} for value in ('{"a": {}}', '{"a": [1]}')
    ],
    "format_is_supported": [{"method": "url", "url": "https://example.com/a.html"}],
}


@pytest.mark.parametrize(("rule", "fields"), [(rule, fields) for rule, rows in CREATE.items() for fields in rows])
def test_creation_refuses(account, refusing, rule, fields):
    """That rule and no other, and no asset came of it."""
    assert_refused(account.create(**fields))

    assert refusing == [rule]
    assert not account.fake.assets


@pytest.mark.parametrize(
    ("name", "content"),
    [("dog", b"no medium"), ("upload", b"/home/me/dog.mp4"), ("dog.mp4", b"GIF89a\x01\x00"), ("dog.zip", b"PK\x03\x04dog")],
)
def test_creation_refuses_what_is_no_medium(account, refusing, name, content):
    """A path sent instead of the file, a format of another kind; what only looks broken fails later instead."""
    answer = account.create((name, content), method="direct")

    assert refusing == ["format_is_supported"]
    assert answer.message.startswith("The file parameter ")


@pytest.mark.parametrize(
    "limit",
    [
        ("a.mp4", 200, "video_file_is_small_enough"),
        ("a.wav", 200, "file_is_small_enough"),
        ("a.txt", 200, "file_is_small_enough"),
        ("a.png", 32, "file_is_small_enough"),
    ],
    ids=str,
)
def test_a_local_file_has_a_largest_size(account, refusing, limit, audio_file, image_file):
    """Images have their own limit (documented), and videos a code of their own (recorded)."""
    name, megabytes, rule = limit
    content = {"a.wav": audio_file(1.0), "a.png": image_file(256, 128)}.get(name, b"a text")
    account.fake.media(f"just-{name}", size=megabytes * MIB, duration=12.0)
    account.fake.media(f"over-{name}", size=megabytes * MIB + 1, duration=12.0)

    assert account.create((f"just-{name}", content), method="direct").status == 201
    assert account.create((f"over-{name}", content), method="direct").status == 400
    assert refusing == [rule]


@pytest.mark.parametrize(("day", "megabytes"), [("2026-07-06", 5), ("2026-07-07", 32)])
def test_images_became_larger(account_of, day, megabytes, image_file):
    """Two weeks before those that are embedded without an asset."""
    account = account_of(api_date=day)
    account.fake.media("just.png", size=megabytes * MIB)
    account.fake.media("over.png", size=megabytes * MIB + 1)

    answers = [account.create((name, image_file(256, 128)), method="direct") for name in ("just.png", "over.png")]

    assert [answer.status for answer in answers] == [201, 400]


@pytest.mark.parametrize(("day", "status"), [("2026-08-30", 400), ("2026-08-31", 201)])
def test_documents_came_later(account_of, day, status):
    """With the clients that speak of them."""
    account = account_of(api_date=day)

    assert account.create(("notes.txt", b"a dog"), method="direct").status == status
    assert account.create(method="url", url="https://example.com/notes.pdf").status == status


def test_user_metadata_was_once_unknown(account_of):
    """Before it was published it is ignored, whatever is in it."""
    account = account_of(api_date="2026-05-21")

    assert account.create(method="url", url=URL, user_metadata="{").status == 201


def test_a_name_of_255_characters_is_taken(account):
    """The documented bound."""
    assert account.create(method="url", url=URL, filename="x" * 255).json()["filename"] == "x" * 255
    assert account.create(method="url", url=URL, filename="x").json()["filename"] == "x"


def test_a_url_beside_a_file_is_ignored(account, video_file):
    """The method decides."""
    answer = account.create(("dog.mp4", video_file(4.0)), method="direct", url=URL)

    assert (answer.status, answer.json()["filename"]) == (201, "dog.mp4")


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", ""])
def test_creation_takes_multipart_forms_only(account, refusing, kind):
    """As v1 does, which was recorded."""
    answer = account.ask("POST", "/v1.3/assets", body=b"{}", kind=kind)

    assert refusing == ["content_type_is_supported"]
    assert answer.message.startswith(f"The content type '{kind}' ")


LIST = {
    **PAGES,
    "asset_types=video&asset_types=film": "asset_types_are_known",
    f"asset_ids={'f' * 24}&asset_ids=abc": "asset_ids_are_object_ids",
}


@pytest.mark.parametrize(("query", "rule"), LIST.items())
def test_the_list_refuses(account, refusing, query, rule):
    """As the list of tasks does."""
    assert_refused(account.get("/assets", query))

    assert refusing == [rule]


def test_a_page_holds_up_to_50(account):
    """The documented bound."""
    assert account.get("/assets", "page_limit=50").status == 200
    assert account.get("/assets", "page_limit=1").status == 200
    assert account.get("/assets/multipart-uploads", "page_limit=50").status == 200


@pytest.mark.parametrize(("day", "kinds"), [("2026-03-01", "image, video, audio."), (None, "image, video, audio, document.")])
def test_the_kinds_of_the_day_are_listed(account_of, day, kinds):
    """A type that came later is refused with those that there were."""
    assert account_of(api_date=day).get("/assets", "asset_types=film").message.endswith(f" values: {kinds}")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_id_that_names_nothing(account, refusing, method):
    """400 for what can be no id (decision D73), 404 for what nobody has (decision D30)."""
    answers = [account.ask(method, f"/v1.3/assets/{asset_id}") for asset_id in ("abc", "F" * 24)]

    assert refusing == ["asset_id_is_an_object_id", "asset_exists"]
    assert [answer.status for answer in answers] == [400, 404]
    assert f" {'F' * 24} " in answers[1].message


def test_deletion_refuses_a_force_that_is_none(account, refusing):
    """And does not delete."""
    asset_id = account.asset()

    assert_refused(account.delete(f"/assets/{asset_id}", "force=maybe"))
    assert refusing == ["force_is_a_flag"]
    assert asset_id in account.fake.assets


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_stages_never_go_down(table):
    """A rule may assume that those above it hold, also those of earlier stages."""
    assert all(first.stage <= second.stage for first, second in pairwise(table))


def test_every_rule_is_broken_by_a_row():
    """Or by a test of its own: a rule that nothing breaks is a guess."""
    alone = {"file_is_small_enough", "video_file_is_small_enough", "asset_id_is_an_object_id", "force_is_a_flag"}

    assert {*CREATE, *LIST.values()} | alone == rules_of(TABLES)
