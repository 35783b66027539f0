"""A command that embeds one video and writes its clips to a JSON file; polls by hand, with nothing but the standard library."""

from __future__ import annotations

import json
import time
import urllib.request

API = "https://api.twelvelabs.io/v1.3"
BOUNDARY = "what-no-field-contains"


def _ask(key, path, form=None):
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in (form or {}).items()
    ]
    body = "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode() if form else None
    headers = {"x-api-key": key, "content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    request = urllib.request.Request(API + path, body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def embed(key, url, target, polls=60, every=10):
    task = _ask(key, "/embed/tasks", {"model_name": "marengo3.0", "video_url": url})["_id"]
    for _ in range(polls):
        status = _ask(key, f"/embed/tasks/{task}/status")["status"]
        if status == "failed":
            raise RuntimeError(f"{url} could not be embedded")
        if status == "ready":
            break
        time.sleep(every)
    else:
        raise TimeoutError(f"{url} is not ready after {polls * every} s")
    clips = _ask(key, f"/embed/tasks/{task}")["video_embedding"]["segments"]
    target.write_text(json.dumps([[clip["start_offset_sec"], clip["end_offset_sec"], len(clip["float"])] for clip in clips]))
