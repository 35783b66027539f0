"""Which words of a text tell something, and which of them are forms of one word."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

MOST_WORDS = 1000
"""Words of one text that count."""

# A word is a run of letters and digits; Chinese and Japanese, which have no spaces, are read character by character.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_VOWEL = re.compile(r"[aeiouy]")

_COMMON = frozenset(  # words that say nothing about what is seen or heard
    """
    a about above across after against all along also am among an and another any are around as at away back be been before behind
    being below beneath beside between both but by can could d did do does down during each every few for from had has have he her
    here hers him his how i if in inside into is it its ll many may me might more most much must my near next no not of off on once
    onto or other our out outside over own past re s shall she should show shown shows so some such t than that the their them then
    there these they this those through till to together toward towards two under until up upon us ve very was we were what when
    where which while who whose will with within without would you your
    """.split()  # noqa: SIM905 - a list of words reads better as text
)

_GENERIC = frozenset(  # words in the names of files that say no more than that it is a file
    """
    asset audio clip content copy demo download example file film final image img index input master media movie my new original
    output part photo picture playlist preview recording sample screen shot sound stream temp test tmp track untitled upload vid
    video watch
    """.split()  # noqa: SIM905 - a list of words reads better as text
)

_IRREGULAR = {
    form: word
    for word, *forms in map(
        str.split,
        """
        become became| begin began begun| bite bit bitten| blow blew blown| break broke broken| bring brought| build built| buy
        bought| catch caught| child children| choose chose chosen| come came| dig dug| draw drew drawn| drink drank drunk| drive
        drove driven| eat ate eaten| fall fell fallen| feed fed| feel felt| fight fought| find found| fly flew flown| foot feet|
        freeze froze frozen| get got gotten| give gave given| go went gone| goose geese| grow grew grown| hang hung| hide hid
        hidden| hold held| keep kept| knife knives| leaf leaves| leave left| light lit| lose lost| make made| man men| meet met|
        mouse mice| pay paid| ride rode ridden| ring rang rung| rise rose risen| run ran| say said| see saw seen| sell sold|
        send sent| shake shook shaken| shine shone| shoot shot| sing sang sung| sink sank sunk| sit sat| sleep slept| slide
        slid| speak spoke spoken| spin spun| stand stood| steal stole stolen| sweep swept| swim swam swum| swing swung| take
        took taken| teach taught| tear tore torn| tell told| think thought| throw threw thrown| tooth teeth| use used using|
        wake woke woken| wear wore worn| win won| wolf wolves| woman women| write wrote written
        """.replace("\n", " ").split("|"),
    )
    for form in forms
}


def telling(text: str) -> list[str]:
    """The different words of a text that tell something, in alphabetical order; all of its words when none does.

    Case, punctuation, order and repetition do not matter, and a file name's humps and underscores part words as spaces do.

    >>> telling("The dogs, and THE dog's frisbee_catchingContest!")
    ['catching', 'contest', 'dog', 'dogs', 'frisbee']
    """
    found = {word.casefold() for word in _WORD.findall(_HUMP.sub(" ", normalize("NFKC", text)))}
    return sorted(found - _COMMON or found)[:MOST_WORDS]


def title(name: str) -> str:
    """What the name of a file says about its content, without its extension and without words like "video".

    >>> title("my_video-DogCatchesFrisbee (final).mp4"), title("watch"), title("IMG_2041.jpg")
    ('catches dog frisbee', '', '2041')
    """
    rest, dot, extension = name.rpartition(".")
    return " ".join(word for word in telling(rest if dot and rest and len(extension) <= 5 else name) if word not in _GENERIC)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What an English word has in common with its other forms; any other word hardly changes.

    This is a small stemmer of our own, because vectors must be the same for ever (decision D77): a library's stems change with its
    releases, and its version would have to be pinned in every environment that this package is installed in.

    >>> [stem(word) for word in ("catches", "caught", "running", "ran", "babies", "glass", "chased", "chasing")]
    ['catch', 'catch', 'run', 'run', 'baby', 'glass', 'chas', 'chas']
    """
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isascii():
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
