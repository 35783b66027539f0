#!/usr/bin/env bash
# langchain-classic 1.0.8, llama-index-core 0.14.25 and haystack-ai 3.4.1, seen 2026-11-29: reciprocal rank fusion
# of two lists of clips, each with an id of its own and the words that are spoken in it. Where two clips of a list
# have the same words, LangChain's EnsembleRetriever gives back the first of them alone, and llama-index's
# QueryFusionRetriever the last; each adds up the ranks of both, so that a clip that one search found twice by its
# words stands before a clip that both searches found. LangChain does it with one list, too, where there is
# nothing to fuse. Haystack's DocumentJoiner keeps all four, by their ids.
#
# One would expect an id to say which clip is which, as it does in the stores of all three: "Thank you." is said
# in every other clip. Of those only one can be found at all, with a time that is not that of the clip that was
# meant, and it is ranked the higher the oftener it is said.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HAYSTACK_TELEMETRY_ENABLED=False
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check langchain-classic==1.0.8 langchain-core==1.8.3 \
  llama-index-core==0.14.25 haystack-ai==3.4.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import haystack
from haystack.components.joiners import DocumentJoiner
from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import BaseRetriever as LlamaRetriever
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, TextNode

FIRST = [("1", "Thank you."), ("2", "Thank you."), ("3", "A door opens.")]
SECOND = [("3", "A door opens."), ("4", "Thank you.")]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class LangChainHits(BaseRetriever):
    hits: list

    def _get_relevant_documents(self, query, *, run_manager):
        return [Document(id=name, page_content=words) for name, words in self.hits]


def by_langchain(*lists):
    fused = EnsembleRetriever(retrievers=[LangChainHits(hits=hits) for hits in lists])
    return [document.id for document in fused.invoke("thanks")]


class LlamaHits(LlamaRetriever):
    def __init__(self, hits):
        self.hits = hits
        super().__init__()

    def _retrieve(self, query):
        scores = (1.0 - rank / 10 for rank in range(len(self.hits)))
        return [
            NodeWithScore(node=TextNode(id_=name, text=words), score=score)
            for (name, words), score in zip(self.hits, scores)
        ]


def by_llama_index(*lists):
    fused = QueryFusionRetriever(
        [LlamaHits(hits) for hits in lists],
        llm=MockLLM(),
        mode="reciprocal_rerank",
        num_queries=1,
        use_async=False,
        similarity_top_k=9,
    )
    return [hit.node.node_id for hit in fused.retrieve("thanks")]


def by_haystack(*lists):
    documents = [
        [haystack.Document(id=name, content=words, score=1.0 - rank / 10) for rank, (name, words) in enumerate(hits)]
        for hits in lists
    ]
    joined = DocumentJoiner(join_mode="reciprocal_rank_fusion").run(documents=documents)
    return [document.id for document in joined["documents"]]


check("LangChain, two lists", by_langchain(FIRST, SECOND), ["1", "3"])
check("llama-index, two lists", by_llama_index(FIRST, SECOND), ["4", "3"])
check("Haystack, two lists", by_haystack(FIRST, SECOND), ["3", "1", "2", "4"])
check("LangChain, one list", by_langchain(FIRST), ["1", "3"])
check("LangChain, the door alone is in both", by_langchain(FIRST, SECOND[:1]), ["1", "3"])
check("llama-index, the door alone is in both", by_llama_index(FIRST, SECOND[:1]), ["2", "3"])
check("Haystack, the door alone is in both", by_haystack(FIRST, SECOND[:1]), ["3", "1", "2"])
PY
