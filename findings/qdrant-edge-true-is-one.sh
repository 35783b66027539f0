#!/usr/bin/env bash
# qdrant-edge-py 0.9.0 (the engine of Qdrant in the process) beside qdrant-client 1.20.0 in its local mode, seen 2026-11-29. A point has
# {"flag": true}, another {"flag": 1}. A filter for the value True finds the second in the engine, and the first in the local mode; an
# index on the field of type bool changes nothing, and the facet of the field counts the true of the first. A vector with infinity in it
# is taken without a word by the engine, and by cosine it is not in any answer, though count has it.
#
# One would expect True to be true: the payload is given back as true, and the same filter is right over there. No error shows that a
# condition on a boolean can not be met, and a must_not on it lets everything that is true pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  qdrant-edge-py==0.9.0 qdrant-client==1.20.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import qdrant_client
import qdrant_edge as edge
from qdrant_client import models


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


ROWS = {1: ([1.0, 0.0], {"flag": True}), 2: ([0.0, 1.0], {"flag": 1}), 3: ([-1.0, 0.0], {"flag": False})}
shard = edge.EdgeShard.create(".", edge.EdgeConfig(vectors=edge.EdgeVectorParams(2, edge.Distance.Cosine)))
points = [edge.Point(number, vector, payload) for number, (vector, payload) in ROWS.items()]
shard.update(edge.UpdateOperation.upsert_points(points))

local = qdrant_client.QdrantClient(":memory:")
local.create_collection("c", vectors_config=models.VectorParams(size=2, distance=models.Distance.COSINE))
local.upsert("c", [models.PointStruct(id=n, vector=vector, payload=payload) for n, (vector, payload) in ROWS.items()])


def found(**conditions):
    of = {kind: [edge.FieldCondition("flag", match=match)] for kind, match in conditions.items()}
    rows, _ = shard.scroll(edge.ScrollRequest(limit=9, filter=edge.Filter(**of)))
    return sorted(row.id for row in rows)


def found_locally(**conditions):
    of = {kind: [models.FieldCondition(key="flag", match=match)] for kind, match in conditions.items()}
    rows, _ = local.scroll("c", scroll_filter=models.Filter(**of))
    return sorted(row.id for row in rows)


payload = shard.retrieve([1], True, False)[0].payload["flag"]
check("the payload of the engine", payload, True)
for value, here, there in [(True, [2], [1]), (False, [], [3]), (1, [2], [2])]:
    check(f"{value}, engine", found(must=edge.MatchValue(value)), here)
    check(f"{value}, local mode", found_locally(must=models.MatchValue(value=value)), there)
check("must not be True, engine", found(must_not=edge.MatchValue(True)), [1, 3])
check("must not be True, local mode", found_locally(must_not=models.MatchValue(value=True)), [2, 3])
shard.update(edge.UpdateOperation.create_field_index("flag", edge.PayloadSchemaType.Bool))
check("True, engine, with an index", found(must=edge.MatchValue(True)), [2])
hits = shard.facet(edge.FacetRequest(key="flag")).hits
check("the facet of the engine", sorted((hit.value, hit.count) for hit in hits), [(False, 1), (True, 1)])

shard.update(edge.UpdateOperation.upsert_points([edge.Point(4, [float("inf"), 0.0])]))
nearest = shard.query(edge.QueryRequest(query=edge.Query.Nearest([1.0, 0.0]), limit=9))
check("with infinity, counted and found", (shard.count(edge.CountRequest()), len(nearest)), (4, 3))
PY
