#!/usr/bin/env bash
# chromadb 1.5.9 and milvus-lite 3.2.2 with pymilvus 3.0.2, seen 2026-11-29. Both answer a delete by ids with
# what was asked for and not with what was there: Chroma says {"deleted": 2} for two ids that do not exist, and
# Milvus Lite lists an unknown id among the deleted. By a filter that matches nothing, Chroma says {"deleted":
# 0}.
#
# One would expect a number under the name "deleted" to count what was deleted, as the same answer does for a
# filter. A test that asserts on it passes whether or not the row was ever written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  chromadb==1.5.9 pymilvus==3.0.2 milvus-lite==3.2.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import logging
import os

import chromadb
from pymilvus import MilvusClient

logging.disable(logging.CRITICAL)
collection = chromadb.EphemeralClient().create_collection("things", embedding_function=None)
collection.add(ids=["a"], embeddings=[[1, 0]], metadatas=[{"n": 1}])
check("chroma, two unknown ids", collection.delete(ids=["x", "y"]), {"deleted": 2})
check("chroma, a filter that matches nothing", collection.delete(where={"n": 2}), {"deleted": 0})
check("chroma still holds", collection.count(), 1)
milvus = MilvusClient("m.db")
milvus.create_collection("things", dimension=2, metric_type="L2")
milvus.insert("things", [{"id": 1, "vector": [1.0, 0.0]}, {"id": 2, "vector": [1.0, 0.0]}])
check("milvus, one known and one unknown id", list(milvus.delete("things", [1, 99])), [1, 99])
check("milvus now holds", [row["id"] for row in milvus.query("things", filter="id >= 0")], [2])
milvus.close()
sys.stdout.flush()
os._exit(0)  # both leave threads behind, which may keep a slow machine waiting
PY
