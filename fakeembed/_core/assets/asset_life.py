"""What an asset is: how it came, what it holds, and when its validation ends in which way.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/create
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed._core.life import Event
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.media.formats import Kind


UNREADABLE = "The file is corrupted, unreadable or of an unsupported format."
TOO_LARGE = "The file is too large."
NEVER_COMPLETED = "The upload was not completed before it expired."
"""Why an asset fails. The reference says that the exact text is not part of the contract; these are ours (decision D71)."""


class Method(str, Enum):
    """How an asset came here; the values of the field `method`."""

    DIRECT = "direct"
    URL = "url"
    MULTIPART = "multipart"


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset: what was sent, and the moment and the way in which its validation ends.

    Attributes:
        id: An ObjectId.
        created_at: Epoch seconds.
        ends_at: Epoch seconds at which processing is over.
        outcome: What happens then.
        method: How it came here.
        kind: What it is.
        filename: As the client named it, or as derived from the file or the URL.
        file_type: The MIME type.
        medium: Its content.
        reason: Why it fails, or None.
        user_metadata: What the client noted about it, or None.
    """

    id: str
    created_at: float
    ends_at: float
    outcome: Event
    method: Method
    kind: Kind
    filename: str
    file_type: str
    medium: Medium
    reason: str | None = None
    user_metadata: dict[str, object] | None = None


def noted(metadata: dict[str, object]) -> dict[str, object] | None:
    """What is kept of user metadata: empty values are left out, and nothing at all is None (documented)."""
    return {key: value for key, value in metadata.items() if value not in ("", [], None)} or None
