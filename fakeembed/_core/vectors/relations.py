"""How near two inputs embed because a test said so: pinned cosines, and where they put each input among the others.

Inputs that are pinned to each other, directly or through others, share a frame of axes at right angles. Each input after the first
adds one axis to it, and lies where its pins put it: as near the axes of those before it as they demand and no nearer, and along its
own axis for the rest (decision D79). So whether pins agree is known at once, and is the same for every model.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._core.state.store import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fakeembed._core.state.store import Store

_TOLERANCE = 1e-6


class Coordinates(NamedTuple):
    """Where an input lies.

    Attributes:
        before: The inputs whose axes come before its own, first to last.
        along: Its cosine with each of these axes, and with its own.
    """

    before: tuple[str, ...]
    along: tuple[float, ...]


class Relations:
    """The pinned cosines of one fake."""

    def __init__(self, is_medium: Callable[[str], bool], store: Store | None = None) -> None:
        """Start with those in `store` and keep new ones there; `is_medium` tells URLs and file names from texts."""
        self._is_medium = is_medium
        store = store or Memory()
        self._table = store.table("relations")
        store.watch("relations", self)
        self.emptied()

    def changed(self, key: str, *, there: bool) -> None:  # noqa: ARG002 - pins are few
        """Somebody else has pinned a cosine, or what was pinned here is not."""
        self.emptied()

    def emptied(self) -> None:
        """Read the table again when a pin is asked for."""
        self._pins: dict[tuple[str, str], float] = {}
        self._coordinates: dict[str, Coordinates] = {}

    def __len__(self) -> int:
        """How many pairs are pinned."""
        return len(self._table)

    @property
    def pins(self) -> tuple[tuple[str, str, float], ...]:
        """Every pinned pair with its cosine, in the order in which they were first named."""
        self._renew()
        return tuple((one, other, cosine) for (one, other), cosine in self._pins.items())

    def relate(self, one: str, other: str, cosine: float) -> None:
        """Pin the cosine of two inputs, instead of what was pinned for them before.

        Raises:
            ValueError: For a cosine beyond -1 to 1, an input related to itself, or one that cannot hold beside the other pins.
        """
        if not -1 <= cosine <= 1:
            raise ValueError(f"a cosine lies between -1 and 1, not at {cosine!r}")
        if one == other:
            raise ValueError(f"two different inputs are related; {one!r} is the same as {other!r}, with cosine 1")
        self._renew()
        pair = self._pair(one, other)
        pins = {**self._pins, pair: float(cosine)}
        coordinates = self._solved(pins)
        if coordinates is None:
            raise ValueError(self._contradiction(one, other, cosine))
        self._pins, self._coordinates = pins, coordinates
        self._table[f"{len(pair[0])} {pair[0]}{pair[1]}"] = (*pair, float(cosine))

    def named(self, names: Iterable[str]) -> str | None:
        """The first of an input's names that is pinned, or None."""
        self._renew()
        return next((name for name in names if name in self._coordinates), None)

    def coordinates(self, name: str) -> Coordinates:
        """Where a pinned input lies."""
        return self._coordinates[name]

    def freedom(self, name: str) -> float:
        """How far the vectors of a pinned input may lie apart, from 1 down to 0 where it is pinned to be the same as another."""
        nearest = max(abs(cosine) for pair, cosine in self._pins.items() if name in pair)
        return min(1.0, 2 * sqrt(1 - nearest * nearest))

    def _renew(self) -> None:
        if len(self._pins) != len(self._table):
            self._pins = {(one, other): cosine for one, other, cosine in self._table.values()}
            self._coordinates = self._solved(self._pins) or {}

    def _pair(self, one: str, other: str) -> tuple[str, str]:
        return (other, one) if (other, one) in self._pins else (one, other)

    def _solved(self, pins: Mapping[tuple[str, str], float]) -> dict[str, Coordinates] | None:
        """The coordinates of all inputs, or None when the pins contradict each other."""
        near: dict[str, dict[str, float]] = {}
        for (one, other), cosine in pins.items():
            near.setdefault(one, {})[other] = cosine
            near.setdefault(other, {})[one] = cosine
        coordinates: dict[str, Coordinates] = {}
        # A text comes first where there is one: it has one vector, so that all the clips of a video can be pinned to it exactly.
        for first in sorted(near, key=self._is_medium):
            family = [] if first in coordinates else [first]
            for name in family:
                family += [other for other in near[name] if other not in family]
            for index, name in enumerate(family):
                before = tuple(family[:index])
                pinned = [(coordinates[other].along, near[name][other]) for other in before if other in near[name]]
                along = _nearest(pinned, index)
                if along is None:
                    return None
                coordinates[name] = Coordinates(before, along)
        return coordinates

    def _contradiction(self, one: str, other: str, cosine: float) -> str:
        low, high = (self._furthest(one, other, end) for end in (-1.0, 1.0))
        pinned = ", ".join(f"{a!r} and {b!r} at {pin:g}" for (a, b), pin in self._pins.items() if {a, b} != {one, other})
        return (
            f"{one!r} and {other!r} cannot be related with cosine {cosine:g}: beside what is pinned already ({pinned}) "
            f"their cosine lies between {low:.2f} and {high:.2f}"
        )

    def _furthest(self, one: str, other: str, end: float) -> float:
        """The cosine nearest to `end` that agrees with the other pins, found by halving."""
        pair = self._pair(one, other)
        others = {key: pin for key, pin in self._pins.items() if key != pair}
        coordinates = self._solved(others) or {}
        good = sum(a * b for a, b in zip(coordinates[one].along, coordinates[other].along, strict=False))
        bad = end
        for _ in range(40):
            middle = (good + bad) / 2
            good, bad = (good, middle) if self._solved({**others, pair: middle}) is None else (middle, bad)
        return good


def _nearest(pinned: Iterable[tuple[tuple[float, ...], float]], axes: int) -> tuple[float, ...] | None:
    """The shortest row that has these products with these others, made one long by an axis of its own; None when it is longer.

    Gram-Schmidt in plain floats, in a fixed order, so the same everywhere.
    """
    row = [0.0] * axes
    basis: list[tuple[list[float], float]] = []
    for along, cosine in pinned:
        rest, wanted = [*along, *[0.0] * (axes - len(along))], cosine
        for unit, share in basis:
            common = _product(rest, unit)
            rest = [x - common * y for x, y in zip(rest, unit, strict=True)]
            wanted -= common * share
        length = sqrt(_product(rest, rest))
        if length < _TOLERANCE:
            if abs(wanted) > _TOLERANCE:
                return None
            continue
        basis.append(([x / length for x in rest], wanted / length))
        row = [x + y * wanted / length**2 for x, y in zip(row, rest, strict=True)]
    left = 1 - _product(row, row)
    return (*row, sqrt(max(left, 0.0))) if left > -_TOLERANCE else None


def _product(one: Iterable[float], other: Iterable[float]) -> float:
    """The sum of the products, in order; `sum` itself rounds otherwise from Python 3.12 on."""
    total = 0.0
    for x, y in zip(one, other, strict=True):
        total += x * y
    return total
