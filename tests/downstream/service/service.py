"""A service of worker processes: each uploads a file as an asset, waits until it is ready, and embeds it with embed v2."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

import httpx

API = "https://api.twelvelabs.io/v1.3"


def work(job):
    name, content = job
    with httpx.Client(base_url=API, headers={"x-api-key": "any"}, transport=httpx.HTTPTransport(retries=2)) as client:
        asset = client.post("/assets", data={"method": "direct"}, files={"file": (name, content)}).raise_for_status().json()
        while asset["status"] == "processing":
            time.sleep(2)
            asset = client.get(f"/assets/{asset['_id']}").raise_for_status().json()
        source = {"media_source": {"asset_id": asset["_id"]}}
        body = {"input_type": "image", "model_name": "marengo3.0", "image": source}
        answer = client.post("/embed-v2", json=body)
        if answer.is_error:  # the errors of httpx cannot be sent from process to process
            raise RuntimeError(f"{name}: {answer.status_code} {answer.json()['code']}")
        return name, len(answer.json()["data"][0]["embedding"])


def run(jobs, processes=2):
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        return dict(pool.map(work, jobs))
