"""Every public name explains itself: units, shapes and errors stand in its docstring."""

from __future__ import annotations

import inspect

import pytest

import fakeembed


def public_members():
    """Every public class and function, and every public member of a public class."""
    for name in fakeembed.__all__:
        thing = getattr(fakeembed, name)
        yield name, thing
        if inspect.isclass(thing):
            ours = [kind for kind in thing.__mro__ if kind.__module__.startswith("fakeembed")]
            for member, value in {member: value for kind in reversed(ours) for member, value in vars(kind).items()}.items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    yield f"{name}.{member}", value


@pytest.mark.parametrize(("name", "thing"), [pytest.param(*each, id=each[0]) for each in public_members()])
def test_it_has_a_docstring_of_its_own(name, thing):
    """An inherited docstring explains something else."""
    assert thing.__doc__
    assert not thing.__doc__.startswith(f"{name}(")  # what a dataclass writes itself


DESCRIBED = ["", ".media", ".fail_next", ".rate_limit", ".slow", ".drop", ".assert_conduct"]


@pytest.mark.parametrize("name", [f"FakeEmbed{member}" for member in DESCRIBED])
def test_every_argument_is_described(name):
    """A call with ten keyword arguments is read with its docstring beside it."""
    owner, _, member = name.partition(".")
    thing = getattr(fakeembed, owner)
    function = getattr(thing, member) if member else thing.__init__
    described = function.__doc__

    missing = [
        argument for argument in inspect.signature(function).parameters if argument != "self" and f"{argument}:" not in described
    ]

    assert missing == []
    assert "Raises:" in described


def test_dir_lists_what_is_public():
    """Completion in an editor or a shell finds what is imported late."""
    assert set(fakeembed.__all__) <= set(dir(fakeembed))


def test_an_unknown_name_is_an_attribute_error():
    """As for every module."""
    with pytest.raises(AttributeError, match="has no attribute 'FakeEmbedded'"):
        fakeembed.FakeEmbedded  # noqa: B018
