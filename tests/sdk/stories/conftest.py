"""Which service a story meets: the one of its client's time and the newest one, each with the model that its users had."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

import pytest

from fakeembed import FakeEmbed

_2_6 = ("Marengo-retrieval-2.6", 1024)
_2_7 = ("Marengo-retrieval-2.7", 1024)
_3_0 = ("marengo3.0", 512)

# The series of a client: a day on which it was the newest one and the model of that day, and the model it can use today.
SERVICES = {
    "0.1": (("2024-10-24", *_2_6), _2_6),
    "0.2": (("2024-10-24", *_2_6), _2_6),
    "0.3": (("2024-11-12", *_2_6), _2_6),
    "0.4": (("2025-07-15", *_2_7), _3_0),
    "1.0": (("2025-09-01", *_2_7), _3_0),
    "1.1": (("2025-11-17", *_3_0), _3_0),
    "1.2": (("2026-02-17", *_3_0), _3_0),
    "1.3": (("2026-07-30", *_3_0), _3_0),
}
ASSETS_ARE_PROCESSED = "2026-07-07"
"""The first day on which an upload starts as processing (client 1.2.9); before that it is ready in its own answer."""

(THEN, TODAY) = SERVICES[".".join(version("twelvelabs").split(".")[:2])]


@dataclass(frozen=True)
class Service:
    """A fake of the service as it was on a day, a model of that day, the width of its vectors, and whether assets take time."""

    fake: FakeEmbed
    model: str
    width: int
    processes_assets: bool
    key: str = "the-only-key"


@pytest.fixture(params=[THEN, (None, *TODAY)], ids=[THEN[0], "newest"])
def service(request):
    """The service, installed in this process; it knows one key."""
    day, model, width = request.param
    with FakeEmbed(api_date=day, api_keys=[Service.key]) as fake:
        yield Service(fake, model, width, processes_assets=day is None or day >= ASSETS_ARE_PROCESSED)


@pytest.fixture(scope="session", autouse=True)
def _say_who_tells(record_testsuite_property):
    """Let the report say which client this process imported, and from where."""
    import twelvelabs

    record_testsuite_property("version", version("twelvelabs"))
    record_testsuite_property("file", twelvelabs.__file__)
