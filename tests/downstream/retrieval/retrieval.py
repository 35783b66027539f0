"""Clips of many videos in one matrix, searched by a sentence or by a picture."""

from __future__ import annotations

import io

import numpy as np
from twelvelabs import TwelveLabs


class ClipIndex:
    def __init__(self, api_key):
        self._client, self._rows, self._names = TwelveLabs(api_key=api_key), [], []

    def add(self, name, content):
        """Upload a video and keep its clips."""
        task = self._client.embed.tasks.create(model_name="marengo3.0", video_file=(name, io.BytesIO(content), "video/mp4"))
        self._client.embed.tasks.wait_for_done(task.id)
        done = self._client.embed.tasks.retrieve(task.id, embedding_option=["visual"])
        for clip in done.video_embedding.segments:
            self._rows.append(clip.float_)
            self._names.append((name, clip.start_offset_sec))

    def search(self, text, limit=3):
        query = self._client.embed.create(model_name="marengo3.0", text=text).text_embedding.segments[0].float_
        scores = np.asarray(self._rows) @ np.asarray(query)
        return [(self._names[row], float(scores[row])) for row in np.argsort(-scores)[:limit]]
