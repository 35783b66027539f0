"""Whether approximate indexes find what exact search finds, at their default parameters: `python tests/benchmarks/indexes.py`.

Videos of three to eight scenes, each of some clips, are searched with texts that name three of the four words of a scene, in other
forms and in another order. Beside exact search stand those indexes that can be imported, and PostgreSQL's pgvector when the
environment's `PGVECTOR` is a connection string.
"""

from __future__ import annotations

import argparse
import os
import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

CLIP = 6.0
QUERIES = 300
BEST = 10
# Words that are written as a query has them, beside how a scene has them.
WHO = """dog:dogs cat:cats horse:horses boy:boys girl:girls woman:women man:men nurse:nurses pilot:pilots sailor:sailors cook:cooks
waiter:waiters singer:singers drummer:drummers painter:painters farmer:farmers miner:miners tailor:tailors welder:welders
judge:judges
monk:monks clown:clowns skier:skiers diver:divers cyclist:cyclists runner:runners referee:referees goat:goats parrot:parrots
monkey:monkeys elephant:elephants robot:robots soldier:soldiers barber:barbers potter:potters librarian:librarians baker:bakers
gardener:gardeners reporter:reporters plumber:plumbers""".split()  # noqa: SIM905 - reads better as text
DOES = """chases:chasing carries:carried paints:painting washes:washed repairs:repairing pushes:pushed drops:dropping finds:found
kicks:kicking catches:caught hides:hidden inspects:inspecting throws:thrown breaks:broken sells:sold measures:measuring
wraps:wrapped polishes:polishing balances:balancing drags:dragged lifts:lifting photographs:photographed counts:counting
weighs:weighed unpacks:unpacking""".split()  # noqa: SIM905
WHAT = """ball:balls box:boxes drum:drums ladder:ladders lamp:lamps bicycle:bicycles mirror:mirrors basket:baskets barrel:barrels
rope:ropes umbrella:umbrellas suitcase:suitcases carpet:carpets kettle:kettles statue:statues violin:violins hammer:hammers
pumpkin:pumpkins melon:melons fish:fishes candle:candles blanket:blankets camera:cameras tyre:tyres clock:clocks helmet:helmets
kite:kites globe:globes chair:chairs bottle:bottles wheelbarrow:wheelbarrows trumpet:trumpets map:maps letter:letters
pillow:pillows""".split()  # noqa: SIM905
WHERE = """park:parks beach:beaches kitchen:kitchens harbour:harbours market:markets station:stations garden:gardens desert:deserts
forest:forests stadium:stadiums church:churches museum:museums bridge:bridges tunnel:tunnels rooftop:rooftops library:libraries
hospital:hospitals airport:airports farm:farms castle:castles cellar:cellars attic:attics meadow:meadows village:villages
laundry:laundries""".split()  # noqa: SIM905


class World(NamedTuple):
    """Clips with the scene that each shows, and queries with the scene that each is about."""

    clips: NDArray[np.float32]
    scenes: NDArray[np.int64]
    queries: NDArray[np.float32]
    wanted: NDArray[np.int64]


def world(model_name: str, videos: int, *, seed: int = 0) -> World:
    """Random videos and queries."""
    chance, fake, model = random.Random(seed), FakeEmbed(), MODELS[model_name]
    recipes, origins, scenes = [], [], []
    for number in range(videos):
        url, start, shown = f"https://example.com/{number:05}.mp4", 0.0, []
        for _ in range(chance.randint(3, 8)):
            words = [chance.choice(words).split(":") for words in (WHO, DOES, WHAT, WHERE)]
            end = start + CLIP * chance.randint(5, 12)
            shown.append((Scene(start, end, "a {} {} a {} in the {}".format(*(scene for scene, _ in words))), words))
            start = end
        fake.media(url, duration=start, scenes=[scene for scene, _ in shown])
        medium = fake._service.media.by_url(url)
        for scene, words in shown:
            for clip in np.arange(scene.start, scene.end, CLIP):
                part = Segment(float(clip), float(clip) + CLIP, model.options[0], "clip")
                recipes.append(fake._service.segment_embedding(model, medium, part))
                origins.append(len(scenes))
            scenes.append(words)
    wanted = chance.sample(range(len(scenes)), min(QUERIES, len(scenes)))
    texts = ["{2} and {1}, {0}".format(*chance.sample([query for _, query in scenes[index]], 3)) for index in wanted]
    asked = [fake._service.text_embedding(model, text) for text in texts]
    return World(np.stack([*vectors(recipes)]), np.array(origins), np.stack([*vectors(asked)]), np.array(wanted))


def exact(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The indices of the nearest clips of each query."""
    return np.argsort(-(queries @ clips.T), axis=1, kind="stable")[:, :BEST]


def hnswlib(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    import hnswlib as library

    index = library.Index("cosine", clips.shape[1])
    index.init_index(len(clips))
    index.add_items(clips, num_threads=1)
    return index.knn_query(queries, BEST, num_threads=1)[0].astype(np.int64)


def faiss(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    import faiss as library

    library.omp_set_num_threads(1)
    index = library.IndexHNSWFlat(clips.shape[1], 32)
    index.add(clips)
    return index.search(queries, BEST)[1]


def faiss_ivf(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """Not among those that must find everything: one of sqrt(n) lists is looked at."""
    import faiss as library

    library.omp_set_num_threads(1)
    index = library.index_factory(clips.shape[1], f"IVF{int(len(clips) ** 0.5)},Flat", library.METRIC_INNER_PRODUCT)
    index.train(clips)
    index.add(clips)
    return index.search(queries, BEST)[1]


def usearch(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    from usearch.index import Index

    index = Index(ndim=clips.shape[1], metric="cos")
    index.add(np.arange(len(clips)), clips, threads=1)
    return index.search(queries, BEST, threads=1).keys.astype(np.int64)


def chroma(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    import chromadb

    client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(f"clips-{len(clips)}-{random.random()}", metadata={"hnsw:space": "cosine"})
    for first in range(0, len(clips), 5000):
        part = clips[first : first + 5000]
        collection.add(ids=[str(first + index) for index in range(len(part))], embeddings=part)
    found = collection.query(query_embeddings=queries, n_results=BEST, include=[])["ids"]
    return np.array(found, dtype=np.int64)


def pgvector(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    import psycopg
    from pgvector.psycopg import register_vector

    with psycopg.connect(os.environ["PGVECTOR"], autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        register_vector(connection)
        connection.execute(f"CREATE TEMPORARY TABLE clips (id int, v vector({clips.shape[1]}))")
        with connection.cursor().copy("COPY clips FROM STDIN WITH (FORMAT BINARY)") as copy:
            copy.set_types(["int4", "vector"])
            for index, clip in enumerate(clips):
                copy.write_row([index, clip])
        connection.execute("SET max_parallel_maintenance_workers = 0")
        connection.execute("SET maintenance_work_mem = '512MB'")  # so that the graph is built in memory, in minutes
        connection.execute("CREATE INDEX ON clips USING hnsw (v vector_cosine_ops)")
        connection.execute("SET enable_seqscan = off")
        rows = []
        for query in queries:
            found = [row[0] for row in connection.execute(f"SELECT id FROM clips ORDER BY v <=> %s LIMIT {BEST}", [query])]
            rows.append(found + [-1] * (BEST - len(found)))
        return np.array(rows)


def int8(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """Each number as one of 255 steps between the extremes of all."""
    step = np.abs(clips).max() / 127
    return exact(np.rint(clips / step).astype(np.float32), queries)


def binary(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The sign of each number beside the mean of all clips, as stores do that centre what they quantise; queries stay whole."""
    return _by_signs(clips - clips.mean(axis=0), queries, BEST)


def binary_rescored(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The nearest of the forty that `binary` finds."""
    return _nearest(clips, queries, _by_signs(clips - clips.mean(axis=0), queries, 4 * BEST))


def hamming_rescored(clips: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The nearest of the two hundred whose signs, beside zero, differ least from those of the query."""
    return _nearest(clips, queries, _by_signs(clips, np.sign(queries), 20 * BEST))


def _by_signs(clips: NDArray[np.float32], queries: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    return np.argsort(-(queries @ np.sign(clips).T), axis=1, kind="stable")[:, :most]


def _nearest(clips: NDArray[np.float32], queries: NDArray[np.float32], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """The indices of the nearest among the clips that were found for each query."""
    order = np.argsort(-np.einsum("qd,qkd->qk", queries, clips[found]), axis=1, kind="stable")[:, :BEST]
    return np.take_along_axis(found, order, axis=1)


INDEXES: tuple[Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.int64]], ...] = (
    exact, hnswlib, faiss, usearch, chroma, pgvector, faiss_ivf, int8, binary, binary_rescored,
    hamming_rescored,
)  # fmt: skip


def measured(model: str, videos: int, names: set[str]) -> Iterator[tuple[str, float, float]]:
    """For each index: how often the right scene is first, and the share of the exact ten clips that it finds."""
    found = world(model, videos)
    best = exact(found.clips, found.queries)
    for index in INDEXES:
        if names and index.__name__ not in names:
            continue
        try:
            got = index(found.clips, found.queries)
        except (ImportError, KeyError) as error:
            print(f"| {index.__name__} | not measured: {error!r} |")
            continue
        first = float(np.mean(found.scenes[got[:, 0]] == found.wanted))
        recall = float(np.mean([len({*some} & {*all_of_it}) / BEST for some, all_of_it in zip(got, best, strict=True)]))
        yield f"{index.__name__} ({len(found.clips):,} clips)", first, recall


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--videos", type=int, nargs="+", default=[60, 500])
    parser.add_argument("--models", nargs="+", default=["marengo3.0", "Marengo-retrieval-2.7"])
    parser.add_argument("--indexes", nargs="+", default=[])
    asked = parser.parse_args()
    print("| model | videos | index | right scene first | recall@10 |\n| --- | ---: | --- | ---: | ---: |")
    for model in asked.models:
        for videos in asked.videos:
            for index, first, recall in measured(model, videos, set(asked.indexes)):
                print(f"| {model} | {videos} | {index} | {first:.3f} | {recall:.3f} |", flush=True)


if __name__ == "__main__":
    main()
