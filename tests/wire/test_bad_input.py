"""Whatever comes over the wire, the fake answers in the service's shape, changes nothing and never raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request

MULTIPART = "multipart/form-data; boundary=b"
URLENCODED = "application/x-www-form-urlencoded"
VIDEO = "https://example.com/dog.mp4"


def part(name, value, more=b""):
    return b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, more, value)


MODEL = part(b"model_name", b"marengo3.0")
TASK = MODEL + part(b"video_url", VIDEO.encode())
END = b"--b--\r\n"
GOOD = TASK + part(b"video_embedding_scope", b"clip") + part(b"video_clip_length", b"6") + END


def post(path, body, content_type=MULTIPART, fake=None):
    headers = {"x-api-key": "any", "content-type": content_type}
    return (fake or FakeEmbed()).app(Request("POST", path, headers=headers, body=body))


def refusal(answer):
    """The body of a refusal, checked for its shape."""
    body = answer.json()
    assert answer.status == 400
    assert set(body) == {"code", "message"}
    assert all(isinstance(value, str) and value for value in body.values())
    return body


NO_FORMS = {
    "empty": (MULTIPART, b""),
    "no boundary": ("multipart/form-data", GOOD),
    "an empty boundary": ("multipart/form-data; boundary=", GOOD),
    "another boundary": ("multipart/form-data; boundary=other", GOOD),
    "a boundary that is too long": (f"multipart/form-data; boundary={'b' * 5000}", GOOD),
    "cut off": (MULTIPART, GOOD[:-20]),
    "cut off in a header": (MULTIPART, GOOD[:20]),
    "no end": (MULTIPART, TASK),
    "something in front": (MULTIPART, b"junk" + GOOD),
    "a part without headers": (MULTIPART, b"--b\r\n\r\nx\r\n" + GOOD),
    "a header that is none": (MULTIPART, b"--b\r\nno colon\r\n\r\nx\r\n" + GOOD),
    "a header of a megabyte": (MULTIPART, part(b"x" * 1024 * 1024, b"") + GOOD),
    "a name that is no UTF-8": (MULTIPART, part(b"\xff\xfe", b"x") + GOOD),
    "a value that is no UTF-8": (MULTIPART, part(b"text", b"\xff\xfe") + GOOD),
    "2,000 parts": (MULTIPART, part(b"text", b"x") * 2000 + GOOD),
    "a field of 10 MB": (MULTIPART, part(b"text", b"x" * 10 * 1024 * 1024) + GOOD),
}


@pytest.mark.parametrize("what", NO_FORMS)
def test_a_body_that_is_no_form_is_refused(what):
    """The client is told so in a body that it can read, and nothing has happened."""
    content_type, body = NO_FORMS[what]
    fake = FakeEmbed()

    refusal(post("/v1.3/embed/tasks", body, content_type, fake))

    assert len(fake.tasks) == 0
    assert post("/v1.3/embed/tasks", GOOD, fake=fake).status == 200


@pytest.mark.parametrize(
    "body",
    [b"text=%FF", b"text=\xff", b"\xff", b"&".join([b"text=a"] * 2000), b"text=" + b"x" * 10 * 1024 * 1024],
    ids=["no UTF-8", "raw bytes", "bytes alone", "2,000 fields", "10 MB"],
)
def test_a_urlencoded_body_that_is_no_form_is_refused(body):
    """The other way to send a form, on v1.2."""
    refusal(post("/v1.2/embed", body, URLENCODED))


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "NaN", "inf", "-inf", "1e999", "1e-", "\0", "6\0", "", "six"])
@pytest.mark.parametrize("parameter", ["video_clip_length", "video_start_offset_sec", "video_end_offset_sec"])
def test_what_is_no_number_is_refused_by_name(send, parameter, number):
    """Python would read some of these, slowly or as something that no comparison holds for."""
    fields = {"model_name": "marengo3.0", "video_url": VIDEO, parameter: number}

    body = refusal(send(FakeEmbed(), "POST /v1.3/embed/tasks", fields))

    assert body["message"] == f"The {parameter} parameter is invalid. received string, but expected number"


@pytest.mark.parametrize("number", ["1e300", "9" * 300, "-1e300", "1e-300"])
def test_a_number_of_any_size_is_judged(send, number):
    """Finite, but no length of a clip."""
    fields = {"model_name": "marengo3.0", "video_url": VIDEO, "video_clip_length": number}

    refusal(send(FakeEmbed(), "POST /v1.3/embed/tasks", fields))
    refusal(send(FakeEmbed(api_date="2025-07-15"), "POST /v1.3/embed/tasks", {**fields, "model_name": "Marengo-retrieval-2.7"}))


@pytest.mark.parametrize("page", ["9" * 5000, "1e3", "NaN", "-1", "%00", "%FF", "%D9%A3"])
def test_what_is_no_page_is_refused_by_name(send, page):
    """The same in a query."""
    body = refusal(send(FakeEmbed(), f"GET /v1.3/embed/tasks?page={page}"))

    assert body["message"] == "The page parameter is invalid. page should be 1 or greater"


@pytest.mark.parametrize(
    "moment", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "2026-13-01T00:00:00Z", "now", "0001-01-01T00:00:00%2B23:59", "%00"]
)
def test_what_is_no_moment_is_refused_by_name(send, moment):
    """Also what Python's calendar does not reach."""
    body = refusal(send(FakeEmbed(), f"GET /v1.3/embed/tasks?started_at={moment}"))

    assert body["message"] == "The started_at parameter is invalid. started_at should be in RFC 3339 format"


@pytest.mark.parametrize("name", [b"video_url", b"model_name", b"video_clip_length"])
def test_a_nul_byte_is_no_part_of_any_value(name):
    """It stands in no model's name, no URL and no number."""
    fields = {b"model_name": b"marengo3.0", b"video_url": VIDEO.encode(), b"video_clip_length": b"6"}
    fields[name] += b"\0"

    refusal(post("/v1.3/embed/tasks", b"".join(part(*field) for field in fields.items()) + END))


@pytest.mark.parametrize("name", ["dog\0.mp4", "../../etc/passwd", "", "dog" * 300, "дог.mp4", 'a"b.mp4'])
@pytest.mark.parametrize("content", [b"", b"\0", b"RIFF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\0\0\0\x18ftypmp42", b"ID3"])
def test_a_file_that_is_none_is_said_to_be_none(name, content):
    """Whatever it is called: of the task, and softly of an image and a sound."""
    more = b'; filename="%s"' % name.replace('"', '\\"').encode()
    task = post("/v1.3/embed/tasks", MODEL + part(b"video_file", content, more) + END)
    sync = post("/v1.3/embed", MODEL + part(b"image_file", content, more) + part(b"audio_file", content, more) + END)

    assert refusal(task)["code"] == "video_file_broken"
    assert sync.json()["image_embedding"] == {"error_message": "Image file is not valid."}
    assert sync.json()["audio_embedding"] == {"error_message": "Audio file is not valid."}


def test_a_body_lost_in_a_retry_is_refused_as_such():
    """The Python client of 2025 loses body and content type when it retries a form; that must not look like an empty text."""
    answer = FakeEmbed().app(Request("POST", "/v1.3/embed", headers={"x-api-key": "any"}))

    assert refusal(answer)["code"] == "content_type_invalid"


def well_behaved(fake, request):
    """Answer a request, and check what holds for every answer."""
    before = len(fake.tasks)
    answer = fake.app(request)
    assert answer.status in {200, 400, 401, 404, 405}
    if answer.status == 200:
        answer.json()
    else:
        assert set(answer.json()) == {"code", "message"}
        assert len(fake.tasks) == before


PATHS = st.sampled_from(["/v1.3/embed", "/v1.3/embed/tasks", "/v1.2/embed", "/v1.2/embed/tasks", "/embed"])


@given(PATHS, st.sampled_from([MULTIPART, URLENCODED]), st.binary(max_size=300))
def test_random_bytes_are_answered(path, content_type, body):
    """Nothing that a socket can deliver is an exception in somebody's test."""
    well_behaved(
        FakeEmbed(dimension=4), Request("POST", path, headers={"x-api-key": "any", "content-type": content_type}, body=body)
    )


@given(PATHS, st.integers(0, len(GOOD)), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_form_is_answered(path, at, lost, found):
    """Some bytes lost, some that were not there: nearer to the decoder's heart than random bytes."""
    body = GOOD[:at] + found + GOOD[at + lost :]

    well_behaved(FakeEmbed(dimension=4), Request("POST", path, headers={"x-api-key": "any", "content-type": MULTIPART}, body=body))


FIELD_NAMES = ["model_name", "engine_name", "text", "text_truncate", "image_url", "image_file", "audio_url", "audio_file"]
FIELD_NAMES += ["audio_start_offset_sec", "video_url", "video_file", "video_clip_length", "video_start_offset_sec"]
FIELD_NAMES += ["video_end_offset_sec", "video_embedding_scope", "video_embedding_scope[]", "dummy", "_", "file"]
VALUES = st.sampled_from(
    ["marengo3.0", "Marengo-retrieval-2.7", "Marengo-retrieval-2.6", VIDEO, "6", "2.0", "clip", "video", "none"]
)
DAYS = st.sampled_from(["2024-10-24", "2024-11-20", "2025-07-15", "2026-01-20", "2026-09-01"])


@given(DAYS, PATHS, st.lists(st.tuples(st.sampled_from(FIELD_NAMES), VALUES | st.text(max_size=20)), max_size=8))
def test_any_values_under_the_known_names_are_answered(send, day, path, pairs):
    """In every edition; a rule that reads what an earlier one should have refused would raise here."""
    fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    fake = FakeEmbed(api_date=day, dimension=4)

    answer = send(fake, f"POST {path}", fields)

    assert answer.status in {200, 400, 404}
    assert (len(fake.tasks) == 1) == (answer.status == 200 and path.endswith("tasks"))


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["GET", "POST", "DELETE", "BREW", ""]))
def test_any_path_and_query_is_answered(tail, query, method):
    """Also lone surrogates, which a transport may leave in a path."""
    headers = {"x-api-key": "any", "content-type": MULTIPART}

    well_behaved(FakeEmbed(dimension=4), Request(method, f"/v1.3/embed/tasks{tail}", query, headers))


@given(st.text(max_size=60))
def test_any_content_type_is_answered(content_type):
    """It is repeated in the refusal, whatever it is."""
    headers = {"x-api-key": "any", "content-type": content_type}

    well_behaved(FakeEmbed(dimension=4), Request("POST", "/v1.3/embed", headers=headers, body=GOOD))
