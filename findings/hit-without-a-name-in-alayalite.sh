#!/usr/bin/env bash
# alayalite 1.0.4 with numpy 2.4.6, seen 2026-11-30. A collection of four is asked for its seven nearest: seven hits come back, of which
# three have the id "", the document "", no metadata and the distance 3.4e38; after a delete there is one more of them. In an index the
# ids of what is not there are 4294967295. A filter that one item fulfils, with a limit of two, gives its id and "". With the metric
# "cos" the distance of equal vectors is -1.0, of opposite ones 1.0, and get_data_by_id gives [1, 0] for the [3, 0] that was stored. The
# vectors are annotated as List[List[float]], and a list of floats is refused: "Vector dtype must be one of" three types of numpy. A
# Client() that was given no folder writes into ./RocksDB, and the insert into a collection of the same name, by another Client(), raises.
#
# One would expect as many hits as there are, and a distance that is never below zero.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  alayalite==1.0.4 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import pathlib
import sys

import numpy as np
from alayalite import Client


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


vectors = np.array([[3, 0], [0.6, 0.8], [0, 2], [-1, 0]], np.float32)
question = np.array([[1, 0]], np.float32)
largest = float(np.finfo(np.float32).max)


def collection(metric):
    made = Client().create_collection(f"clips by {metric}")
    made.set_metric(metric)
    made.insert([(f"clip {number}", f"words {number}", vector, {"n": number}) for number, vector in enumerate(vectors)])
    return made


clips = collection("cos")
answer = clips.batch_query(question, 7)
check("ids", answer["id"], [["clip 0", "clip 1", "clip 2", "clip 3", "", "", ""]])
check("documents", answer["document"][0][3:], ["words 3", "", "", ""])
check("metadata", answer["metadata"][0][3:], [{"n": 3}, {}, {}, {}])
check("distances of the cosine", [round(each, 2) for each in answer["distance"][0][:4]], [-1.0, -0.6, 0.0, 1.0])
check("distances of nothing", answer["distance"][0][4:], [largest] * 3)
check("a filter", clips.hybrid_query(question, 2, metadata_filter={"n": 3})["id"], [["clip 3", ""]])
clips.delete_by_id(["clip 0"])
check("after a delete", clips.batch_query(question, 4)["id"], [["clip 1", "clip 2", "clip 3", ""]])
check("L2", [round(each, 2) for each in collection("l2").batch_query(question, 4)["distance"][0]], [0.8, 4.0, 4.0, 5.0])
try:
    Client().create_collection("lists").insert([("a", "words", [3.0, 0.0], {})])
    refused = None
except ValueError as error:
    refused = str(error)[:28]
check("a list of floats", refused, "Vector dtype must be one of ")
check("left behind in the working folder", sorted(each.name for each in pathlib.Path("RocksDB").glob("clips*")), ["clips by cos", "clips by l2"])
try:
    collection("cos")
    refused = None
except RuntimeError as error:
    refused = "RocksDB" in str(error)
check("another client, the same name", refused, True)
index = Client().create_index("index", metric="cos")
index.fit(vectors)
check("ids of an index", index.batch_search_with_distance(question, 6)[0].tolist(), [[0, 1, 2, 3, 4294967295, 4294967295]])
check("what was stored", (vectors[0].tolist(), index.get_data_by_id(0).tolist()), ([3.0, 0.0], [1.0, 0.0]))
PY
