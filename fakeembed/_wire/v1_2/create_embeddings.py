"""POST /embed of v1.2: embed a text and, from November 2024 on, an image and a piece of audio.

Reference: https://docs.twelvelabs.io/v1.2/reference. What differs from v1.3 is in the rows of the editions table.
"""

from __future__ import annotations

from dataclasses import replace

from fakeembed._wire.v1_3 import create_embeddings

ENDPOINT = replace(create_embeddings.ENDPOINT, version="v1.2")
