#!/usr/bin/env bash
# moto 5.2.5 with boto3 1.44.8, seen 2026-11-29: an object that was uploaded to its S3 in parts of five megabytes and of ten
# bytes. head_object of part 2 says 10 bytes, and get_object of part 2 gives all 5242890, without a PartsCount. Parts that
# are named in the wrong order when the upload is completed are taken, and the object begins with the second. A part that
# is too small, and IfNoneMatch "*", are refused as by S3.
#
# One would expect get and head to agree, and the refusal InvalidPartOrder, which is there for programs that upload in
# several threads. A test of such a program passes, and the video is put together wrongly.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check 'moto[s3]==5.2.5' boto3==1.44.8 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import os
import sys

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
FIVE = 5 * 2**20


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def outcome(call, **given):
    try:
        return call(Bucket="videos", **given)["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as error:
        return error.response["Error"]["Code"]


with mock_aws():
    client = boto3.client("s3")
    client.create_bucket(Bucket="videos")

    def upload(key, sizes, order):
        one = {"Bucket": "videos", "Key": key, "UploadId": client.create_multipart_upload(Bucket="videos", Key=key)["UploadId"]}
        tags = {}
        for number, size in sizes.items():
            tags[number] = client.upload_part(**one, PartNumber=number, Body=bytes([number]) * size)["ETag"]
        parts = [{"PartNumber": number, "ETag": tags[number]} for number in order]
        return outcome(client.complete_multipart_upload, Key=key, UploadId=one["UploadId"], MultipartUpload={"Parts": parts})

    check("two parts", upload("a.mp4", {1: FIVE, 2: 10}, [1, 2]), 200)
    second = {"Bucket": "videos", "Key": "a.mp4", "PartNumber": 2}
    check("head of part 2", client.head_object(**second)["ContentLength"], 10)
    answer = client.get_object(**second)
    check("part 2", (len(answer["Body"].read()), answer.get("PartsCount")), (FIVE + 10, None))
    check("parts in the wrong order", upload("b.mp4", {1: FIVE, 2: FIVE}, [2, 1]), 200)
    check("its first byte", client.get_object(Bucket="videos", Key="b.mp4")["Body"].read(1), b"\x02")
    check("a small part", upload("d.mp4", {1: 10, 2: 10}, [1, 2]), "EntityTooSmall")
    check("a put where there must be none", outcome(client.put_object, Key="a.mp4", Body=b"x", IfNoneMatch="*"), "PreconditionFailed")
PY
venv/bin/python find.py
