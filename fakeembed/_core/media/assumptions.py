"""What the fake takes a medium for of which nobody said enough, in the words that the author of a test reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium


def assumption(medium: Medium, kind: str) -> str | None:
    """What an answer about a medium of a kind rests on that nobody declared and no bytes say; None when there is nothing.

    A URL that nobody declared has no known length, size or sound, and a declared one no known length unless that was declared as
    well; some files do not say how long they are.
    """
    facts = ", ".join(_facts(medium, kind))
    if not facts:
        return None
    name = (medium.filename or "") if medium.url is None else medium.url.partition("?")[0]
    return f"{name} was taken for {facts}; declare it with fake.media({name!r}, ...)"


def _facts(medium: Medium, kind: str) -> list[str]:
    if kind == "document":
        return [] if medium.url is None else [f"a PDF of {medium.pages} pages"] if medium.pages else []
    facts = []
    if kind in {"video", "audio"} and not medium.knows_duration:
        facts.append(f"{medium.duration:g} s")
    if medium.is_declared or medium.url is None:
        return facts
    if kind != "audio":
        facts.append(f"{medium.width}x{medium.height}")
    return [*facts, *({"video": ["with sound and speech"], "audio": ["with speech"]}.get(kind, []))]
