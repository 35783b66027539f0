#!/usr/bin/env bash
# llama-index-core 0.14.25 and langchain-core 1.8.3 (with numpy 2.4.6), seen 2026-11-29. Maximal marginal relevance
# with 0.5 over five clips, of which a1 and a2 are all but the same, and b, c and d each something else: LangChain
# chooses a1, b, c, d, and llama-index a1, b, a2, c. Its get_top_k_mmr_embeddings, which its SimpleVectorStore uses,
# compares a clip with the one that was chosen last alone, so that whatever is unlike b may come again, however like
# a1 it is. With two to be chosen they agree.
#
# One would expect a result to be held against all results before it: that is what the measure is, and what its
# docstring says ("discount by their similarity to previous results"). The copies that it is there to leave out come
# back at every second place.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check llama-index-core==0.14.25 langchain-core==1.8.3 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import numpy
from langchain_core.vectorstores.utils import maximal_marginal_relevance
from llama_index.core.indices.query.embedding_utils import get_top_k_mmr_embeddings

CLIPS = {"a1": [1, 0.1, 0, 0], "a2": [1, 0.11, 0, 0], "b": [0.6, -0.8, 0, 0], "c": [0.6, 0, 0.8, 0], "d": [0.55, 0, 0, 0.83]}


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def unit(vector):
    return numpy.array(vector, float) / numpy.linalg.norm(vector)


names = list(CLIPS)
vectors = [unit(vector) for vector in CLIPS.values()]
query = unit([1, 0, 0.05, 0.03])
check("a1 and a2 are alike", round(float(vectors[0] @ vectors[1]), 3), 1.0)


def by_langchain(count, weight):
    return [names[at] for at in maximal_marginal_relevance(query, vectors, lambda_mult=weight, k=count)]


def by_llama_index(count, weight):
    lists = [vector.tolist() for vector in vectors]
    return get_top_k_mmr_embeddings(query.tolist(), lists, similarity_top_k=count, embedding_ids=names, mmr_threshold=weight)[1]


check("LangChain, four", by_langchain(4, 0.5), ["a1", "b", "c", "d"])
check("llama-index, four", by_llama_index(4, 0.5), ["a1", "b", "a2", "c"])
check("LangChain, two", by_langchain(2, 0.5), ["a1", "b"])
check("llama-index, two", by_llama_index(2, 0.5), ["a1", "b"])
check("LangChain, the more unlike the better", by_langchain(4, 0.3), ["a1", "b", "d", "c"])
check("llama-index, the more unlike the better", by_llama_index(4, 0.3), ["a1", "b", "a2", "d"])
PY
