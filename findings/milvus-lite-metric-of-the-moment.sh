#!/usr/bin/env bash
# milvus-lite 3.2.2 with pymilvus 3.0.2, seen 2026-11-29. A collection made with metric_type="L2" answers a
# search that names "COSINE" with cosine similarities, in the opposite order of meaning (1.0 is best), and one
# that names "IP" with inner products.
#
# One would expect an error: the metric belongs to the index, and the documentation of Milvus says that the
# metric of a search must be the one of the index. A test against the embedded store passes with a metric that
# the service will not take.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymilvus==3.0.2 milvus-lite==3.2.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import logging

from pymilvus import MilvusClient

logging.disable(logging.CRITICAL)
client = MilvusClient("m.db")
client.create_collection("things", dimension=2, metric_type="L2")
client.insert("things", [{"id": 1, "vector": [1.0, 0.0]}, {"id": 2, "vector": [3.0, 4.0]}])
check("the metric of the index", client.describe_index("things", "vector")["metric_type"], "L2")
for metric, answer in (("L2", [(1, 0.0), (2, 20.0)]), ("COSINE", [(1, 1.0), (2, 0.6)]), ("IP", [(2, 3.0), (1, 1.0)])):
    hits = client.search("things", data=[[1.0, 0.0]], limit=2, search_params={"metric_type": metric})[0]
    check(f"asked by {metric}", [(hit["id"], round(hit["distance"], 4)) for hit in hits], answer)
client.close()
PY
