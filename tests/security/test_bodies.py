"""Bodies made to cost more than they are worth: each is refused before anything is made of it, or read within a bound."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request
from fakeembed._core.media import probe
from fakeembed._core.media.catalog import Upload
from fakeembed._wire import forms, json_body

MEGABYTE = 1024 * 1024
MULTIPART = "multipart/form-data; boundary=b"
JSON = {"x-api-key": "any", "content-type": "application/json"}


def part(name, value, more=b""):
    return b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name, more, value)


@pytest.fixture
def parsed_texts(monkeypatch):
    """The lengths of the texts that a JSON parser was given."""
    lengths = []
    real = orjson.loads
    monkeypatch.setattr(orjson, "loads", lambda text: lengths.append(len(text)) or real(text))
    return lengths


VALUES = {
    "objects in an array": b"[" + b"{}," * (2 * MEGABYTE // 3) + b"{}]",
    "objects in an object": b'{"a":[' + b"{}," * (2 * MEGABYTE // 3) + b"{}]}",
    "arrays in arrays": b'{"a":[' + b"[[[],[]]]," * (2 * MEGABYTE // 10) + b"0]}",
    "members": b"{" + b'"a":1,' * (2 * MEGABYTE // 6) + b'"b":1}',
    "one text beyond all media": b'{"a":"' + b"x" * (json_body.LARGEST + 1) + b'"}',
}


@pytest.mark.parametrize("body", VALUES.values(), ids=VALUES)
def test_json_of_which_too_much_would_be_made_is_not_parsed(parsed_texts, body):
    """A list of empty objects takes more than thirty times its text in memory."""
    answer = FakeEmbed().app(Request("POST", "/v1.3/embed-v2", headers=JSON, body=body))

    assert (answer.status, answer.json()["code"]) == (400, "parameter_invalid")
    assert parsed_texts == [len(answer.body)]  # by this test alone


def test_the_largest_documented_medium_is_parsed(parsed_texts):
    """36 MB are 48 MB in base64, whatever else the request says."""
    body = b'{"input_type":"video","model_name":"marengo3.0","video":{"media_source":{"base64_string":"%s"}}}'
    body %= b"A" * (48 * MEGABYTE)

    answer = FakeEmbed().app(Request("POST", "/v1.3/embed-v2", headers=JSON, body=body))

    assert parsed_texts == [len(body)]
    assert answer.status == 400
    assert "base64" not in answer.json()["message"]  # its bytes are no video, and that is all that is wrong


def test_a_list_in_one_field_may_be_as_long_as_one_in_many():
    """A thousand values, however they are spelled."""

    def asked(count):
        fields = {b"model_name": b"marengo3.0", b"video_url": b"https://example.com/a.mp4"}
        fields[b"video_embedding_scope"] = orjson.dumps(["clip"] * count)
        body = b"".join(part(*field) for field in fields.items()) + b"--b--\r\n"
        headers = {"x-api-key": "any", "content-type": MULTIPART}
        return FakeEmbed().app(Request("POST", "/v1.3/embed/tasks", headers=headers, body=body)).status

    assert [asked(1000), asked(1001)] == [200, 400]


def test_an_urlencoded_form_is_no_way_to_send_a_file():
    """It is refused by its length, before it is cut into fields."""
    headers = {"x-api-key": "any", "content-type": "application/x-www-form-urlencoded"}
    body = b"text=" + b"%41" * (2 * MEGABYTE)

    answer = FakeEmbed().app(Request("POST", "/v1.2/embed", headers=headers, body=body))

    assert (answer.status, answer.json()["code"]) == (400, "parameter_invalid")


CONTENTS = st.binary(max_size=40) | st.sampled_from([b"\r\n\r\n", b"\r\n--", b"--b", b"\r\n--c\r\n", b"--b\r\n\r\n", b"\r"])


@given(contents=st.lists(CONTENTS.filter(lambda content: b"\r\n--b" not in content), max_size=6), piece=st.integers(1, 200))
def test_each_part_of_a_form_is_the_piece_of_the_body_that_was_sent(contents, piece):
    """Wherever the reader's pieces begin, and whatever looks like an end inside of one."""
    body = b"".join(part(b"file%d_file" % number, content, b'; filename="f"') for number, content in enumerate(contents))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "_PIECE", piece)
        patch.setattr(forms, "KEPT_IN_MEMORY", 0)
        asked = Request("POST", "/", headers={"content-type": MULTIPART}, body=body + b"--b--\r\n")
        found = forms.decode(asked).files

    assert [file.content for file in found.values()] == contents


def test_a_library_of_the_same_module_name_does_not_get_in_the_way(tmp_path):
    """python-multipart before 0.0.13 is a package `multipart`, and a package hides a module of its name."""
    (tmp_path / "multipart").mkdir()
    (tmp_path / "multipart" / "__init__.py").write_text("raise SystemExit('the other library was imported')\n")
    script = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from fakeembed import FakeEmbed, Request
body = {part(b"model_name", b"marengo3.0") + part(b"text", b"a dog") + b"--b--"!r}
headers = {{"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}}
print(FakeEmbed().app(Request("POST", "/v1.3/embed", headers=headers, body=body)).status)
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.stderr) == ("200\n", "")


# Media.


def pdf(*, pages=3, password=None):
    """A real PDF, protected by a password when there is one."""
    from pypdf import PdfWriter

    writer, file = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def test_a_file_on_a_disk_is_read_as_one_in_memory(video_file, audio_file, image_file):
    """Large uploads to a served fake are never copied into memory as a whole."""
    files = [
        (probe.video, video_file()),
        (probe.audio, audio_file(3)),
        (probe.image, image_file(200, 150)),
        (probe.document, pdf()),
    ]
    files += [(probe.document, pdf()), (probe.document, b"A text."), (probe.document, b"\xff\xfe")]

    for read, content in files:
        assert read(Upload("", "", memoryview(content))) == read(Upload("", "", content))


def test_what_a_library_cannot_do_is_an_answer(monkeypatch):
    """A protected PDF is a document that cannot be read, and so is whatever makes a reader give up."""
    assert probe.document(Upload("", "", pdf(password="secret"))) is None

    for error in (NotImplementedError("filter"), MemoryError(), ZeroDivisionError(), AssertionError()):
        monkeypatch.setattr("pypdf.PdfReader", lambda _, error=error: (_ for _ in ()).throw(error))
        assert probe.document(Upload("", "", pdf())) is None


def test_a_long_pdf_without_an_index_is_not_searched(monkeypatch):
    """A short one that is broken is read all the same, because programs write such."""
    monkeypatch.setattr(probe, "LENIENTLY_READ", 1000)
    whole = pdf(pages=20)
    broken = whole.replace(b"startxref\n", b"startxref\n9")
    asked = []
    monkeypatch.setattr("pypdf.PdfReader", lambda file: asked.append(file) or 1 / 0)

    probe.document(Upload("", "", whole))
    probe.document(Upload("", "", broken))

    assert len(whole) > 1000
    assert len(asked) == 1


def test_the_size_of_a_picture_is_looked_for_in_its_beginning(image_file):
    """What follows the bound is not read, whatever it is."""
    picture = image_file(200, 150)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probe, "PICTURE_HEAD", len(picture))
        found = probe.image(Upload("", "", picture + b"\xff" * MEGABYTE))

    assert (found.width, found.height) == (200, 150)
    assert probe.image(Upload("", "", b"\xff\xd8\xff" + b"\xff" * MEGABYTE)) is None
