#!/usr/bin/env bash
# pycaption 2.3.14 and pysubs2 1.8.1, with ttconv 1.2.3, seen 2026-11-30, on valid TTML. Of two <div> in one language, as a file has them for
# its parts, pycaption has the captions of the last one alone, and no error. Both know none of what hides a caption or gives it
# another time: one with tts:display="none" is there; two parts of a caption with times of their own (<span begin="0s" end="1s">, and
# one from 2 to 3) are one of all its five seconds, "onetwo"; and one that outlasts the <div> it stands in goes on to its own end. ttconv
# has both <div>, not the hidden one, the two parts at their times, and the end of the <div>. A caption with a dur in place of an
# end is a KeyError in pysubs2.
#
# One would expect what the standard says, or an error, as pysubs2 raises for timeContainer="seq".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pycaption==2.3.14 pysubs2==1.8.1 ttconv==1.2.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import logging
import sys
import xml.etree.ElementTree as ElementTree

import pycaption
import pysubs2
import ttconv.imsc.reader
import ttconv.srt.writer

logging.disable()


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def document(body):
    return (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en"><body>'
        f"{body}</body></tt>"
    )


def by_pycaption(body):
    captions = pycaption.DFXPReader().read(document(body))
    return [(each.start // 10**6, each.end // 10**6, each.get_text()) for each in captions.get_captions(captions.get_languages()[0])]


def by_pysubs2(body):
    try:
        events = pysubs2.SSAFile.from_string(document(body), format_="ttml")
    except KeyError as error:
        return f"KeyError {error}"
    return [(event.start // 1000, event.end // 1000, event.text) for event in events]


def by_ttconv(body):
    tree = ElementTree.ElementTree(ElementTree.fromstring(document(body)))
    srt = ttconv.srt.writer.from_model(ttconv.imsc.reader.to_model(tree))
    blocks = [block.split("\n") for block in srt.strip().split("\n\n") if block]
    return [(int(block[1][6:8]), int(block[1][23:25]), block[2]) for block in blocks]


def all_three(body):
    return by_pycaption(body), by_pysubs2(body), by_ttconv(body)


plain = [(1, 5, "one")]
check("plain", all_three('<div><p begin="1s" end="5s">one</p></div>'), (plain, plain, plain))
check("not displayed", all_three('<div><p begin="1s" end="5s" tts:display="none">one</p></div>'), (plain, plain, []))
parts = '<div><p begin="1s" end="5s"><span begin="0s" end="1s">one</span><span begin="2s" end="3s">two</span></p></div>'
both = [(1, 5, "onetwo")]
check("parts with times", all_three(parts), (both, both, [(1, 2, "one"), (3, 4, "two")]))
check("an end of the div", all_three('<div begin="0s" end="3s"><p begin="1s" end="5s">one</p></div>'), (plain, plain, [(1, 3, "one")]))
two = '<div><p begin="1s" end="5s">one</p></div><div><p begin="6s" end="7s">two</p></div>'
check("two of them", all_three(two), ([(6, 7, "two")], [*plain, (6, 7, "two")], [*plain, (6, 7, "two")]))
check("dur", all_three('<div><p begin="1s" dur="4s">one</p></div>'), (plain, "KeyError 'end'", plain))
PY
