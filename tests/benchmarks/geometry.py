"""How near inputs of different kinds embed, over a thousand random media and texts, beside what was recorded of the live model.

`python tests/benchmarks/geometry.py [PICTURE.png]` prints the table and draws its histograms (which takes matplotlib). The same
figures are asserted in `tests/test_geometry.py`.
"""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fakeembed import FakeEmbed, Scene
from fakeembed._core.media.segments import Segment
from fakeembed._core.models import MODELS
from fakeembed._core.vectors.numbers import vector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fakeembed._core.media.catalog import Medium

MEDIA = 1000
CLIP = 6.0
CLIPS = 30
SYLLABLES = "ba co di fe gu ha jo ki lu ma ne po qui ra so tu ve wo xi ya zu".split()  # noqa: SIM905 - reads better as text


class Recorded(NamedTuple):
    """What was recorded of Marengo-retrieval-2.7 in 2025, in the notebooks that `meaning.py` names: the range of some cosines."""

    low: float
    high: float


RECORDED = {
    "neighbouring clips of one video": Recorded(0.92, 0.98),
    "image and a clip of what it shows": Recorded(0.58, 0.62),  # one value, 0.60
    "image and a clip of something else": Recorded(0.39, 0.41),
    "matching text and clip": Recorded(0.32, 0.44),
    "clips of two videos": Recorded(0.30, 0.34),
    "unrelated text and clip": Recorded(0.10, 0.12),
    "sound and picture of one clip": Recorded(-0.28, -0.25),
    "sound and picture of two videos": Recorded(-0.28, -0.25),
}


class _Random:
    """A fake full of random media, and the vectors of its inputs."""

    def __init__(self, model: str, seed: int) -> None:
        self._random = random.Random(seed)
        self._fake = FakeEmbed(seed=seed)
        self._model = MODELS[model]
        self._words = sorted({"".join(self._random.choices(SYLLABLES, k=3)) for _ in range(3000)})

    def sentence(self) -> str:
        return " ".join(self._random.sample(self._words, self._random.randint(3, 7)))

    def reworded(self, sentence: str) -> str:
        words = sentence.split()
        self._random.shuffle(words)
        return ", and the ".join(words).upper()

    def video(self) -> tuple[Medium, int, str]:
        """A video of up to eight scenes, or of none and with a telling name; the number of a clip in it, and what that shows."""
        scenes, name = self._random.randint(0, 8), self.sentence()
        url = f"https://example.com/{name.replace(' ', '-')}.mp4"
        bounds = [0, *sorted(self._random.sample(range(1, CLIPS), max(0, scenes - 1))), CLIPS]
        shown = [Scene(CLIP * first, CLIP * last, self.sentence()) for first, last in pairwise(bounds)]
        self._fake.media(url, duration=CLIP * CLIPS, scenes=shown[:scenes])
        clip = self._random.randrange(CLIPS - 1)
        text = next((scene.text for scene in shown if scene.start <= CLIP * clip < scene.end), name) if scenes else name
        return self._fake._service.media.by_url(url), clip, text

    def clip(self, medium: Medium, number: int, option: str) -> NDArray[np.float64]:
        segment = Segment(CLIP * number, CLIP * number + CLIP, option, "clip")
        return vector(self._fake._service.segment_embedding(self._model, medium, segment)).astype(np.float64)

    def seen(self, medium: Medium, number: int) -> NDArray[np.float64]:
        return self.clip(medium, number, self._model.options[0])

    def text(self, text: str) -> NDArray[np.float64]:
        return vector(self._fake._service.text_embedding(self._model, text)).astype(np.float64)

    def image(self, text: str) -> NDArray[np.float64]:
        medium = self._fake._service.media.by_url(f"https://example.com/{text.replace(' ', '_')}.jpg")
        return vector(self._fake._service.image_embedding(self._model, medium)).astype(np.float64)


def measured(model: str, *, media: int = MEDIA, seed: int = 0) -> dict[str, NDArray[np.float64]]:
    """The cosines of each row of `RECORDED`."""
    world = _Random(model, seed)
    rows: dict[str, list[float]] = {name: [] for name in RECORDED}
    other, other_image = world.seen(*world.video()[:2]), world.image(world.sentence())
    for _ in range(media):
        medium, number, shown = world.video()
        clip, image, sound = world.seen(medium, number), world.image(shown), world.clip(medium, number, "audio")
        cosines = (
            clip @ world.seen(medium, number + 1),
            image @ clip,
            other_image @ clip,
            world.text(world.reworded(shown)) @ clip,
            other @ clip,
            world.text(world.sentence()) @ clip,
            sound @ clip,
            sound @ other,
        )
        for name, cosine in zip(rows, cosines, strict=True):
            rows[name].append(cosine)
        other, other_image = clip, image
    return {name: np.array(cosines) for name, cosines in rows.items()}


def draw(path: str, cosines: dict[str, NDArray[np.float64]], title: str) -> None:
    """The histograms, with the recorded ranges shaded."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, rows = plt.subplots(len(cosines), sharex=True, figsize=(8, 5), layout="constrained")
    for axes, (name, found) in zip(rows, cosines.items(), strict=True):
        axes.axvspan(*RECORDED[name], color="tab:orange", alpha=0.35, linewidth=0)
        axes.hist(found, bins=np.arange(-0.4, 1.0, 0.005), color="tab:blue")
        axes.set_ylabel(name, rotation=0, ha="right", va="center")
        axes.set(xlim=(-0.4, 1.0), yticks=[])
        axes.spines[["top", "right", "left"]].set_visible(False)
    figure.suptitle(title, fontsize=11)
    rows[-1].set_xlabel("cosine")
    figure.savefig(path, dpi=100)


def main() -> None:
    """Print the table for both widths; draw the picture when asked to."""
    print("| model | pairs | recorded | median | middle 90 % |\n| --- | --- | ---: | ---: | ---: |")
    for model in ("marengo3.0", "Marengo-retrieval-2.7"):
        cosines = measured(model)
        for name, found in cosines.items():
            low, middle, high = np.quantile(found, (0.05, 0.5, 0.95))
            recorded = f"{RECORDED[name].low:.2f} to {RECORDED[name].high:.2f}"
            print(f"| {model} | {name} | {recorded} | {middle:.3f} | {low:.3f} to {high:.3f} |")
        if model == "marengo3.0" and len(sys.argv) > 1:
            draw(sys.argv[1], cosines, f"{MEDIA} random media and texts, {model}; shaded: recorded of the live service")


if __name__ == "__main__":
    main()
