"""What vectors promise whatever they mean: unit length, the right width, and the same bits everywhere and for ever."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from hashlib import shake_128
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.cache import LRUCache
from fakeembed._core.vectors import numbers as vectors
from fakeembed._core.vectors.numbers import (
    HEAVIEST,
    HEAVIEST_DRAW,
    Embedding,
    Orthogonalized,
    Part,
    Plane,
    RandomDirection,
    bfloat16,
    vector,
)
from fakeembed._core.vectors.words import features

GOLDEN = Path(__file__).parents[2] / "golden" / "vectors.py"
EVERYWHERE = Plane(0, 16)


def direction(texts, plane):
    """One that depends on nothing but which texts it is drawn from, so that no two directions cancel each other."""
    found = sorted(texts)
    return RandomDirection(tuple(found), plane, tuple(HEAVIEST_DRAW // 4 + len(text) for text in found))


planes = st.sampled_from([Plane(0, 1), Plane(2, 8), Plane(10, 6), EVERYWHERE])
drawn = st.builds(direction, st.sets(st.text(max_size=5), min_size=1, max_size=3), planes)
weights = st.integers(1, 1000) | st.integers(-1000, -1)
blends = st.recursive(
    st.lists(st.builds(Part, weights, drawn), min_size=1, max_size=4, unique_by=lambda part: part.of).map(tuple),
    lambda inner: st.lists(st.builds(Part, weights, inner), min_size=1, max_size=3, unique_by=lambda part: part.of).map(tuple),
    max_leaves=8,
)


def embedding(blend, *, space=512, width=None):
    """All numbers of a space unless fewer are wanted."""
    return Embedding(blend, space, width or space)


def cosine(one, other):
    """In double precision."""
    return float(one.astype(np.float64) @ other.astype(np.float64))


@given(blends, st.sampled_from([512, 1024]))
def test_a_vector_has_unit_length(blend, space):
    """Recorded of the live service: 1 within 5e-8 where vectors are float32."""
    found = vector(embedding(blend, space=space)).astype(np.float64)

    assert found.shape == (space,)
    assert float(found @ found) ** 0.5 == pytest.approx(1, abs=1e-6)


@given(blends, st.integers(1, 512))
def test_a_shorter_vector_is_the_beginning_of_the_longer_one(blend, width):
    """Decision D76, as documented of `embedding_dimension`: only the length differs."""
    whole = vector(embedding(blend)).astype(np.float64)[:width]
    length = float(whole @ whole) ** 0.5

    short = vector(embedding(blend).first(width)).astype(np.float64)

    assert short == pytest.approx(whole / length if length else whole, abs=1e-5)


@pytest.mark.parametrize(("number", "rounded"), [(1.00390625, 1.0), (1.01171875, 1.015625), (-0.10009765625, -0.10009765625)])
def test_ties_go_to_the_even_number_in_bfloat16(number, rounded):
    """As IEEE 754 rounds; 0.1001 has eight digits in base two and stays."""
    assert bfloat16(np.array([number], np.float32)).tolist() == [rounded]


@given(st.floats(-1, 1, width=32))
def test_rounding_to_bfloat16_keeps_what_it_has_rounded(number):
    """And moves nothing by more than half of its last digit."""
    once = bfloat16(np.array([number], np.float32))

    assert bfloat16(once).tobytes() == once.tobytes()
    assert abs(float(once[0]) - number) <= max(abs(number) * 2.0**-8, 2.0**-134)


def test_a_vector_is_never_made_longer():
    """There are no numbers behind the last."""
    assert embedding((Part(1, RandomDirection(("a",), EVERYWHERE)),)).first(2048).width == 512


@given(st.lists(blends, min_size=1, max_size=30))
def test_computing_many_at_once_changes_no_bit(several):
    """What is computed together depends on what a client asks for; what comes out must not."""
    together = [one.tobytes() for one in vectors.vectors([embedding(blend) for blend in several])]
    vectors._cache.clear()

    alone = [vector(embedding(blend)).tobytes() for blend in reversed(several)]

    assert together == alone[::-1]


@given(st.text(max_size=8), st.text(max_size=8))
def test_distinct_texts_are_drawn_nearly_at_right_angles(one, other):
    """So that only what inputs share brings them together."""
    first, second = (vector(embedding((Part(1, RandomDirection((text,), EVERYWHERE)),))) for text in (one, other))

    assert (first.tobytes() == second.tobytes()) is (one == other)
    assert one == other or abs(cosine(first, second)) < 0.3


def test_planes_without_a_common_lane_are_at_right_angles():
    """So that chance cannot move a text towards a picture."""
    first, second = (vector(embedding((Part(1, RandomDirection(("a",), plane)),))) for plane in (Plane(0, 3), Plane(3, 13)))

    assert cosine(first, second) == pytest.approx(0, abs=1e-6)


def test_what_lies_apart_has_nothing_in_common_with_the_others():
    """Pinned cosines are exact because of it."""
    axis = (Part(1, RandomDirection(("a",), EVERYWHERE)),)
    apart = Orthogonalized((Part(5, RandomDirection(("a",), EVERYWHERE)), Part(3, RandomDirection(("b",), EVERYWHERE))), (axis,))

    found = vector(embedding((Part(1, apart),)))

    assert cosine(found, vector(embedding(axis))) == pytest.approx(0, abs=1e-6)


def test_weights_stay_within_what_sums_hold_exactly():
    """Beyond it the order of a sum would matter, and with it the processor."""
    heaviest = (Part(HEAVIEST, RandomDirection(("a",), EVERYWHERE)),)

    assert vector(embedding(heaviest)).tobytes() == vector(embedding((Part(1, RandomDirection(("a",), EVERYWHERE)),))).tobytes()
    with pytest.raises(ValueError, match="268435456 at most"):
        vector(embedding((Part(HEAVIEST + 1, RandomDirection(("a",), EVERYWHERE)),)))


@pytest.mark.parametrize("space", [512, 1024])
def test_every_number_stays_below_what_float64_holds_exactly(space):
    """The bounds in the module's docstring, for draws as long as they can be, all of the same sign and as heavy as allowed."""
    most_drawn = 128 * HEAVIEST_DRAW
    length = (vectors.LENGTH + space**0.5 / 2) ** 2

    assert most_drawn * vectors.LANES <= 2**24  # and float32 as well
    assert space * most_drawn**2 < 2**53
    assert length < 2**53
    assert HEAVIEST * (vectors.LENGTH + space**0.5 / 2) < 2**53


@given(st.text(alphabet="abcd\u00e4\ud55c\u0430", min_size=1, max_size=200))
def test_no_word_is_heavier_than_what_sums_hold_exactly(word):
    """However long it is."""
    assert sum(features(word).values()) <= HEAVIEST_DRAW


def test_the_digests_are_those_of_the_golden_file():
    """A vector that a user's test has stored must never change; one that moves is a breaking change for the changelog."""
    found = runpy.run_path(str(GOLDEN))["digests"]()

    assert found == json.loads(GOLDEN.with_suffix(".json").read_text(encoding="utf-8"))


def _without_simd():
    features = np._core._multiarray_umath if hasattr(np, "_core") else np.core._multiarray_umath
    found = [name for name in features.__cpu_dispatch__ if features.__cpu_features__[name]]
    return {"NPY_DISABLE_CPU_FEATURES": " ".join(found)}


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(_without_simd(), id="numpy without SIMD"),
        pytest.param({"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"}, id="the BLAS of an old processor"),
        pytest.param({"PYTHONHASHSEED": "12345"}, id="another hash seed"),
    ],
)
def test_the_digests_are_the_same_on_another_machine(settings):
    """Sums in another order, instructions without fused steps: exact integers do not care."""
    found = subprocess.run(
        [sys.executable, str(GOLDEN)], check=True, capture_output=True, text=True, env={**os.environ, **settings}
    ).stdout

    assert json.loads(found) == json.loads(GOLDEN.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture
def hashed(monkeypatch):
    """The texts that directions were drawn from, in order, beginning with empty caches."""
    texts = []

    def counting(text):
        texts.append(text)
        return shake_128(text)

    monkeypatch.setattr(vectors, "shake_128", counting)
    vectors._cache.clear()
    return texts


def test_no_vector_is_computed_before_it_is_asked_for(hashed, fake_embed, client):
    """A suite that never looks at vectors pays for none."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/dog.mp4")
    client.embed.tasks.wait_for_done(task.id)
    client.embed.tasks.list()

    assert hashed == []


def test_no_vector_is_computed_twice(hashed, fake_embed, client):
    """Neither for another filter, nor for the mean of a video's clips."""
    task = client.embed.tasks.create(
        model_name="marengo3.0", video_url="https://example.com/dog.mp4", video_embedding_scope=["clip", "video"]
    )
    client.embed.tasks.wait_for_done(task.id)
    client.embed.tasks.retrieve(task.id)
    own = [text for text in hashed if b"|clip " in text]

    client.embed.tasks.retrieve(task.id, embedding_option=["visual"])
    client.embed.tasks.retrieve(task.id)

    assert len(own) == len(set(own)) == 9  # three clips, seen, heard and transcribed
    assert [text for text in hashed if b"|clip " in text] == own


@pytest.fixture
def client():
    """The published client as the code under test would make it."""
    from twelvelabs import TwelveLabs

    return TwelveLabs(api_key="any")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 8)), max_size=60))
def test_what_is_kept_stays_within_its_bound(puts):
    """A suite of thousands of tests must not grow without end."""
    kept = LRUCache(20)

    for key, size in puts:
        kept.put(key, (key, size), size=size)

    assert kept.held == sum(size for _, size in kept._values.values()) <= 20
    assert all(kept.get(key) in {None, *puts} for key in range(10))
    assert not puts or kept.get(puts[-1][0]) == puts[-1]


def test_the_least_recently_used_goes_first():
    """What is asked for again stays."""
    kept = LRUCache(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.get("a")

    kept.put("c", 3)
    kept.put("too large", 4, size=3)

    assert [kept.get(key) for key in ("a", "b", "c", "too large")] == [1, None, 3, None]
    assert len(kept) == 2
