"""Nearness on the page, held against the vectors that a client gets."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlencode

import numpy as np
import pytest

from fakeembed import Scene
from fakeembed.page import nearness
from fakeembed.serving.served import ServedFake

SCENES = {
    "sea": [Scene(0, 6, "a dog swims in the sea"), Scene(6, 12, "waves break on a beach")],
    "kitchen": [Scene(0, 6, "a cook chops onions"), Scene(6, 12, "soup boils in a pot")],
    "garden": [Scene(0, 12, "two dogs dig a hole")],
}


@pytest.fixture
def videos(fake, create):
    """Three videos with scenes, ready, by the ids of their tasks."""
    for name, scenes in SCENES.items():
        fake.media(f"*{name}.mp4", duration=12, scenes=scenes, processing_seconds=0)
    return {create(fake, f"https://example.com/{name}.mp4"): name for name in SCENES}


def near(look, fake, **asked):
    """The view for what is asked."""
    return look(fake, urlencode({"view": "nearness", **asked}))


def ranked(page):
    """The rows of the ranking: cosine, and what the clip shows."""
    cosines = [float(cell["text"]) for cell in page.all("td", class_="number")]
    return list(zip(cosines, [" ".join(cell["text"].split()) for cell in page.all("td", class_="name")], strict=True))


@pytest.mark.parametrize("text", ["a dog in the sea", "soup", "nothing of all this"])
def test_a_text_ranks_clips_as_a_client_would(fake, look, videos, send, text):
    """Cosines of the vectors in the answers of the service, highest first."""
    query = send(fake, "POST /v1.3/embed", {"model_name": "marengo3.0", "text": text}).json()
    vector = np.array(query["text_embedding"]["segments"][0]["float"])
    expected = {}
    for task, name in videos.items():
        for part in send(fake, f"GET /v1.3/embed/tasks/{task}?embedding_option=visual").json()["video_embedding"]["segments"]:
            place = f"{part['start_offset_sec']:g} to {part['end_offset_sec']:g} s of https://example.com/{name}.mp4"
            expected[place] = float(np.array(part["float"]) @ vector)

    shown = ranked(near(look, fake, text=text))

    assert [cosine for cosine, _ in shown] == sorted((round(cosine, 3) for cosine in expected.values()), reverse=True)
    for cosine, row in shown:
        (place,) = [place for place in expected if place in row]
        assert cosine == pytest.approx(expected[place], abs=0.0006)


def test_the_words_that_made_it_near_stand_beside_it(fake, look, videos):
    """The same word, and another form of it."""
    page = near(look, fake, text="a dog in the sea")

    assert ranked(page)[0][1].startswith("a dog swims in the sea")
    assert [word["text"] for word in page.all("span", class_="word")] == ["dog", "sea", "dog ~ dogs", "dog ~ dogs"]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("a dog jumps", "two dogs on the grass", ("dog ~ dogs",)),
        ("children", "a child sings", ("children ~ child",)),
        ("the cat", "the dog", ()),
        ("", "the dog", ()),
        ("der Hund", "ein Hund bellt", ("hund",)),
        ("猫", "一只猫", ("猫",)),
    ],
)
def test_shared_words_in_any_language(one, other, shared):
    """Forms of one word count, words that say nothing do not."""
    assert nearness.shared_words(one, other) == shared


def test_a_synonym_is_shown_as_the_word_as_which_it_is_read(fake, look, videos):
    """It made the clip near, and stands in neither of the texts."""
    fake.synonyms("dog", "hound")

    page = near(look, fake, text="a hound in the sea")

    assert [word["text"] for word in page.all("span", class_="word")] == ["dog", "sea", "dog", "dog"]


def test_a_clip_can_be_chosen_instead(fake, look, videos):
    """It is not its own neighbour; the other clip of its video is nearest."""
    page = near(look, fake, text="dog")
    (link,) = [link["href"] for link in page.all("a") if link["text"] == "near it"][:1]

    chosen = look(fake, link[1:])

    assert chosen.one("h2", id="ranked")["text"].startswith("Nearest to https://example.com/")
    assert len(ranked(chosen)) == 5
    assert len(chosen.all("circle", class_="chosen")) == 1


def test_the_map_has_a_dot_for_each_clip_and_does_not_move_when_somebody_types(fake, look, videos):
    """A text is placed on the map, and has no part in drawing it."""

    def dots(page):
        return [(dot["cx"], dot["cy"], dot["text"]) for dot in page.all("circle", class_="dot")]

    blank, typed = near(look, fake), near(look, fake, text="soup")

    assert len(dots(blank)) == 6
    assert "https://example.com/sea.mp4, 0 to 6 s: a dog swims in the sea" in [text for *_, text in dots(blank)]
    assert len(typed.all("path", class_="text")) == 1
    assert [text for *_, text in dots(typed)] == [text for *_, text in dots(blank)]
    assert all(0 <= int(place) <= nearness.SIDE for x, y, _ in dots(typed) for place in (x, y))


@pytest.mark.parametrize("rows", [3, 40, 300])
def test_the_axes_are_the_principal_components(rows):
    """A whole decomposition says the same, and takes as long as many maps."""
    points = np.random.default_rng(rows).normal(size=(rows, 512)) * np.geomspace(9, 0.1, 512)
    apart = points - points.mean(axis=0)
    _, components = np.linalg.eigh(apart.T @ apart)

    assert np.abs(np.sum(nearness._axes(apart).T * components[:, :-3:-1], axis=0)) == pytest.approx(1, abs=1e-6)


MAP = """
from fakeembed import FakeEmbed, Scene
from fakeembed.page.nearness import nearness
from fakeembed._core.models import MARENGO_3_0
fake = FakeEmbed(processing_seconds=0)
for name, text in {"sea": "a dog swims", "kitchen": "soup boils", "garden": "two dogs dig"}.items():
    fake.media(f"*{name}.mp4", duration=18, scenes=[Scene(0, 9, text)])
    medium = fake._service.media.by_url(f"https://example.com/{name}.mp4")
    fake._service.create_task(model=MARENGO_3_0, medium=medium, window=(0, 18), clip_length=6, scopes=("clip",))
print([(dot.x, dot.y) for dot in nearness(fake._source(), {}).dots])
"""


def test_the_map_is_the_same_in_every_run():
    """Neither the order of hashes nor the sign of an axis moves it."""
    maps = {
        subprocess.run([sys.executable, "-c", MAP], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    }

    assert len(maps) == 1
    assert maps.pop().count(b"(") == 9


def test_models_and_options_are_those_that_there_are(fake, look, videos):
    """Each of them has clips."""
    page = near(look, fake, option="audio")

    assert [option["text"] for option in page.all("option")] == ["marengo3.0", "visual", "audio", "transcription"]
    assert [option["text"] for option in page.all("option", selected=None) if "selected" in option] == ["marengo3.0", "audio"]


@pytest.mark.parametrize("asked", [{}, {"text": "a dog"}, {"clip": "none:3"}, {"model": "none"}, {"option": "none"}])
def test_nothing_to_compare_and_nonsense_are_no_errors(look, create, asked):
    """An empty account, one clip, and what somebody may have put into the address."""
    empty, single = ServedFake(), ServedFake(processing_seconds=0)
    single.media("*", duration=4)
    create(single)

    assert "No task that is ready has clips" in near(look, empty, **asked).text
    assert len(near(look, single, **asked).all("circle", class_="dot")) == 1
