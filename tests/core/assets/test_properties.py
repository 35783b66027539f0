"""Whatever a client sends to the asset operations, an answer comes, and a refusal is a code and a message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CHUNKS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "chunk_index": st.integers(-1, 3) | JSON,
            "proof": st.just("5d41402abc4b2a76b9719d911017c592") | JSON,
            "proof_type": st.just("etag") | JSON,
            "chunk_size": st.integers(0, 6) | JSON,
        },
    ),
    max_size=3,
)
SESSIONS = st.fixed_dictionaries(
    {},
    optional={
        "filename": st.just("a.mp4") | JSON,
        "type": st.sampled_from(["video", "audio", "image"]) | JSON,
        "total_size": st.integers(-1, 2**40) | JSON,
        "user_metadata": st.dictionaries(st.text(max_size=3), JSON, max_size=2) | JSON,
        "enable_hls": JSON,
    },
)
URLS = st.fixed_dictionaries({}, optional={"start": st.integers(-1, 3) | JSON, "count": st.integers(-1, 51) | JSON})
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=9)
FORMS = st.fixed_dictionaries(
    {"method": st.sampled_from(["direct", "url"]) | TEXT},
    optional={
        "url": st.just("https://example.com/a.mp4") | TEXT,
        "filename": TEXT,
        "user_metadata": st.just('{"a": 1}') | TEXT,
        "enable_hls": st.sampled_from(["true", "false"]) | TEXT,
    },
)
FILES = st.none() | st.tuples(
    st.sampled_from(["a.mp4", "a.png", "a.wav", "a.txt", "a.pdf", "a", ""]),
    st.binary(max_size=40)
    | st.sampled_from(
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x24\x00\x00\x00WAVEfmt ", b"%PDF-1.7", b"ID3\x03", b"fLaC"]
    ),
)


def is_an_answer(answer, *accepted):
    """Accepted, or refused in the flat form."""
    return answer.status in accepted or (answer.status in {400, 404} and list(answer.json()) == ["code", "message"])


@given(FORMS, FILES)
def test_any_form_is_answered(account_of, fields, file):
    """An accepted one is an asset, a refused one is none."""
    account = account_of()

    answer = account.create(file, **fields)

    assert is_an_answer(answer, 201)
    assert len(account.fake.assets) == (answer.status == 201)


@given(SESSIONS | JSON)
def test_any_session_is_answered(account_of, body):
    """An accepted one reserves an asset, a refused one none."""
    account = account_of()

    answer = account.post("/assets/multipart-uploads", body)

    assert is_an_answer(answer, 201)
    assert len(account.fake.assets) == (answer.status == 201)


@given(st.lists(st.fixed_dictionaries({"completed_chunks": CHUNKS | JSON}) | JSON, max_size=3))
def test_any_report_is_answered(account_of, bodies):
    """Whatever came before."""
    account = account_of()
    session = account.upload(5)
    account.put_all(session, b"hello")

    answers = [account.post(f"/assets/multipart-uploads/{session['upload_id']}", body) for body in bodies]

    assert all(is_an_answer(answer, 200) for answer in answers)


@given(URLS | JSON)
def test_any_request_for_urls_is_answered(account_of, body):
    """With as many URLs as were asked for, or none."""
    account = account_of()
    session = account.upload(5)

    answer = account.post(f"/assets/multipart-uploads/{session['upload_id']}/presigned-urls", body)

    assert is_an_answer(answer, 200)
    assert answer.status == 400 or body == {"start": 1, "count": 1}
