#!/usr/bin/env bash
# llama-index-core 0.14.25, seen 2026-11-30: IngestionPipeline, whose cache is on by default. Two documents, d1 and d2, each with the
# text "yes", as the captions of two videos have, are put through it in two runs: the second run answers the piece of d1, with d1's id
# and d1 as its document, and nothing of d2. A run of "sea" and "saw" is followed by one of "seas" and "aw": the answer is "sea" and
# "saw", under the documents of the first run, and so it is for one document "seasaw". What is kept is found by the texts of a run,
# joined without anything between them. Documents whose pieces keep other metadata are told apart.
#
# One would expect a cache to save work and to change no answer. A store that is filled by the pipeline never gets the second document,
# finds words that were not given, and a document that is deleted takes along the hits of the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check llama-index-core==0.14.25 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceWindowNodeParser
from llama_index.core.schema import Document


class Lengths(BaseEmbedding):
    def _get_text_embedding(self, text):
        return [float(len(text)), 1.0]

    _get_query_embedding = _get_text_embedding

    async def _aget_query_embedding(self, query):
        return self._get_text_embedding(query)


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen}, and not {expected}")
    print(f"still so: {what}: {seen}")


def pieces(pipeline, **texts):
    documents = [Document(text=text, id_=name) for name, text in texts.items()]
    return [(node.ref_doc_id, node.text) for node in pipeline.run(documents=documents)]


def whole_text(text):
    return [text]


def made(**more):
    parser = SentenceWindowNodeParser(sentence_splitter=whole_text, **more)
    return IngestionPipeline(transformations=[parser, Lengths()])


pipeline = made()
check("d1", pieces(pipeline, d1="yes"), [("d1", "yes")])
check("d2, the same text", pieces(pipeline, d2="yes"), [("d1", "yes")])
pipeline = made()
check("sea and saw", pieces(pipeline, d1="sea", d2="saw"), [("d1", "sea"), ("d2", "saw")])
check("seas and aw", pieces(pipeline, d3="seas", d4="aw"), [("d1", "sea"), ("d2", "saw")])
check("seasaw", pieces(pipeline, d5="seasaw"), [("d1", "sea"), ("d2", "saw")])
pipeline.disable_cache = True
check("seas and aw, without the cache", pieces(pipeline, d3="seas", d4="aw"), [("d3", "seas"), ("d4", "aw")])
for kept, second in ((True, "d2"), (False, "d1")):
    pipeline = made(include_metadata=kept)
    for name, answered in (("d1", "d1"), ("d2", second)):
        (node,) = pipeline.run(documents=[Document(text="yes", id_=name, metadata={"video": name})])
        check(f"{name}, with metadata that its pieces {'keep' if kept else 'do not keep'}", node.ref_doc_id, answered)
PY
venv/bin/python -W ignore find.py 2> python.log || { cat python.log; exit 1; }
