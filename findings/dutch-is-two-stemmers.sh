#!/usr/bin/env bash
# snowballstemmer 3.1.1 and nltk 3.10.4, seen 2026-11-29. "dutch" is one algorithm in the first and another in
# the second: hoofden, brieven and gelopen are hoof, brief and loop in snowballstemmer, and hoofd, briev and
# gelop in nltk, whose "dutch" is what the first calls "dutch_porter". nltk's "german" keeps umlauts apart from
# ae and oe, and lower-cases a word, which snowballstemmer does not.
#
# One would expect one name to mean one algorithm: both take it from the same project, with the same names of
# languages. An index of words that was made with one can not be asked with the other, and only in some
# languages.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  snowballstemmer==3.1.1 nltk==3.10.4 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import snowballstemmer
from nltk.stem.snowball import SnowballStemmer

WORDS = ["hoofden", "brieven", "gelopen", "huizen"]


def by_snowball(language, words):
    return snowballstemmer.stemmer(language).stemWords(words)


def by_nltk(language, words):
    return [SnowballStemmer(language).stem(word) for word in words]


check("snowballstemmer, dutch", by_snowball("dutch", WORDS), ["hoof", "brief", "loop", "huis"])
check("nltk, dutch", by_nltk("dutch", WORDS), ["hoofd", "briev", "gelop", "huiz"])
check("snowballstemmer, dutch_porter", by_snowball("dutch_porter", WORDS), ["hoofd", "briev", "gelop", "huiz"])
check("snowballstemmer, german", by_snowball("german", ["fuesse", "füße", "Häuser"]), ["fuss", "fuss", "Haus"])
check("nltk, german", by_nltk("german", ["fuesse", "füße", "Häuser"]), ["fuess", "fuss", "haus"])
PY
