"""Which view of the page is asked for, and what it shows; one view has one template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.clock import rfc3339
from fakeembed.page import account, detail, rendering, traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fakeembed.page.source import Source

VIEWS = {"": "Account", "requests": "Requests", "nearness": "Nearness", "steering": "Steering"}
"""The views by what `view` says, and what links to them are called."""


def page(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    """The status and the text of the served page, for query parameters of which each has one value."""
    view = next((name for name in ("task", "request") if name in asked), asked.get("view", ""))
    written = _VIEWS.get(view)
    return _missing(source, asked, f"view {view!r}") if written is None else written(source, asked)


def _account(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    found = traffic.findings(source)
    return 200, _written(
        source,
        asked,
        "account.html",
        listing=account.listing(source, asked),
        kinds=account.KINDS,
        latest=traffic.listing(source, {}, found, at_once=8),
        findings=found,
        assumptions=list(source.service.assumptions)[-10:],
    )


def _nearness(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    from fakeembed.page import nearness  # numpy takes longer to import than all the rest

    return 200, _written(source, asked, "nearness.html", near=nearness.nearness(source, asked), side=nearness.SIDE)


def _steering(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    return 200, _written(source, asked, "steering.html")


def _task(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    record = account.find(source, asked["task"])
    if record is None:
        return _missing(source, asked, f"task or asset {asked['task']!r}")
    return 200, _written(source, asked, "task.html", found=detail.detail(source, record))


def _request(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    pair = traffic.find(source, account.whole(asked["request"], 0))
    if pair is None:
        return _missing(source, asked, f"request {asked['request']!r}")
    found = traffic.findings(source)
    row = traffic.row(*pair, found)
    shown = [finding for finding in found if row.number in finding.numbers]
    return 200, _written(source, asked, "request.html", row=row, further=pair[1].further(), findings=shown)


def _requests(source: Source, asked: Mapping[str, str]) -> tuple[int, str]:
    found = traffic.findings(source)
    return 200, _written(
        source,
        asked,
        "requests.html",
        requests=traffic.listing(source, asked, found),
        findings=found,
        operations=traffic.operations(),
        states=traffic.STATUSES,
    )


def _missing(source: Source, asked: Mapping[str, str], what: str) -> tuple[int, str]:
    return 404, _written(source, asked, "missing.html", what=what)


_VIEWS: dict[str, Callable[[Source, Mapping[str, str]], tuple[int, str]]] = {
    "": _account,
    "requests": _requests,
    "nearness": _nearness,
    "steering": _steering,
    "task": _task,
    "request": _request,
}


def _written(source: Source, asked: Mapping[str, str], template: str, **values: Any) -> str:
    return rendering.rendered(template, asked=asked, views=VIEWS, **common(source), **values)


def common(source: Source) -> dict[str, Any]:
    """What stands on every page."""
    clock = source.service.clock
    return {
        "source": source,
        "counts": account.counts(source),
        "now": rfc3339(clock.seconds),
        "seconds": clock.seconds,
        "style": rendering.style(),
        "script": rendering.script(),
    }
