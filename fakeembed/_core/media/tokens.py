"""How long a text is in tokens, as far as anybody can say who does not know the tokenizer."""

from __future__ import annotations

LONGEST_TOKEN = 128
"""Characters without a space in them that one token may stand for.

Measured: the longest token of the CLIP vocabulary has 24 characters and that of the GPT-2 vocabulary 65 (a run of `=`), and none of
either has a space inside; the longest known elsewhere are runs of 128 equal characters.
"""


def tokens(text: str) -> int:
    """A lower bound of a text's length in tokens: words between spaces, a long one as its length in `LONGEST_TOKEN`, rounded up.

    The service's tokenizer is unknown. Whatever it is, the true length lies between this and the length in UTF-8 bytes plus two
    (a token for each byte, one that begins and one that ends the text). A text is called too long only when this lower bound is, so
    that any tokenizer in use would agree (decision D59); English prose has about 1.3 tokens a word, so the service may
    refuse, or cut, a text of four fifths of the limit in words that the fake accepts as it is.
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
