"""POST /__fakeembed__/synonyms {"words": ["dog", "hound"]}: let words mean the same, as `FakeEmbed.synonyms` does; answers 204."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request


def handle(fake: Controllable, request: Request) -> Response:
    """Declare one set of synonyms."""
    words = Body.of(request, "words").listed("words")
    if not all(isinstance(word, str) for word in words):
        raise ValueError('words is an array of texts such as ["dog", "hound"]')
    fake.synonyms(*words)
    return Response(204)


ENDPOINT = Control("POST", "synonyms", handle)
