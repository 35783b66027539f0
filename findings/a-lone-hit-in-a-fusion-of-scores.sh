#!/usr/bin/env bash
# haystack-ai 3.4.1, llama-index-core 0.14.25 and lancedb 0.40.0, seen 2026-11-29. A search by vectors has three
# hits, with scores from 0.6 to 0.91, and a search by words has one, the third of them, with the 8.7 of BM25; the
# scores are brought to one range and added. In Haystack's distribution_based_rank_fusion the one hit keeps its
# 8.7, beside 0.65 and 0.58, and is the first; with a second hit by words it has 0.67. With a score of 0.2 it is
# the last. In llama-index's relative_score it counts as the greatest that a score can be, whatever it is. In
# LanceDB's LinearCombinationReranker it counts nothing: of three rows one has the word that is asked for, and its
# relevance is 0.0, also with half of the weight for the words.
#
# One would expect the only hit of a list to be its best, and its raw score not to go beside scores that were
# brought to a range, nor to be lost. A rare word, which one clip alone has in what is spoken, is what a search by
# words is added for: it decides everything, or nothing, by the library, and one more hit turns it round.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HAYSTACK_TELEMETRY_ENABLED=False
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  haystack-ai==3.4.1 llama-index-core==0.14.25 lancedb==0.40.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import lancedb
from haystack import Document
from haystack.components.joiners import DocumentJoiner
from lancedb.rerankers import LinearCombinationReranker
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, TextNode

VECTORS = {"a": 0.91, "b": 0.85, "c": 0.60}


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def by_haystack(words):
    lists = [[Document(id=name, content=name, score=score) for name, score in hits.items()] for hits in (VECTORS, words)]
    joined = DocumentJoiner(join_mode="distribution_based_rank_fusion").run(documents=lists)
    return [(document.id, round(document.score, 2)) for document in joined["documents"]]


class Hits(BaseRetriever):
    def __init__(self, hits):
        self.hits = hits
        super().__init__()

    def _retrieve(self, query):
        return [NodeWithScore(node=TextNode(id_=name, text=name), score=score) for name, score in self.hits.items()]


def by_llama_index(words):
    lists = [Hits(VECTORS), Hits(words)]
    fused = QueryFusionRetriever(
        lists, llm=MockLLM(), mode="relative_score", num_queries=1, use_async=False, similarity_top_k=9
    )
    return [(hit.node.node_id, round(hit.score, 2)) for hit in fused.retrieve("query")]


check("Haystack, 8.7", by_haystack({"c": 8.7}), [("c", 8.7), ("a", 0.65), ("b", 0.58)])
check("Haystack, 8.7 and 2.1", by_haystack({"c": 8.7, "d": 2.1}), [("c", 0.67), ("a", 0.65), ("b", 0.58), ("d", 0.33)])
check("Haystack, 0.2", by_haystack({"c": 0.2}), [("a", 0.65), ("b", 0.58), ("c", 0.27)])
check("llama-index, 8.7", by_llama_index({"c": 8.7}), [("a", 0.5), ("c", 0.5), ("b", 0.4)])
check("llama-index, 0.2", by_llama_index({"c": 0.2}), [("a", 0.5), ("c", 0.5), ("b", 0.4)])

ROWS = [
    {"id": "a", "text": "a red car", "vector": [1.0, 0.0]},
    {"id": "b", "text": "a blue car on a road", "vector": [0.9, 0.1]},
    {"id": "c", "text": "a zebra", "vector": [0.0, 1.0]},
]
table = lancedb.connect("rows").create_table("rows", ROWS)
table.create_fts_index("text")


def by_lancedb(words, weight):
    search = table.search(query_type="hybrid").vector([1.0, 0.0]).text(words).distance_type("cosine")
    found = search.rerank(LinearCombinationReranker(weight=weight)).limit(3).to_list()
    return [(row["id"], round(row["_relevance_score"], 2)) for row in found]


check("LanceDB, the word of one row", by_lancedb("zebra", 0.5), [("a", 0.5), ("b", 0.5), ("c", 0.0)])
check("LanceDB, a word of two rows", by_lancedb("car", 0.5), [("a", 1.0), ("b", 0.5), ("c", 0.0)])
PY
