"""Pages, public docstrings and help texts use words of the field: those below were banned, each with what to write in its place."""

from __future__ import annotations

import inspect
import re
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest

import fakeembed
from fakeembed import errors, provider, strategies
from fakeembed.fake.conduct.finding import ADVICE

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
BANNED = {
    r"desk": "controls, controllable",
    r"heard": "the last response, received",
    r"told": "formatted, notified, configured",
    r"spelt|spelled": "written, formatted",
    r"nobody|no one": "what is missing: undeclared, unknown, not public",
    r"somebody|anybody|everybody": "who it is: the client, the service, a reader",
    r"whoever|wherever": "who or where it is",
}
WORDS = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
PAGES = {str(path.relative_to(ROOT)) for path in (*ROOT.glob("docs/*.md"), *ROOT.glob("*.md"))}
PAGES -= {"CHANGELOG.md", "docs/evidence.md"}


def banned(text):
    """The lines of a text that have a banned word; what stands between back-ticks is code."""
    plain = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return [line.strip() for line in plain.splitlines() if WORDS.search(line)]


def public_docstrings():
    """Of every public name, of the public members of classes, and of the modules that are public."""
    modules = (errors, provider, strategies)
    values = {name: getattr(fakeembed, name) for name in fakeembed.__all__}
    values |= {f"{module.__name__}.{name}": value for module in modules for name, value in vars(module).items() if name[0] != "_"}
    members = {
        f"{owner}.{name}": member
        for owner, value in values.items()
        if inspect.isclass(value) and value.__module__.startswith("fakeembed")
        for name, member in inspect.getmembers(value)
        if name[0] != "_" and (callable(member) or isinstance(member, property))
    }
    return {name: inspect.getdoc(value) or "" for name, value in {**values, **members}.items()}


def help_of(command):
    """What `fakeembed COMMAND --help` prints."""
    module = import_module(f"fakeembed.commands.{command}")
    parser = ArgumentParser(prog=command)
    module.configure(parser)
    return parser.format_help()


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_has_none_of_them(page):
    assert banned((ROOT / page).read_text("utf-8")) == []


def test_public_docstrings_have_none_of_them():
    documented = public_docstrings()

    assert len(documented) > 50
    assert {name: lines for name, text in documented.items() if (lines := banned(text))} == {}


@pytest.mark.parametrize("command", ["serve", "verify", "drift", "probe", "demo", "openapi"])
def test_help_texts_have_none_of_them(command):
    assert "usage:" in help_of(command)
    assert banned(help_of(command)) == []


def test_advice_has_none_of_them():
    assert [advice.text for advice in ADVICE.values() if banned(advice.text)] == []


def test_a_banned_word_is_found_and_code_is_not():
    assert banned("It is what nobody heard.\n`told` is a name.") == ["It is what nobody heard."]
