#!/usr/bin/env bash
# chromadb 1.5.9, milvus-lite 3.2.2 with pymilvus 3.0.2, lancedb 0.40.0, qdrant-client 1.20.0 (local), nano-vectordb
# 0.0.4.3 and haystack-ai 3.4.1 (in memory), with numpy 2.4.6, seen 2026-11-30: what is left of a row of which a new one
# with the same id is stored. The old one has a vector, a text, x = 1 and y = 2, the new one another vector and x = 5.
# In Chroma (upsert) the text and y of the old row stay with the new vector; in Milvus Lite (upsert) they stay too, even
# with partial_update=False; in LanceDB (merge_insert with when_matched_update_all) as well. In Qdrant, nano-vectordb and
# Haystack (DuplicatePolicy.OVERWRITE) they are gone, in Qdrant with a second named vector of the old row.
#
# One would expect an upsert to store what it was given, as each of them does where the id is new, and Milvus to say by
# the argument which of both it does: its documentation has whole rows replaced by default. A clip that was cut anew and
# has no text any more is found with the words of the one before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HAYSTACK_TELEMETRY_ENABLED=False
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check chromadb==1.5.9 milvus-lite==3.2.2 pymilvus==3.0.2 lancedb==0.40.0 \
  qdrant-client==1.20.0 nano-vectordb==0.0.4.3 haystack-ai==3.4.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import chromadb
import haystack
import lancedb
import nano_vectordb
import numpy
import pymilvus
import qdrant_client
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy
from qdrant_client import models

OLD, NEW = [1.0, 0.0], [0.0, 1.0]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


chroma = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False)).create_collection("rows")
chroma.upsert(["a"], [OLD], [{"x": 1, "y": 2}], ["old"])
chroma.upsert(["a"], [NEW], [{"x": 5}])
row = chroma.get(["a"], include=["embeddings", "documents", "metadatas"])
seen = row["embeddings"][0].tolist(), row["documents"][0], row["metadatas"][0]
check("Chroma", seen, (NEW, "old", {"x": 5, "y": 2}))

milvus = pymilvus.MilvusClient("rows.db")
milvus.create_collection("rows", dimension=2)
for options in ({}, {"partial_update": False}):
    milvus.upsert("rows", [{"id": 1, "vector": OLD, "text": "old", "x": 1, "y": 2}], **options)
    milvus.upsert("rows", [{"id": 1, "vector": NEW, "x": 5}], **options)
    seen = dict(milvus.query("rows", filter="id == 1", output_fields=["*"])[0])
    check(f"Milvus Lite, {options}", seen, {"id": 1, "vector": NEW, "text": "old", "x": 5, "y": 2})

lance = lancedb.connect("lance").create_table("rows", [{"id": 1, "vector": OLD, "text": "old", "x": 1, "y": 2}])
merge = lance.merge_insert("id").when_matched_update_all().when_not_matched_insert_all()
merge.execute([{"id": 1, "vector": NEW, "x": 5}])
check("LanceDB", lance.to_arrow().to_pylist(), [{"id": 1, "vector": NEW, "text": "old", "x": 5, "y": 2}])

qdrant = qdrant_client.QdrantClient(":memory:")
config = models.VectorParams(size=2, distance=models.Distance.COSINE)
qdrant.create_collection("rows", vectors_config={"picture": config, "sound": config})
both = {"picture": OLD, "sound": OLD}
qdrant.upsert("rows", [models.PointStruct(id=1, vector=both, payload={"text": "old", "x": 1, "y": 2})])
qdrant.upsert("rows", [models.PointStruct(id=1, vector={"picture": NEW}, payload={"x": 5})])
row = qdrant.retrieve("rows", [1], with_vectors=True)[0]
check("Qdrant", (row.vector, row.payload), ({"picture": NEW}, {"x": 5}))

nano = nano_vectordb.NanoVectorDB(2)
nano.upsert([{"__id__": "a", "__vector__": numpy.array(OLD, "float32"), "text": "old", "x": 1, "y": 2}])
nano.upsert([{"__id__": "a", "__vector__": numpy.array(NEW, "float32"), "x": 5}])
check("nano-vectordb", nano.get(["a"]), [{"__id__": "a", "x": 5}])

store = InMemoryDocumentStore()
store.write_documents([haystack.Document(id="a", content="old", embedding=OLD, meta={"x": 1, "y": 2})])
new = haystack.Document(id="a", embedding=NEW, meta={"x": 5})
store.write_documents([new], policy=DuplicatePolicy.OVERWRITE)
row = store.filter_documents()[0]
check("Haystack", (row.embedding, row.content, row.meta), (NEW, None, {"x": 5}))
PY
