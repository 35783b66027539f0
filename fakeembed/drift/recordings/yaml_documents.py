"""YAML as recorders write it: an object of some library is read as what it consists of, and none is ever made."""

from __future__ import annotations

import re
from typing import Any

from fakeembed.drift.recordings.exchange import Unreadable, broken

_APPLY = "tag:yaml.org,2002:python/object/apply:"

_DECIMAL = {
    "tag:yaml.org,2002:int": re.compile(r"[-+]?\d+\Z"),
    "tag:yaml.org,2002:float": re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?\Z|[-+]?\.(?:inf|nan)\Z"),
}


def loaded(content: bytes, name: str) -> Any:
    """The values of a YAML document.

    Raises:
        Unreadable: When it is none, or when the package that reads it is missing.
    """
    try:
        import yaml
    except ModuleNotFoundError:
        raise Unreadable(f"{name} is YAML; pip install 'fakeembed[openapi]'") from None

    class Tolerant(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A safe loader for which the tags of libraries are no errors."""

        def construct_object(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - as the loader calls it
            """As any loader, but that a value which is not of its explicit tag has its place in the document."""
            try:
                return super().construct_object(node, deep)
            except (LookupError, AttributeError, TypeError, ValueError):
                raise yaml.constructor.ConstructorError(None, None, "it is not of its tag", node.start_mark) from None

    plain = {"mapping": Tolerant.construct_yaml_map, "sequence": Tolerant.construct_yaml_seq, "scalar": Tolerant.construct_yaml_str}
    Tolerant.add_multi_constructor(_APPLY, _applied)
    Tolerant.add_multi_constructor("", lambda loader, _, node: plain[node.id](loader, node))
    Tolerant.add_constructor("!binary", Tolerant.construct_yaml_binary)  # as Ruby writes it
    Tolerant.yaml_implicit_resolvers = _without_times(Tolerant.yaml_implicit_resolvers)
    try:
        return yaml.load(content, Loader=Tolerant)  # noqa: S506 - it is a safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:  # the last of bytes that are no text
        raise broken(name, "YAML", error) from None


def _applied(loader: Any, _: str, node: Any) -> Any:
    """What a function makes of its one argument, taken to be that argument: a text, or pairs, which are a mapping. Else None.

    So PyYAML writes an `OrderedDict`, a `CIMultiDict` and its names; of a `defaultdict` it says which items it has.
    """
    if node.id == "mapping":
        return loader.construct_mapping(node, deep=True).get("dictitems")
    arguments = loader.construct_sequence(node, deep=True) if node.id == "sequence" else []
    if len(arguments) != 1 or not isinstance(arguments[0], list):
        return arguments[0] if len(arguments) == 1 else None
    pairs = arguments[0]
    if not all(isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in pairs):
        return None
    values: dict[str, list[Any]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: several if len(several) > 1 else several[0] for name, several in values.items()}


def _without_times(resolvers: dict[str, Any]) -> dict[str, list[Any]]:
    """What a plain word may stand for, but for dates and for numbers to the base of 60, which YAML 1.2 reads as text."""
    return {
        first: [(tag, _DECIMAL.get(tag, pattern)) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in resolvers.items()
    }
