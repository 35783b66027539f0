"""Words that mean the same because a test said so: each is read as the first of its kind.

An expression is found in a text by the stems of its words, wherever they stand, so "fire engine" and words of scripts without
spaces can be given as well. In languages whose endings nobody takes off here, forms that begin alike are one (decision D174). The
longest expression is looked for first, and what it uses is used up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._core.vectors.lexicon import STOP_WORDS
from fakeembed._core.vectors.words import content_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed._core.state.store import Store

_WRITTEN = "synonyms written"

_ALIKE = 4
"""Letters, and two of three of all, that two forms of a word have in common from the first on, where endings are not English."""


class Synonym(NamedTuple):
    """An expression by the stems of its words, and the words as which it is read."""

    stems: frozenset[str]
    read_as: tuple[str, ...]


class Synonyms:
    """The synonyms of one fake."""

    known: tuple[Synonym, ...] = ()
    """What is read otherwise than it is written, the longest expressions first."""

    def __init__(self, store: Store) -> None:
        """Read and keep in `store` which expressions mean the same."""
        self._store = store
        self._table = store.table("synonyms")
        self._copied = 0.0
        store.watch("synonyms", self)
        self.renew()

    def add(self, expressions: tuple[str, ...]) -> None:
        """Let expressions mean the same, and the same as what each of them meant the same as before.

        Raises:
            ValueError: For fewer than two, and for one in which no word tells anything.
        """
        if len(set(expressions)) < 2:
            raise ValueError(f"synonyms are two or more words or expressions, not {list(expressions)!r}")
        for expression in expressions:
            if STOP_WORDS.issuperset(content_words(expression)):
                raise ValueError(f"{expression!r} has no word that tells anything, so nothing can mean the same")
        self._store.transact(lambda: self._add(expressions))
        self.renew()

    def _add(self, expressions: tuple[str, ...]) -> None:
        self._table[f"{self._store.count(_WRITTEN):.0f}"] = expressions

    def changed(self, key: str, *, there: bool) -> None:  # noqa: ARG002 - they are few
        """Somebody else has added synonyms, or what was added here is not."""
        self._copied = -1

    def emptied(self) -> None:
        """Read the table again."""
        self._copied = -1

    def renew(self) -> None:
        """Read the table again when somebody else has written in it."""
        written = self._store.count(_WRITTEN, 0)
        if written != self._copied:
            self._copied = written
            self.known = tuple(sorted(_read_alike(self._table.values()), key=lambda one: (-len(one.stems), sorted(one.stems))))


def _read_alike(declared: Iterable[tuple[str, ...]]) -> Iterator[Synonym]:
    """What is declared, joined where the same expression is declared twice; the one that came first stands for all of them."""
    groups: list[dict[frozenset[str], tuple[str, ...]]] = []
    for expressions in declared:
        new = {frozenset(map(stem, words)): tuple(words) for words in map(content_words, expressions)}
        old = [group for group in groups if not group.keys().isdisjoint(new)]
        joined: dict[frozenset[str], tuple[str, ...]] = {}
        for group in (*old, new):
            joined |= {stems: words for stems, words in group.items() if stems not in joined}
        groups = [*(group for group in groups if group not in old), joined]
    for group in groups:
        read_as = next(iter(group.values()))
        yield from (Synonym(stems, read_as) for stems in group)


def replaced(words: Iterable[str], synonyms: Iterable[Synonym]) -> list[str]:
    """The words of a text, those that are synonyms of others in the words as which they are read, in alphabetical order.

    >>> replaced(["hounds", "park"], [Synonym(frozenset({"hound"}), ("dog",))])
    ['dog', 'park']
    """
    left = {word: stem(word) for word in words}
    found: set[str] = set()
    for synonym in synonyms:
        used = {root: [word for word, other in left.items() if _is_form(other, root)] for root in synonym.stems}
        if all(used.values()):
            for forms in used.values():
                for word in forms:
                    left.pop(word, None)
            found.update(synonym.read_as)
    return sorted({*left, *found})


@lru_cache(maxsize=4096)
def _is_form(one: str, other: str) -> bool:
    """Whether two stems are those of one word."""
    if one == other or one.isascii():
        return one == other
    common = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= _ALIKE and 3 * common >= 2 * max(len(one), len(other))
