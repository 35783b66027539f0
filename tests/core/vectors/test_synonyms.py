"""`fake.synonyms`: words that mean the same because a test says so, in any form and across languages."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MARENGO_3_0, MODELS
from fakeembed._core.vectors.numbers import vector
from fakeembed.serving.served import ServedFake

PARK = "https://example.com/park.mp4"
SHOWN = [Scene(0, 6, "a dog catches a frisbee"), Scene(6, 12, "a fire engine leaves the station"), Scene(12, 18, "two cats asleep")]


@pytest.fixture
def fake():
    """A video of three scenes."""
    fake = FakeEmbed()
    fake.media(PARK, duration=18, scenes=SHOWN)
    return fake


def text(fake, content, model=MARENGO_3_0):
    """The vector of a text."""
    return vector(fake._service.text_embedding(model, content)).astype(np.float64)


def found(fake, query, model=MARENGO_3_0):
    """The number of the scene that a query finds, and how much nearer it is than the next."""
    medium = fake._service.media.by_url(PARK)
    parts = [Segment(start, start + 6, model.options[0], "clip") for start in (0.0, 6.0, 12.0)]
    cosines = [vector(fake._service.segment_embedding(model, medium, part)) @ text(fake, query, model) for part in parts]
    return int(np.argmax(cosines)), max(cosines) - sorted(cosines)[-2]


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.name)
@pytest.mark.parametrize(
    ("words", "query", "scene"),
    [
        (("dog", "hound", "puppy"), "puppies", 0),
        (("hound", "dog"), "The HOUNDS!", 0),
        (("dog", "Hund"), "drei Hunde", 0),
        (("dog", "собака"), "собаки", 0),
        (("dog", "강아지"), "강아지가 달린다", 0),
        (("dog", "σκύλος"), "σκύλοι", 0),
        (("dog", "子犬"), "走る子犬", 0),
        (("dog", "สุนัข"), "สุนัขวิ่ง", 0),
        (("fire engine", "Feuerwehrauto"), "ein Feuerwehrauto", 1),
        (("Feuerwehrauto", "fire engine"), "Feuerwehrautos", 1),
        (("cat", "kedi"), "kedi", 2),
    ],
)
def test_what_means_the_same_finds_the_scene(fake, model, words, query, scene):
    """In another form or another language, whichever of them the scene says."""
    fake.synonyms(*words)

    number, lead = found(fake, query, model)

    assert number == scene
    assert lead > 0.015


def test_texts_of_synonyms_are_nearly_one(fake):
    """They share all but what is each text's own."""
    before = text(fake, "a hound at the beach") @ text(fake, "dogs on a beach")

    fake.synonyms("dog", "hound")

    assert text(fake, "a hound at the beach") @ text(fake, "a dog at the beach") > 0.99
    assert text(fake, "a hound at the beach") @ text(fake, "dogs on a beach") > before + 0.2


def test_synonyms_of_synonyms_are_synonyms(fake):
    """In whatever order they are said."""
    fake.synonyms("hound", "pooch")
    fake.synonyms("cur", "mutt")
    fake.synonyms("mutt", "pooch")

    assert min(text(fake, "hounds") @ text(fake, other) for other in ("pooch", "cur", "mutts")) > 0.99


def test_the_longest_expression_counts(fake):
    """A fire engine is no fire."""
    fake.synonyms("fire", "blaze")
    fake.synonyms("fire engine", "pumper")

    assert text(fake, "a pumper") @ text(fake, "the fire engines") > 0.99
    assert text(fake, "a blaze") @ text(fake, "a pumper") < 0.8


@pytest.mark.parametrize(("one", "other"), [("puppet", "puppy"), ("соль", "солнце"), ("card", "car"), ("犬", "大")])
def test_words_that_begin_alike_are_not_one(fake, one, other):
    """Letters in common are no meaning."""
    before = text(fake, one).tobytes()

    fake.synonyms("zyzzyva", other)

    assert text(fake, one).tobytes() == before


def test_other_words_stay_what_they_are(fake):
    """Not a bit of a text moves that has none of the synonyms, nor of a text that says the first of them."""
    before = [text(fake, content).tobytes() for content in ("a red car", "dog", "")]

    fake.synonyms("dog", "hound")

    assert [text(fake, content).tobytes() for content in ("a red car", "dog", "")] == before


@given(st.lists(st.text(max_size=6), max_size=4), st.text(max_size=12))
def test_whatever_is_said_no_text_breaks(words, content):
    """It is refused, or it holds."""
    fake = FakeEmbed()
    try:
        fake.synonyms(*words)
    except ValueError:
        assert fake._service.synonyms.known == ()
    else:
        assert text(fake, words[0]) @ text(fake, words[1]) > 0.9

    assert np.linalg.norm(text(fake, content)) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("dog",), ValueError, "two or more"),
        (("dog", "dog"), ValueError, "two or more"),
        (("dog", "of the"), ValueError, "'of the' has no word that tells anything"),
        (("dog", ""), ValueError, "'' has no word"),
        ((["dog", "hound"],), TypeError, "each an argument of its own"),
    ],
)
def test_what_cannot_be_is_refused(fake, words, error, said):
    """In words that say what to write."""
    with pytest.raises(error, match=said):
        fake.synonyms(*words)


def test_a_snapshot_holds_them(fake):
    """A restored fake reads as the other one did."""
    fake.synonyms("dog", "hound")
    kept = json.loads(json.dumps(fake.snapshot()))

    restored = FakeEmbed.restore(kept)

    assert text(restored, "hound").tobytes() == text(fake, "hound").tobytes()
    assert found(restored, "hounds")[0] == 0


def test_what_populate_made_up_is_found_by_synonyms():
    """Its scenes are read like all others."""
    fake = FakeEmbed()
    fake.populate(tasks=3)
    declared = next(iter(fake._service.media))
    word = max(declared.scenes[0].text.split(), key=len)
    medium = fake._service.media.by_url(declared.match)
    clip = fake._service.segment_embedding(MARENGO_3_0, medium, Segment(0.0, 6.0, "visual", "clip"))

    fake.synonyms(word, "zyzzyva")

    assert text(fake, "zyzzyva") @ vector(clip) > text(fake, "quokka") @ vector(clip) + 0.03


def control(fake, method, name, value=None):
    """The answer of a control endpoint."""
    return fake.app(Request(method, f"/__fakeembed__/{name}", "", {}, b"" if value is None else json.dumps(value).encode()))


def test_a_served_fake_hears_them_over_http():
    """And forgets them with the rest."""
    fake = ServedFake()
    plain = text(fake, "hound")

    assert control(fake, "POST", "synonyms", {"words": ["dog", "hound"]}).status == 204

    assert text(fake, "hound") @ text(fake, "dog") > 0.99
    assert control(fake, "POST", "reset").status == 204
    assert text(fake, "hound").tobytes() == plain.tobytes()


@pytest.mark.parametrize("value", [{}, {"words": ["dog"]}, {"words": "dog"}, {"words": ["dog", 3]}, {"word": ["dog", "hound"]}])
def test_a_served_fake_refuses_what_cannot_be(value):
    """With a 400 that says why."""
    assert control(ServedFake(), "POST", "synonyms", value).status == 400
