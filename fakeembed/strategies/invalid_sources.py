"""Ways to name a medium wrongly in embed v2, and media that are unfit for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.editions import MEGABYTE
from fakeembed._core.media import video_rules
from fakeembed._core.media.video_rules import LARGEST_FRAME, SHORTEST_VIDEO, SMALLEST_SIDE
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.v2 import medium_rules as v2_medium_rules
from fakeembed._core.v2 import source_rules
from fakeembed._core.v2.inputs import LONGEST_SYNC, PAGES_PER_MEGABYTE, Mode
from fakeembed._core.v2.medium_rules import LARGEST_SOURCE, LONGEST_ASYNC, SMALLEST_IMAGE
from fakeembed.strategies import media
from fakeembed.strategies.cases import change
from fakeembed.strategies.files import MediaFile
from fakeembed.strategies.requests import GONE

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from fakeembed._core.models import Model
    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Table

UNKNOWN_ID = "64f8d2c7e4a1b37f8a9c5d12"
"""An id that no fake ever gives: the second it begins with is over."""

EXTENSION = {"video": "mp4", "audio": "wav", "image": "png", "document": "pdf"}


def naming_breaks(kind: str) -> Table:
    """Rules about how the only medium of a request is named, as far as they need no asset."""
    name = f"{kind}.media_source"
    url = f"{media.HOST}/dog.{EXTENSION[kind]}"
    other = {"asset_id": UNKNOWN_ID, "url": url}

    def base64(*texts: str) -> SearchStrategy[dict[str, Any]]:
        return st.sampled_from(texts).map(lambda text: {name: {"base64_string": text}})

    wrong = ["example.com/dog", "ftp://example.com/dog", "/home/me/dog", ""]
    return [
        (source_rules.one_source_is_given, change(**{name: st.sampled_from([{}, other, {"base64_string": "AAAA", "url": url}])})),
        (source_rules.url_is_direct, st.sampled_from(wrong).map(lambda text: {name: {"url": text}})),
        (source_rules.base64_is_not_empty, base64("")),
        (source_rules.base64_has_no_prefix, base64("data:video/mp4;base64,AAAA", "DATA:;base64,AAAA")),
        (source_rules.base64_is_padded, base64("A", "AAAAA", "AAA\nA=A")),
        (source_rules.base64_can_be_decoded, base64("A-_A", "====", "AA=A", "häää")),
        (source_rules.asset_exists, st.sampled_from([UNKNOWN_ID, "abc", ""]).map(lambda asset: {name: {"asset_id": asset}})),
    ]


def medium_breaks(kind: str, model: Model, mode: Mode, *, inside: str = "") -> Table:
    """Rules about what a medium turns out to be; `inside` is the list of sources that it is the only one of."""
    clean = {"start_sec": GONE, "end_sec": GONE} if kind in {"video", "audio"} and not inside else {}

    def named(source: dict[str, Any], declared: dict[str, Any] | None = None) -> dict[str, Any]:
        facts = {"@media": {source["url"]: declared}} if declared else {}
        if inside:
            return {inside: [{"media_type": kind, **source}], **facts}
        return {f"{kind}.media_source": source, **{f"{kind}.{name}": value for name, value in clean.items()}, **facts}

    def at_url(**declared: Any) -> dict[str, Any]:
        return named({"url": f"{media.HOST}/fixed.{EXTENSION[kind]}"}, declared)

    def file(made: MediaFile) -> dict[str, Any]:
        return named({"base64_string": made})

    tables = {"video": _video, "audio": _audio, "image": _image, "document": _document}
    table = tables[kind](file, at_url)
    if mode is Mode.ASYNC:
        return [*table, *((rule, durations.map(lambda duration: at_url(duration=duration))) for rule, durations in _lasting(kind))]
    return [*table, *_beyond_sync(kind, model, file, at_url)]


def _beyond_sync(kind: str, model: Model, file: Any, at_url: Any) -> Table:
    """Media that are too much for a request that waits for its answer."""
    table: Table = []
    if kind in {"video", "audio"}:
        late = media.seconds(LONGEST_SYNC[model] + 0.5, 2 * LONGEST_SYNC[model])
        late_ones = late.map(lambda duration: at_url(duration=duration))
        table.append((v2_medium_rules.medium_is_short_enough_to_wait_for, late_ones))
    if model is MARENGO_3_5:
        table.append((v2_medium_rules.source_is_small_enough, st.just(at_url(size=LARGEST_SOURCE + 1))))
    elif kind == "image":
        table.append((v2_medium_rules.image_is_small_enough, st.just(at_url(size=32 * MEGABYTE + 1))))
    if kind == "document":
        pages = PAGES_PER_MEGABYTE[Mode.SYNC] + 1
        table.append((v2_medium_rules.pages_are_within_the_allowance, st.just(file(MediaFile("a.pdf", "document", pages=pages)))))
    return table


def _lasting(kind: str) -> list[tuple[Refusal, SearchStrategy[float]]]:
    """Durations that no task takes."""
    early, late = media.seconds(0.5, SHORTEST_VIDEO - 0.5), media.seconds(LONGEST_ASYNC + 0.5, 2 * LONGEST_ASYNC)
    if kind == "video":
        return [(v2_medium_rules.video_is_long_enough_for_a_task, early), (v2_medium_rules.video_is_short_enough_for_a_task, late)]
    return [(v2_medium_rules.audio_is_of_a_length_for_a_task, early | late)] if kind == "audio" else []


def _broken(kind: str, file: Any) -> SearchStrategy[dict[str, Any]]:
    return media.broken_files(kinds=[kind]).filter(lambda made: made.raw != b"").map(file)


def _video(file: Any, at_url: Any) -> Table:
    def sized(*sizes: tuple[int, int]) -> SearchStrategy[dict[str, Any]]:
        uploaded = st.sampled_from(sizes).map(lambda size: file(MediaFile("dog.mp4", "video", 12.0, *size)))
        return uploaded | st.sampled_from(sizes).map(lambda size: at_url(width=size[0], height=size[1]))

    return [
        (video_rules.video_can_be_read, _broken("video", file)),
        (video_rules.resolution_is_high_enough, sized((320, 180), (SMALLEST_SIDE - 1, 480))),
        (video_rules.resolution_is_low_enough, sized((LARGEST_FRAME[0] + 1, 2160), (8192, 4320))),
        (video_rules.aspect_ratio_is_moderate, sized((865, 360), (360, 900))),
    ]


def _audio(file: Any, at_url: Any) -> Table:
    del at_url
    return [(v2_medium_rules.audio_can_be_read, _broken("audio", file))]


def _image(file: Any, at_url: Any) -> Table:
    small = st.sampled_from([(SMALLEST_IMAGE - 1, 200), (640, SMALLEST_IMAGE - 1), (1, 1)])
    uploaded = small.map(lambda size: file(MediaFile("dog.png", "image", 0.0, *size)))
    return [
        (v2_medium_rules.image_can_be_read, _broken("image", file)),
        (v2_medium_rules.image_is_wide_and_high_enough, uploaded | small.map(lambda size: at_url(width=size[0], height=size[1]))),
    ]


def _document(file: Any, at_url: Any) -> Table:
    del at_url
    raw = st.sampled_from([b"%PDF-1.7\n%broken", b"\xff\xfe\x00a", media.TINY.content])
    blank = st.sampled_from([" ", "\n\n"])
    return [
        (v2_medium_rules.document_can_be_read, raw.map(lambda content: file(MediaFile("a.pdf", "broken", raw=content)))),
        (v2_medium_rules.document_has_content, blank.map(lambda text: file(MediaFile("a.txt", "document", text=text)))),
    ]
