#!/usr/bin/env bash
# litellm 1.110.2, seen 2026-11-29, with a Bedrock endpoint on the loopback. Two videos in one embedding() of
# TwelveLabs' Marengo by its route "async_invoke" are two jobs that are started, and an answer without data, in
# which neither ARN is to be found, and no error; with one video there is one ARN. With encoding_format="float",
# Marengo 2.7 is asked for visual-text and visual-image alone, so that a video has no vectors of its sound, and
# a text gets that option too, which is for videos. Without input_type an S3 address of a video is embedded as a
# text of that name; and the http address of a picture is sent as its base64.
#
# One would expect a list of inputs to be answered one by one or refused; a format of numbers, which some
# clients of the OpenAI API always send, to change no vectors; and what is no base64 to be fetched or refused.
# The two jobs are paid, and their results lie in a bucket under names that nobody was told.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  litellm==1.110.2 boto3==1.44.8 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import json
import os
import sys
import threading

os.environ |= {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION_NAME": "us-east-1"}
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


asked = []


def answered(path, body):
    asked.append(json.loads(body))
    if path == "/async-invoke":
        return 200, {"invocationArn": f"arn:aws:bedrock:us-east-1:123456789012:async-invoke/job{len(asked)}"}
    return 200, {"data": [{"embedding": [1.0, 0.0]}]}


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        status, answer = answered(self.path, body)
        answer = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
MODEL = "us.twelvelabs.marengo-embed-2-7-v1:0"


def embedded(inputs, route="", **options):
    asked.clear()
    return litellm.embedding(model=f"bedrock/{route}{MODEL}", input=inputs, api_base=url, **options)


def started(*videos, **options):
    return embedded(list(videos), "async_invoke/", input_type="video", output_s3_uri="s3://out/x", **options)


one, two = "s3://in/one.mp4", "s3://in/two.mp4"
arn = started(one)._hidden_params._invocation_arn
check("one video: its job", arn.rpartition("/")[2], "job1")
answer = started(one, two)
check("two videos: jobs and data", (len(asked), answer.data), (2, []))
hidden = answer._hidden_params
rest = repr((answer, hidden, getattr(hidden, "_invocation_arn", None), vars(answer)))
check("an ARN anywhere in the answer", "async-invoke/job" in rest, False)
started(one, encoding_format="float")
check("a video in floats", asked[0]["modelInput"]["embeddingOption"], ["visual-text", "visual-image"])
started(one)
check("a video", asked[0]["modelInput"].get("embeddingOption"), None)
embedded(["dog"], input_type="text", encoding_format="float")
check("a text in floats", asked[0]["embeddingOption"], ["visual-text", "visual-image"])
embedded([one])
check("a video without a type", (asked[0]["inputType"], asked[0]["inputText"]), ("text", one))
embedded(["http://127.0.0.1/dog.png"], input_type="image")
check("a picture by its address", asked[0]["mediaSource"], {"base64String": "http://127.0.0.1/dog.png"})
PY
