"""What the tests of assets share: one account of the service, asked without an HTTP library; `refusals` lies beside this file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

MIB = 1024 * 1024
CHUNK = 5 * MIB


class Account:
    """One account, and the requests that a client would send to it with its key."""

    def __init__(self, **settings):
        from fakeembed import FakeEmbed

        self.fake = FakeEmbed(**settings)
        self.key = "any"
        self.origin = "https://api.twelvelabs.io"

    def ask(self, method, target, *, body=b"", kind="", key=None):
        """The answer to any request; `key` None is the account's own, and an empty one is not sent."""
        from fakeembed import Request

        path, _, query = target.partition("?")
        headers = {"x-api-key": self.key if key is None else key, "content-type": kind}
        return self.fake.app(
            Request(method, path, query, {name: value for name, value in headers.items() if value}, body, self.origin)
        )

    def get(self, path, query=""):
        """The answer to a question."""
        return self.ask("GET", f"/v1.3{path}?{query}")

    def post(self, path, value):
        """The answer to a JSON body."""
        return self.ask("POST", f"/v1.3{path}", body=json.dumps(value).encode(), kind="application/json")

    def delete(self, path, query=""):
        """The answer to a deletion."""
        return self.ask("DELETE", f"/v1.3{path}?{query}")

    def create(self, file=None, **fields):
        """The answer to the creation of an asset; `file` is a name with bytes."""
        parts = [(f'name="{name}"', str(value).encode()) for name, value in fields.items()]
        parts += [(f'name="file"; filename="{name}"', content) for name, content in ([file] if file else [])]
        body = b"".join(
            b"--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (about.encode(), content) for about, content in parts
        )
        return self.ask("POST", "/v1.3/assets", body=body + b"--b--\r\n", kind="multipart/form-data; boundary=b")

    def asset(self, name="dog.mp4", **fields):
        """The id of a new asset of a video at a URL."""
        return self.create(method="url", url=f"https://example.com/{name}", **fields).json()["_id"]

    def upload(self, total_size=CHUNK + 1, **fields):
        """A new upload session, as answered."""
        return self.post(
            "/assets/multipart-uploads", {"filename": "dog.mp4", "type": "video", "total_size": total_size, **fields}
        ).json()

    def put(self, url, content, *, key=""):
        """The answer to a PUT to a presigned URL, without a key."""
        return self.ask("PUT", url.removeprefix(self.origin), body=content, key=key, kind="application/octet-stream")

    def put_all(self, session, content):
        """The reports of all chunks of a file, which are uploaded."""
        size = session["chunk_size"]
        pieces = [content[start : start + size] for start in range(0, len(content), size)]
        urls = {url["chunk_index"]: url["url"] for url in session["upload_urls"]}
        return [
            {
                "chunk_index": index,
                "proof": self.put(urls[index], piece).headers["etag"].strip('"'),
                "proof_type": "etag",
                "chunk_size": len(piece),
            }
            for index, piece in enumerate(pieces, 1)
        ]

    def report(self, session, chunks):
        """The answer to a report."""
        return self.post(f"/assets/multipart-uploads/{session['upload_id']}", {"completed_chunks": chunks})


@pytest.fixture
def account():
    """The service of today."""
    return Account()


@pytest.fixture(scope="session")
def account_of():
    """The service as it was, or with other settings."""
    return Account


@pytest.fixture(scope="session")
def large_video(video_file):
    """Makes a real MP4 file of at least `size` bytes: a small one, and a box that players skip."""

    def made(size, **facts):
        small = video_file(**facts)
        rest = max(8, size - len(small))
        return small + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8)

    return made
