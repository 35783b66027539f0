"""Clients come from the package index, once; when it is out of reach that is said, and never passed off as a result."""

from __future__ import annotations

import sys
from pathlib import Path

import clients
import pytest


@pytest.fixture
def no_index(monkeypatch, tmp_path):
    """A machine that reaches no package index and has no client yet."""
    monkeypatch.setattr(clients, "FOLDER", tmp_path / "clients")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.fixture
def one_client(monkeypatch, tmp_path):
    """Installs a made-up client with given requirements instead of asking pip; returns what was asked of pip."""
    asked = []

    def install(*requires):
        def pip(*arguments):
            asked.append([argument for argument in arguments if "==" in argument or "<" in argument])
            metadata = Path(arguments[arguments.index("--target") + 1], "twelvelabs-9.9.9.dist-info", "METADATA")
            metadata.parent.mkdir()
            lines = [
                "Metadata-Version: 2.1",
                "Name: twelvelabs",
                "Version: 9.9.9",
                *(f"Requires-Dist: {each}" for each in requires),
            ]
            metadata.write_text("\n".join(lines), "utf-8")

        monkeypatch.setattr(clients, "_pip", pip)
        monkeypatch.setattr(clients, "FOLDER", tmp_path / "clients")
        return asked

    return install


@pytest.mark.usefixtures("no_index")
def test_a_missing_index_is_named_and_nothing_is_left_behind(tmp_path):
    """A half-installed client would be taken for a whole one by the next run."""
    with pytest.raises(clients.IndexOutOfReach, match=r"twelvelabs==1\.3\.6"):
        clients.installed("1.3.6")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("no_index")
def test_a_missing_index_has_no_list_of_versions():
    """Otherwise every new release would go unnoticed."""
    with pytest.raises(clients.IndexOutOfReach):
        clients.published()


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_index_fails_a_build_and_skips_at_home(out_of_reach, monkeypatch, ci, outcome):
    """Nobody looks at the skipped tests of a green build."""
    monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome, match="pip failed"):
        out_of_reach(clients.IndexOutOfReach("pip failed"))


def test_a_client_is_installed_once(one_client):
    """The second time it is in the cache."""
    asked = one_client()

    assert clients.installed("9.9.9") == clients.installed("9.9.9")
    assert asked == [["twelvelabs==9.9.9"]]


def test_what_a_client_pins_is_installed_beside_it(one_client):
    """And what the environment has anyway is not."""
    asked = one_client("httpx ==0.0.1", "pytest (>=1)", "no-such-thing <2")

    itself, needs = clients.installed("9.9.9")

    assert (itself.name, needs.name) == ("twelvelabs==9.9.9", "httpx==0.0.1+no-such-thing<2")
    assert asked == [["twelvelabs==9.9.9"], ["httpx==0.0.1", "no-such-thing<2"]]


def test_a_pin_that_this_python_cannot_have_is_said(one_client, monkeypatch):
    """It is a fact about the pin, not about the index."""
    monkeypatch.setattr(clients, "LAST_PYTHON", {"httpx==0.0.1": (3, 9)})
    one_client("httpx ==0.0.1")

    with pytest.raises(clients.NotForThisPython, match=r"twelvelabs 9\.9\.9 insists on httpx==0\.0\.1"):
        clients.installed("9.9.9")


def test_a_pin_is_installed_up_to_the_last_python_that_can_have_it(one_client, monkeypatch):
    """The running one included."""
    monkeypatch.setattr(clients, "LAST_PYTHON", {"httpx==0.0.1": sys.version_info[:2]})
    one_client("httpx ==0.0.1")

    assert len(clients.installed("9.9.9")) == 2
