"""All workers share one account."""

from __future__ import annotations

import struct
import zlib

import pytest
import service


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + bytes(3 * width) for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = png(200, 200)


def test_every_job_is_done(fake_embed):
    done = service.run([(f"{number}.png", PICTURE) for number in range(6)])

    assert done == {f"{number}.png": 512 for number in range(6)}
    assert len(fake_embed.assets) == 6
    assert {asset.status for asset in fake_embed.assets.values()} == {"ready"}


def test_a_connection_that_is_refused_is_tried_again(fake_embed):
    fake_embed.drop("connect", path="/assets", method="POST")

    assert service.run([("dog.png", PICTURE)]) == {"dog.png": 512}


def test_a_picture_that_is_too_small(fake_embed):
    with pytest.raises(RuntimeError, match=r"dog.png: 400"):
        service.run([("dog.png", png(20, 20))])
