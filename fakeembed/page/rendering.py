"""How the page is written: Jinja2 templates with escaping on, one style and one small script in the page itself, and its policy.

Nothing comes from elsewhere. The policy names style and script by their digests, so that nothing else runs or is loaded, whatever
a client calls its files.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fakeembed.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment


@lru_cache(1)
def style() -> str:
    """The style of all pages."""
    return _read("page.css")


@lru_cache(1)
def script() -> str:
    """The script of the served page: it follows the fake, fills in the lines of the forms and sends them."""
    return _read("page.js")


@lru_cache(2)
def policy(*, served: bool) -> str:
    """The content security policy: of the served page, and of a file, which runs no script and asks nobody."""
    allowed = ["default-src 'none'", f"style-src '{_digest(style())}'", "img-src data:", "base-uri 'none'", "form-action 'none'"]
    if served:
        allowed[-1] = "form-action 'self'"
        allowed += [f"script-src '{_digest(script())}'", "connect-src 'self'", "frame-ancestors 'none'"]
    return "; ".join(allowed)


def rendered(name: str, **values: Any) -> str:
    """The text of a template."""
    return _environment().get_template(name).render(**values)


@lru_cache(1)
def _environment() -> Environment:
    """The templates, each of which is compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("fakeembed.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["pretty"] = pretty
    environment.filters["compact"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.filters["hidden"] = redacted
    environment.filters["seconds"] = lambda value: f"{value:.3g} s"
    environment.globals["link"] = link
    return environment


def link(asked: Mapping[str, str] | None = None, **changed: Any) -> str:
    """A link to the page with what was asked, and with something changed; what is empty is left out."""
    return "?" + urlencode({name: value for name, value in {**(asked or {}), **changed}.items() if value not in ("", None)})


def pretty(value: Any) -> str:
    """A JSON value as people read it."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def _read(name: str) -> str:
    return (files("fakeembed.page") / "templates" / name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
