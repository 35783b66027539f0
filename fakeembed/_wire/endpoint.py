"""What an endpoint is: a method, a path, the edition it speaks for and a function that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fakeembed._core.media.assumptions import assumption
from fakeembed._core.parameters import Parameters
from fakeembed._core.quota import DURATION, REQUEST
from fakeembed._core.rules import CONTENT_TYPE_INVALID, JSON_EXPECTED, refuse
from fakeembed._wire import forms, json_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fakeembed._core.editions import Edition
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.service import Service
    from fakeembed._wire.http import Request, Response
    from fakeembed._wire.rate_limits import Meter


@dataclass(frozen=True, slots=True)
class Call:
    """One request on its way to an endpoint.

    Attributes:
        service: The state to work on.
        edition: The API version as of the fake's date.
        request: What the client sent.
        ids: What stands in the braces of the endpoint's path.
        meter: Counts what the request uses up.
        assumed: What the answer rests on that nobody declared.
    """

    service: Service
    edition: Edition
    request: Request
    ids: Mapping[str, str]
    meter: Meter
    assumed: list[str] = field(default_factory=list)

    def form(self, *accepted: str) -> Parameters:
        """What the form in the body asks for; only content types in `accepted` are decoded."""
        if self.request.content_type not in accepted:
            refuse(CONTENT_TYPE_INVALID, content_type=self.request.content_type)
        form = forms.decode(self.request)
        self.request.remember(form)
        return Parameters(self.edition, form.fields, form.files)

    def json(self) -> Parameters:
        """What the JSON object in the body asks for."""
        if self.request.content_type != json_body.JSON:
            refuse(JSON_EXPECTED, content_type=self.request.content_type)
        return Parameters(self.edition, {}, body=json_body.decode(self.request))

    def rest_on(self, medium: Medium, kind: str) -> None:
        """Note what the answer takes a medium for, if that is more than anybody knows."""
        found = assumption(medium, kind)
        if found is not None:
            self.assumed.append(found)
            self.service.assumptions.setdefault(found, found)

    def query(self) -> Parameters:
        """What the query parameters ask for."""
        return Parameters(self.edition, self.request.params)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of one API version.

    Attributes:
        version: The API version.
        method: In capitals.
        path: Without the version; what stands in braces becomes an id of the call.
        handle: Answers it.
        family: It is there while the edition of the day has this family.
        nested_errors: Whether the specification has its errors inside an `error` object.
        embeds_media: Whether all that it embeds lasts some time.
        presigned: Whether its URL is the proof of who asks, and no key is.
    """

    version: str
    method: str
    path: str
    handle: Callable[[Call], Response]
    family: str = "embed"
    presigned: bool = False
    nested_errors: bool = False
    embeds_media: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The limits that each request counts against: none for a read (decision D31)."""
        if self.method != "POST":
            return ()
        return (REQUEST, DURATION) if self.embeds_media else (REQUEST,)
