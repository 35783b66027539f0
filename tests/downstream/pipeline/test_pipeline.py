"""What the pipeline embeds, and what becomes of what it cannot."""

from __future__ import annotations

import pytest
from pipeline import Document, DocumentEmbedder, VideoConverter

pytestmark = pytest.mark.fake_embed(strict=True)


def test_every_document_gets_a_vector(fake_embed):
    documents = DocumentEmbedder("any").run([Document("a dog"), Document("a cat")])["documents"]

    assert [len(document.embedding) for document in documents] == [512, 512]
    assert documents[0].embedding != documents[1].embedding
    assert {document.meta["model"] for document in documents} == {"marengo3.0"}


def test_the_prefix_is_a_part_of_the_text(fake_embed):
    DocumentEmbedder("any", prefix="passage: ").run([Document("a dog")])

    assert fake_embed.requests.one(method="POST").form["text"] == ("passage: a dog",)


def test_one_failure_does_not_end_the_run(fake_embed, caplog):
    fake_embed.fail_next(400)

    documents = DocumentEmbedder("any").run([Document("a dog"), Document("a cat")])["documents"]

    assert [document.embedding is None for document in documents] == [True, False]
    assert "could not embed 'a dog'" in caplog.text


def test_a_model_that_is_gone(fake_embed, caplog):
    DocumentEmbedder("any", model="Marengo-retrieval-2.6").run([Document("a dog")])

    assert "could not embed" in caplog.text
    assert fake_embed.requests.one(method="POST").status == 400


def test_videos_become_documents(fake_embed):
    fake_embed.stub("POST", "/analyze", json=lambda request: {"id": "1", "data": f"About {request.json['video']['url']}."})

    found = VideoConverter("any").run(["https://example.com/dog.mp4"])["documents"]

    assert [document.content for document in found] == ["About https://example.com/dog.mp4."]
