"""How near inputs embed, measured: the recorded geometry over hundreds of random media, and a search that ranks."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import vectors

pytestmark = pytest.mark.once

HERE = Path(__file__).parents[2]
MEASURING = runpy.run_path(str(HERE / "benchmarks" / "geometry.py"))
ROWS = MEASURING["ROWS"]
ORDER = (
    ("neighbouring clips of one scene", "clips of two scenes of one video"),
    ("clips of two scenes of one video", "clips of two videos"),
    ("image and clip of the same", "image and clip of something else"),
    ("text and clip of the same", "text and clip of something else"),
    ("text and sound of the same", "text and sound of something else"),
)
CORPUS = HERE / "corpus" / "scenes.txt"
SECONDS = 12.0


@pytest.fixture(scope="module", params=ROWS)
def measured(request):
    """The rows of a model, and a hundred to two hundred thousand cosines for every kind of pair."""
    return ROWS[request.param], MEASURING["measured"](request.param)


def test_the_geometry_is_the_recorded_one(measured):
    """The median of each row lies in its range, and the middle 90 % within 0.05 of it."""
    rows, cosines = measured
    outside = {}

    for pair, (low, high, _) in rows.items():
        lowest, median, highest = np.quantile(cosines[pair], (0.05, 0.5, 0.95))
        if not (low <= median <= high and low - 0.05 <= lowest and highest <= high + 0.05):
            outside[pair] = lowest, median, highest

    assert cosines.keys() == rows.keys()
    assert min(map(len, cosines.values())) >= 100
    assert outside == {}


def test_what_nobody_saw_keeps_the_order(measured):
    """Whatever the model, what belongs together is nearer: 5 % of its pairs lie below this, 95 % of the others."""
    _, cosines = measured

    for near, far in ORDER:
        assert np.quantile(cosines[near], 0.05) > np.quantile(cosines[far], 0.95), (near, far)


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


@pytest.fixture(scope="module", params=ROWS)
def ranked(request, corpus):
    """The scenes that are found first for all queries, over the clips of all videos, as numbers of videos and scenes."""
    videos, queries = corpus
    fake, model = FakeEmbed(), MODELS[request.param]
    clips, origins = [], []
    for number, (title, scenes) in enumerate(videos.items()):
        url = f"https://example.com/{title}.mp4"
        shown = [Scene(SECONDS * index, SECONDS * (index + 1), scene) for index, scene in enumerate(scenes)]
        fake.media(url, duration=SECONDS * len(scenes), scenes=shown)
        medium = fake._service.media.by_url(url)
        for start in np.arange(0.0, SECONDS * len(scenes), SECONDS / 2):
            part = Segment(float(start), float(start) + SECONDS / 2, model.options[0], "clip")
            clips.append(fake._service.segment_embedding(model, medium, part))
            origins.append((number, int(start // SECONDS)))
    asked = np.stack([*vectors([fake._service.text_embedding(model, query.text) for query in queries])])
    return [origins[best] for best in np.argmax(asked @ np.stack([*vectors(clips)]).T, axis=1)]


@pytest.mark.parametrize("half", [range(25), range(25, 50)], ids=["looked at while tuning", "held out"])
def test_a_search_ranks_the_right_scene_first(corpus, ranked, half):
    """Over the clips of all fifty videos: the scene for 95 % of the queries, the video for 99 %."""
    found = [(query, place) for query, place in zip(corpus[1], ranked, strict=True) if query.video in half]

    assert len(found) == 100
    assert sum(place == (query.video, query.scene) for query, place in found) >= 95
    assert sum(place[0] == query.video for query, place in found) >= 99
