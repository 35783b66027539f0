"""What happens to an account: valid requests one after the other, and requests that its past makes invalid."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core.assets import upload_rules
from fakeembed._core.assets.asset_rules import DELETE_ASSET_RULES
from fakeembed._core.assets.upload_life import CHUNK_SIZE, LIFETIME, URL_LIFETIME, etag
from fakeembed._core.assets.upload_rules import MOST_CHUNKS, REPORT_CHUNKS_RULES, REQUEST_URLS_RULES, UPLOAD_STATUS_RULES
from fakeembed._core.media.formats import Kind
from fakeembed._core.models import MARENGO_3_0
from fakeembed._core.v1.rules import options_are_known
from fakeembed._core.v2 import source_rules as v2_source_rules
from fakeembed.strategies import media
from fakeembed.strategies.assets import ASSETS, UPLOADS
from fakeembed.strategies.cases import History, Operation, Step, Wait, breaks, change, named
from fakeembed.strategies.files import MediaFile
from fakeembed.strategies.operations import valid_requests
from fakeembed.strategies.reads import TASKS, V2_TASKS, page_breaks
from fakeembed.strategies.requests import GONE, ApiRequest
from fakeembed.strategies.v2 import PATHS

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Break, Invalid, Table

LONG_ENOUGH = Wait(600.0)
"""Longer than any task takes in a test that did not say otherwise."""


@st.composite
def histories(draw: DrawFn, *, most: int = 8) -> History:
    """What an account lives through: creations, waits, polls, retrievals, lists, deletions and whole uploads, all of them valid.

    Args:
        draw: Given by Hypothesis.
        most: The number of things that happen at most; an upload is one of them.
    """
    steps: list[Step] = []
    sent = 0
    there: list[str] = []
    for _ in range(draw(st.integers(1, most))):
        done = draw(st.sampled_from(["create", "wait", "read", "upload", "delete"]))
        if done == "wait":
            steps.append(Wait(draw(st.sampled_from([1.0, 5.0, 10.0, 3600.0]))))
        elif done == "read" and there:
            steps.append(ApiRequest("GET", draw(st.sampled_from(there))))
        elif done == "delete" and any(path.startswith(ASSETS) for path in there):
            gone = draw(st.sampled_from([path for path in there if path.startswith(ASSETS)]))
            there.remove(gone)
            steps.append(ApiRequest("DELETE", gone))
        elif done == "upload":
            file = draw(media.sounds() | media.videos(most=60))
            steps += upload(file, at=sent)
            there.append(f"{ASSETS}/${sent}.asset_id")
        else:
            steps.append(draw(valid_requests()))
            there += _reads(steps[-1], at=sent)
        sent = sum(isinstance(step, ApiRequest) for step in steps)
    return History(tuple(steps))


def _reads(step: Step, *, at: int) -> list[str]:
    """The paths under which what a request creates can be read."""
    if isinstance(step, Wait) or step.method != "POST":
        return []
    name = f"/${at}._id"
    return {TASKS: [TASKS + name, f"{TASKS + name}/status"], V2_TASKS: [V2_TASKS + name], ASSETS: [ASSETS + name]}.get(
        step.path, []
    )


def upload(file: MediaFile, *, at: int) -> list[ApiRequest]:
    """The three requests that upload a file of one chunk, when `at` requests came before."""
    return [
        ApiRequest("POST", UPLOADS, json={"filename": file.filename, "type": file.kind, "total_size": len(file.content)}),
        ApiRequest("PUT", f"${at}.upload_urls.0.url", content=file.content, content_type="application/octet-stream"),
        ApiRequest("POST", f"{UPLOADS}/${at}.upload_id", json={"completed_chunks": [_chunk(file)]}),
    ]


def _chunk(file: MediaFile) -> dict[str, Any]:
    return {"chunk_index": 1, "proof": etag(file.content), "proof_type": "etag", "chunk_size": len(file.content)}


# Requests that the past of an account makes invalid.


def invalid_histories() -> SearchStrategy[Invalid]:
    """Requests that are invalid because of what happened before, each with that past and the error it must get."""
    return late_operation().invalid


@lru_cache
def late_operation() -> Operation:
    """What can be wrong with a request because of what happened before."""
    table = [*_assets_in_v2(), *_uploads(), *_things()]
    order = (
        upload_rules.SIGNATURE_IS_WRONG,
        upload_rules.URL_IS_EXPIRED,
        upload_rules.URL_IS_USED,
        upload_rules.UPLOAD_IS_OVER,
        *REPORT_CHUNKS_RULES,
        *REQUEST_URLS_RULES,
        *UPLOAD_STATUS_RULES,
        *DELETE_ASSET_RULES,
        *v2_source_rules.NAMING_RULES,
        options_are_known,
    )
    return Operation("requests that come at the wrong time", table, order, lambda _, request: request)


_VIDEO = MediaFile("dog.mp4", "video", 12.0, 640, 360)
_SOUND = MediaFile("dog.wav", "audio", 6.0)


def _made(file: MediaFile) -> ApiRequest:
    return ApiRequest("POST", ASSETS, form={"method": "direct"}, files={"file": file})


def _assets_in_v2() -> list[Break]:
    """Assets that embed v2 cannot use, or not yet."""
    asset = "$0._id"
    asked = ApiRequest(
        "POST",
        PATHS[next(iter(PATHS))],
        json={"input_type": "video", "model_name": MARENGO_3_0.name, "video": {"media_source": {"asset_id": asset}}},
    )
    given = {"asset_id": asset}
    kinds = {"audio": (_SOUND, Kind.AUDIO), "image": (MediaFile("dog.png", "image", width=200, height=200), Kind.IMAGE)}
    broken = MediaFile("dog.mp4", "broken", raw=_VIDEO.content[:40])

    def rows(rule: Refusal, **facts: Any) -> Table:
        params = SimpleNamespace(given=given, path="video.media_source", kind="video", **facts)
        return [(rule, st.just({"@facts": {"params": params}}))]

    found = [
        *breaks(st.just(asked), rows(v2_source_rules.asset_is_not_processing), History((_made(_VIDEO),))),
        *breaks(st.just(asked), rows(v2_source_rules.asset_did_not_fail), History((_made(broken), LONG_ENOUGH))),
    ]
    for file, kind in kinds.values():
        ready = History((_made(file), LONG_ENOUGH))
        found += breaks(st.just(asked), rows(v2_source_rules.asset_is_of_the_kind, asset=SimpleNamespace(kind=kind)), ready)
    return found


def _uploads() -> list[Break]:
    """Everything about an upload that is under way, or over."""
    opened, sent, _ = upload(_SOUND, at=0)
    path = f"{UPLOADS}/$0.upload_id"
    report = st.just(ApiRequest("POST", path, json={"completed_chunks": [_chunk(_SOUND)]}))
    urls = st.just(ApiRequest("POST", f"{path}/presigned-urls", json={"start": 1, "count": 1}))
    chunk = st.just(sent)
    begun, half = History((opened,)), History((opened, sent))
    large = ApiRequest("POST", UPLOADS, json={"filename": "film.mp4", "type": "video", "total_size": 60 * CHUNK_SIZE})
    expired = {"@facts": {"status": "expired"}}

    def chunks(**fields: Any) -> dict[str, Any]:
        return {"completed_chunks": [{**_chunk(_SOUND), **fields}]}

    def a_text(name: str) -> dict[str, Any]:
        """A text where something else is expected."""
        return {name: "1", "@facts": {"params": SimpleNamespace(received={name: "string"})}}

    return [
        *breaks(
            chunk,
            [
                (upload_rules.SIGNATURE_IS_WRONG, st.just({"@path": path + "/chunks/1", "@params": {"X-Amz-Signature": "0" * 64}})),
                (upload_rules.SIGNATURE_IS_WRONG, st.just({"@path": path + "/chunks/1"})),
            ],
            begun,
        ),
        *breaks(chunk, [(upload_rules.URL_IS_EXPIRED, st.just({}))], History((opened, Wait(URL_LIFETIME + 1)))),
        *breaks(chunk, [(upload_rules.URL_IS_USED, st.just({}))], half),
        *breaks(report, [(upload_rules.UPLOAD_IS_OVER, st.just(expired))], History((opened, sent, Wait(LIFETIME + 1)))),
        *breaks(urls, [(upload_rules.UPLOAD_IS_OVER, st.just(expired))], History((opened, Wait(LIFETIME + 1)))),
        *breaks(
            report,
            [
                (named(REPORT_CHUNKS_RULES, "completed_chunks_is_given"), change(completed_chunks=GONE)),
                (named(REPORT_CHUNKS_RULES, "completed_chunks_is_of_type_array"), st.just(a_text("completed_chunks"))),
                (
                    upload_rules.chunks_are_1_to_50,
                    st.sampled_from([[], [_chunk(_SOUND)] * (MOST_CHUNKS + 1)]).map(lambda found: {"completed_chunks": found}),
                ),
                (
                    upload_rules.chunks_are_complete,
                    st.sampled_from([chunks(proof=None), chunks(chunk_index="1")]),
                ),
                (upload_rules.proof_types_are_known, st.just(chunks(proof_type="md5"))),
                (
                    upload_rules.chunks_are_of_the_file,
                    st.sampled_from([0, 2]).map(lambda index: {**chunks(chunk_index=index), **_chunks(1)}),
                ),
                (upload_rules.proofs_are_of_uploaded_chunks, st.just(chunks(proof="0" * 32))),
                (upload_rules.chunk_sizes_are_right, st.just(chunks(chunk_size=1))),
            ],
            half,
        ),
        *breaks(
            urls,
            [
                *((named(REQUEST_URLS_RULES, f"{name}_is_given"), change(**{name: GONE})) for name in ("start", "count")),
                *((named(REQUEST_URLS_RULES, f"{name}_is_of_type_integer"), st.just(a_text(name))) for name in ("start", "count")),
                (upload_rules.start_is_a_chunk, st.sampled_from([0, 61]).map(lambda start: {"start": start, **_chunks(60)})),
                (upload_rules.count_is_1_to_50, st.sampled_from([0, MOST_CHUNKS + 1]).map(lambda count: {"count": count})),
                (upload_rules.asked_chunks_exist, st.just({"start": 60, "count": 2, **_chunks(60)})),
            ],
            History((large,)),
        ),
        *breaks(st.just(ApiRequest("GET", path)), page_breaks(UPLOAD_STATUS_RULES), begun),
    ]


def _chunks(total: int) -> dict[str, Any]:
    return {"@facts": {"params": SimpleNamespace(upload=SimpleNamespace(total_chunks=total))}}


def _things() -> list[Break]:
    """Tasks and assets that exist, asked for in a way that does not."""
    task = ApiRequest("POST", TASKS, form={"model_name": MARENGO_3_0.name}, files={"video_file": _VIDEO})
    options = {"@facts": {"params": SimpleNamespace(option_choice=", ".join(MARENGO_3_0.options))}}
    odd = st.sampled_from([["video"], ["visual", "Audio"]]).map(lambda asked: {"?embedding_option": asked, **options})
    force = change(**{"?force": st.sampled_from(["yes", "1"])})
    return [
        *breaks(st.just(ApiRequest("GET", f"{TASKS}/$0._id")), [(options_are_known, odd)], History((task,))),
        *breaks(
            st.just(ApiRequest("DELETE", f"{ASSETS}/$0._id")),
            [(named(DELETE_ASSET_RULES, "force_is_a_flag"), force)],
            History((_made(_VIDEO),)),
        ),
    ]
