#!/usr/bin/env bash
# moto 5.2.5 with requests 2.34.2, urllib3 2.8.0 and boto3 1.44.8, seen 2026-11-29. Under mock_aws a HEAD of a
# presigned URL of an object, sent by requests, raises ChunkedEncodingError ("IncompleteRead(0 bytes read, 10 more
# expected)"), and so does a GET with the If-None-Match of the object, where the answer is a 304. boto3's own
# head_object works, a GET works, and so does requests.head with stream=True. Ranges are served.
#
# One would expect a HEAD to have a content length and no content, as it has by definition; responses 0.26.3, which
# moto uses, answers such a HEAD of its own well. What looks at the size of a file by its URL before it sends it on
# can not be tested this way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  moto[s3]==5.2.5 responses==0.26.3 requests==2.34.2 urllib3==2.8.0 boto3==1.44.8 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import os
import sys

import boto3
import moto
import requests
import responses


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="y", AWS_DEFAULT_REGION="us-east-1")


def outcome(send):
    try:
        answer = send()
    except requests.exceptions.RequestException as error:
        return type(error).__name__
    return answer.status_code, answer.headers.get("content-length")


with moto.mock_aws():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="video.mp4", Body=b"0123456789")
    place = {"Bucket": "bucket", "Key": "video.mp4"}
    url = s3.generate_presigned_url("get_object", Params=place, ExpiresIn=60)
    head = s3.generate_presigned_url("head_object", Params=place, ExpiresIn=60)
    check("GET", outcome(lambda: requests.get(url)), (200, "10"))
    check("HEAD", outcome(lambda: requests.head(head)), "ChunkedEncodingError")
    check("HEAD with stream=True", outcome(lambda: requests.head(head, stream=True)), (200, "10"))
    check("HEAD by boto3", s3.head_object(**place)["ContentLength"], 10)
    known = {"If-None-Match": requests.get(url).headers["etag"]}
    check("GET if changed", outcome(lambda: requests.get(url, headers=known)), "ChunkedEncodingError")
    part = requests.get(url, headers={"Range": "bytes=2-4"})
    check("a range", (part.status_code, part.content), (206, b"234"))
with responses.RequestsMock() as mock:
    mock.add("HEAD", "http://localhost/a", headers={"content-length": "10"})
    check("HEAD by responses alone", outcome(lambda: requests.head("http://localhost/a")), (200, "10"))
PY
