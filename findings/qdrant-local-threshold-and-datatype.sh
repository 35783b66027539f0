#!/usr/bin/env bash
# qdrant-client 1.20.0, local mode (":memory:"), seen 2026-11-29. A score_threshold is exclusive: with dot
# products of 1.0, 0.5 and 0.0, a threshold of 0.5 returns only the first, and with euclidean distance a
# threshold of 0 does not return the stored vector that is equal to the query. And datatype="uint8" or "float16"
# of a collection has no effect: -3, 300 and 70000 are stored, returned and scored as they were given.
#
# One would expect a threshold to let the named score pass ("min score" of other stores does), and a local mode
# that is made for tests to round or refuse what the declared type can not hold, since a server of that type
# must.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  qdrant-client==1.20.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


from qdrant_client import QdrantClient, models

client = QdrantClient(":memory:")


def collection(name, distance, vectors, datatype=None):
    params = models.VectorParams(size=2, distance=distance, datatype=datatype)
    client.create_collection(name, vectors_config=params)
    client.upsert(name, [models.PointStruct(id=i, vector=v) for i, v in enumerate(vectors)])


def found(name, query, threshold=None):
    points = client.query_points(name, query=query, score_threshold=threshold).points
    return [(point.id, point.score) for point in points]


collection("dot", "Dot", [[1, 0], [0.5, 0], [0, 1]])
collection("euclid", "Euclid", [[1, 0], [2, 0]])
check("dot product, no threshold", found("dot", [1, 0]), [(0, 1.0), (1, 0.5), (2, 0.0)])
check("dot product, threshold 0.5", found("dot", [1, 0], 0.5), [(0, 1.0)])
check("euclidean, threshold 0", found("euclid", [1, 0], 0), [])
for datatype, vector in (("uint8", [-3.0, 300.0]), ("float16", [70000.0, 1.0])):
    collection(datatype, "Dot", [vector], datatype)
    check(f"stored as {datatype}", client.retrieve(datatype, [0], with_vectors=True)[0].vector, vector)
PY
