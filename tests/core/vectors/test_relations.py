"""`fake.relate`: a test pins how near two inputs embed, and is told when it asks for what cannot be."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed
from fakeembed._core.media import probe
from fakeembed._core.media.catalog import Upload
from fakeembed._core.media.names import is_medium
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MARENGO_3_0, MODELS
from fakeembed._core.vectors.numbers import vector

CAR = "https://example.com/car.mp4"
BOAT = "https://example.com/boat.mp4"


@pytest.fixture
def fake():
    """A fake that nothing is pinned on."""
    return FakeEmbed()


def text(fake, content, model=MARENGO_3_0):
    """The vector of a text."""
    return vector(fake._service.text_embedding(model, content)).astype(np.float64)


def clips(fake, medium, model=MARENGO_3_0):
    """The vectors of three clips, seen and heard, of a medium or of the one at a URL."""
    medium = fake._service.media.by_url(medium) if isinstance(medium, str) else medium
    parts = [Segment(start, start + 6.0, option, "clip") for option in (model.options[0], "audio") for start in (0.0, 6.0, 12.0)]
    return [vector(fake._service.segment_embedding(model, medium, part)).astype(np.float64) for part in parts]


@pytest.mark.parametrize("cosine", [-1, -0.4, 0, 0.9, 1])
def test_two_texts_are_as_near_as_a_test_says(fake, cosine):
    """Whatever they mean."""
    fake.relate("a red car", "a green apple", cosine=cosine)

    assert text(fake, "a red car") @ text(fake, "a green apple") == pytest.approx(cosine, abs=1e-5)


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.name)
def test_a_text_is_as_near_to_every_clip_of_a_video(fake, model):
    """To what is seen and to what is heard, in every model."""
    fake.relate(CAR, "a search that has to find the car", cosine=0.9)

    found = [text(fake, "a search that has to find the car", model) @ clip for clip in clips(fake, CAR, model)]

    assert found == pytest.approx([0.9] * 6, abs=1e-5)


@pytest.mark.parametrize("name", ["my dog.mp4", "my%20dog.mp4"])
def test_a_file_is_pinned_by_its_name_as_some_clients_quote_it_too(fake, name):
    """As aiohttp does (D222)."""
    fake.media("my dog.mp4", duration=18)
    fake.relate("my dog.mp4", "a dog", cosine=0.9)
    medium = fake._service.media.by_bytes(Upload(name, "video/mp4", b"any"), probe.video)

    assert [text(fake, "a dog") @ clip for clip in clips(fake, medium)] == pytest.approx([0.9] * 6, abs=1e-5)


def test_a_pinned_clip_is_still_none_of_its_neighbours(fake):
    """Distinct inputs stay distinct."""
    fake.relate("a red car", CAR, cosine=0.9)

    assert all(one @ other < 0.9999 for one, other in combinations(clips(fake, CAR), 2))


def test_several_texts_can_be_pinned_to_one_video(fake):
    """They come as near each other as that demands."""
    fake.relate("a red car", CAR, cosine=0.9)
    fake.relate("something entirely different", CAR, cosine=0.85)

    assert [text(fake, "a red car") @ clip for clip in clips(fake, CAR)] == pytest.approx([0.9] * 6, abs=0.01)
    assert [text(fake, "something entirely different") @ clip for clip in clips(fake, CAR)] == pytest.approx([0.85] * 6, abs=0.01)


def test_two_videos_can_be_pinned(fake):
    """Their clips are about as near each other."""
    fake.relate(CAR, BOAT, cosine=0.7)

    found = [one @ other for one in clips(fake, CAR) for other in clips(fake, BOAT)]

    assert found == pytest.approx([0.7] * 36, abs=0.05)


@pytest.mark.parametrize("cosine", [-1.0, 1.0])
@pytest.mark.parametrize(("a", "b"), [(CAR, BOAT), (CAR, "a red car"), ("car.mp4", "car.jpg"), ("car.mp3", CAR)])
def test_what_is_pinned_to_be_the_same_is_the_same(fake, a, b, cosine):
    """And what is pinned to be opposite is opposite, for every clip."""
    fake.relate(a, b, cosine=cosine)

    def found(name):
        if not is_medium(name):
            return [text(fake, name)]
        medium = fake._service.media.by_url(name)
        if name.endswith(".jpg"):
            return [vector(fake._service.image_embedding(MARENGO_3_0, medium)).astype(np.float64)]
        return clips(fake, medium)

    assert [one @ other for one in found(a) for other in found(b)] == pytest.approx(
        [cosine] * len(found(a)) * len(found(b)), abs=1e-6
    )


def test_a_picture_can_be_pinned(fake):
    """By its file name as by its URL."""
    fake.relate("a red car", "car.jpg", cosine=0.8)
    medium = fake._service.media.by_url("https://example.com/car.jpg?signature=1")

    image = vector(fake._service.image_embedding(MARENGO_3_0, medium))

    assert text(fake, "a red car") @ image == pytest.approx(0.8, abs=1e-5)


def test_a_file_is_pinned_by_its_name_whatever_its_bytes_are(fake):
    """The code under test may make them up."""
    fake.relate("a red car", "car.mp4", cosine=0.9)
    upload = Upload("car.mp4", "video/mp4", b"anything")
    medium = fake._service.media.by_bytes(upload, lambda _: None)

    assert [text(fake, "a red car") @ clip for clip in clips(fake, medium)] == pytest.approx([0.9] * 6, abs=1e-5)


def test_what_is_not_pinned_stays_what_it_was(fake):
    """A pin moves its own inputs and nothing else."""
    before = text(fake, "a blue boat")

    fake.relate("a red car", CAR, cosine=0.9)

    assert text(fake, "a blue boat").tolist() == before.tolist()


def test_the_first_text_stays_what_it_was(fake):
    """The other one comes to it."""
    before = text(fake, "a red car")

    fake.relate(CAR, "a red car", cosine=0.9)

    assert text(fake, "a red car") == pytest.approx(before, abs=1e-6)


def test_a_later_pin_replaces_an_earlier_one(fake):
    """Whichever way round the two are named."""
    fake.relate("one", "two", cosine=0.9)

    fake.relate("two", "one", cosine=0.1)

    assert text(fake, "one") @ text(fake, "two") == pytest.approx(0.1, abs=1e-5)
    assert fake._service.relations.pins == (("one", "two", 0.1),)


def test_a_contradiction_is_refused_with_what_is_possible(fake):
    """And leaves the pins as they were."""
    fake.relate("one", "two", cosine=0.9)
    fake.relate("two", "three", cosine=0.9)

    with pytest.raises(
        ValueError, match=r"'three' and 'one' cannot .* 0\.1: .*\('one' and 'two' at 0\.9, .* between 0\.62 and 1\.00"
    ):
        fake.relate("three", "one", cosine=0.1)

    assert fake._service.relations.pins == (("one", "two", 0.9), ("two", "three", 0.9))


@pytest.mark.parametrize("cosine", [1.01, -2, float("nan"), float("inf")])
def test_a_cosine_is_one(fake, cosine):
    """A percentage, for example, is none."""
    with pytest.raises(ValueError, match="between -1 and 1"):
        fake.relate("one", "two", cosine=cosine)


def test_an_input_is_not_related_to_itself(fake):
    """Its cosine with itself is 1 already."""
    with pytest.raises(ValueError, match="two different inputs"):
        fake.relate("one", "one", cosine=0.5)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", "d", CAR, "e.png"]),
            st.sampled_from(["a", "b", "c", "d", CAR, "e.png"]),
            st.floats(-1, 1).map(lambda cosine: round(cosine, 3)),
        ).filter(lambda pin: pin[0] != pin[1]),
        min_size=1,
        max_size=8,
    )
)
def test_pins_hold_or_are_refused(pins):
    """Whatever is accepted is true of the vectors afterwards, and a refused pin changes nothing."""
    fake = FakeEmbed()
    for one, other, cosine in pins:
        before = fake._service.relations.pins
        try:
            fake.relate(one, other, cosine=cosine)
        except ValueError:
            assert fake._service.relations.pins == before

    for one, other, cosine in fake._service.relations.pins:
        if not {CAR, "e.png"} & {one, other}:
            assert text(fake, one) @ text(fake, other) == pytest.approx(cosine, abs=2e-3)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_three_inputs_contradict_each_other_exactly_when_their_angles_do(first, second, third):
    """A triangle closes when no angle is wider than the other two, and all three are no more than a full turn."""
    angles = sorted(np.arccos([first, second, third]))
    slack = min(angles[0] + angles[1] - angles[2], 2 * np.pi - sum(angles))
    fake = FakeEmbed()
    fake.relate("a", "b", cosine=first)
    fake.relate("b", "c", cosine=second)

    try:
        fake.relate("a", "c", cosine=third)
    except ValueError:
        assert slack < 0.01
    else:
        assert slack > -0.01
