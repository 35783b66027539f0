"""`fakeembed openapi`: an OpenAPI 3.1 document of what the contracts say, on standard output."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(_parser: ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_arguments: Namespace) -> int:
    """Print the document; 2 when the installation has no contracts."""
    from fakeembed.drift import suite
    from fakeembed.drift.openapi.printed import printed

    try:
        document = printed(suite.contracts())
    except (OSError, ValueError) as error:
        print(f"fakeembed openapi: {error}", file=sys.stderr)
        return 2
    print(json.dumps(document, indent=2, ensure_ascii=False))
    return 0
