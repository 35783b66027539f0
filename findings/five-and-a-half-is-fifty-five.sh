#!/usr/bin/env bash
# werpy 3.5.0, jiwer 4.0.0 and whisper-normalizer 0.1.15 (the normalizers of Whisper), seen 2026-11-30: texts are made alike before
# the words that were recognised are counted as right or wrong. After werpy.normalize and after jiwer's RemovePunctuation 5.5 is 55,
# 3-4 is 34, 1/2 is 12, and 10:30 is 1030: what was heard wrong has no error. Whisper's two keep them apart, but for the sign: -5 is
# 5 in all four. Whisper's for English makes "one 2" of 1/2, and the number 0 of "oh": "oh I see" is "0 i see". The other way round
# "e-mail" and "email" are one word in werpy and jiwer, and two errors in Whisper's; and 5.5 is "five point five" in Whisper's for
# English alone.
#
# One would expect a point between two digits to be no punctuation. A rate of 0 then says that each price and each time of a
# transcript is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check werpy==3.5.0 jiwer==4.0.0 whisper-normalizer==0.1.15 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import jiwer
import werpy
from whisper_normalizer.basic import BasicTextNormalizer
from whisper_normalizer.english import EnglishTextNormalizer

NORMALIZERS = [werpy.normalize, jiwer.RemovePunctuation(), BasicTextNormalizer(), EnglishTextNormalizer()]


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def errors(said, heard):
    """The words that are wrong after each normalizer: werpy's, jiwer's, and Whisper's two."""
    counts = [jiwer.process_words(normalize(said), normalize(heard)) for normalize in NORMALIZERS]
    return [count.substitutions + count.deletions + count.insertions for count in counts]


check("it is 5.5, heard as 55", errors("it is 5.5", "it is 55"), [0, 0, 2, 1])
check("3-4 times, heard as 34", errors("3-4 times", "34 times"), [0, 0, 2, 2])
check("1/2 cup, heard as 12", errors("1/2 cup", "12 cup"), [0, 0, 2, 2])
check("at 10:30, heard as 1030", errors("at 10:30", "at 1030"), [0, 0, 2, 2])
check("-5 degrees, heard as 5", errors("-5 degrees", "5 degrees"), [0, 0, 0, 0])
check("an e-mail, heard as email", errors("an e-mail", "an email"), [0, 0, 2, 2])
check("it is 5.5, heard as five point five", errors("it is 5.5", "it is five point five"), [3, 3, 3, 0])
check("Whisper's for English, 1/2 and oh", [NORMALIZERS[3](text).strip() for text in ("1/2", "oh I see")], ["one 2", "0 i see"])
PY
