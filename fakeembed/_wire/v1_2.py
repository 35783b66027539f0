"""The API version v1.2, embed v1 with the words and shapes of 2024: the operations of v1.3 under another version.

Reference: https://docs.twelvelabs.io/v1.2/reference. What differs from v1.3 is in the rows of the editions table.
"""

from __future__ import annotations

from dataclasses import replace

from fakeembed._wire import v1_3

ENDPOINTS = tuple(replace(endpoint, version="v1.2") for endpoint in v1_3.ENDPOINTS)
