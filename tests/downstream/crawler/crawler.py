"""Many videos at once over aiohttp: a few tasks at a time, each polled until it ends; pages of the list to resume after a crash."""

from __future__ import annotations

import asyncio

import aiohttp

API = "https://api.twelvelabs.io/v1.3"


class Crawler:
    def __init__(self, key, at_once=4):
        self._key, self._gate = key, asyncio.Semaphore(at_once)

    async def crawl(self, urls):
        async with aiohttp.ClientSession(headers={"x-api-key": self._key}) as self._session:
            return await asyncio.gather(*(self._embed(url) for url in urls))

    async def tasks(self):
        async with aiohttp.ClientSession(headers={"x-api-key": self._key}) as session:
            found, page = [], 1
            while True:
                async with session.get(f"{API}/embed/tasks", params={"page": page, "page_limit": 5}) as answer:
                    body = await answer.json()
                found += [task["_id"] for task in body["data"]]
                if page >= body["page_info"]["total_page"]:
                    return found
                page += 1

    async def _embed(self, url):
        async with self._gate:
            form = aiohttp.FormData({"model_name": "marengo3.0", "video_url": url}, default_to_multipart=True)
            async with self._session.post(f"{API}/embed/tasks", data=form) as answer:
                answer.raise_for_status()
                task = (await answer.json())["_id"]
            while True:
                async with self._session.get(f"{API}/embed/tasks/{task}/status") as answer:
                    status = (await answer.json())["status"]
                if status != "processing":
                    return url, status
                await asyncio.sleep(5)
