"""Every rule of multipart uploads is broken alone, and its bounds are met: one row for each way to be wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from refusals import MIB, PAGES, assert_refused, invalid, missing, rules_of, says_one_of, tables_of

from fakeembed._core.assets import upload_rules

CHUNK = {"chunk_index": 1, "proof": "x", "proof_type": "etag", "chunk_size": 3}
TABLES = tables_of(upload_rules)
NO_UPLOAD_ID = invalid("upload_id", "upload_id value is invalid")
WRONG_SIZE = invalid("chunk_size", "chunk_size should be the number of bytes in the chunk")


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


@pytest.mark.parametrize(("query", "message"), PAGES)
def test_lists_of_uploads_refuse(account, query, message):
    """Both of them page by the same rules."""
    session = account.upload(3)

    assert_refused(account.get("/assets/multipart-uploads", query), message)
    assert_refused(account.get(f"/assets/multipart-uploads/{session['upload_id']}", query), message)


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


@pytest.mark.parametrize("rule", rules_of(TABLES), ids=lambda rule: rule.name)
def test_every_rule_is_broken_by_a_row(rule):
    """A rule that no row breaks could say anything; the last ones are broken by tests of their own."""
    rows = [message for _, message, *_ in (*PAGES, *UPLOAD, *REPORT, *URLS)]

    assert says_one_of(rule, [*rows, NO_UPLOAD_ID, WRONG_SIZE])
