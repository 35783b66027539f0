"""Requests that read lists, tasks and assets, or ask for what is not there, and requests that no operation is there for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fakeembed._core import rules
from fakeembed._core.assets import asset_rules, upload_rules
from fakeembed._core.assets.asset_rules import DELETE_ASSET_RULES, LIST_ASSETS_RULES
from fakeembed._core.assets.upload_rules import LIST_UPLOADS_RULES
from fakeembed._core.parameters import Parameters
from fakeembed._core.rules import LARGEST_PAGE
from fakeembed._core.v1 import rules as v1_rules
from fakeembed._core.v1.rules import LIST_TASKS_RULES, STATUSES
from fakeembed.strategies.assets import ASSETS, UPLOADS
from fakeembed.strategies.cases import Operation, breaks, change, named
from fakeembed.strategies.invalid_sources import UNKNOWN_ID
from fakeembed.strategies.requests import ApiRequest, edition_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from fakeembed._core.rules import Refusal
    from fakeembed.strategies.cases import Break, Invalid, Table

TASKS = "/v1.3/embed/tasks"
V2_TASKS = "/v1.3/embed-v2/tasks"
_MOMENTS = ["2024-01-01T00:00:00Z", "2026-08-31T23:59:59Z", "2027-01-01T00:00:00+02:00"]
_NO_IDS = ["abc", "64f8d2c7e4a1b37f8a9c5d1", "64f8d2c7e4a1b37f8a9c5d1g"]


def list_requests() -> SearchStrategy[ApiRequest]:
    """Valid requests for a page of tasks, assets or uploads, in any state and of any time."""
    return st.one_of(_lists(TASKS), _lists(V2_TASKS), _lists(ASSETS), _lists(UPLOADS))


@st.composite
def _lists(draw: DrawFn, path: str) -> ApiRequest:
    params: dict[str, Any] = {}
    if draw(st.booleans()):
        params["page"] = str(draw(st.integers(1, 3) | st.just(1000)))
    if draw(st.booleans()):
        params["page_limit"] = str(draw(st.integers(1, LARGEST_PAGE)))
    if path in {TASKS, V2_TASKS}:
        if draw(st.booleans()):
            params["status"] = draw(st.sampled_from(STATUSES))
        if draw(st.booleans()):
            params["started_at"], params["ended_at"] = _MOMENTS[0], draw(st.sampled_from(_MOMENTS[1:]))
    if path == ASSETS and draw(st.booleans()):
        kinds = edition_on(None, family="assets").asset_kinds
        params["asset_types"] = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True))
    return ApiRequest("GET", path, params)


def invalid_list_requests() -> SearchStrategy[Invalid]:
    """Requests for a page that break one rule, or several, each with the error it must get."""
    return st.one_of([operation.invalid for operation in list_operations()])


@lru_cache
def list_operations() -> tuple[Operation, ...]:
    """What can be wrong with a request for a page."""
    edition = edition_on(None, family="assets")

    def parameters_of(_: Refusal, request: ApiRequest) -> Parameters:
        return Parameters(edition, request.encoded().params)

    def operation(path: str, order: Sequence[Refusal], table: Table) -> Operation:
        return Operation(f"GET {path}", breaks(_lists(path), [*page_breaks(order), *table]), order, parameters_of)

    moments = st.sampled_from(["yesterday", "2026-09-01", "2026-02-30T00:00:00Z", ""])
    tasks: Table = [
        (v1_rules.status_is_known, change(**{"?status": st.sampled_from(["completed", "Ready", ""])})),
        (named(LIST_TASKS_RULES, "started_at_is_a_timestamp"), change(**{"?started_at": moments})),
        (named(LIST_TASKS_RULES, "ended_at_is_a_timestamp"), change(**{"?ended_at": moments})),
    ]
    assets: Table = [
        (asset_rules.asset_types_are_known, change(**{"?asset_types": st.sampled_from([["film"], ["video", "Audio"]])})),
        (asset_rules.asset_ids_are_object_ids, change(**{"?asset_ids": st.sampled_from(_NO_IDS)})),
    ]
    return (
        operation(TASKS, LIST_TASKS_RULES, tasks),
        operation(V2_TASKS, LIST_TASKS_RULES, tasks),
        operation(ASSETS, LIST_ASSETS_RULES, assets),
        operation(UPLOADS, LIST_UPLOADS_RULES, []),
    )


def page_breaks(table: Sequence[Refusal]) -> Table:
    """Ways to break the rules about the page of a list."""
    numbers, limits = ["0", "-1", "two", "1.5", ""], ["-1", str(LARGEST_PAGE + 1), "all", ""]
    return [
        (named(table, "page_is_in_range"), change(**{"?page": st.sampled_from(numbers)})),
        (named(table, "page_limit_is_in_range"), change(**{"?page_limit": st.sampled_from(limits)})),
    ]


def lost_requests() -> SearchStrategy[Invalid]:
    """Requests with a bad key, for what no operation is there for, and for tasks and assets that do not exist."""
    return lost_operation().invalid


@lru_cache
def lost_operation() -> Operation:
    """What can be wrong with a request for something."""
    listed = st.sampled_from([TASKS, V2_TASKS, ASSETS, UPLOADS]).map(lambda path: ApiRequest("GET", path))
    keys = change(**{"@key": st.sampled_from(["", " "])})
    paths = change(**{"@path": st.sampled_from(["/v1.3/embeds", "/v1.3", "/", "/v1.3/embed/tasks/a/b/c", "/v1.3/indexes"])})
    methods = change(**{"@method": st.sampled_from(["PUT", "PATCH", "DELETE"])})
    early = {"@path": "/v1.1/embed/tasks", "@facts": {"version": "v1.2", "current_version": "v1.1"}}
    table = [
        *breaks(
            listed,
            [
                (rules.API_KEY_INVALID, keys),
                (rules.NOT_FOUND, paths),
                (rules.METHOD_NOT_ALLOWED, methods),
                (rules.API_UPGRADE_REQUIRED, st.just(early)),
            ],
        ),
        *_unnamed(f"{TASKS}/{{}}", "embed_tasks", rules.TASK_ID_INVALID, rules.TASK_NOT_FOUND),
        *_unnamed(f"{TASKS}/{{}}/status", "embed_tasks", rules.TASK_ID_INVALID, rules.TASK_NOT_FOUND),
        *_unnamed(f"{V2_TASKS}/{{}}", "embed_tasks", None, rules.TASK_NOT_FOUND),
        *_unnamed(f"{ASSETS}/{{}}", "assets", asset_rules.ASSET_ID_RULES[0], asset_rules.ASSET_NOT_FOUND),
        *_unnamed(f"{UPLOADS}/{{}}", "multipart_uploads", upload_rules.UPLOAD_ID_RULES[0], upload_rules.UPLOAD_NOT_FOUND),
    ]
    order = (
        rules.API_KEY_INVALID,
        rules.NOT_FOUND,
        rules.API_UPGRADE_REQUIRED,
        rules.METHOD_NOT_ALLOWED,
        *dict.fromkeys(one.rule for one in table[4:]),
        *DELETE_ASSET_RULES,
    )
    return Operation("requests for what is not there", table, order, lambda _, request: request)


def _unnamed(path: str, collection: str, misspelt: Refusal | None, unknown: Refusal) -> list[Break]:
    """Requests for one thing by an id that nothing has."""
    asked = ApiRequest("GET", path.format(UNKNOWN_ID))
    facts = {"resource_id": UNKNOWN_ID, "collection_name": collection}
    table: Table = [(unknown, st.just({"@path": asked.path, "@facts": facts}))]
    if misspelt is not None:
        table.append((misspelt, st.sampled_from(_NO_IDS).map(lambda name: {"@path": path.format(name)})))
    return breaks(st.just(asked), table)
