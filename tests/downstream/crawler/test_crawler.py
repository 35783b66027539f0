"""Twelve videos at once, one of which fails, and a list of three pages."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from crawler import Crawler

URLS = [f"https://example.com/{number}.mp4" for number in range(12)]


def crawl(urls):
    async def run():
        return await Crawler("any").crawl(urls)

    return asyncio.run(run())


def test_every_video_ends(fake_embed):
    fake_embed.media("*/7.mp4", fails="no frames")

    ended = dict(crawl(URLS))

    assert [url for url, status in ended.items() if status == "failed"] == ["https://example.com/7.mp4"]
    assert set(ended.values()) == {"ready", "failed"}
    assert len(fake_embed.tasks) == 12


def test_all_pages_are_read(fake_embed):
    crawl(URLS)

    async def run():
        return await Crawler("any").tasks()

    assert sorted(asyncio.run(run())) == sorted(fake_embed.tasks)
    assert len(fake_embed.requests.all(method="GET", path="/embed/tasks")) == 3


def test_a_refusal_ends_the_crawl(fake_embed):
    fake_embed.fail_next(403, path="/embed/tasks")

    with pytest.raises(aiohttp.ClientResponseError, match="403"):
        crawl(URLS[:1])
