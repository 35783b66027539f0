"""Bodies under a `content-encoding`: packed once or twice, or already unpacked by a recorder that left the header as it was."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode

import pytest

from fakeembed.__main__ import main
from fakeembed.drift.recordings import reading

URL = "https://api.twelvelabs.io/v1.3/embed/tasks/6a5e85e06a5e85e06a5e85e0/status"
ANSWER = json.dumps({"_id": "6a5e85e06a5e85e06a5e85e0", "status": "processing", "model_name": "marengo3.0"}).encode()
FORM = b'--b\r\ncontent-disposition: form-data; name="text"\r\n\r\ndog\r\n--b--\r\n'


@pytest.fixture
def recording(tmp_path):
    """Writes a recording of one exchange: an answer of these bytes, and perhaps the body of its request."""

    def written(answer, encoding, *, asked=None, sent=()):
        headers = [{"name": name, "value": value} for name, value in sent]
        request = {"method": "POST" if asked else "GET", "url": URL, "headers": headers}
        if asked:
            request |= {
                "url": "https://api.twelvelabs.io/v1.3/embed",
                "postData": {"text": b64encode(asked).decode(), "encoding": "base64"},
            }
        told = [{"name": "content-type", "value": "application/json"}, {"name": "content-encoding", "value": encoding}]
        content = {"text": b64encode(answer).decode(), "encoding": "base64"}
        entry = {"request": request, "response": {"status": 400 if asked else 200, "headers": told, "content": content}}
        path = tmp_path / "one.har"
        path.write_text(json.dumps({"log": {"entries": [entry]}}))
        return path

    return written


def pack(content, *encodings):
    """A body in these encodings, one after the other."""
    for encoding in encodings:
        content = {"gzip": gzip.compress, "deflate": zlib.compress}[encoding](content)
    return content


@pytest.mark.parametrize(
    ("header", "applied"),
    [
        ("gzip, deflate", ["gzip", "deflate"]),
        ("Deflate,X-GZIP", ["deflate", "gzip"]),
        ("identity, gzip", ["gzip"]),
        ("gzip, gzip", ["gzip", "gzip"]),
        ("gzip, br", ["gzip"]),  # the recorder took off one of them
        ("gzip, br", []),
        ("", ["gzip"]),
    ],
)
def test_each_encoding_is_taken_off(recording, header, applied):
    (exchange,) = reading.exchanges(recording(pack(ANSWER, *applied), header))

    assert (exchange.answer, exchange.lost, exchange.unread) == (ANSWER, (), "")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "utf-8", "gzip, br"])
def test_text_under_the_header_of_packed_bytes_is_what_came(recording, capsys, encoding):
    """No recorder lost it, and it is no JSON."""
    path = recording(b"<html>Sign in to this network</html>\r\n", encoding)

    assert main(["drift", "--recording", str(path)]) == 1
    assert 'expected "JSON"' in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["gzip", "br", "utf-8"])
@pytest.mark.parametrize("size", [1, 9, 30, len(ANSWER) - 1])
def test_json_that_breaks_off_under_the_header_of_packed_bytes_is_not_whole(recording, capsys, encoding, size):
    """No length tells it, and half of an answer is no other answer."""
    assert main(["drift", "--recording", str(recording(ANSWER[:size], encoding))]) == 2
    said = capsys.readouterr().out
    assert "1: the body of the answer is not whole\n" in said
    assert "BREAKING" not in said


@pytest.mark.parametrize("text", [b"[Sign in]", b"{oops}", ANSWER + b"}"])
def test_text_that_only_begins_like_json_is_what_came(recording, capsys, text):
    assert main(["drift", "--recording", str(recording(text, "gzip"))]) == 1
    assert 'expected "JSON"' in capsys.readouterr().out


def test_bytes_that_a_recorder_took_for_text_are_lost(recording, capsys):
    """Each byte beyond ASCII has become two, so that this is text, and yet nothing that anybody sent."""
    packed = zlib.compress(ANSWER).decode("latin-1").encode()

    assert main(["drift", "--recording", str(recording(packed, "deflate"))]) == 0
    assert "1: the recording lost the body of the answer" in capsys.readouterr().out


def test_an_encoding_that_nothing_here_decodes_is_named(recording, capsys):
    assert main(["drift", "--recording", str(recording(b"\xff\x00\xfe", "compress"))]) == 2
    assert "the body of the answer is in compress, which cannot be decoded here" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "sent", "said"),
    [
        (gzip.compress(b"{}"), {"content-type": "application/json", "content-encoding": "gzip"}, "is in gzip, and was not judged"),
        (
            gzip.compress(FORM),
            {"content-type": "multipart/form-data; boundary=b", "content-encoding": "gzip"},
            "is in gzip, and was not judged",
        ),
        ("{}".encode("utf-16"), {"content-type": "application/json"}, "is not the JSON that its content-type announces"),
        (FORM[:30], {"content-type": "multipart/form-data; boundary=b"}, "is not the form that its content-type announces"),
        (FORM, {"content-type": "multipart/form-data"}, "is not the form that its content-type announces"),
    ],
    ids=["gzip of JSON", "gzip of a form", "UTF-16", "half a form", "no boundary"],
)
def test_a_request_that_cannot_be_judged_is_named(recording, capsys, asked, sent, said):
    refusal = json.dumps({"code": "parameter_invalid", "message": "no"}).encode()

    assert main(["drift", "--recording", str(recording(refusal, "", asked=asked, sent=sent.items()))]) == 0
    assert f"left out   1: the body of the request {said}\n" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["a dog", {"input_text": "a dog"}], ids=["v1", "v2"])
def test_what_was_sent_as_an_object_with_a_text_is_no_text(tmp_path, capsys, text):
    """Some keep a parsed body in a cassette, and replayx keeps each body as `{"text": ...}`."""
    asked = {"method": "POST", "uri": "https://api.twelvelabs.io/v1.3/embed", "headers": {"content-type": ["application/json"]}}
    refusal = {"string": json.dumps({"code": "parameter_invalid", "message": "no"})}
    answer = {"status": {"code": 400}, "headers": {"content-type": ["application/json"]}, "body": refusal}
    sent = {"model_name": "marengo3.0", "text": text}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"version": 1, "interactions": [{"request": {**asked, "body": sent}, "response": answer}]}))

    assert main(["drift", "--recording", str(path)]) == 0
    assert "left out   1: the recording lost the body of the request\n" in capsys.readouterr().out
