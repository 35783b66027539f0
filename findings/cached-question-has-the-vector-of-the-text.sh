#!/usr/bin/env bash
# llama-index-core 0.14.25 and langchain-classic 1.0.8 (langchain-core 1.8.3), seen 2026-11-29, with models that embed
# a text and a question differently, as most do. With an embeddings_cache of llama-index, a text that was embedded
# before as a question gets the vector of the question, and a question the vector of the text; and a second model,
# with another name, that shares the cache gets the vectors of the first. LangChain's CacheBackedEmbeddings keeps no
# questions by default; with query_embedding_cache=True it gives the vector of the text for the question, too.
#
# One would expect what is kept to be found by all that made it: the model and the kind of input. Whether a query
# finds its clip then depends on what was embedded first, and a change of the model changes only what had not been
# embedded yet.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check llama-index-core==0.14.25 langchain-classic==1.0.8 \
  langchain-core==1.8.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
from langchain_classic.embeddings import CacheBackedEmbeddings
from langchain_core.embeddings import Embeddings
from langchain_core.stores import InMemoryByteStore
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.storage.kvstore import SimpleKVStore

TEXT, QUESTION = 0.0, 1.0


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class Llama(BaseEmbedding):
    number: float = 1.0

    def _get_text_embedding(self, text):
        return [self.number, TEXT]

    def _get_query_embedding(self, query):
        return [self.number, QUESTION]

    async def _aget_query_embedding(self, query):
        return self._get_query_embedding(query)


class LangChain(Embeddings):
    def embed_documents(self, texts):
        return [[1.0, TEXT] for _ in texts]

    def embed_query(self, text):
        return [1.0, QUESTION]


bare = Llama(model_name="first")
check("llama-index without a cache", (bare.get_text_embedding("sea"), bare.get_query_embedding("sea")), ([1.0, 0.0], [1.0, 1.0]))
first = Llama(model_name="first", embeddings_cache=SimpleKVStore())
check("a text, then the question", (first.get_text_embedding("sea"), first.get_query_embedding("sea")), ([1.0, 0.0], [1.0, 0.0]))
check("a question, then the text", (first.get_query_embedding("sky"), first.get_text_embedding("sky")), ([1.0, 1.0], [1.0, 1.0]))
second = Llama(model_name="second", number=2.0, embeddings_cache=first.embeddings_cache)
check("the second model", (second.get_text_embedding("sea"), second.get_text_embedding("land")), ([1.0, 0.0], [2.0, 0.0]))


def langchain(**options):
    kept = CacheBackedEmbeddings.from_bytes_store(LangChain(), InMemoryByteStore(), namespace="m", key_encoder="sha256", **options)
    return kept.embed_documents(["sea"])[0], kept.embed_query("sea")


check("LangChain", langchain(), ([1.0, 0.0], [1.0, 1.0]))
check("LangChain that keeps questions", langchain(query_embedding_cache=True), ([1.0, 0.0], [1.0, 0.0]))
PY
