"""How a text is read: which words of it tell something, and which features each of them shares with its other forms.

There is one reading for all languages, because a short query does not say in which it is written. What two forms of a word have in
common is a stem where the ending is English, and the beginning of the word and runs of its letters everywhere: particles, endings
and compounds are glued to a word, but they leave its letters where they are. Scripts without spaces are read in characters and runs
of them. Nothing here changes with the release of a library or of Unicode (decision D171): characters are what Unicode 3.2 says,
which every Python carries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING
from unicodedata import ucd_3_2_0

from fakeembed._core.vectors.lexicon import GENERIC, IRREGULAR, NUMBERS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_WORDS = 1000
"""Words of one text that count."""


_HAN, _KANA = r"\u3005\u3400-\u9fff", r"\u3041-\u309f"
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0d4d\u0d57"
_WORD = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<kana>[{_KANA}]+)|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|[\u30a1-\u30ff]+|(?:[^\W_{_HAN}{_KANA}{_UNSPACED}\u30a1-\u30ff]|[{_MARKS}])+"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_VOWEL = re.compile(r"[aeiouy]")
_ARABIC = re.compile(r"^(?:[وفبكل]?ال|لل|[وبل](?=....))(?=..)|(?<=..)(?:ات|ون|ين|ان|ها|هم|ية|ة|ه)$|[اأإآوىيئؤء\u064b-\u065f]")
_PARTICLE = re.compile(r"(?<=.)(?:들)?(?:에서|에게|으로|까지|부터|들|은|는|이|가|을|를|에|의|로|와|과|도|위)$")
_VOWEL_SIGN = re.compile(r"[\u0900-\u0903\u093a-\u094c\u0981-\u0d4d]")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_FORM, _STEM = 330, 660
"""How much of a word is its very form and its stem."""

_LETTERS = (200, 100, 9)
"""How much of a word are its letters: so much, and so much more for each of them up to the ninth. Long words have more endings,
and are less often alike by chance: a car is no card."""

_MAX_LETTERS = 40
"""Letters of a stem that are features, so that no word weighs more than sums hold exactly (`HEAVIEST_DRAW`, decision D240)."""


def content_words(text: str) -> list[str]:
    """The different words of a text that tell something, in alphabetical order; all of its words when none does.

    Case, punctuation, order and repetition do not matter, number words are numbers, and a file name's humps and underscores part
    words as spaces do.

    >>> content_words("The two dogs, and THE dog's frisbee_catchingContest!")
    ['2', 'catching', 'contest', 'dog', 'dogs', 'frisbee']
    """
    text = _HUMP.sub(" ", text)
    words = _ASCII_WORD.findall(text.casefold()) if text.isascii() else _in_any_script(text)
    found = {NUMBERS.get(word, word) for word in words}
    return sorted(found - STOP_WORDS or found)[:MAX_WORDS]


def importance(word: str) -> int:
    """How much a word tells, in thousandths: pieces of words less than words, syllables that only bend a verb hardly anything."""
    first = word[0]
    if first < "\u0e00":
        return 1000 if len(word) > 2 or word.isdigit() else 500
    return 300 if "\u3041" <= first <= "\u309f" else 700


def title(name: str) -> str:
    """What the name of a file says about its content, without its extension and without words like "video".

    >>> title("my_video-DogCatchesFrisbee (final).mp4"), title("watch"), title("IMG_2041.jpg")
    ('catches dog frisbee', '', '2041')
    """
    rest, dot, extension = name.rpartition(".")
    return " ".join(word for word in content_words(rest if dot and rest and len(extension) <= 5 else name) if word not in GENERIC)


def _in_any_script(text: str) -> Iterator[str]:
    known = "".join(map(_as_known, text))
    for found in _WORD.finditer(ucd_3_2_0.normalize("NFKC", ucd_3_2_0.normalize("NFKC", known).casefold())):
        word = found[0]
        if found["han"]:
            yield from word
            yield from _runs(word, 2)
        elif found["kana"]:
            yield from _runs(word, 2)
        elif found["unspaced"]:
            yield from _runs(word, 3) or (word,)
            yield from _runs(word, 4)
        else:
            yield word


def _runs(word: str, length: int) -> list[str]:
    return [word[start : start + length] for start in range(len(word) - length + 1)]


@lru_cache(maxsize=4096)
def _as_known(character: str) -> str:
    """A character of Unicode 3.2, a digit of any script as an ASCII one, and a space for what came later."""
    category = ucd_3_2_0.category(character)
    if category == "Nd":
        return str(ucd_3_2_0.digit(character))
    return " " if category in {"Cn", "Co", "Cs"} else character


def features(word: str) -> dict[str, int]:
    """What a word is made of and shares with other forms of it, and how much of the word each feature is, in thousandths.

    >>> features("dogs")
    {'=dogs': 330, '~dog': 660, '^dog': 289, '^do': 289, 'dog': 289}
    """
    if word[0] >= "\u0e00" and not "\u30a1" <= word[0] <= "\u30ff" and not "\uac00" <= word[0] <= "\ud7a3":
        return {f"={word}": 1000}  # a character or a run of them
    root = stem(word)
    letters = (f"^{root[:4]}", *_runs(f"^{root[:_MAX_LETTERS]}", 3))
    least, more, most = _LETTERS
    share = round((least + more * min(len(root), most)) / sqrt(len(letters)))
    return {f"={word}": _FORM, f"~{root}": _STEM, **dict.fromkeys(letters, share)}


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What a word has in common with its other forms: its letters without accents, particles and English endings.

    >>> [stem(word) for word in ("catches", "caught", "running", "babies", "glass", "chased", "chasing", "الكلاب", "कुत्तों")]
    ['catch', 'catch', 'run', 'baby', 'glass', 'chas', 'chas', 'كلب', 'कत्त']
    """
    if word.isascii():
        return _english(word)
    if "\u0600" <= word[0] <= "\u06ff":
        return _ARABIC.sub("", word) or word
    if "\u0900" <= word[0] <= "\u0d7f":
        return _VOWEL_SIGN.sub("", word) or word
    if "\uac00" <= word[0] <= "\ud7a3":
        return ucd_3_2_0.normalize("NFD", _PARTICLE.sub("", word))
    plain = _ACCENT.sub("", ucd_3_2_0.normalize("NFD", word)).translate(_PLAIN)
    return _english(plain) if plain.isascii() else plain or word


def _english(word: str) -> str:
    word = IRREGULAR.get(word, word)
    if len(word) <= 3:
        return word
    word = _without_plural(word)
    for ending in ("edly", "ingly", "ing", "ed", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            word = _undoubled(rest[:-1] + "y" if rest[-1] == "i" and ending != "ing" else rest)
            break
    return word[:-1] if word[-1] == "e" and len(word) > 3 else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "aeiouls" else word
