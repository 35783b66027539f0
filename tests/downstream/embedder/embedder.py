"""An embedder behind an interface that many of them share: an empty list for what went wrong, usage beside the vector."""

from __future__ import annotations

import asyncio

from twelvelabs import AsyncTwelveLabs, TwelveLabs


class TwelveLabsEmbedder:
    dimensions = 512

    def __init__(self, api_key, model="marengo3.0"):
        self._sync, self._async, self._model = TwelveLabs(api_key=api_key), AsyncTwelveLabs(api_key=api_key), model

    def get_embedding(self, text):
        try:
            return self._sync.embed.create(model_name=self._model, text=text).text_embedding.segments[0].float_
        except Exception:  # noqa: BLE001 - the interface has no errors
            return []

    async def async_get_embeddings(self, texts):
        answers = await asyncio.gather(*(self._async.embed.create(model_name=self._model, text=text) for text in texts))
        return [answer.text_embedding.segments[0].float_ for answer in answers]

    def get_video_embeddings(self, url):
        task = self._sync.embed.tasks.create(model_name=self._model, video_url=url)
        if self._sync.embed.tasks.wait_for_done(task.id).status == "failed":
            return []
        return [clip.float_ for clip in self._sync.embed.tasks.retrieve(task.id).video_embedding.segments]
