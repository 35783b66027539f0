#!/usr/bin/env bash
# pycaption 2.3.14, with pysubs2 1.8.1 and ttconv 1.2.3, seen 2026-11-29, on valid TTML. A caption whose text is broken over two lines of
# the file, "the sea" and "is blue", as every program that indents XML breaks it, is "the sea" in pycaption: what comes after the line
# break is lost, in DFXPReader and in all that is written from it, without a word. After a <br/> it goes on. A comment between two words
# (<!-- checked -->) is spoken, as "the checked sea", and so is what stands in a <metadata>. In pysubs2 and ttconv the caption is "the
# sea is blue", without comment and metadata.
#
# One would expect a blank for the line break, as XML and TTML have it by default.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pycaption==2.3.14 pysubs2==1.8.1 ttconv==1.2.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys
import xml.etree.ElementTree as ElementTree

import pycaption
import pysubs2
import ttconv.imsc.reader
import ttconv.srt.writer


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def texts(inside):
    document = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"><body><div>'
        f'<p begin="1s" end="2s">{inside}</p></div></body></tt>'
    )
    captions = pycaption.DFXPReader().read(document)
    written = pycaption.SRTWriter().write(captions)
    by_pysubs2 = pysubs2.SSAFile.from_string(document, format_="ttml")[0].text
    model = ttconv.imsc.reader.to_model(ElementTree.ElementTree(ElementTree.fromstring(document)))
    by_ttconv = ttconv.srt.writer.from_model(model)
    return " / ".join(written.split("\n")[2:]).strip(" /"), by_pysubs2, " / ".join(by_ttconv.split("\n")[2:]).strip(" /")


blue = "the sea is blue"
check("one line", texts(blue), (blue, blue, blue))
check("two lines", texts("\n      the sea\n      is blue\n    "), ("the sea", blue, blue))
check("two lines and <br/>", texts("the sea\nis blue<br/>\nthe sky too"), ("the sea / the sky too", blue + "\\Nthe sky too", blue + " / the sky too"))
check("comment", texts("the<!-- checked --> sea"), ("the checked  sea", "the sea", "the sea"))
note = "<metadata><ttm:desc>from the second draft</ttm:desc></metadata>the sea"
check("metadata", texts(note), ("from the second draft the sea", "the sea", "the sea"))
PY
