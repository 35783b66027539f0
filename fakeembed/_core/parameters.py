"""What a client asked of one operation, as text that came over the wire and as the values it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fakeembed._core.models import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.assets.upload_life import Session
    from fakeembed._core.editions import Edition
    from fakeembed._core.media.catalog import Medium, Upload
    from fakeembed._core.models import Model

DEFAULT_PAGE_LIMIT = 10
"""Items in a page (documented)."""

DEFAULT_CLIP_LENGTH = 6
"""Seconds; documented, and recorded in the metadata of tasks that did not ask for a length."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][+-]?\d{1,4})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)


class MediumParameters:
    """What is asked about one medium, whose facts are read when everything else is in order."""

    __slots__ = ()
    known_medium: Medium | None

    @property
    def medium(self) -> Medium:
        """The medium; ValueError before its facts are read."""
        if self.known_medium is None:
            raise ValueError("the facts of the medium are not read yet")
        return self.known_medium

    @property
    def resolution(self) -> str:
        """Width and height as the service prints them."""
        return f"{self.medium.width}x{self.medium.height}"


@dataclass(slots=True)
class Parameters(MediumParameters):
    """What a client asked of one operation: its decoded fields and files, or the members of its JSON body, not yet judged.

    The readers below raise ValueError for text that is no such value; the rules of stage TYPES make sure that none is left.
    """

    edition: Edition
    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, Upload] = field(default_factory=dict)
    known_medium: Medium | None = None
    resource_id: str = ""
    options: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    session: Session | None = None

    def given(self, name: str) -> bool:
        """Whether a field or a file of that name was sent."""
        return name in self.fields or name in self.files

    def brings(self, kind: str) -> bool:
        """Whether a text came, or a file or a URL (an empty one is none) of an image, an audio or a video."""
        return self.given("text") if kind == "text" else self.text(f"{kind}_url") != "" or f"{kind}_file" in self.files

    def text(self, name: str, default: str = "") -> str:
        """A field as it was sent, first value first."""
        return self.fields.get(name, (default,))[0]

    def number(self, name: str, default: float = 0.0) -> float:
        """A field as a finite number."""
        if name not in self.fields:
            return float(default)  # an int knows `is_integer` only from Python 3.12 on
        text = self.text(name)
        if _NUMBER.fullmatch(text) is None or abs(float(text)) == float("inf"):
            raise ValueError(f"{name} is not a finite number")
        return float(text)

    def whole(self, name: str, default: int) -> int:
        """A field as an integer."""
        if name not in self.fields:
            return default
        text = self.text(name)
        if _INTEGER.fullmatch(text) is None:
            raise ValueError(f"{name} is not an integer")
        return int(text)

    def listed(self, name: str) -> tuple[str, ...]:
        """A list field, repeated or comma-joined, without what is said twice (decisions D19, D50)."""
        items = (item.strip() for text in self.fields.get(name, ()) for item in text.split(","))
        return tuple(dict.fromkeys(items))

    @property
    def file_parameter(self) -> str:
        """Which parameter brought the file of a new asset."""
        return "url" if self.text("method") == "url" else "file"

    @property
    def page(self) -> int:
        """Which page of a list is asked for; assumes that the rules of lists hold."""
        return self.whole("page", 1)

    @property
    def page_limit(self) -> int:
        """How many items a page has: ten unless told otherwise, and for a limit of 0 (decision D18)."""
        return self.whole("page_limit", 0) or DEFAULT_PAGE_LIMIT

    @property
    def wanted_options(self) -> tuple[str, ...]:
        """The embedding options that are asked for; `visual-text` is another name of `visual` (decision D110)."""
        other = {"visual-text": "visual"} if "visual" in self.options else {}
        return tuple(dict.fromkeys(other.get(option, option) for option in self.listed("embedding_option")))

    @property
    def option_choice(self) -> str:
        """The embedding options of a task, as text."""
        return ", ".join(self.options)

    @property
    def received(self) -> dict[str, str]:
        """The JSON type of each member of the body, as refusals name it."""
        return {name: json_type(value) for name, value in self.body.items()}

    @property
    def upload(self) -> Session:
        """The upload session, once it is known."""
        if self.session is None:
            raise ValueError("the upload session is looked at before it is known")
        return self.session

    @property
    def asset_kinds(self) -> str:
        """What an asset can be, as text."""
        return ", ".join(self.edition.asset_kinds)

    @property
    def upload_kinds(self) -> str:
        """What a multipart upload can become, as text."""
        return ", ".join(self.edition.upload_kinds)

    @property
    def largest_upload(self) -> int:
        """Bytes in the largest multipart upload of the asked type."""
        return self.edition.asset_image_bytes if self.body.get("type") == "image" else self.edition.largest_upload

    @property
    def model_name(self) -> str:
        """What was asked for as a model; the key of the other API version counts when its own is missing (D37)."""
        other = "engine_name" if self.edition.model_key == "model_name" else "model_name"
        return self.text(self.edition.model_key, self.text(other))

    @property
    def model(self) -> Model:
        """The model; assumes that the rules about it hold."""
        return MODELS[self.model_name]

    @property
    def successor(self) -> str:
        """What the refusal of a retired model recommends."""
        return {old.name: new.name for old, new in self.edition.retired}[self.model.name]

    @property
    def model_choice(self) -> str:
        """The accepted models, as text."""
        return ", ".join(model.name for model in self.edition.models)

    @property
    def clip_length(self) -> int:
        """Seconds in a clip; assumes that the rules about it hold."""
        return int(self.number("video_clip_length", DEFAULT_CLIP_LENGTH))

    @property
    def asked_seconds(self) -> float:
        """How long a video has to be for the window that is asked for."""
        if self.given("video_end_offset_sec"):
            return self.number("video_end_offset_sec")
        return self.number("video_start_offset_sec") + max(self.clip_length, self.edition.least_window)

    @property
    def asked_window(self) -> float:
        """Seconds between the two offsets, to the microsecond: from 6.08 to 16.08 it is 10, as it is written (decision D111)."""
        return round(self.number("video_end_offset_sec") - self.number("video_start_offset_sec"), 6)

    @property
    def window(self) -> tuple[float, float]:
        """The stretch of the video to embed; assumes that the medium is known."""
        end = self.medium.duration if not self.given("video_end_offset_sec") else self.number("video_end_offset_sec")
        return self.number("video_start_offset_sec"), end

    @property
    def gigabytes(self) -> str:
        """The size of the medium."""
        return f"{(self.medium.size or 0) / 1024**3:.2f}GB"


def json_type(value: Any) -> str:
    """The name of a JSON value's type, as the service names types (recorded 2026-07-20: "string", "object")."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    named = {str: "string", int: "number", float: "number", dict: "object", list: "array"}
    return named[type(value)]
