#!/usr/bin/env bash
# streaming-form-data 2.1.0, seen 2026-11-29. A form with one file of 100000 bytes ends with its last boundary, and an empty
# line comes after it. Given to the parser in pieces of 65536 bytes, the file has 100011 bytes, of which the last are the boundary;
# in pieces of 1000 it has 99903; in pieces of one byte all 100000 are right. A file of four bytes that comes in one piece is
# empty. Nothing is raised. Without the empty line all are right. A field that is there twice ("one", "two") is the one
# value "onetwo". multipart 2.0.1 and werkzeug 3.1.9 read both as they are.
#
# One would expect what stands behind the last boundary to be passed over, as RFC 2046, 5.1.1 says of an epilogue, or to be
# refused; and one file to be the same however the network cuts it. An upload is stored with bytes too many or too few,
# depending on the size of the pieces.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check streaming-form-data==2.1.0 multipart==2.0.1 werkzeug==3.1.9 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io

import multipart
import werkzeug.wrappers
from streaming_form_data import StreamingFormDataParser
from streaming_form_data.targets import ValueTarget

TYPE = "multipart/form-data; boundary=xyz"
FILE = b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
TEXT = b'--xyz\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
END = b"\r\n--xyz--\r\n"
long, short = FILE + b"x" * 100000 + END, FILE + b"DATA" + END
twice = TEXT + b"one\r\n" + TEXT + b"two" + END


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def streamed(name, body, size):
    target = ValueTarget()
    parser = StreamingFormDataParser(headers={"Content-Type": TYPE})
    parser.register(name, target)
    for start in range(0, len(body), size):
        parser.data_received(body[start : start + size])
    return target.value


def environ(body):
    return {"REQUEST_METHOD": "POST", "CONTENT_TYPE": TYPE, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}


def by_others(body):
    _, files = multipart.parse_form_data(environ(body), strict=False)
    return len(files["file"].raw), len(werkzeug.wrappers.Request(environ(body)).files["file"].read())


check("in four sizes of pieces", [len(streamed("file", long, size)) for size in (10**6, 65536, 1000, 1)], [100000] * 4)
seen = [len(streamed("file", long + b"\r\n", size)) for size in (10**6, 65536, 1000, 1)]
check("and an empty line at the end", seen, [100011, 100011, 99903, 100000])
check("the end of the file", streamed("file", long + b"\r\n", 65536)[-13:], b"xx\r\n--xyz--\r\n")
check("four bytes", streamed("file", short, 65536), b"DATA")
check("four bytes, and an empty line", streamed("file", short + b"\r\n", 65536), b"")
check("multipart and werkzeug", by_others(long + b"\r\n"), (100000, 100000))
check("a field twice", streamed("text", twice, 65536), b"onetwo")
check("a field twice in werkzeug", werkzeug.wrappers.Request(environ(twice)).form.getlist("text"), ["one", "two"])
PY
