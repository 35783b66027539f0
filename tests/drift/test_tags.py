"""Alternatives are told apart by one tag, and always by the same."""

from __future__ import annotations

from fakeembed.drift.openapi.facets import Shape
from fakeembed.drift.openapi.tags import tag_of


def test_of_several_tags_the_first_by_name_counts():
    """The order of a set is another one in each process: reports would name other places from run to run."""
    names = [f"tag{number}" for number in range(8)]

    def facet(word):
        tag = Shape({"string": ({"enum": (word,)},)})
        return {"required": frozenset(names), "properties": dict.fromkeys(names, tag)}

    assert tag_of((facet("a"), facet("b")), (facet("b"), facet("c"))) == "tag0"
