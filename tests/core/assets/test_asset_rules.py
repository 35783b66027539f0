"""Every rule of assets is broken alone, and its bounds are met: one row for each way to be wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from refusals import MIB, PAGES, assert_refused, invalid, missing, rules_of, says_one_of, tables_of

from fakeembed._core.assets import asset_rules

URL = "https://example.com/a.mp4"
TABLES = tables_of(asset_rules)
NO_FORMAT = invalid("file", "The format of the file is not supported")
TOO_LARGE = invalid("file", "The size of the file should not exceed the limit for local files")
NO_ASSET_ID = invalid("asset_id", "asset_id value is invalid")
NO_FLAG = invalid("force", "received string, but expected boolean")


CREATE = [
    ({}, missing("method"), "parameter_not_provided"),
    ({"method": ""}, missing("method"), "parameter_not_provided"),
    ({"method": "direct"}, missing("file"), "parameter_not_provided"),
    ({"method": "direct", "url": URL}, missing("file"), "parameter_not_provided"),
    ({"method": "url"}, missing("url"), "parameter_not_provided"),
    ({"method": "url", "url": URL, "enable_hls": "yes"}, invalid("enable_hls", "received string, but expected boolean"), ""),
    (
        {"method": "url", "url": URL, "enable_thumbnail": "1"},
        invalid("enable_thumbnail", "received string, but expected boolean"),
        "",
    ),
    ({"method": "url", "url": URL, "user_metadata": "{"}, invalid("user_metadata", "user_metadata should be a JSON object"), ""),
    ({"method": "url", "url": URL, "user_metadata": "[]"}, invalid("user_metadata", "user_metadata should be a JSON object"), ""),
    ({"method": "ftp"}, invalid("method", "You should use one of the following values: direct, url."), ""),
    ({"method": "url", "url": "a.mp4"}, invalid("url", "url should be a direct http or https URL"), ""),
    (
        {"method": "url", "url": URL, "filename": "x" * 256},
        invalid("filename", "filename should be between 1 and 255 characters long"),
        "",
    ),
    (
        {"method": "url", "url": URL, "filename": ""},
        invalid("filename", "filename should be between 1 and 255 characters long"),
        "",
    ),
    (
        {"method": "url", "url": URL, "user_metadata": '{"a": {}}'},
        invalid("user_metadata", "Values should be strings, numbers, booleans, or arrays of strings"),
        "",
    ),
    (
        {"method": "url", "url": URL, "user_metadata": '{"a": [1]}'},
        invalid("user_metadata", "Values should be strings, numbers, booleans, or arrays of strings"),
        "",
    ),
    ({"method": "url", "url": "https://example.com/a.html"}, invalid("url", "The format of the file is not supported"), ""),
]


@pytest.mark.parametrize(("fields", "message", "code"), CREATE)
def test_creation_refuses(account, fields, message, code):
    """The words, and that no asset came of it."""
    assert_refused(account.create(**fields), message, code=code or "parameter_invalid")
    assert not account.fake.assets


@pytest.mark.parametrize(
    ("name", "content"),
    [("dog", b"no medium"), ("upload", b"/home/me/dog.mp4"), ("dog.mp4", b"GIF89a\x01\x00"), ("dog.zip", b"PK\x03\x04dog")],
)
def test_creation_refuses_what_is_no_medium(account, name, content):
    """A path sent instead of the file, a format of another kind; what only looks broken fails later instead."""
    assert_refused(account.create((name, content), method="direct"), NO_FORMAT)


@pytest.mark.parametrize(("name", "megabytes"), [("a.mp4", 200), ("a.wav", 200), ("a.txt", 200), ("a.png", 32)], ids=str)
def test_a_local_file_has_a_largest_size(account, name, megabytes, audio_file, image_file):
    """Images have their own limit (documented)."""
    content = {"a.wav": audio_file(1.0), "a.png": image_file(256, 128)}.get(name, b"a text")
    account.fake.media(f"just-{name}", size=megabytes * MIB, duration=12.0)
    account.fake.media(f"over-{name}", size=megabytes * MIB + 1, duration=12.0)

    assert account.create((f"just-{name}", content), method="direct").status == 201
    assert_refused(
        account.create((f"over-{name}", content), method="direct"),
        TOO_LARGE,
    )


@pytest.mark.parametrize(("day", "megabytes"), [("2026-07-23", 5), ("2026-07-24", 32)])
def test_images_became_larger(account_of, day, megabytes, image_file):
    """A row of the editions table."""
    account = account_of(api_date=day)
    account.fake.media("just.png", size=megabytes * MIB)
    account.fake.media("over.png", size=megabytes * MIB + 1)

    answers = [account.create((name, image_file(256, 128)), method="direct") for name in ("just.png", "over.png")]

    assert [answer.status for answer in answers] == [201, 400]


@pytest.mark.parametrize(("day", "status"), [("2026-08-14", 400), ("2026-08-15", 201)])
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
def test_creation_takes_multipart_forms_only(account, kind):
    """The recorded refusal of v1."""
    assert_refused(
        account.ask("POST", "/v1.3/assets", body=b"{}", kind=kind),
        f"The content type '{kind}' is not supported. Please use 'multipart/form-data'.",
        code="content_type_invalid",
    )


LIST = [
    *PAGES,
    (
        "asset_types=video&asset_types=film",
        invalid("asset_types", "You should use one of the following values: image, video, audio, document."),
    ),
    (f"asset_ids={'f' * 24}&asset_ids=abc", invalid("asset_ids", "asset_ids value is invalid")),
]


@pytest.mark.parametrize(("query", "message"), LIST)
def test_the_list_refuses(account, query, message):
    """As the list of tasks does."""
    assert_refused(account.get("/assets", query), message)


def test_a_page_holds_up_to_50(account):
    """The documented bound."""
    assert account.get("/assets", "page_limit=50").status == 200
    assert account.get("/assets", "page_limit=1").status == 200
    assert account.get("/assets/multipart-uploads", "page_limit=50").status == 200


def test_the_kinds_of_the_day_are_listed(account_of):
    """A type that came later is refused with those that there were."""
    assert_refused(
        account_of(api_date="2026-03-01").get("/assets", "asset_types=document"),
        invalid("asset_types", "You should use one of the following values: image, video, audio."),
    )


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_id_that_names_nothing(account, method):
    """400 for what can be no id (decision D73), 404 for what nobody has (decision D30)."""
    unknown = "F" * 24

    assert_refused(account.ask(method, "/v1.3/assets/abc"), NO_ASSET_ID)
    assert_refused(
        account.ask(method, f"/v1.3/assets/{unknown}"),
        f"Resource with id {unknown} does not exist in assets.",
        code="resource_not_exist",
        status=404,
    )


def test_deletion_refuses_a_force_that_is_none(account):
    """And does not delete."""
    asset_id = account.asset()

    assert_refused(account.delete(f"/assets/{asset_id}", "force=maybe"), NO_FLAG)
    assert asset_id in account.fake.assets


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_stages_never_go_down(table):
    """A rule may assume that those above it hold, also those of earlier stages."""
    assert all(first.stage <= second.stage for first, second in pairwise(table))


@pytest.mark.parametrize("rule", rules_of(TABLES), ids=lambda rule: rule.name)
def test_every_rule_is_broken_by_a_row(rule):
    """A rule that no row breaks could say anything; the last ones are broken by tests of their own."""
    rows = [message for _, message, *_ in (*CREATE, *LIST)]

    assert says_one_of(rule, [*rows, NO_FORMAT, TOO_LARGE, NO_ASSET_ID, NO_FLAG])
