"""What may have been meant by a request that was refused: another day of the service, or something its client cannot do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fakeembed._core.editions import EDITIONS
from fakeembed._wire.forms import MULTIPART

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from fakeembed._wire.http import Request, Response

LARGEST = 1_000_000
"""Bytes of the largest body that is asked on other days."""

MOST = 200
"""How many different refusals are asked on other days, so that a log of thousands can still be shown."""

_CANNOT_REPEAT = (
    "twelvelabs-js up to 1.3.4 cannot send a form a second time: unless `maxRetries` is 0, its caller gets"
    " 'Response body object should not be disturbed or locked' and not this answer"
)


class Hints:
    """Hints about the requests of one fake."""

    def __init__(self, day: str) -> None:
        """Know the ISO day whose service the fake is."""
        self._day = day
        self._known: dict[Hashable, str] = {}

    def hint_for(self, request: Request, response: Response, content: Hashable) -> str:
        """A sentence without a full stop, or an empty text; `content` is what was asked, however its form is cut."""
        if _loses_its_form(request, response):
            return _CANNOT_REPEAT
        if not 400 <= response.status < 500 or response.status in {401, 429} or len(request.body) > LARGEST:
            return ""
        key = request.method, request.path, content
        if key not in self._known and len(self._known) < MOST:
            self._known[key] = self._another_day(request, response)
        return self._known.get(key, "")

    def _another_day(self, request: Request, response: Response) -> str:
        """On which day a request would have been accepted that is refused for what it says."""
        if _asked_on(self._day, request)[1:] != (response.code, response.message):
            return ""  # it was refused for the state of the account, or by a script
        for day, phrase in _other_days(self._day):
            status, *_ = _asked_on(day, request)
            if status < 400:
                return f'the service accepted this {phrase}; `api_date="{day}"` is the service of that day'
        return ""


def _loses_its_form(request: Request, response: Response) -> bool:
    is_js = request.header("x-fern-sdk-name") == "twelvelabs-js"
    return is_js and request.content_type == MULTIPART and (response.status == 429 or response.status >= 500)


def _asked_on(day: str, request: Request) -> tuple[int, str, str]:
    """What an empty account answers on a day: status, code and message."""
    from fakeembed.fake.fake_embed import FakeEmbed

    answer = FakeEmbed(api_date=day).app(request)
    return answer.status, answer.code, answer.message


def _other_days(day: str) -> Iterator[tuple[str, str]]:
    """A day of each other state of the service, and how it lies to that day: the nearest states first."""
    changes = sorted({row.since for row in EDITIONS})
    earlier = [change for change in changes if change <= day]
    later = [change for change in changes if change > day]
    before = [(str(date.fromisoformat(change) - timedelta(days=1)), "until {}") for change in earlier[:0:-1]]
    after = [(change, "from {} on") for change in later]
    for number in range(max(len(before), len(after))):
        for days in (before, after):
            if number < len(days):
                other, phrase = days[number]
                yield other, phrase.format(other)
