"""Requests to embed a video with v1, valid ones and ones that break a rule."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core import rules
from fakeembed._core.editions import GIGABYTE
from fakeembed._core.media import video_rules
from fakeembed._core.media.video_rules import LARGEST_FRAME, LARGEST_VIDEO, LONGEST_VIDEO, SHORTEST_VIDEO, SMALLEST_SIDE
from fakeembed._core.models import MODELS
from fakeembed._core.parameters import DEFAULT_CLIP_LENGTH
from fakeembed._core.v1 import rules as v1_rules
from fakeembed._core.v1.rules import LONGEST_CLIP_LENGTH, SCOPES, SHORTEST_CLIP_LENGTH
from fakeembed.strategies import media
from fakeembed.strategies.cases import FORM_RULES, Operation, breaks, change, form_parameters, medium_of, named
from fakeembed.strategies.files import MediaFile
from fakeembed.strategies.requests import GONE, ApiRequest, edition_on

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.editions import Edition
    from fakeembed._core.parameters import Parameters
    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Break, Invalid, Table

URL = f"{media.HOST}/fixed.mp4"
"""A URL of which the valid requests know nothing."""

NO_NUMBERS = st.sampled_from(["six", "", "2,5", "NaN", "1e999", " 6"])
NO_URLS = st.sampled_from(["example.com/dog.mp4", "ftp://example.com/dog.mp4", "/home/me/dog.mp4", "https://", "https://a b/c"])


@st.composite
def create_task_requests(draw: DrawFn, *, api_date: str | None = None, version: str = "v1.3") -> ApiRequest:
    """Valid requests of `POST /embed/tasks`: a URL or a file, and any clip length, window and scope that fit it.

    Args:
        draw: Given by Hypothesis.
        api_date: The day of the service, as in FakeEmbed.
        version: The API version: "v1.2" or "v1.3".
    """
    edition = edition_on(api_date, version)
    found = draw(media.found_videos())
    form: dict[str, str | list[str]] = {edition.model_key: draw(st.sampled_from(model_names(edition)))}
    if found.url is not None:
        form["video_url"] = found.url
    length = draw(st.none() | st.integers(SHORTEST_CLIP_LENGTH, LONGEST_CLIP_LENGTH))
    if length is not None:
        form["video_clip_length"] = str(length)
    scopes: list[list[str]] = [[], ["clip"], [*SCOPES], [",".join(SCOPES)]]
    scope = draw(st.sampled_from(scopes))
    if scope:
        form["video_embedding_scope"] = scope
    least = max(length or DEFAULT_CLIP_LENGTH, edition.least_window)
    if found.duration >= least and draw(st.booleans()):
        start = draw(media.seconds(0, found.duration - least))
        form["video_start_offset_sec"] = f"{start:g}"
        form["video_end_offset_sec"] = f"{draw(media.seconds(start + least, found.duration)):g}"
    files = {} if found.file is None else {"video_file": found.file}
    return ApiRequest("POST", f"/{version}/embed/tasks", form=form, files=files, media=found.media)


def invalid_create_task_requests(*, api_date: str | None = None, version: str = "v1.3") -> SearchStrategy[Invalid]:
    """Requests of `POST /embed/tasks` that break one rule, or several, each with the error it must get."""
    return task_operation(api_date=api_date, version=version).invalid


@lru_cache
def task_operation(*, api_date: str | None = None, version: str = "v1.3") -> Operation:
    """What can be wrong with a request of `POST /embed/tasks`."""
    edition = edition_on(api_date, version)
    table = [
        *_breaks(edition, create_task_requests(api_date=api_date, version=version)),
        *not_a_form("/embed/tasks", edition),
    ]

    def parameters_of(_: Refusal, request: ApiRequest) -> Parameters:
        url = request.form.get("video_url") if request.form else None
        medium = medium_of(request.files.get("video_file"), url if isinstance(url, str) and url else None, request.media)
        return form_parameters(edition, request, medium)

    order = (*FORM_RULES, *v1_rules.CREATE_TASK_RULES, *v1_rules.VIDEO_RULES)
    return Operation(f"POST /{version}/embed/tasks", table, order, parameters_of)


def model_names(edition: Edition) -> list[str]:
    """Every spelling of every model that v1 accepts."""
    return [spelling for spelling, model in MODELS.items() if model in edition.models]


def unknown_models(edition: Edition) -> SearchStrategy[str]:
    """What is no model, and never was one here."""
    known = {*edition.models, *(old for old, _ in edition.retired)}
    never = [spelling for spelling, model in MODELS.items() if model not in known]
    return st.sampled_from(["marengo", "Marengo3.0", "pegasus1.2", *never])


def model_breaks(edition: Edition) -> Table:
    """Ways to break the rules about the model of v1."""
    key = edition.model_key
    found: Table = [
        (rules.model_is_given, change(**{key: st.sampled_from([GONE, ""])})),
        (rules.model_is_known, change(**{key: unknown_models(edition)})),
    ]
    if edition.retired:
        found.append((rules.model_is_still_supported, change(**{key: st.sampled_from([old.name for old, _ in edition.retired])})))
    return found


def not_a_form(path: str, edition: Edition) -> list[Break]:
    """Requests to a path of v1 that bring no multipart form that can be read."""
    other = st.just(ApiRequest("POST", f"/{edition.version}{path}", form={}))
    types = ["application/json", "text/plain", "multipart/mixed", *([] if edition.urlencoded else [_URLENCODED])]
    wrong = st.sampled_from(types).map(
        lambda found: {"@content": b"{}", "@content_type": found, "@facts": {"content_type": found}, "@form": None}
    )
    odd = st.sampled_from([b"", b"no form", b"--b\r\n"]).map(
        lambda found: {"@content": found, "@content_type": "multipart/form-data; boundary=b", "@form": None}
    )
    large = {"text": "x" * (_LONGEST_FIELD + 1), "@facts": {"parameter": "text"}}
    return breaks(other, [(rules.CONTENT_TYPE_INVALID, wrong), (rules.BODY_INVALID, odd), (rules.FIELD_TOO_LONG, st.just(large))])


_URLENCODED = "application/x-www-form-urlencoded"
_LONGEST_FIELD = 1024 * 1024


def _breaks(edition: Edition, base: SearchStrategy[ApiRequest]) -> list[Break]:
    is_whole = [] if edition.integral_float_clip_length else ["2.0", "6.0"]
    numbers = {
        "video_clip_length": change(video_clip_length=NO_NUMBERS),
        "video_start_offset_sec": _window(NO_NUMBERS, "12"),
        "video_end_offset_sec": _window("0", NO_NUMBERS),
    }
    table = [
        *model_breaks(edition),
        *((named(v1_rules.CREATE_TASK_RULES, f"{name}_is_a_number"), changes) for name, changes in numbers.items()),
        (v1_rules.video_is_given, change(video_url=st.sampled_from([GONE, ""]), video_file=GONE)),
        (v1_rules.clip_length_is_whole, change(video_clip_length=st.sampled_from([*is_whole, "2.5", "5.25"]))),
        (named(v1_rules.CREATE_TASK_RULES, "video_url_is_a_url"), change(video_url=NO_URLS)),
        (v1_rules.clip_length_is_within_2_to_10, change(video_clip_length=_beyond(SHORTEST_CLIP_LENGTH, LONGEST_CLIP_LENGTH))),
        (v1_rules.start_is_not_negative, _window(st.integers(-9, -1).map(str), "12")),
        (v1_rules.scopes_are_known, change(video_embedding_scope=st.sampled_from([["frames"], ["clip", "audio"], ["Clip"]]))),
        (v1_rules.video_scope_comes_with_clip, change(video_embedding_scope=st.sampled_from([["video"], "video"]))),
        (v1_rules.offsets_come_together, _window("0", GONE)),
        (v1_rules.end_is_after_start, _window("4", st.sampled_from(["4", "3.5", "0", "-1"]))),
        (v1_rules.clip_fits_between_offsets, _window("0", "7.5", video_clip_length=st.sampled_from(["8", "9", "10"]))),
        *_media_breaks(edition),
    ]
    if not edition.lenient_offsets:
        table.append((v1_rules.offsets_come_together, _window(GONE, "12")))
    if edition.least_window:
        table.append((v1_rules.window_is_wide_enough, _window("0", f"{edition.least_window - 0.5:g}", video_clip_length="2")))
    return breaks(base, table)


def _window(start: Any, end: Any, **more: Any) -> SearchStrategy[dict[str, Any]]:
    return change(video_start_offset_sec=start, video_end_offset_sec=end, **more)


def _media_breaks(edition: Edition) -> Table:
    least = edition.least_window or DEFAULT_CLIP_LENGTH
    plain = {"video_start_offset_sec": GONE, "video_end_offset_sec": GONE}
    known = {**plain, **_at_url({"duration": 30.0})}
    late = media.seconds(30.5 - least, 40).map(
        lambda start: {**known, "video_start_offset_sec": f"{start:g}", "video_end_offset_sec": f"{start + 20:g}"}
    )
    past = {**known, "video_start_offset_sec": "0", "video_end_offset_sec": "30.5"}
    sizes = st.just(LARGEST_VIDEO + 1) | st.integers(2, 8).map(lambda size: size * GIGABYTE + 1)
    return [
        (video_rules.video_can_be_read, media.broken_files(kinds=["video"]).map(lambda file: {**plain, **_upload(file)})),
        (video_rules.video_is_small_enough, sizes.map(lambda size: {**plain, **_at_url({"size": size})})),
        (video_rules.resolution_is_high_enough, _sized(plain, [(320, 180), (SMALLEST_SIDE - 1, 480), (640, SMALLEST_SIDE - 1)])),
        (video_rules.resolution_is_low_enough, _sized(plain, [(LARGEST_FRAME[0] + 1, 2160), (2161, 2161), (8192, 4320)])),
        (video_rules.aspect_ratio_is_moderate, _sized(plain, [(865, 360), (360, 900), (5000, 1080)])),
        (video_rules.video_is_long_enough, _long(plain, media.seconds(0.5, SHORTEST_VIDEO - 0.5))),
        (video_rules.video_is_short_enough, _long(plain, media.seconds(LONGEST_VIDEO + 0.5, 2 * LONGEST_VIDEO))),
        (v1_rules.start_leaves_room_for_a_clip, late.map(lambda fields: {**fields, "video_clip_length": str(int(least))})),
        (v1_rules.end_is_within_the_video, st.just({**past, "video_clip_length": "6"})),
    ]


def _at_url(facts: dict[str, Any]) -> dict[str, Any]:
    return {"video_url": URL, "video_file": GONE, "@media": {URL: facts}}


def _upload(file: MediaFile) -> dict[str, Any]:
    return {"video_url": GONE, "video_file": file}


def _sized(plain: dict[str, Any], sizes: list[tuple[int, int]]) -> SearchStrategy[dict[str, Any]]:
    """A video of one of those sizes, as a file or at a URL."""
    uploaded = st.sampled_from(sizes).map(lambda size: _upload(MediaFile("dog.mp4", "video", 12.0, *size)))
    declared = st.sampled_from(sizes).map(lambda size: _at_url({"width": size[0], "height": size[1]}))
    return (uploaded | declared).map(lambda fields: {**plain, **fields})


def _long(plain: dict[str, Any], durations: SearchStrategy[float]) -> SearchStrategy[dict[str, Any]]:
    """A video of that many seconds, as a file or at a URL."""
    uploaded = durations.map(lambda duration: _upload(MediaFile("dog.mp4", "video", duration, 640, 360)))
    declared = durations.map(lambda duration: _at_url({"duration": duration}))
    return (uploaded | declared).map(lambda fields: {**plain, **fields})


def _beyond(low: int, high: int) -> SearchStrategy[str]:
    return (st.integers(high + 1, 10 * high) | st.integers(-high, low - 1)).map(str)
