"""Which embedding models there are, how wide their vectors are, what they hear and see, and how near their inputs embed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core.vectors import geometry

if TYPE_CHECKING:
    from fakeembed._core.vectors.geometry import Geometry


@dataclass(frozen=True, slots=True)
class Model:
    """One embedding model.

    Attributes:
        name: As clients write it, case-sensitive (decision D37).
        width: Numbers in a vector.
        tokens: The longest text, in tokens.
        options: Embedding options of a video, in the order in which answers list them.
        geometry: How near its inputs embed.
        aliases: Other spellings that are accepted.
        cuts_long_text: Whether `text_truncate` decides about a text that is too long; the models that do not look at it
            report the length inside the answer (recorded 2026-06).
        coarse: Whose vectors come in exact bfloat16: inputs of `POST /embed`, or `v2` for all that embed v2 answers.
    """

    name: str
    width: int
    tokens: int
    options: tuple[str, ...]
    geometry: Geometry
    aliases: tuple[str, ...] = ()
    cuts_long_text: bool = False
    coarse: tuple[str, ...] = ()


# Widths: recorded 2024-06 (2.6), 2025-03 to 2025-07 (2.7), 2026-07-20 (marengo3.0). Token limits and option names: reference
# pages of POST /embed and GET /embed/tasks/{id}, https://docs.twelvelabs.io/api-reference/video-embeddings.
# Recorded: texts and sounds of 2.7 on v1 (2025-03 to 2025-07) are exact bfloat16, pictures and clips are not, and neither are texts
# of marengo3.0 on v1 (2026-07-20); on v2 each of its numbers that was printed is. Decided (D175): 2.6 as 2.7, marengo3.5 as 3.0.
_COARSE_2 = ("text", "audio")
MARENGO_2_6 = Model(
    "Marengo-retrieval-2.6", 1024, 77, ("visual-text",), geometry.MARENGO_2_7, cuts_long_text=True, coarse=_COARSE_2
)
MARENGO_2_7 = Model(
    "Marengo-retrieval-2.7",
    1024,
    77,
    ("visual-text", "audio"),
    geometry.MARENGO_2_7,
    aliases=("marengo2.7",),
    cuts_long_text=True,
    coarse=_COARSE_2,
)
MARENGO_3_0 = Model("marengo3.0", 512, 500, ("visual", "audio", "transcription"), geometry.MARENGO_3_0, coarse=("v2",))

MARENGO_3_5 = Model("marengo3.5", 512, 2000, ("visual", "audio"), geometry.MARENGO_3_0, coarse=("v2",))  # clients from 1.3.4 on

MODELS = {
    spelling: model for model in (MARENGO_2_6, MARENGO_2_7, MARENGO_3_0, MARENGO_3_5) for spelling in (model.name, *model.aliases)
}
