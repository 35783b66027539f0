#!/usr/bin/env bash
# twelvelabs 1.3.6 with the unittest.mock of Python 3.11 and 3.12, seen 2026-11-30. create_autospec(TwelveLabs, instance=True), and what
# patch("twelvelabs.TwelveLabs", autospec=True) makes, raise AttributeError for .embed, .assets and all the rest of the client: they are set
# in __init__, where a specification by class does not look. One by object, which would see them, create_autospec(TwelveLabs(api_key="key"))
# and Mock(spec=...) too, raises RecursionError, and so do hasattr(client.search, "cache") and copy.copy(client.search). Of client.embed
# alone an autospec can be made; it refuses a wrong argument, and an attribute that is not there.
#
# One would expect the strict double of the standard library to fit a client that is made of ordinary classes, or at least one of its two
# forms, and hasattr to be False.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check twelvelabs==1.3.6 httpx==0.28.1 pydantic==2.14.4 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import copy
from unittest import mock

import twelvelabs


def check(what, look, expected):
    try:
        seen = look()
    except Exception as error:
        seen = type(error).__name__
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


client = twelvelabs.TwelveLabs(api_key="key")
by_class = mock.create_autospec(twelvelabs.TwelveLabs, instance=True)
for name in ("embed", "assets", "tasks", "search"):
    check(f"the client has {name}", lambda: hasattr(client, name), True)
    check(f"by class, {name}", lambda: getattr(by_class, name), "AttributeError")
with mock.patch("twelvelabs.TwelveLabs", autospec=True):
    check("patched, embed", lambda: twelvelabs.TwelveLabs(api_key="key").embed, "AttributeError")
check("by object", lambda: mock.create_autospec(client), "RecursionError")
check("by object, Mock(spec=...)", lambda: mock.Mock(spec=client), "RecursionError")
check("hasattr of search", lambda: hasattr(client.search, "cache"), "RecursionError")
check("hasattr of embed", lambda: hasattr(client.embed, "cache"), False)
check("copy of search", lambda: copy.copy(client.search), "RecursionError")
embed = mock.create_autospec(client.embed)
check("by embed, a right argument", lambda: embed.create(model_name="marengo3.0").__class__.__name__, "MagicMock")
check("by embed, a wrong argument", lambda: embed.create(model_name="marengo3.0", sound="a"), "TypeError")
check("by embed, a wrong argument of tasks", lambda: embed.tasks.create(model_name="marengo3.0", sound="a"), "TypeError")
check("by embed, what is not there", lambda: embed.tasks.wait, "AttributeError")
PY
