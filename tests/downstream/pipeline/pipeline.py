"""A component of a pipeline: embeds documents, and logs what it could not embed instead of failing the run."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from twelvelabs import TwelveLabs
from twelvelabs.types.video_context import VideoContext_Url

log = logging.getLogger(__name__)


@dataclass
class Document:
    content: str
    embedding: list[float] | None = None
    meta: dict = field(default_factory=dict)


class DocumentEmbedder:
    def __init__(self, api_key, model="marengo3.0", prefix=""):
        self._client = TwelveLabs(api_key=api_key)
        self._model, self._prefix = model, prefix

    def run(self, documents):
        for document in documents:
            try:
                answer = self._client.embed.create(model_name=self._model, text=self._prefix + document.content)
            except Exception:
                log.warning("could not embed %r", document.content[:40], exc_info=True)
                continue
            document.embedding = answer.text_embedding.segments[0].float_
            document.meta["model"] = self._model
        return {"documents": documents}


class VideoConverter:
    def __init__(self, api_key):
        self._client = TwelveLabs(api_key=api_key)

    def run(self, videos):
        return {"documents": [document for url in videos if (document := self._converted(url)) is not None]}

    def _converted(self, url):
        try:
            answer = self._client.analyze(video=VideoContext_Url(url=url), prompt="Describe it.")
        except Exception:
            log.warning("could not convert %s", url, exc_info=True)
            return None
        return Document(answer.data, meta={"url": url})
