#!/usr/bin/env bash
# langchain-core 1.8.3, llama-index-core 0.14.25, haystack-ai 3.4.1, nano-vectordb 0.0.4.3 and docarray 0.41.0 (with
# numpy 2.4.6), the stores in memory that come with them, seen 2026-11-29. A vector of zeros is stored beside [1,
# 0], [0.6, 0.8] and [-1, 0], and the four nearest to [1, 0] by cosine are asked for. In docarray the zeros are
# first, with a similarity of 1.0. In llama-index and nano-vectordb they are first, with NaN; yet of the one
# nearest, llama-index returns [1, 0], and nano-vectordb the zeros, and better_than_threshold=0.9 lets them pass. In
# Haystack and LangChain they are third, with 0.0. And with zeros as the query LangChain raises "NaN values found",
# and Haystack says 0.0 for each.
#
# One would expect the five, which are made for the same tests, to be right or wrong in one way; what comes first
# not to depend on how many are asked for; and a threshold not to be passed by what is no number. One clip whose
# embedding failed and was stored as zeros is the best answer to everything in three of five.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  langchain-core==1.8.3 llama-index-core==0.14.25 haystack-ai==3.4.1 nano-vectordb==0.0.4.3 docarray==0.41.0 \
  numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import logging
import math
import sys
import warnings

import docarray
import docarray.index
import docarray.typing
import haystack
import nano_vectordb
import numpy
import pydantic
from haystack.document_stores.in_memory import InMemoryDocumentStore
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from llama_index.core import schema
from llama_index.core.vector_stores import simple, types


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
VECTORS = {"zeros": [0.0, 0.0], "same": [1.0, 0.0], "near": [0.6, 0.8], "far": [-1.0, 0.0]}


def rounded(pairs):
    return [(name, "NaN" if math.isnan(score) else round(float(score), 3)) for name, score in pairs]


class Document(docarray.BaseDoc):
    vector: docarray.typing.NdArray[2] = pydantic.Field(space="cosine_sim")


index = docarray.index.InMemoryExactNNIndex[Document]()
index.index(docarray.DocList[Document]([Document(id=k, vector=numpy.array(v)) for k, v in VECTORS.items()]))
documents, scores = index.find(numpy.array([1.0, 0.0]), search_field="vector", limit=4)
seen = rounded(zip([document.id for document in documents], scores))
check("docarray", seen[:2], [("zeros", 1.0), ("same", 1.0)])

llama = simple.SimpleVectorStore()
llama.add([schema.TextNode(id_=k, text=k, embedding=v) for k, v in VECTORS.items()])


def llama_nearest(count):
    query = types.VectorStoreQuery(query_embedding=[1.0, 0.0], similarity_top_k=count)
    result = llama.query(query)
    return rounded(zip(result.ids, result.similarities))


check("llama-index, four", llama_nearest(4)[:2], [("zeros", "NaN"), ("same", 1.0)])
check("llama-index, one", llama_nearest(1), [("same", 1.0)])

nano = nano_vectordb.NanoVectorDB(2)
nano.upsert([{"__id__": k, "__vector__": numpy.array(v, "float32")} for k, v in VECTORS.items()])


def nano_nearest(**how):
    found = nano.query(numpy.array([1.0, 0.0], "float32"), **how)
    return rounded([(row["__id__"], row["__metrics__"]) for row in found])


check("nano-vectordb, one", nano_nearest(top_k=1), [("zeros", "NaN")])
check("nano-vectordb, above 0.9", nano_nearest(top_k=4, better_than_threshold=0.9), [("zeros", "NaN"), ("same", 1.0)])

hay = InMemoryDocumentStore(embedding_similarity_function="cosine")
hay.write_documents([haystack.Document(id=k, embedding=v) for k, v in VECTORS.items()])
ordered = [("same", 1.0), ("near", 0.6), ("zeros", 0.0), ("far", -1.0)]
found = hay.embedding_retrieval([1.0, 0.0], top_k=4, scale_score=False)
check("Haystack", rounded([(row.id, row.score) for row in found]), ordered)
found = hay.embedding_retrieval([0.0, 0.0], top_k=4, scale_score=False)
check("Haystack, zeros as the query", [row.score for row in found], [0.0, 0.0, 0.0, 0.0])


class Given(Embeddings):
    def embed_documents(self, texts):
        return [VECTORS[text] for text in texts]

    def embed_query(self, text):
        return VECTORS[text]


chain = InMemoryVectorStore(Given())
chain.add_texts(list(VECTORS))
found = chain.similarity_search_with_score("same", k=4)
check("LangChain", rounded([(document.page_content, score) for document, score in found]), ordered)
try:
    seen = chain.similarity_search_with_score("zeros", k=4)
except ValueError as error:
    seen = str(error)[:16]
check("LangChain, zeros as the query", seen, "NaN values found")
PY
