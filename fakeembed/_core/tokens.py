"""How long a text is in tokens, as far as anybody can say who does not know the tokenizer."""

from __future__ import annotations

LONGEST_TOKEN = 20
"""Characters; longer tokens are hardly in any vocabulary."""


def tokens(text: str) -> int:
    """A lower bound of a text's length in tokens: words between spaces, a long one counted once for every twenty characters.

    The service's tokenizer is unknown. No tokenizer in use merges two words into one token or has a word of more than twenty
    characters in its vocabulary, so a text is only ever called too long when any of them would agree (decision D11).
    """
    return sum(map(_word_tokens, text.split()))


def cut_to(text: str, most: int, *, from_start: bool) -> str:
    """The words of a text that fit into `most` tokens, without those at its end or at its start."""
    words = text.split()
    kept: list[str] = []
    for word in reversed(words) if from_start else words:
        most -= _word_tokens(word)
        if most < 0:
            break
        kept.append(word)
    return " ".join(reversed(kept) if from_start else kept)


def _word_tokens(word: str) -> int:
    return -(-len(word) // LONGEST_TOKEN)
