"""Forms as real clients send them all come to the same fields and files."""

from __future__ import annotations

import pytest

from fakeembed import FakeEmbed, Request
from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import Refused
from fakeembed._wire import forms
from fakeembed._wire.forms import LONGEST_FIELD

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
URL = "https://example.com/dog.mp4"


def part(name, value=b"", more="", kind=""):
    """One part, as bytes; `more` stands behind the name, `kind` is its content type."""
    content = value.encode() if isinstance(value, str) else value
    about = f'Content-Disposition: form-data; name="{name}"{more}\r\n' + (f"Content-Type: {kind}\r\n" if kind else "")
    return b"--b\r\n" + about.encode() + b"\r\n" + content + b"\r\n"


def decoded(*parts, content_type=MULTIPART, end=b"--b--\r\n"):
    """The form in a body of these parts."""
    return forms.decode(Request("POST", "/", headers={"content-type": content_type}, body=b"".join(parts) + end))


def urldecoded(body):
    return forms.decode(Request("POST", "/", headers={"content-type": URLENCODED}, body=body))


def test_a_field_is_text_and_a_file_is_bytes():
    """The ordinary form."""
    form = decoded(part("text", "a döner"), part("video_file", b"\xff\0", '; filename="a b.mp4"', "video/mp4"))

    assert form.fields == {"text": ("a döner",)}
    assert form.files == {"video_file": Upload("a b.mp4", "video/mp4", b"\xff\0")}


@pytest.mark.parametrize("field_first", [True, False])
def test_a_value_sent_twice_as_field_and_as_file_part_counts_once(field_first):
    """Python clients 0.3 and 0.4 send every text and every URL so."""
    field, file = part("video_url", URL), part("video_url", URL, '; filename="upload"', "application/octet-stream")

    form = decoded(*((field, file) if field_first else (file, field)))

    assert (form.fields, form.files) == ({"video_url": (URL,)}, {})


def test_a_text_that_comes_only_as_a_file_part_is_text():
    """It is called a text, so it is one (decision D12)."""
    form = decoded(part("text", "a dog", '; filename="upload"', "application/octet-stream"))

    assert (form.fields, form.files) == ({"text": ("a dog",)}, {})


@pytest.mark.parametrize("name", ["dummy", "_"])
def test_the_empty_part_that_forces_multipart_is_nothing(name):
    """Python 0.2 sends `dummy`, one vector store `_`."""
    assert decoded(part(name), part("text", "a dog")).fields == {"text": ("a dog",)}


@pytest.mark.parametrize(
    "parts",
    [
        [part("video_embedding_scope", "clip"), part("video_embedding_scope", "video")],
        [part("video_embedding_scope[]", "clip"), part("video_embedding_scope[]", "video")],
        [part("video_embedding_scope", '["clip", "video"]')],
        [part("video_embedding_scope", '["clip"]'), part("video_embedding_scope", "video")],
        [part("video_embedding_scope[]", '["clip","video"]')],
    ],
)
def test_a_list_comes_in_many_spellings(parts):
    """Repeated, with brackets, or as a JSON array in one field, as the documentation's own curl example has it."""
    assert decoded(*parts).fields == {"video_embedding_scope": ("clip", "video")}


@pytest.mark.parametrize("text", ["[", "[1]", "[]", '{"a": 1}', '["clip", 2]', "[null]", '["\\ud800"]'])
def test_what_is_no_list_of_texts_stays_what_it_is(text):
    """The rules say then what is wrong with it."""
    assert decoded(part("video_embedding_scope", text)).fields == {"video_embedding_scope": (text,)}


def test_only_lists_are_read_as_json():
    """A text may begin with a bracket."""
    assert decoded(part("text", '["clip"]')).fields == {"text": ('["clip"]',)}


@pytest.mark.parametrize("scope", ["clip,video", ["clip", "video"], '["clip","video"]'])
def test_every_spelling_of_both_scopes_makes_the_same_task(send, scope):
    """What the wire says is not what the task is."""
    fake = FakeEmbed()
    fields = {"model_name": "marengo3.0", "video_url": URL, "video_embedding_scope": scope}

    created = send(fake, "POST /v1.3/embed/tasks", fields)

    status = send(fake, f"GET /v1.3/embed/tasks/{created.json()['_id']}/status").json()
    assert status["video_embedding"]["metadata"]["video_embedding_scope"] == ["clip", "video"]


def test_a_file_name_without_a_file_is_a_file_of_that_text():
    """A client that passes a path where it should pass a file sends the path; the media check says so."""
    assert decoded(part("video_file", "/home/me/dog.mp4")).files == {"video_file": Upload("", "", b"/home/me/dog.mp4")}


def test_of_two_files_of_one_name_the_first_counts():
    """As with fields."""
    form = decoded(part("file", b"1", '; filename="1"'), part("file", b"2", '; filename="2"'))

    assert form.files == {"file": Upload("1", "", b"1")}


def test_fields_nobody_knows_are_ignored(send):
    """Decision D12; newer clients may send more."""
    fields = {"model_name": "marengo3.0", "text": "a dog", "colour": "blue"}

    assert send(FakeEmbed(), "POST /v1.3/embed", fields).status == 200


@pytest.mark.parametrize(
    "content_type",
    ['multipart/form-data; boundary="b"', "Multipart/Form-Data; charset=utf-8; Boundary=b", "multipart/form-data;boundary=b"],
)
def test_the_boundary_is_found_in_every_spelling(content_type):
    """Libraries write the header differently."""
    assert decoded(part("text", "a dog"), content_type=content_type).fields == {"text": ("a dog",)}


def test_a_part_without_a_name_is_nothing():
    """It could be no field of anybody."""
    assert decoded(b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n", part("text", "a dog")).fields == {"text": ("a dog",)}


def test_an_empty_form_is_a_form():
    """What is missing in it, the rules say."""
    form = decoded()

    assert (form.fields, form.files) == ({}, {})


def test_values_are_taken_as_they_are():
    """No trimming, no change of line ends, no dropped empty values."""
    assert decoded(part("text", " a\r\nb\n"), part("model_name", "")).fields == {"text": (" a\r\nb\n",), "model_name": ("",)}


def test_a_urlencoded_form_is_the_same():
    """With plus signs, percent signs, repetitions, brackets, files that are none and empty values."""
    form = urldecoded(b"text=hello+w%C3%B6rld&a=&s[]=x&s%5B%5D=y&dummy=&video_file=path")

    assert form.fields == {"text": ("hello wörld",), "a": ("",), "s": ("x", "y")}
    assert form.files == {"video_file": Upload("", "", b"path")}


def test_a_field_may_have_a_megabyte():
    """And not a byte more (decision D48); a file may have as many as it likes."""
    assert len(decoded(part("text", b"x" * LONGEST_FIELD)).fields["text"][0]) == LONGEST_FIELD
    assert len(decoded(part("file", b"x" * (LONGEST_FIELD + 1), '; filename="f"')).files["file"].content) == LONGEST_FIELD + 1
    with pytest.raises(Refused, match="The text parameter is invalid"):
        decoded(part("text", b"x" * (LONGEST_FIELD + 1)))


def test_a_form_may_have_a_thousand_parts():
    """And no more: two thousand are an accident of the client."""
    assert len(decoded(*[part("text", str(number)) for number in range(1000)]).fields["text"]) == 1000
    with pytest.raises(Refused, match="The request contains some invalid parameters"):
        decoded(*[part("text", str(number)) for number in range(1001)])


def test_a_urlencoded_form_may_have_a_thousand_fields():
    """The same limit."""
    assert len(urldecoded(b"&".join([b"text=a"] * 1000)).fields["text"]) == 1000
    with pytest.raises(Refused, match="The request contains some invalid parameters"):
        urldecoded(b"&".join([b"text=a"] * 1001))
