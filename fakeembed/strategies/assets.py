"""Requests to make assets and to start uploads, valid ones and ones that break a rule."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core import rules
from fakeembed._core.assets import asset_rules, upload_rules
from fakeembed._core.assets.asset_rules import CREATE_ASSET_RULES, FILE_RULES, LONGEST_FILENAME
from fakeembed._core.assets.upload_rules import CREATE_UPLOAD_RULES
from fakeembed._core.editions import MEGABYTE
from fakeembed._core.parameters import Parameters
from fakeembed._wire.json_body import parsed
from fakeembed.strategies import media
from fakeembed.strategies.cases import FORM_RULES, Operation, breaks, change, form_parameters, medium_of, named
from fakeembed.strategies.files import MediaFile
from fakeembed.strategies.invalid_v2 import not_json
from fakeembed.strategies.requests import GONE, ApiRequest, edition_on
from fakeembed.strategies.tasks import NO_URLS, not_a_form

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Invalid, Table

ASSETS = "/v1.3/assets"
UPLOADS = "/v1.3/assets/multipart-uploads"


@st.composite
def create_asset_requests(draw: DrawFn, *, api_date: str | None = None) -> ApiRequest:
    """Valid requests of `POST /assets`: a file or a URL of any kind that an asset can be."""
    edition = edition_on(api_date, family="assets")
    kind = draw(st.sampled_from(edition.asset_kinds))
    form: dict[str, str | list[str]] = {}
    files: dict[str, MediaFile] = {}
    if draw(st.booleans()):
        form["method"] = "direct"
        files["file"] = draw(media.media_files(kinds=[kind]))
    else:
        form["method"] = "url"
        form["url"] = draw(media.urls(extension=draw(st.sampled_from(media.extensions_of(kind)))))
    if draw(st.booleans()):
        form["user_metadata"] = json.dumps(draw(notes()))
    if draw(st.booleans()):
        form["enable_hls"] = draw(st.sampled_from(["true", "false"]))
    return ApiRequest("POST", ASSETS, form=form, files=files)


def notes() -> SearchStrategy[dict[str, Any]]:
    """What a client may keep with an asset."""
    value = media.texts() | st.integers(-9, 9) | st.booleans() | st.lists(media.texts(), max_size=2)
    return st.dictionaries(st.sampled_from(["title", "tags", "year", "seen"]), value, max_size=3)


def invalid_create_asset_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /assets` that break one rule, or several, each with the error it must get."""
    return asset_operation(api_date=api_date).invalid


@lru_cache
def asset_operation(*, api_date: str | None = None) -> Operation:
    """What can be wrong with a request of `POST /assets`."""
    edition = edition_on(api_date, family="assets")

    def parameters_of(_: Refusal, request: ApiRequest) -> Parameters:
        return form_parameters(edition, request, medium_of(request.files.get("file"), None, request.media))

    order = (*FORM_RULES, *CREATE_ASSET_RULES, *FILE_RULES)
    direct = {"method": "direct", "url": GONE, "filename": GONE}
    at_url = {"method": "url", "file": GONE, "filename": GONE}
    odd = MediaFile("notes.xyz", "broken", raw=b"nobody knows")
    large = {**direct, "file": MediaFile("large.png", "image", width=200, height=200)}
    video = {**direct, "file": MediaFile("large.mp4", "video", 5.0, 640, 360)}
    size = {"@media": {"large.png": {"size": edition.asset_image_bytes + MEGABYTE}}}
    video_size = {"@media": {"large.mp4": {"size": asset_rules.LARGEST_FILE + MEGABYTE}}}
    no_object, no_values = st.sampled_from(["[]", "no JSON", "1"]), st.sampled_from(['{"a": {}}', '{"a": [1]}'])
    table: Table = [
        (named(CREATE_ASSET_RULES, "method_is_given"), change(method=st.sampled_from([GONE, ""]))),
        (named(CREATE_ASSET_RULES, "file_is_given"), change(**direct, file=GONE)),
        (named(CREATE_ASSET_RULES, "url_is_given"), change(**at_url, url=st.sampled_from([GONE, ""]))),
        *(
            (named(CREATE_ASSET_RULES, f"{name}_is_a_flag"), change(**{name: st.sampled_from(["yes", "1", ""])}))
            for name in ("enable_hls", "enable_thumbnail")
        ),
        (asset_rules.method_is_known, change(method=st.sampled_from(["upload", "URL", "file"]))),
        (named(CREATE_ASSET_RULES, "url_is_a_url"), change(**at_url, url=NO_URLS)),
        (asset_rules.filename_is_of_sane_length, change(filename=st.sampled_from(["", "a" * (LONGEST_FILENAME + 1)]))),
        (
            asset_rules.format_is_supported,
            change(**direct, file=odd) | change(**at_url, url=st.sampled_from([f"{media.HOST}/a.xyz", f"{media.HOST}/a.gif"])),
        ),
        (asset_rules.file_is_small_enough, st.just({**large, **size})),
        (asset_rules.video_file_is_small_enough, st.just({**video, **video_size})),
    ]
    if edition.asset_metadata:
        table.append((asset_rules.user_metadata_is_an_object, change(user_metadata=no_object)))
        table.append((asset_rules.user_metadata_values_are_plain, change(user_metadata=no_values)))
    made = [*breaks(create_asset_requests(api_date=api_date), table), *not_a_form("/assets", edition)]
    return Operation(f"POST {ASSETS}", made, order, parameters_of)


@st.composite
def create_upload_requests(draw: DrawFn, *, api_date: str | None = None) -> ApiRequest:
    """Valid requests of `POST /assets/multipart-uploads`."""
    edition = edition_on(api_date, family="assets")
    kind = draw(st.sampled_from(edition.upload_kinds))
    largest = edition.asset_image_bytes if kind == "image" else edition.largest_upload
    body: dict[str, Any] = {
        "filename": draw(media.names(draw(st.sampled_from(media.extensions_of(kind))))),
        "type": kind,
        "total_size": draw(st.integers(1, 20 * MEGABYTE) | st.integers(1, largest)),
    }
    if draw(st.booleans()):
        body["user_metadata"] = draw(notes())
    if draw(st.booleans()):
        body["enable_thumbnail"] = draw(st.booleans())
    return ApiRequest("POST", UPLOADS, json=body)


def invalid_create_upload_requests(*, api_date: str | None = None) -> SearchStrategy[Invalid]:
    """Requests of `POST /assets/multipart-uploads` that break one rule, or several, each with the error it must get."""
    return upload_operation(api_date=api_date).invalid


@lru_cache
def upload_operation(*, api_date: str | None = None) -> Operation:
    """What can be wrong with a request of `POST /assets/multipart-uploads`."""
    edition = edition_on(api_date, family="assets")

    def parameters_of(_: Refusal, request: ApiRequest) -> Parameters:
        return Parameters(edition, {}, body=parsed(request.encoded().body))

    def rule(name: str) -> Refusal:
        return named(CREATE_UPLOAD_RULES, name)

    largest = edition.largest_upload
    sizes = st.sampled_from([0, -1, largest + 1])
    table: Table = [
        *((rule(f"{name}_is_given"), change(**{name: GONE})) for name in ("filename", "type", "total_size")),
        (rule("filename_is_of_type_string"), change(filename=st.sampled_from([1, ["a"], None]))),
        (rule("type_is_of_type_string"), change(type=st.sampled_from([1, True]))),
        (rule("total_size_is_of_type_integer"), change(total_size=st.sampled_from(["1", 1.5, True]))),
        *(
            (rule(f"{name}_is_of_type_boolean"), change(**{name: st.sampled_from(["true", 1])}))
            for name in ("enable_hls", "enable_thumbnail")
        ),
        (asset_rules.filename_is_of_sane_length, change(filename=st.sampled_from(["", "a" * (LONGEST_FILENAME + 1)]))),
        (upload_rules.type_is_known, change(type=st.sampled_from(["document", "Video", ""]))),
        (upload_rules.total_size_is_within_bounds, sizes.map(lambda size: {"type": "video", "total_size": size})),
    ]
    if edition.asset_metadata:
        table.append((asset_rules.user_metadata_is_an_object, change(user_metadata=st.sampled_from([[], "{}", 1]))))
        table.append((asset_rules.user_metadata_values_are_plain, change(user_metadata=st.sampled_from([{"a": {}}, {"a": [1]}]))))
    made = [*breaks(create_upload_requests(api_date=api_date), table), *not_json(UPLOADS)]
    return Operation(f"POST {UPLOADS}", made, (rules.JSON_EXPECTED, rules.BODY_INVALID, *CREATE_UPLOAD_RULES), parameters_of)
