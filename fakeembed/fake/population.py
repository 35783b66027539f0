"""What an account that has been used for a while looks like: tasks and assets as they come about in the course of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_life import Method
from fakeembed._core.editions import VERSIONS, edition
from fakeembed._core.media import formats
from fakeembed._core.media.catalog import Declaration, Scene
from fakeembed._core.media.names import last_segment

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.service import Service
    from fakeembed.provider import EmbedProvider

INTERVAL = 1800.0
"""Seconds between one thing and the next."""

ONE_FAILS_OF = 8
REASONS = ("The video has no frames that can be decoded.", "The file ends before its end.")
CLIP = 6


def fill(service: Service, *, day: str, seed: int, tasks: int, assets: int) -> None:
    """Create that many tasks and assets, each half an hour after the one before; the last one has just been created.

    Raises:
        ValueError: For negative numbers, and for assets on a day on which there were none.
    """
    if tasks < 0 or assets < 0:
        raise ValueError(f"there are 0 or more tasks and assets, not {tasks} and {assets}")
    row = next(found for version in reversed(VERSIONS) if (found := edition(version, day)) is not None)
    if assets and "assets" not in row.families:
        raise ValueError(f"there were no assets on {day}")
    provider = _provider(seed)
    for number in range(assets + tasks):
        if number:
            service.clock.advance(INTERVAL)
        medium = _medium(service, provider)
        if number < assets:
            service.library.add(
                method=Method.URL,
                format=formats.FORMATS[last_segment(str(medium.url)).rpartition(".")[2]],
                filename=last_segment(str(medium.url)),
                medium=medium,
                reason=None,
                user_metadata=None,
            )
        else:
            window = (0.0, medium.duration)
            service.create_task(model=row.models[0], medium=medium, window=window, clip_length=CLIP, scopes=("clip",))


def _provider(seed: int) -> EmbedProvider:
    from faker import Faker

    from fakeembed.provider import EmbedProvider

    faker = Faker()
    faker.seed_instance(seed)
    return EmbedProvider(faker)


def _medium(service: Service, provider: EmbedProvider) -> Medium:
    """A video that nobody has told of yet, with some scenes."""
    url = provider.video_url()
    scenes = [Scene(start * 20.0, (start + 1) * 20.0, provider.subject()) for start in range(provider.random_int(1, 4))]
    fails = provider.random_element(REASONS) if provider.random_int(1, ONE_FAILS_OF) == 1 else None
    service.media.declare(Declaration(url, duration=scenes[-1].end, width=1280, height=720, scenes=tuple(scenes), fails=fails))
    return service.media.by_url(url)
