"""Vector stores find the scene that a query is about: each with the metric and the parameters of docs/vector-stores.md.

A store that is not installed is skipped; `nox -s stores` runs each in an environment of its own, where it has to be there.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from twelvelabs import TwelveLabs

from fakeembed import Scene

WIDTH = 512
VIDEOS = {
    "park.mp4": ("a dog catches a frisbee", "children feed ducks", "an old man plays chess"),
    "beach.mp4": ("waves roll onto the sand", "a surfer waxes her board", "gulls fight over bread"),
    "kitchen.mp4": ("a cook slices onions", "soup boils over", "a waiter drops plates"),
}
QUERIES = {
    "frisbees, caught by dogs": ("park.mp4", 0),
    "feeding a duck": ("park.mp4", 1),
    "surfers wax boards": ("beach.mp4", 1),
    "bread and gulls": ("beach.mp4", 2),
    "onion slices": ("kitchen.mp4", 0),
    "the waiter's dropped plate": ("kitchen.mp4", 2),
}


def installed(name):
    """The module of a store; where a store must be there, one that cannot be imported fails the test."""
    return import_module(name) if os.environ.get("FAKEEMBED_STORE") else pytest.importorskip(name)


class Corpus(NamedTuple):
    """The clips with the scene that each shows, and the queries with the scene that each is about."""

    scenes: list[tuple[str, int]]
    clips: np.ndarray
    queries: np.ndarray
    wanted: list[tuple[str, int]]


@pytest.fixture
def corpus(fake_embed):
    """Three videos of three scenes, four clips each, embedded as any program would."""
    client, scenes, clips = TwelveLabs(api_key="any"), [], []
    for name, texts in VIDEOS.items():
        shown = [Scene(24.0 * number, 24.0 * (number + 1), text) for number, text in enumerate(texts)]
        fake_embed.media(name, duration=72, scenes=shown)
        task = client.embed.tasks.create(model_name="marengo3.0", video_url=f"https://example.com/{name}")
        client.embed.tasks.wait_for_done(task.id)
        found = client.embed.tasks.retrieve(task.id, embedding_option=["visual"]).video_embedding.segments
        scenes += [(name, int(clip.start_offset_sec // 24)) for clip in found]
        clips += [clip.float_ for clip in found]
    asked = [client.embed.create(model_name="marengo3.0", text=text).text_embedding.segments[0].float_ for text in QUERIES]
    return Corpus(scenes, np.array(clips, np.float32), np.array(asked, np.float32), [*QUERIES.values()])


@pytest.fixture
def check(corpus):
    """Fails unless the first hit of each query, a number of a clip, is of the right scene; scenes are compared, not offsets."""

    def check(hits):
        assert [corpus.scenes[int(hit)] for hit in hits] == corpus.wanted

    return check


def test_numpy(corpus, check):
    """Without a store: vectors have length 1, so a dot product is a cosine."""
    check(np.argmax(corpus.queries @ corpus.clips.T, axis=1))


def test_faiss(corpus, check):
    """Inner product over a graph; `IndexHNSWFlat` alone would measure L2, which ranks unit vectors alike."""
    faiss = installed("faiss")
    index = faiss.IndexHNSWFlat(WIDTH, 32, faiss.METRIC_INNER_PRODUCT)
    index.add(corpus.clips)

    check(index.search(corpus.queries, 1)[1][:, 0])


def test_hnswlib(corpus, check):
    """The space is "cosine"."""
    hnswlib = installed("hnswlib")
    index = hnswlib.Index("cosine", WIDTH)
    index.init_index(len(corpus.clips))
    index.add_items(corpus.clips)

    check(index.knn_query(corpus.queries, 1)[0][:, 0])


def test_usearch(corpus, check):
    """The metric is "cos"."""
    index = installed("usearch.index").Index(ndim=WIDTH, metric="cos")
    index.add(np.arange(len(corpus.clips)), corpus.clips)

    check(match.keys[0] for match in (index.search(query, 1) for query in corpus.queries))


def test_chroma(corpus, check):
    """Its default is L2; `hnsw.space` says cosine."""
    chromadb = installed("chromadb")
    settings = chromadb.Settings(anonymized_telemetry=False)
    clips = chromadb.EphemeralClient(settings).create_collection("clips", configuration={"hnsw": {"space": "cosine"}})
    clips.add(ids=[str(number) for number in range(len(corpus.clips))], embeddings=corpus.clips)

    check(ids[0] for ids in clips.query(query_embeddings=corpus.queries, n_results=1)["ids"])


def test_qdrant(corpus, check):
    """In memory, with the distance Cosine."""
    qdrant = installed("qdrant_client")
    store = qdrant.QdrantClient(":memory:")
    store.create_collection("clips", qdrant.models.VectorParams(size=WIDTH, distance=qdrant.models.Distance.COSINE))
    points = [qdrant.models.PointStruct(id=number, vector=clip.tolist()) for number, clip in enumerate(corpus.clips)]
    store.upsert("clips", points)

    check(store.query_points("clips", query=query.tolist(), limit=1).points[0].id for query in corpus.queries)


def test_lancedb(corpus, check, tmp_path):
    """A folder; its default is L2, and a search may ask for cosine."""
    lancedb = installed("lancedb")
    rows = [{"number": number, "vector": clip} for number, clip in enumerate(corpus.clips)]
    clips = lancedb.connect(tmp_path).create_table("clips", rows)

    check(clips.search(query).distance_type("cosine").limit(1).to_list()[0]["number"] for query in corpus.queries)


def test_sqlite_vec(corpus, check):
    """A virtual table whose column says `distance_metric=cosine`."""
    sqlite_vec = installed("sqlite_vec")
    if not hasattr(sqlite3.Connection, "enable_load_extension"):
        pytest.skip("this Python was built without extensions for SQLite")
    with closing(sqlite3.connect(":memory:")) as store:
        store.enable_load_extension(True)
        sqlite_vec.load(store)
        store.execute(f"CREATE VIRTUAL TABLE clips USING vec0(vector float[{WIDTH}] distance_metric=cosine)")
        store.executemany(
            "INSERT INTO clips (rowid, vector) VALUES (?, ?)",
            [(number, clip.tobytes()) for number, clip in enumerate(corpus.clips)],
        )
        nearest = "SELECT rowid FROM clips WHERE vector MATCH ? AND k = 1"

        check(store.execute(nearest, [query.tobytes()]).fetchone()[0] for query in corpus.queries)


def test_milvus(corpus, check, tmp_path):
    """Milvus Lite, a file, with the metric COSINE."""
    pymilvus, _ = installed("pymilvus"), installed("milvus_lite")
    with closing(pymilvus.MilvusClient(str(tmp_path / "clips.db"))) as store:
        store.create_collection("clips", dimension=WIDTH, metric_type="COSINE")
        store.insert("clips", [{"id": number, "vector": clip.tolist()} for number, clip in enumerate(corpus.clips)])

        check(hits[0]["id"] for hits in store.search("clips", corpus.queries.tolist(), limit=1))


@pytest.fixture
def data():
    """A folder that PostgreSQL can reach: where root starts it, it runs as somebody else, whom pytest's own folders shut out."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder, "data")


def test_pgvector(corpus, check, data):
    """`vector_cosine_ops` and its operator `<=>`, in a PostgreSQL that a package brings along."""
    pgserver, psycopg = installed("pgserver"), installed("psycopg")
    server = pgserver.get_server(data, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri()) as store:
            store.execute("CREATE EXTENSION vector")
            store.execute(f"CREATE TABLE clips (number int, v vector({WIDTH}))")
            for number, clip in enumerate(corpus.clips):
                store.execute("INSERT INTO clips VALUES (%s, %s::vector)", [number, str(clip.tolist())])
            store.execute("CREATE INDEX ON clips USING hnsw (v vector_cosine_ops)")
            nearest = "SELECT number FROM clips ORDER BY v <=> %s::vector LIMIT 1"

            check([store.execute(nearest, [str(query.tolist())]).fetchone()[0] for query in corpus.queries])
    finally:
        server.cleanup()
