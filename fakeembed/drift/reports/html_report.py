"""A report as one HTML page for people: what breaks first, each difference with both sides and the line that shows it again.

Nothing is loaded from anywhere, and everything can be read without a script; the one in the page only filters.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Drift, Kind
from fakeembed.drift.reports.wording import difference, headline, known, ledger, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed.drift.differences import Unchecked
    from fakeembed.drift.run_report import Report

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #c0392b; --news: #2471a3; --gap: #b9770e; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
.result { font-size: 1.1rem; margin: .25rem 0 1rem; } .faint { opacity: .75; font-size: .875rem; }
.filters { display: none; gap: 1rem; flex-wrap: wrap; } .scripted .filters { display: flex; }
select { font: inherit; padding: .25rem; max-width: 100%; }
article { border: 1px solid var(--line); border-left: .35rem solid var(--tone); border-radius: .35rem; }
article { margin: .75rem 0; padding: .75rem 1rem; }
.breaking { --tone: var(--bad); } .compatible, .learned { --tone: var(--news); } .unchecked, .waived { --tone: var(--gap); }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; } h3 b { color: var(--tone); }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.5rem; margin: .5rem 0; } dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; } code, pre { font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { background: #8881; border-radius: .25rem; margin: .5rem 0 0; padding: .5rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } }
"""
_SCRIPT = """
document.body.classList.add("scripted");
const chosen = document.querySelectorAll("select");
for (const one of chosen) one.addEventListener("change", () => {
  for (const row of document.querySelectorAll("article"))
    row.hidden = [...chosen].some(by => by.value && row.dataset[by.name] !== by.value);
});
"""
_SAFE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render(report: Report) -> str:
    """The report as the text of an HTML page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Contract drift: {_text(report.target)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<h1>Contract drift of {_text(report.target)}</h1>\n<p class="result">{_text(headline(report))}</p>'
    yield from _filters(report)
    yield from _section("Breaks clients", "breaking", map(_drift, report.breaking))
    yield from _section("Compatible", "compatible", (_drift(drift) for drift in report.drifts if not drift.breaking))
    yield from _section("Learned: only decided here, and otherwise there", "learned", map(_drift, report.learned))
    yield from _section("Could not be checked", "unchecked", ((gap, _note(gap.reason)) for gap in report.unchecked))
    yield from _section("Waived", "waived", ((one, _note(reason)) for one, reason in report.waived))
    yield from _list("Waivers that ran out", report.complaints)
    yield from _list("Notes", report.remarks)
    yield from _list("Left out, without effect on the result", (f"{gap.route}, {gap.case}: {gap.reason}" for gap in report.outside))
    yield f'<p class="faint">Started at {_text(report.started_at)}. {_text(ledger(report))}</p>'
    yield f"<script>{_SCRIPT}</script>\n</body>\n</html>"


def _filters(report: Report) -> Iterator[str]:
    drifts = [*report.drifts, *report.learned]
    routes = sorted({drift.route for drift in drifts})
    kinds = [kind for kind in ("recorded", "documented", "decided") if kind in {drift.evidence for drift in drifts}]
    if drifts:
        yield f'<div class="filters">{_select("route", "All operations", routes)}{_select("evidence", "All evidence", kinds)}</div>'


def _select(name: str, every: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{_text(value)}</option>" for value in values)
    return f'<select name="{name}" aria-label="{every}"><option value="">{every}</option>{options}</select>'


def _section(title: str, tone: str, rows: Iterable[tuple[Drift | Unchecked, str]]) -> Iterator[str]:
    listed = list(rows)
    if listed:
        yield f"<h2>{title} ({len(listed)})</h2>"
    for one, body in listed:
        evidence = one.evidence if isinstance(one, Drift) else ""
        what, where = (one.kind.value, one.where) if isinstance(one, Drift) else ("unchecked", one.case)
        yield f'<article class="{tone}" id="{tone}-{one.id}" data-route="{_text(one.route)}" data-evidence="{evidence}">'
        yield f"<h3><b>{what}</b> {_text(one.route)} <code>{_text(where)}</code></h3>\n{body}\n</article>"


def _drift(drift: Drift) -> tuple[Drift, str]:
    if drift.kind is Kind.FIELD_RENAMED:
        sides = f"<p>{_text(difference(drift))}</p>"
    else:
        sides = (
            f"<dl><div><dt>expected</dt><dd><code>{_value(drift.expected)}</code></dd></div>"
            f"<div><dt>observed</dt><dd><code>{_value(drift.observed)}</code></dd></div></dl>"
        )
    line = f"<pre>{_text(drift.reproduce)}</pre>" if drift.reproduce else ""
    return drift, f'{sides}<div class="faint">{_text(known(drift))} · {_text(drift.case)} · {drift.id}</div>{line}'


def _note(reason: str) -> str:
    return f"<p>{_text(reason)}</p>"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    rows = "".join(f"<li>{_text(item)}</li>" for item in items)
    if rows:
        yield f"<details><summary>{title}</summary><ul>{rows}</ul></details>"


def _value(given: Any) -> str:
    return "nothing" if given is None else _text(json.dumps(given, ensure_ascii=False, default=str))


def _text(text: str) -> str:
    return escape(printable(text))
