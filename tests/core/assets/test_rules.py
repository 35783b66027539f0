"""Every rule of the asset operations is broken alone, and its bounds are met: one row for each way to be wrong."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from fakeembed._core.assets import asset_rules, upload_rules

MIB = 1024 * 1024
URL = "https://example.com/a.mp4"
CHUNK = {"chunk_index": 1, "proof": "x", "proof_type": "etag", "chunk_size": 3}
TABLES = {
    name: getattr(module, name)
    for module in (asset_rules, upload_rules)
    for name in vars(module)
    if name.endswith("_RULES") and name.isupper()
}


def invalid(parameter, reason):
    """The usual form of a message."""
    return f"The {parameter} parameter is invalid. {reason}"


def missing(parameter):
    """The documented form of a message."""
    return f"The {parameter} parameter is required but was not provided."


NO_FORMAT = invalid("file", "The format of the file is not supported")
TOO_LARGE = invalid("file", "The size of the file should not exceed the limit for local files")
NO_ASSET_ID = invalid("asset_id", "asset_id value is invalid")
NO_UPLOAD_ID = invalid("upload_id", "upload_id value is invalid")
NO_FLAG = invalid("force", "received string, but expected boolean")
WRONG_SIZE = invalid("chunk_size", "chunk_size should be the number of bytes in the chunk")
ELSEWHERE = (NO_FORMAT, TOO_LARGE, NO_ASSET_ID, NO_UPLOAD_ID, NO_FLAG, WRONG_SIZE)
"""What tests of their own break, below the tables."""


def assert_refused(answer, message, *, code="parameter_invalid", status=400):
    """A refusal is exactly a code and a message."""
    assert answer.json() == {"code": code, "message": message}
    assert answer.status == status


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


PAGES = [
    ("page=0", invalid("page", "page should be 1 or greater")),
    ("page=x", invalid("page", "page should be 1 or greater")),
    ("page_limit=-1", invalid("page_limit", "page_limit should be between 1 and 50")),
    ("page_limit=51", invalid("page_limit", "page_limit should be between 1 and 50")),
]
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


@pytest.mark.parametrize(("query", "message"), PAGES)
def test_lists_of_uploads_refuse(account, query, message):
    """Both of them page by the same rules."""
    session = account.upload(3)

    assert_refused(account.get("/assets/multipart-uploads", query), message)
    assert_refused(account.get(f"/assets/multipart-uploads/{session['upload_id']}", query), message)


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


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", ""), ("POST", "/presigned-urls")], ids=["status", "report", "urls"]
)
def test_an_upload_id_that_names_nothing(account, method, path):
    """As for assets."""
    unknown = "f" * 24

    def asked(upload_id):
        return account.ask(method, f"/v1.3/assets/multipart-uploads/{upload_id}{path}", body=b"{}", kind="application/json")

    assert_refused(asked("abc"), NO_UPLOAD_ID)
    assert_refused(
        asked(unknown),
        f"Resource with id {unknown} does not exist in multipart_uploads.",
        code="resource_not_exist",
        status=404,
    )


@pytest.mark.parametrize("path", ["", "/presigned-urls"], ids=["report", "urls"])
def test_what_the_path_names_is_looked_at_before_the_body(account, path):
    """A session that is over refuses even what is no JSON."""
    session = account.upload(3)
    account.delete(f"/assets/{session['asset_id']}")

    answer = account.ask("POST", f"/v1.3/assets/multipart-uploads/{session['upload_id']}{path}", body=b"{", kind="text/plain")

    assert_refused(answer, invalid("upload_id", "The upload session is failed"))


UPLOAD = [
    ({"filename": ...}, missing("filename")),
    ({"type": ...}, missing("type")),
    ({"total_size": ...}, missing("total_size")),
    ({"filename": 5}, invalid("filename", "received number, but expected string")),
    ({"type": None}, invalid("type", "received null, but expected string")),
    ({"total_size": "5"}, invalid("total_size", "received string, but expected integer")),
    ({"total_size": True}, invalid("total_size", "received boolean, but expected integer")),
    ({"total_size": 5.5}, invalid("total_size", "received number, but expected integer")),
    ({"enable_hls": "true"}, invalid("enable_hls", "received string, but expected boolean")),
    ({"enable_thumbnail": {}}, invalid("enable_thumbnail", "received object, but expected boolean")),
    ({"user_metadata": "{}"}, invalid("user_metadata", "user_metadata should be a JSON object")),
    ({"filename": ""}, invalid("filename", "filename should be between 1 and 255 characters long")),
    ({"filename": "x" * 256}, invalid("filename", "filename should be between 1 and 255 characters long")),
    (
        {"user_metadata": {"a": {}}},
        invalid("user_metadata", "Values should be strings, numbers, booleans, or arrays of strings"),
    ),
    ({"type": "document"}, invalid("type", "You should use one of the following values: video, audio, image.")),
    ({"total_size": 0}, invalid("total_size", f"total_size should be between 1 and {10 * 1024 * MIB}")),
    ({"total_size": 10 * 1024 * MIB + 1}, invalid("total_size", f"total_size should be between 1 and {10 * 1024 * MIB}")),
    ({"type": "image", "total_size": 32 * MIB + 1}, invalid("total_size", f"total_size should be between 1 and {32 * MIB}")),
]


@pytest.mark.parametrize(("changes", "message"), UPLOAD)
def test_a_session_refuses(account, changes, message):
    """The words, and that no asset is reserved."""
    body = {"filename": "dog.mp4", "type": "video", "total_size": 3, **changes}
    answer = account.post("/assets/multipart-uploads", {name: value for name, value in body.items() if value is not ...})

    assert_refused(answer, message, code="parameter_not_provided" if "required" in message else "parameter_invalid")
    assert not account.fake.assets


@pytest.mark.parametrize(
    "changes",
    [
        {"total_size": 1},
        {"total_size": 10 * 1024 * MIB},
        {"type": "image", "total_size": 32 * MIB},
        {"filename": "x" * 255},
        {"enable_hls": True, "enable_thumbnail": False},
        {"user_metadata": {}},
    ],
)
def test_a_session_takes_what_is_just_right(account, changes):
    """The other side of each bound."""
    body = {"filename": "dog.mp4", "type": "video", "total_size": 3, **changes}

    assert account.post("/assets/multipart-uploads", body).status == 201


@pytest.mark.parametrize(
    ("day", "kinds", "gigabytes"),
    [("2025-11-17", {"video"}, 4), ("2026-07-07", {"video"}, 10), ("2026-08-15", {"video", "audio", "image"}, 10)],
)
def test_uploads_grew(account_of, day, kinds, gigabytes):
    """The rows of the editions table."""
    account = account_of(api_date=day)

    def status(kind, size):
        return account.post("/assets/multipart-uploads", {"filename": "x", "type": kind, "total_size": size}).status

    assert {kind for kind in ("video", "audio", "image") if status(kind, 3) == 201} == kinds
    assert [status("video", gigabytes * 1024 * MIB + more) for more in (0, 1)] == [201, 400]


REPORT = [
    ({}, missing("completed_chunks")),
    ({"completed_chunks": {}}, invalid("completed_chunks", "received object, but expected array")),
    ({"completed_chunks": []}, invalid("completed_chunks", "completed_chunks should have between 1 and 50 items")),
    ({"completed_chunks": [CHUNK] * 51}, invalid("completed_chunks", "completed_chunks should have between 1 and 50 items")),
    *(
        (
            {"completed_chunks": [item]},
            invalid("completed_chunks", "Each item should be an object with chunk_index, proof, proof_type and chunk_size"),
        )
        for item in (
            1,
            {},
            {**CHUNK, "chunk_index": "1"},
            {**CHUNK, "chunk_index": True},
            {**CHUNK, "proof": None},
            {**CHUNK, "chunk_size": 3.0},
        )
    ),
    (
        {"completed_chunks": [{**CHUNK, "proof_type": "md5"}]},
        invalid("proof_type", "You should use one of the following values: etag."),
    ),
    *(
        ({"completed_chunks": [{**CHUNK, "chunk_index": index}]}, invalid("chunk_index", "chunk_index should be between 1 and 1"))
        for index in (0, 2)
    ),
    ({"completed_chunks": [CHUNK]}, invalid("proof", "proof should be the ETag of a chunk that was uploaded")),
]


@pytest.mark.parametrize(("body", "message"), REPORT)
def test_a_report_refuses(account, body, message):
    """The words, and that nothing of it counts."""
    session = account.upload(3)
    account.put_all(session, b"dog")
    path = f"/assets/multipart-uploads/{session['upload_id']}"

    answer = account.post(path, body)

    assert_refused(answer, message, code="parameter_not_provided" if "required" in message else "parameter_invalid")
    assert account.get(path).json()["chunks_completed"] == 0


@pytest.mark.parametrize(("content", "said"), [(b"dog", 2), (b"dogs", 4), (b"do", 2), (b"do", 3)])
def test_a_report_refuses_a_chunk_of_the_wrong_size(account, content, said):
    """Neither what was said nor what was put may differ from what the chunk must have."""
    session = account.upload(3)
    (chunk,) = account.put_all(session, content)[:1]

    assert_refused(
        account.report(session, [{**chunk, "chunk_size": said}]),
        WRONG_SIZE,
    )


def test_a_chunk_that_was_never_put_has_no_proof(account):
    """Not even the digest of nothing."""
    session = account.upload(3)
    empty = {**CHUNK, "proof": "d41d8cd98f00b204e9800998ecf8427e", "chunk_size": 0}

    assert account.report(session, [empty]).status == 400


def test_one_wrong_chunk_spoils_the_report(account):
    """All or nothing (decision D74)."""
    session = account.upload(5 * MIB + 1)
    first, last = account.put_all(session, bytes(5 * MIB + 1))

    account.report(session, [first, {**last, "proof": "x"}])

    assert account.get(f"/assets/multipart-uploads/{session['upload_id']}").json()["chunks_completed"] == 0


def test_a_report_of_50_chunks_is_taken(account):
    """The documented bound; here one chunk fifty times."""
    session = account.upload(3)
    chunks = account.put_all(session, b"dog")

    assert account.report(session, chunks * 50).json()["duplicate_chunks"] == 49


URLS = [
    ({"count": 1}, missing("start")),
    ({"start": 1}, missing("count")),
    ({"start": "1", "count": 1}, invalid("start", "received string, but expected integer")),
    ({"start": 1, "count": None}, invalid("count", "received null, but expected integer")),
    ({"start": 0, "count": 1}, invalid("start", "start should be between 1 and 60")),
    ({"start": 61, "count": 1}, invalid("start", "start should be between 1 and 60")),
    ({"start": 1, "count": 0}, invalid("count", "count should be between 1 and 50")),
    ({"start": 1, "count": 51}, invalid("count", "count should be between 1 and 50")),
    ({"start": 12, "count": 50}, invalid("count", "There are only 60 chunks")),
]


@pytest.mark.parametrize(("body", "message"), URLS)
def test_more_urls_are_refused(account, body, message):
    """One row for each bound."""
    session = account.upload(60 * 5 * MIB)

    answer = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", body)

    assert_refused(answer, message, code="parameter_not_provided" if "required" in message else "parameter_invalid")


@pytest.mark.parametrize("body", [{"start": 1, "count": 50}, {"start": 60, "count": 1}, {"start": 11, "count": 50}])
def test_more_urls_are_given(account, body):
    """The other side of each bound."""
    session = account.upload(60 * 5 * MIB)

    answer = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", body)

    assert len(answer.json()["upload_urls"]) == body["count"]


def test_a_completed_upload_needs_no_more_urls(account):
    """It takes no chunk any more."""
    session = account.upload(3)
    account.report(session, account.put_all(session, b"dog"))

    assert_refused(
        account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", {"start": 1, "count": 1}),
        invalid("upload_id", "The upload session is completed"),
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff"])
def test_a_session_takes_json_objects_only(account, body):
    """Decision D48."""
    assert_refused(
        account.ask("POST", "/v1.3/assets/multipart-uploads", body=body, kind="application/json; charset=utf-8"),
        "The request contains some invalid parameters.",
    )


def test_a_session_takes_no_form(account):
    """The recorded form of the message, for the type that is taken here."""
    assert_refused(
        account.ask("POST", "/v1.3/assets/multipart-uploads", body=b"{}", kind="multipart/form-data"),
        "The content type 'multipart/form-data' is not supported. Please use 'application/json'.",
        code="content_type_invalid",
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_stages_never_go_down(table):
    """A rule may assume that those above it hold, also those of earlier stages."""
    assert all(first.stage <= second.stage for first, second in pairwise(table))


@pytest.mark.parametrize(
    "rule", {rule.name: rule for table in TABLES.values() for rule in table}.values(), ids=lambda rule: rule.name
)
def test_every_rule_is_broken_by_a_row(rule):
    """A rule that no row breaks could say anything."""
    rows = [row[1] for row in (*CREATE, *LIST, *UPLOAD, *REPORT, *URLS)]
    worded = re.compile(".+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", rule.message)))

    assert any(worded.fullmatch(message) for message in (*rows, *ELSEWHERE))
