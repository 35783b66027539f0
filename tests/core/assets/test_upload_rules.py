"""Every rule of multipart uploads is broken alone, and its bounds are met: one row for each way to be wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from refusals import MIB, PAGES, assert_refused, rules_of, tables_of

from fakeembed._core.assets import upload_rules

CHUNK = {"chunk_index": 1, "proof": "x", "proof_type": "etag", "chunk_size": 3}
TABLES = tables_of(upload_rules)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", ""), ("POST", "/presigned-urls")], ids=["status", "report", "urls"]
)
def test_an_upload_id_that_names_nothing(account, refusing, method, path):
    """As for assets."""
    answers = [
        account.ask(method, f"/v1.3/assets/multipart-uploads/{upload_id}{path}", body=b"{}", kind="application/json")
        for upload_id in ("abc", "f" * 24)
    ]

    assert refusing == ["upload_id_is_an_object_id", "upload_exists"]
    assert [answer.status for answer in answers] == [400, 404]
    assert f" {'f' * 24} " in answers[1].message


@pytest.mark.parametrize("path", ["", "/presigned-urls"], ids=["report", "urls"])
def test_what_the_path_names_is_looked_at_before_the_body(account, path):
    """A session that is over refuses even what is no JSON."""
    session = account.upload(3)
    account.delete(f"/assets/{session['asset_id']}")

    answer = account.ask("POST", f"/v1.3/assets/multipart-uploads/{session['upload_id']}{path}", body=b"{", kind="text/plain")

    assert answer.message.endswith(" The upload session is failed")


@pytest.mark.parametrize(("query", "rule"), PAGES.items())
def test_lists_of_uploads_refuse(account, refusing, query, rule):
    """Both of them page by the same rules."""
    session = account.upload(3)

    assert_refused(account.get("/assets/multipart-uploads", query))
    assert_refused(account.get(f"/assets/multipart-uploads/{session['upload_id']}", query))
    assert refusing == [rule, rule]


SIZES = " total_size should be between 1 and "

# a change that breaks a rule, the rule, and the end of its words where a value decides it; the contracts have the whole of them
UPLOAD = [
    *(({name: ...}, f"{name}_is_given", "") for name in ("filename", "type", "total_size")),
    ({"filename": 5}, "filename_is_of_type_string", " received number, but expected string"),
    ({"type": None}, "type_is_of_type_string", " received null, but expected string"),
    ({"total_size": "5"}, "total_size_is_of_type_integer", " received string, but expected integer"),
    ({"total_size": True}, "total_size_is_of_type_integer", " received boolean, but expected integer"),
    ({"total_size": 5.5}, "total_size_is_of_type_integer", " received number, but expected integer"),
    ({"enable_hls": "true"}, "enable_hls_is_of_type_boolean", " received string, but expected boolean"),
    ({"enable_thumbnail": {}}, "enable_thumbnail_is_of_type_boolean", " received object, but expected boolean"),
    ({"user_metadata": "{}"}, "user_metadata_is_an_object", ""),
    ({"filename": ""}, "filename_is_of_sane_length", ""),
    ({"filename": "x" * 256}, "filename_is_of_sane_length", ""),
    ({"user_metadata": {"a": {}}}, "user_metadata_values_are_plain", ""),
    ({"type": "document"}, "type_is_known", " video, audio, image."),
    ({"total_size": 0}, "total_size_is_within_bounds", f"{SIZES}{10 * 1024 * MIB}"),
    ({"total_size": 10 * 1024 * MIB + 1}, "total_size_is_within_bounds", f"{SIZES}{10 * 1024 * MIB}"),
    ({"type": "image", "total_size": 32 * MIB + 1}, "total_size_is_within_bounds", f"{SIZES}{32 * MIB}"),
]


@pytest.mark.parametrize(("changes", "rule", "says"), UPLOAD)
def test_a_session_refuses(account, refusing, changes, rule, says):
    """That rule and no other, and no asset is reserved."""
    body = {"filename": "dog.mp4", "type": "video", "total_size": 3, **changes}
    answer = account.post("/assets/multipart-uploads", {name: value for name, value in body.items() if value is not ...})

    assert_refused(answer, says)
    assert refusing == [rule]
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
    [
        ("2025-11-17", {"video"}, 4),
        ("2026-07-07", {"video"}, 10),
        ("2026-07-22", {"video"}, 10),
        ("2026-07-23", {"video", "audio", "image"}, 10),
    ],
)
def test_uploads_grew(account_of, day, kinds, gigabytes):
    """The rows of the editions table."""
    account = account_of(api_date=day)

    def status(kind, size):
        return account.post("/assets/multipart-uploads", {"filename": "x", "type": kind, "total_size": size}).status

    assert {kind for kind in ("video", "audio", "image") if status(kind, 3) == 201} == kinds
    assert [status("video", gigabytes * 1024 * MIB + more) for more in (0, 1)] == [201, 400]


REPORT = [
    ({}, "completed_chunks_is_given", ""),
    ({"completed_chunks": {}}, "completed_chunks_is_of_type_array", " received object, but expected array"),
    ({"completed_chunks": []}, "chunks_are_1_to_50", ""),
    ({"completed_chunks": [CHUNK] * 51}, "chunks_are_1_to_50", ""),
    *(
        ({"completed_chunks": [item]}, "chunks_are_complete", "")
        for item in (
            1,
            {},
            {**CHUNK, "chunk_index": "1"},
            {**CHUNK, "chunk_index": True},
            {**CHUNK, "proof": None},
            {**CHUNK, "chunk_size": 3.0},
        )
    ),
    ({"completed_chunks": [{**CHUNK, "proof_type": "md5"}]}, "proof_types_are_known", ""),
    *(({"completed_chunks": [{**CHUNK, "chunk_index": index}]}, "chunks_are_of_the_file", " between 1 and 1") for index in (0, 2)),
    ({"completed_chunks": [CHUNK]}, "proofs_are_of_uploaded_chunks", ""),
]


@pytest.mark.parametrize(("body", "rule", "says"), REPORT)
def test_a_report_refuses(account, refusing, body, rule, says):
    """That rule and no other, and nothing of it counts."""
    session = account.upload(3)
    account.put_all(session, b"dog")
    path = f"/assets/multipart-uploads/{session['upload_id']}"

    assert_refused(account.post(path, body), says)
    assert refusing == [rule]
    assert account.get(path).json()["chunks_completed"] == 0


@pytest.mark.parametrize(("content", "said"), [(b"dog", 2), (b"dogs", 4), (b"do", 2), (b"do", 3)])
def test_a_report_refuses_a_chunk_of_the_wrong_size(account, refusing, content, said):
    """Neither what was said nor what was put may differ from what the chunk must have."""
    session = account.upload(3)
    (chunk,) = account.put_all(session, content)[:1]

    assert_refused(account.report(session, [{**chunk, "chunk_size": said}]))
    assert refusing == ["chunk_sizes_are_right"]


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
    ({"count": 1}, "start_is_given", ""),
    ({"start": 1}, "count_is_given", ""),
    ({"start": "1", "count": 1}, "start_is_of_type_integer", " received string, but expected integer"),
    ({"start": 1, "count": None}, "count_is_of_type_integer", " received null, but expected integer"),
    ({"start": 0, "count": 1}, "start_is_a_chunk", " between 1 and 60"),
    ({"start": 61, "count": 1}, "start_is_a_chunk", " between 1 and 60"),
    ({"start": 1, "count": 0}, "count_is_1_to_50", ""),
    ({"start": 1, "count": 51}, "count_is_1_to_50", ""),
    ({"start": 12, "count": 50}, "asked_chunks_exist", " only 60 chunks"),
]


@pytest.mark.parametrize(("body", "rule", "says"), URLS)
def test_more_urls_are_refused(account, refusing, body, rule, says):
    """One row for each bound."""
    session = account.upload(60 * 5 * MIB)

    assert_refused(account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", body), says)
    assert refusing == [rule]


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

    answer = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", {"start": 1, "count": 1})

    assert_refused(answer, " The upload session is completed")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff"])
def test_a_session_takes_json_objects_only(account, refusing, body):
    """Decision D48."""
    account.ask("POST", "/v1.3/assets/multipart-uploads", body=body, kind="application/json; charset=utf-8")

    assert refusing == ["body_can_be_decoded"]


def test_a_session_takes_no_form(account, refusing):
    """The type that came is named, as in the recorded refusal of v1."""
    answer = account.ask("POST", "/v1.3/assets/multipart-uploads", body=b"{}", kind="multipart/form-data")

    assert refusing == ["content_type_is_json"]
    assert answer.message.startswith("The content type 'multipart/form-data' ")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_stages_never_go_down(table):
    """A rule may assume that those above it hold, also those of earlier stages."""
    assert all(first.stage <= second.stage for first, second in pairwise(table))


def test_every_rule_is_broken_by_a_row():
    """Or by a test of its own: a rule that nothing breaks is a guess."""
    alone = {"upload_id_is_an_object_id", "chunk_sizes_are_right"}

    assert {rule for _, rule, _ in (*UPLOAD, *REPORT, *URLS)} | {*PAGES.values()} | alone == rules_of(TABLES)
