"""A table with a computed column: rows are embedded at the pace that the service's headers allow."""

from __future__ import annotations

import time

import requests

URL = "https://api.twelvelabs.io/v1.3/embed"


class RateLimited:
    """Waits as long as a 429 says, and slows down while little is left."""

    def __init__(self, key, attempts=5):
        self._session, self._attempts = requests.Session(), attempts
        self._session.headers["x-api-key"] = key
        self.left = None

    def embed(self, text):
        for _ in range(self._attempts):
            answer = self._session.post(URL, files={"model_name": (None, "marengo3.0"), "text": (None, text)}, timeout=30)
            self.left = int(answer.headers.get("x-ratelimit-request-remaining", "1"))
            if answer.status_code != 429:
                answer.raise_for_status()
                return answer.json()["text_embedding"]["segments"][0]["float"]
            time.sleep(float(answer.headers["retry-after"]))
        raise TimeoutError(f"refused {self._attempts} times")


class Table:
    def __init__(self, column):
        self.rows, self._column = [], column

    def insert(self, *texts):
        self.rows += [{"text": text, "embedding": self._column.embed(text)} for text in texts]
