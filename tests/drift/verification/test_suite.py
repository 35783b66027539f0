"""Where the documents are found, and how a reference in a schema is substitute in."""

from __future__ import annotations

import pytest

from fakeembed.drift import suite


def test_the_documents_beside_a_checkout_are_found():
    """In a wheel they are inside the package; see the tests of `verify`."""
    assert (suite.root() / "v1_3" / "create_task.json").is_file()


def test_a_broken_installation_says_so(monkeypatch, tmp_path):
    """Neither beside nor inside the package."""
    (tmp_path / "fakeembed").mkdir()
    monkeypatch.setattr(suite, "__file__", str(tmp_path / "fakeembed" / "drift" / "suite.py"))

    with pytest.raises(FileNotFoundError, match="install fakeembed again"):
        suite.root()


def test_a_package_in_an_archive_says_so(monkeypatch, tmp_path):
    """As a zipapp has it, or a wheel on `PYTHONPATH`; the fake itself works from there."""
    monkeypatch.setattr(suite, "__file__", str(tmp_path / "app.pyz" / "fakeembed" / "drift" / "suite.py"))

    with pytest.raises(FileNotFoundError, match="is in an archive; install fakeembed, or unpack it"):
        suite.root()


def test_a_reference_is_replaced_by_what_it_names():
    """So that a schema can be compared and printed by itself."""
    substitute = suite.without_references({"properties": {"_id": {"$ref": "../definitions.json#/$defs/object_id"}}})

    assert substitute["properties"]["_id"]["pattern"] == "^[0-9a-f]{24}$"


def test_what_stands_beside_a_reference_is_added():
    """As draft 2020-12 has it."""
    substitute = suite.without_references({"$ref": "../definitions.json#/$defs/vector", "minItems": 512})

    assert (substitute["type"], substitute["minItems"]) == ("array", 512)


def test_what_contradicts_a_reference_is_refused():
    """Adding it would silently win over what the reference says."""
    with pytest.raises(ValueError, match="says type already"):
        suite.without_references({"$ref": "../definitions.json#/$defs/vector", "type": "object"})


def test_a_case_with_an_end_is_asked_as_of_its_first_day():
    """What holds no more can only be asked of a fake of that time."""
    past = next(case for case in suite.cases() if case.until)
    lasting = next(case for case in suite.cases() if not case.until)

    assert (past.day, lasting.day) == (past.since, None)
    assert [past.holds_on(past.since), past.holds_on(past.until)] == [True, False]
