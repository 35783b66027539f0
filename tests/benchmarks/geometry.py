"""How near inputs of different kinds embed, over hundreds of random media and texts, beside what was recorded of the live model.

`python tests/benchmarks/geometry.py [PICTURE.png]` prints the table and draws its histograms (which takes matplotlib). The same
figures are asserted in `tests/core/vectors/test_geometry.py`.
"""

from __future__ import annotations

import random
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.vectors.numbers import Embedding

MEDIA = 450
CLIP = 6.0
CLIPS = 30
SYLLABLES = "ba co di fe gu ha jo ki lu ma ne po qui ra so tu ve wo xi ya zu".split()  # noqa: SIM905 - reads better as text


class Range(NamedTuple):
    """Where some cosines lie, and how that is known: "recorded" of the model, or "decided" because nobody saw it (D172)."""

    low: float
    high: float
    evidence: str = "recorded"


_DECIDED = "decided"
ROWS = {  # in `fakeembed/_core/vectors/geometry.py` stands who recorded what
    "Marengo-retrieval-2.7": {
        "neighbouring clips of one scene": Range(0.92, 0.98),
        "clips of two scenes of one video": Range(0.60, 0.75, _DECIDED),
        "clips of two videos": Range(0.30, 0.34),
        "image and clip of the same": Range(0.58, 0.62),  # one value, 0.60
        "image and clip of something else": Range(0.39, 0.41),
        "text and clip of the same": Range(0.32, 0.44),
        "text and clip of something else": Range(0.10, 0.12),
        "query and its description": Range(0.46, 0.64, _DECIDED),
        "sound and picture of one clip": Range(-0.28, -0.25),
        "sound and picture of two videos": Range(-0.28, -0.25),
        "text and sound of the same": Range(0.15, 0.30, _DECIDED),
        "text and sound of something else": Range(0.00, 0.05, _DECIDED),
    },
    "marengo3.0": {
        "neighbouring clips of one scene": Range(0.92, 0.98, _DECIDED),
        "clips of two scenes of one video": Range(0.70, 0.85, _DECIDED),
        "clips of two videos": Range(0.50, 0.60, _DECIDED),  # of whole videos more was seen
        "two whole videos": Range(0.60, 0.63),
        "image and clip of the same": Range(0.75, 0.88, _DECIDED),
        "image and clip of something else": Range(0.58, 0.65, _DECIDED),
        "text and clip of the same": Range(0.13, 0.15, _DECIDED),  # seen of whole videos
        "text and a whole video of the same": Range(0.13, 0.15),
        "text and clip of something else": Range(-0.083, 0.005, _DECIDED),
        "text and a whole video of something else": Range(-0.083, 0.005),
        "query and its description": Range(0.456, 0.636),
        "sound and picture of one clip": Range(-0.28, -0.25, _DECIDED),
        "sound and picture of two videos": Range(-0.28, -0.25, _DECIDED),
        "text and sound of the same": Range(0.15, 0.30, _DECIDED),
        "text and sound of something else": Range(0.00, 0.08, _DECIDED),
        "text and speech of the same": Range(0.56, 0.69, _DECIDED),  # seen of an option that was not named
        "text and speech of something else": Range(-0.05, 0.10, _DECIDED),
    },
}


class Shown(NamedTuple):
    """A video, the number of a clip in it, what that shows, and the number of a clip that shows something else, if one does."""

    medium: Medium
    clip: int
    text: str
    another: int | None


class _Random:
    """A fake full of random media, and the embeddings of its inputs."""

    def __init__(self, model: str, seed: int) -> None:
        self._random = random.Random(seed)
        self._fake = FakeEmbed(seed=seed)
        self._model = MODELS[model]
        self._words = sorted({"".join(self._random.choices(SYLLABLES, k=3)) for _ in range(3000)})

    def sentence(self, least: int = 3) -> str:
        return " ".join(self._random.sample(self._words, self._random.randint(least, 7)))

    def reworded(self, sentence: str) -> str:
        words = sentence.split()
        self._random.shuffle(words)
        return ", and the ".join(words).upper()

    def asked(self, sentence: str) -> str:
        """What somebody would type to find a sentence of six or seven words: two of them."""
        return " ".join(self._random.sample(sentence.split(), 2))

    def video(self, scenes: int) -> Shown:
        """A video of so many scenes, or of none and with a telling name."""
        name = self.sentence()
        url = f"https://example.com/{name.replace(' ', '-')}.mp4"
        bounds = [0, *sorted(self._random.sample(range(2, CLIPS, 2), max(0, scenes - 1))), CLIPS]
        shown = [Scene(CLIP * first, CLIP * last, self.sentence()) for first, last in pairwise(bounds)][:scenes]
        self._fake.media(url, duration=CLIP * CLIPS, scenes=shown)
        clip = 2 * self._random.randrange(CLIPS // 2)
        text = next((scene.text for scene in shown if scene.start <= CLIP * clip < scene.end), name)
        other = next((int(scene.start / CLIP) for scene in shown if scene.text != text), None)
        return Shown(self._fake._service.media.by_url(url), clip, text, other)

    def clip(self, medium: Medium, number: int, option: str | None = None) -> Embedding:
        return self._fake._service.segment_embedding(self._model, medium, _part(number, option or self._model.options[0]))

    def whole(self, medium: Medium) -> Embedding:
        option = self._model.options[0]
        parts = tuple(_part(number, option) for number in range(CLIPS))
        return self._fake._service.segment_embedding(self._model, medium, Segment(0.0, CLIP * CLIPS, option, "video", parts))

    def text(self, text: str) -> Embedding:
        return self._fake._service.text_embedding(self._model, text)

    def image(self, text: str) -> Embedding:
        medium = self._fake._service.media.by_url(f"https://example.com/{text.replace(' ', '_')}.jpg")
        return self._fake._service.image_embedding(self._model, medium)


def _part(number: int, option: str) -> Segment:
    return Segment(CLIP * number, CLIP * number + CLIP, option, "clip")


def _same(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cosine of each vector with the one that belongs to it."""
    return np.einsum("ij,ij->i", one, other)


def _different(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cosines of vectors with all those that belong to others."""
    cosines = one @ other.T
    return cosines[~np.eye(*cosines.shape, dtype=bool)]


def _vectors(embeddings: Iterable[Embedding]) -> NDArray[np.float64]:
    return np.stack([*vectors(embeddings)]).astype(np.float64)


@cache
def measured(model: str, *, seed: int = 0) -> dict[str, NDArray[np.float64]]:
    """The cosines of each row of the model: one for each medium where two inputs belong together, else one for each two media."""
    world = _Random(model, seed)
    videos = [world.video(scenes=number % 9) for number in range(MEDIA)]
    clips = _vectors(world.clip(video.medium, video.clip) for video in videos)
    of_two = [video for video in videos if video.another is not None]
    images = _vectors(world.image(video.text) for video in videos)
    texts = _vectors(world.text(world.reworded(video.text)) for video in videos)
    sounds = _vectors(world.clip(video.medium, video.clip, "audio") for video in videos)
    long = [world.sentence(6) for _ in videos]
    found = {
        "neighbouring clips of one scene": _same(clips, _vectors(world.clip(video.medium, video.clip + 1) for video in videos)),
        "clips of two scenes of one video": _same(
            _vectors(world.clip(video.medium, video.clip) for video in of_two),
            _vectors(world.clip(video.medium, video.another) for video in of_two),
        ),
        "clips of two videos": _different(clips, clips),
        "image and clip of the same": _same(images, clips),
        "image and clip of something else": _different(images, clips),
        "text and clip of the same": _same(texts, clips),
        "text and clip of something else": _different(texts, clips),
        "query and its description": _same(
            _vectors(map(world.text, long)), _vectors(world.text(world.asked(text)) for text in long)
        ),
        "sound and picture of one clip": _same(sounds, clips),
        "sound and picture of two videos": _different(sounds, clips),
        "text and sound of the same": _same(texts, sounds),
        "text and sound of something else": _different(texts, sounds),
    }
    if "two whole videos" in ROWS[model]:
        whole = _vectors(world.whole(video.medium) for video in videos)
        alike = [number for number, video in enumerate(videos) if video.another is None]
        speech = _vectors(world.clip(video.medium, video.clip, "transcription") for video in videos)
        found |= {
            "two whole videos": _different(whole, whole),
            "text and a whole video of the same": _same(texts[alike], whole[alike]),
            "text and a whole video of something else": _different(texts, whole),
            "text and speech of the same": _same(texts, speech),
            "text and speech of something else": _different(texts, speech),
        }
    return found


def draw(path: str, cosines: dict[str, dict[str, NDArray[np.float64]]]) -> None:
    """The histograms of each model, with the ranges shaded: orange what was recorded, grey what is decided."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure = plt.figure(figsize=(15, 6), layout="constrained")
    for part, (model, rows) in zip(figure.subfigures(1, len(cosines)), cosines.items(), strict=True):
        plots = part.subplots(len(rows), sharex=True)
        for axes, (name, found) in zip(plots, rows.items(), strict=True):
            known = ROWS[model][name]
            axes.axvspan(*known[:2], color="tab:orange" if known.evidence == "recorded" else "lightgrey", alpha=0.5, linewidth=0)
            axes.hist(found, bins=np.arange(-0.4, 1.0, 0.005), density=True, color="tab:blue")
            axes.set_ylabel(name, rotation=0, ha="right", va="center")
            axes.set(xlim=(-0.4, 1.0), yticks=[])
            axes.spines[["top", "right", "left"]].set_visible(False)
        part.suptitle(f"{MEDIA:,} random media and texts, {model}", fontsize=11)
        plots[-1].set_xlabel("cosine")
    figure.savefig(path, dpi=80)


def main() -> None:
    """Print the table of both models; draw the picture when asked to."""
    print("| model | pairs | range | evidence | median | middle 90 % |\n| --- | --- | ---: | --- | ---: | ---: |")
    cosines = {model: measured(model) for model in ROWS}
    for model, rows in cosines.items():
        for name, found in rows.items():
            low, middle, high = np.quantile(found, (0.05, 0.5, 0.95))
            known = ROWS[model][name]
            spread = f"{low:.3f} to {high:.3f}"
            print(f"| {model} | {name} | {known.low:.2f} to {known.high:.2f} | {known.evidence} | {middle:.3f} | {spread} |")
    if len(sys.argv) > 1:
        draw(sys.argv[1], cosines)


if __name__ == "__main__":
    main()
