"""What a client asked of embed v2: the JSON body and its media sources, as the rules and the answers read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeembed._core.editions import MEGABYTE
from fakeembed._core.media.scenes import Cut
from fakeembed._core.models import MODELS
from fakeembed._core.parameters import MediumParameters
from fakeembed._core.v2.inputs import (
    CHOICES,
    DEFAULT_SCOPES,
    INPUT_TYPES,
    LONGEST_SYNC,
    MEDIA_TYPES,
    PAGES_PER_MEGABYTE,
    PAIRS,
    Choices,
    Mode,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.assets.asset_life import Asset
    from fakeembed._core.editions import Edition
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.models import Model

SOURCES = ("url", "base64_string", "asset_id")
"""The three ways to name a medium; a request uses exactly one."""

_PLACEHOLDER = re.compile(r"<@([^<>]*)>")


@dataclass(slots=True)
class SourceParameters(MediumParameters):
    """One medium that a request names.

    Attributes:
        edition: The API version as of the fake's date.
        mode: Whether the answer is awaited.
        model: The embedding model.
        path: Where in the request it stands, for messages.
        kind: What it should be: `video`, `audio`, `image` or `document`.
        given: The fields as they were sent.
        content: The decoded bytes of a `base64_string`, or None when it is not valid.
        asset: What `asset_id` names, or None.
        asset_status: The asset's status now, or an empty text.
        known_medium: The facts of the medium, once they are read.
    """

    edition: Edition
    mode: Mode
    model: Model
    path: str
    kind: str
    given: Mapping[str, Any]
    content: bytes | None = None
    asset: Asset | None = None
    asset_status: str = ""
    known_medium: Medium | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Which of the three ways were used."""
        return tuple(way for way in SOURCES if way in self.given)

    def text(self, way: str) -> str:
        """What was sent for one way."""
        return str(self.given.get(way, ""))

    @property
    def megabytes(self) -> str:
        """The size of the medium."""
        return f"{(self.medium.size or 0) / MEGABYTE:.1f}"

    @property
    def image_megabytes(self) -> int:
        """The size of the largest image."""
        return self.edition.image_bytes // MEGABYTE

    @property
    def longest_sync(self) -> float:
        """Seconds that are embedded while the client waits."""
        return LONGEST_SYNC[self.model]

    @property
    def page_allowance(self) -> int | None:
        """How many pages a PDF of this size may have; None when nobody knows its size."""
        return None if self.medium.size is None else -(-self.medium.size // MEGABYTE) * PAGES_PER_MEGABYTE[self.mode]

    @property
    def name(self) -> tuple[str, str] | None:
        """What the metadata of the answer call it: a URL verbatim, an asset's file name, nothing for base64 (decision D27)."""
        if "url" in self.given:
            return "input_url", self.text("url")
        return ("input_filename", self.asset.filename) if self.asset is not None else None


@dataclass(slots=True)
class EmbedParameters:
    """One request of embed v2 whose shape is right.

    What is read below the first properties assumes that the rules about it hold.
    """

    edition: Edition
    mode: Mode
    body: Mapping[str, Any]
    sources: tuple[SourceParameters, ...] = ()

    @property
    def kind(self) -> str:
        """The input type."""
        return str(self.body["input_type"])

    @property
    def model_name(self) -> str:
        """What was asked for as a model, or the default of the day."""
        default = self.edition.default_model
        return str(self.body.get("model_name", "" if default is None else default.name))

    @property
    def model(self) -> Model:
        """The model."""
        return MODELS[self.model_name]

    @property
    def model_choice(self) -> str:
        """The accepted models, as text."""
        return ", ".join(model.name for model in self.edition.media_models)

    def input_types(self, *models: Model) -> tuple[str, ...]:
        """The input types that some of `models` take here."""
        taken = dict.fromkeys(kind for model in models for kind in INPUT_TYPES[self.mode, model])
        return tuple(kind for kind in taken if kind != "multi_input" or self.edition.several_inputs)

    @property
    def all_types(self) -> str:
        """The input types that exist here, as text; those of marengo3.0 first, as the reference of its time lists them."""
        return ", ".join(self.input_types(*reversed(self.edition.media_models)))

    @property
    def types_of_model(self) -> str:
        """The input types that the model takes here, as text."""
        return ", ".join(self.input_types(self.model))

    @property
    def input(self) -> Mapping[str, Any]:
        """The object named like the input type."""
        given: Mapping[str, Any] = self.body[self.kind]
        return given

    @property
    def input_text(self) -> str:
        """The text of the input, or an empty one."""
        return str(self.input.get("input_text", ""))

    @property
    def choices(self) -> Choices:
        """What this model and input type leave to choose."""
        return CHOICES.get((self.model, self.kind), Choices(scopes=(), types=()))

    @property
    def allowed(self) -> Mapping[str, str]:
        """The values of each list parameter, as text."""
        choices = self.choices
        lists = {"embedding_option": choices.options, "embedding_scope": choices.scopes, "embedding_type": choices.types}
        return {name: ", ".join(values) for name, values in {**lists, "strategy": choices.strategies}.items()}

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of a list parameter, as sent."""
        return tuple(self.input.get(name, ()))

    @property
    def options(self) -> tuple[str, ...]:
        """The embedding options: those asked for, or all; of a document, those of its format."""
        if self.kind == "document" and not self.listed("embedding_option"):
            return ("visual",) if self.sources[0].medium.pages else ("text",)
        return self.listed("embedding_option") or self.choices.options

    @property
    def scopes(self) -> tuple[str, ...]:
        """The embedding scopes: those asked for, or the default of the input type; of a document, that of its format."""
        if self.listed("embedding_scope"):
            return self.listed("embedding_scope")
        if self.kind == "document":
            return ("local",) if self.sources[0].medium.pages else ("asset",)
        return DEFAULT_SCOPES if set(DEFAULT_SCOPES) <= set(self.choices.scopes) else self.choices.scopes

    @property
    def odd_pair(self) -> tuple[str, str] | None:
        """The first option and scope that a document of its format cannot be embedded for, or None."""
        pairs = PAIRS["PDF" if self.sources[0].medium.pages else "text"]
        return next(((option, scope) for option in self.options for scope in self.scopes if (option, scope) not in pairs), None)

    @property
    def fused(self) -> bool:
        """Whether one vector of all options is wanted."""
        return "fused_embedding" in self.listed("embedding_type")

    @property
    def separate(self) -> bool:
        """Whether a vector of each option is wanted: the default, and whenever it is asked for (decision D41)."""
        return not self.fused or "separate_embedding" in self.listed("embedding_type")

    @property
    def wraps_segmentation(self) -> bool:
        """Whether the model wants its segmentation in a `temporal` object."""
        return self.model.name == "marengo3.5"

    @property
    def segmentation_path(self) -> str:
        """Where the strategy stands, for messages."""
        return f"{self.kind}.segmentation{'.temporal' if self.wraps_segmentation else ''}"

    @property
    def segmentation(self) -> Mapping[str, Any] | None:
        """The settings of the segmentation, or None when the default is meant."""
        given: Mapping[str, Any] | None = self.input.get("segmentation")
        return given["temporal"] if given is not None and self.wraps_segmentation else given

    @property
    def strategy(self) -> str:
        """The strategy of the segmentation, or an empty text."""
        return "" if self.segmentation is None else str(self.segmentation.get("strategy", ""))

    @property
    def cut(self) -> Cut:
        """How the medium is cut into clips."""
        if self.segmentation is None:
            return self.choices.cut
        setting: Mapping[str, int] = self.segmentation[self.strategy]
        return Cut(self.strategy, int(next(iter(setting.values()))))

    @property
    def asked_seconds(self) -> float:
        """How long the medium has to be for the window that is asked for."""
        return float(self.input.get("end_sec", self.input.get("start_sec", 0.0) + self.cut.seconds))

    @property
    def window(self) -> tuple[float, float]:
        """The stretch of the medium to embed."""
        return float(self.input.get("start_sec", 0.0)), float(self.input.get("end_sec", self.sources[0].medium.duration))

    @property
    def media_sources(self) -> list[Mapping[str, Any]]:
        """The sources of a `multi_input`."""
        given: list[Mapping[str, Any]] = self.input.get("media_sources", [])
        return given

    @property
    def media_types(self) -> tuple[str, ...]:
        """The values of `media_type` that the model takes."""
        return MEDIA_TYPES[self.model]

    @property
    def media_type_choice(self) -> str:
        """Those, as text."""
        return ", ".join(self.media_types)

    @property
    def loose_references(self) -> list[str]:
        """Names that the text refers to and no source has."""
        names = {source.get("name") for source in self.media_sources}
        return [name for name in _PLACEHOLDER.findall(self.input_text) if name not in names]

    @property
    def sequential(self) -> Mapping[str, Any] | None:
        """How a text document is divided, or None."""
        found: Mapping[str, Any] | None = self.input.get("segmentation", {}).get("sequential")
        return found

    @property
    def spatial(self) -> Mapping[str, Any] | None:
        """How the pages of a PDF are divided, or None."""
        found: Mapping[str, Any] | None = self.input.get("segmentation", {}).get("spatial")
        return found

    @property
    def uncertain(self) -> bool:
        """Whether uncertainty vectors are wanted."""
        return bool(self.body.get("embedding_uncertainty", False))

    @property
    def dimension(self) -> int | None:
        """How many numbers are wanted, or None for all."""
        asked = self.body.get("embedding_dimension")
        return None if asked is None else int(asked)
