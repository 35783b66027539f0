"""Findings about what a client sends by mistake: what is no file, no id, or no operation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fakeembed.fake.conduct.exchanges import CREATORS, failed, grouped, is_list, is_status, may_pass, operation
from fakeembed.fake.conduct.finding import found
from fakeembed.fake.conduct.waits import assets_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.fake.logged_request import LoggedRequest

NO_VALUE = frozenset({"none", "null", "undefined", "nil", "<nil>", "nan", "[object object]"})
"""What the languages write, in lower case, where a program puts a value that it never got (decision D146)."""

_LONGEST_PATH = 4096
_PATH = re.compile(r"[^\x00-\x1f\x7f\ufffd]*\.\w{2,5}")
_RESOURCE = re.compile(rf"(?P<made_at>/[^/]+(?:{'|'.join(CREATORS)}))/(?P<id>[^/]*)(?:/status)?")


def path_as_file(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """The text of a path in the place of a file."""
    for logged in log:
        for name, file in logged.files.items():
            path = file.content.decode(errors="replace") if len(file.content) < _LONGEST_PATH else ""
            if _PATH.fullmatch(path):
                yield found("path-as-file", f"what was uploaded as {name} is no file but the text {path!r}", [logged])


def unknown_endpoint(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """What this fake does not serve."""
    for same in grouped((logged for logged in log if logged.is_unknown), operation):
        yield found("unknown-endpoint", f"{same[0].method} {same[0].path} is nothing that this fake serves", same)


def missing_id_used(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """A creation failed, and the id that it never gave was used.

    That is all that shows on the wire (decision D146): a refusal with nothing after it may have been reported, and mostly was.
    """
    last: dict[str, LoggedRequest] = {}
    for logged in log:
        if logged.method == "POST" and logged.path.endswith(CREATORS) and not _takes_a_missing_asset(logged):
            last[logged.path] = logged
            continue
        for path, creation in last.items():
            if failed(creation) and _names_a_missing_id(logged, path):
                message = f"POST {path} failed, and the client went on with an id that it did not get"
                yield found("error-swallowed", message, [creation, logged])
                del last[path]
                break


def _names_a_missing_id(logged: LoggedRequest, made_at: str) -> bool:
    """Whether a request names nothing in the place of the id of what is made at a path."""
    if made_at.endswith("/assets") and _takes_a_missing_asset(logged):
        return True
    resource = _RESOURCE.fullmatch(logged.path)
    if resource is None or resource["made_at"] != made_at:
        return False
    return unquote(resource["id"]).lower() in NO_VALUE if resource["id"] else is_status(logged)


def _takes_a_missing_asset(logged: LoggedRequest) -> bool:
    return any(not asset or asset.lower() in NO_VALUE for asset in assets_in(logged.json))


def read_past_a_page(log: Sequence[LoggedRequest], _states: Mapping[str, str]) -> Iterator[Finding]:
    """A page of a list failed and was not read again, and a later page was: the list that was read has a hole."""
    for walk in grouped((logged for logged in log if is_list(logged)), _but_for_the_page):
        read = {_page(logged) for logged in walk if not failed(logged)}
        missing: LoggedRequest | None = None
        for logged in walk:
            if missing is not None and _page(logged) > _page(missing):
                message = f"page {_page(missing)} failed and was not read again, and page {_page(logged)} was"
                yield found("error-swallowed", message, [missing, logged])
                break
            if missing is None and failed(logged) and may_pass(logged) and _page(logged) not in read:
                missing = logged


def _page(logged: LoggedRequest) -> int:
    (first, *_) = logged.params.get("page", ("1",))
    return int(first) if first.isdecimal() else 1


def _but_for_the_page(logged: LoggedRequest) -> object:
    return logged.path, tuple(sorted((name, values) for name, values in logged.params.items() if name != "page"))
