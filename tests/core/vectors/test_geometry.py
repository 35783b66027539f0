"""How near inputs embed, measured: the recorded geometry over a thousand random media, and a search that ranks."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import vector

HERE = Path(__file__).parents[2]
MEASURING = runpy.run_path(str(HERE / "benchmarks" / "geometry.py"))
RECORDED = MEASURING["RECORDED"]
CORPUS = HERE / "corpus" / "scenes.txt"
SECONDS = 12.0


@pytest.fixture(scope="module", params=["marengo3.0", "Marengo-retrieval-2.7"])
def cosines(request):
    """A thousand cosines for every kind of pair."""
    return MEASURING["measured"](request.param)


@pytest.mark.parametrize("pair", RECORDED)
def test_the_geometry_is_the_recorded_one(cosines, pair):
    """The median lies in the recorded range, and the middle 90 % within 0.05 of it."""
    recorded = RECORDED[pair]

    low, median, high = np.quantile(cosines[pair], (0.05, 0.5, 0.95))

    assert len(cosines[pair]) == 1000
    assert recorded.low <= median <= recorded.high
    assert recorded.low - 0.05 <= low
    assert high <= recorded.high + 0.05


class Query(NamedTuple):
    """A text, and the scene that it is about."""

    text: str
    video: int
    scene: int


@pytest.fixture(scope="module")
def corpus():
    """The videos of the corpus by name, each with its scenes, and the queries."""
    videos, queries = {}, []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            scenes = videos.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            scene, _, query = line.partition(" | ")
            if query:
                queries.append(Query(query, len(videos) - 1, len(scenes)))
            scenes.append(scene)
    return videos, queries


def test_the_corpus_is_what_it_should_be(corpus):
    """Fifty videos of five scenes, and two hundred queries in other words than their scenes."""
    videos, queries = corpus

    assert [len(scenes) for scenes in videos.values()] == [5] * 50
    assert len(queries) == len({query.text for query in queries}) == 200
    assert not {query.text for query in queries} & {scene for scenes in videos.values() for scene in scenes}


@pytest.mark.parametrize("name", ["marengo3.0", "Marengo-retrieval-2.7"])
@pytest.mark.parametrize("half", [range(25), range(25, 50)], ids=["looked at while tuning", "held out"])
def test_a_search_ranks_the_right_scene_first(corpus, half, name):
    """Over the clips of all fifty videos: the scene for 95 % of the queries, the video for 99 %."""
    videos, queries = corpus
    fake, model = FakeEmbed(), MODELS[name]
    clips, origins = [], []
    for number, (title, scenes) in enumerate(videos.items()):
        url = f"https://example.com/{title}.mp4"
        shown = [Scene(SECONDS * index, SECONDS * (index + 1), scene) for index, scene in enumerate(scenes)]
        fake.media(url, duration=SECONDS * len(scenes), scenes=shown)
        medium = fake._service.media.by_url(url)
        for index in range(10):
            part = Segment(6.0 * index, 6.0 * index + 6, model.options[0], "clip")
            clips.append(vector(fake._service.segment_embedding(model, medium, part)))
            origins.append((number, int(part.start // SECONDS)))
    asked = [query for query in queries if query.video in half]

    found = [origins[int(np.argmax(np.array(clips) @ vector(fake._service.text_embedding(model, query.text))))] for query in asked]

    assert len(asked) == 100
    assert sum(place == (query.video, query.scene) for place, query in zip(found, asked, strict=True)) >= 95
    assert sum(place[0] == query.video for place, query in zip(found, asked, strict=True)) >= 99
