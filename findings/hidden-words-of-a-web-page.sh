#!/usr/bin/env bash
# inscriptis 2.7.6, html2text 2025.4.15, markitdown 0.1.9, trafilatura 2.3.1, resiliparse 2.0.1 and selectolax 1.0.2,
# seen 2026-11-29: the words of one article in HTML. What stands in a <template>, which is no part of the page, is in
# the text of inscriptis, html2text, markitdown and trafilatura. A paragraph with the attribute "hidden" is in all but
# resiliparse with main_content; one with the style display:none is missing in inscriptis, trafilatura and there. Of a
# character with its reading (<ruby>) resiliparse with main_content has the reading alone and trafilatura the
# character alone; the former leaves out a list, and the latter the words below a picture. inscriptis glues a term to
# what explains it (<dt>, <dd>), and puts a space between two <span> that touch.
#
# One would expect a text to be what a browser shows, and two ways to hide a paragraph to count alike in one reader. A
# vector of such a page is one of a template's placeholders and of an offer that was taken down, and depends on the
# reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check inscriptis==2.7.6 html2text==2025.4.15 markitdown==0.1.9 \
  trafilatura==2.3.1 resiliparse==2.0.1 selectolax==1.0.2 lxml-html-clean==0.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import io

import html2text
import inscriptis
import trafilatura
from markitdown import MarkItDown
from resiliparse.extract.html2text import extract_plain_text
from selectolax.lexbor import LexborHTMLParser

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The sea</title></head><body><main><article>
<h1>A day at the sea</h1>
<p>This is the first paragraph of a page that is long enough to be read by anyone, with a few more words in it so that it counts.</p>
<p hidden>HIDDEN words stand here in a paragraph of their own.</p>
<p style="display:none">STYLED words stand here too, in a paragraph of their own.</p>
<template><p>TEMPLATE words are copied by a script, and stand here for none.</p></template>
<figure><img src="sea.png" alt="ALTERNATIVE words"><figcaption>CAPTION words below the picture.</figcaption></figure>
<p>A word <ruby>海<rp>(</rp><rt>umi</rt><rp>)</rp></ruby> with its reading, and <span>LEFT</span><span>RIGHT</span> as one.</p>
<ul><li>LISTED first</li><li>LISTED second</li></ul>
<dl><dt>TERM</dt><dd>EXPLAINED</dd></dl>
<p>The last paragraph of the page has a few more words as well, so that it counts as one that is read, and it ends here.</p>
</article></main></body></html>"""
WORDS = ["HIDDEN", "STYLED", "TEMPLATE", "ALTERNATIVE", "CAPTION", "LISTED", "海", "umi", "TERMEXPLAINED", "LEFTRIGHT"]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def without(*missing):
    return [word for word in WORDS if word not in missing]


def words(text):
    return [word for word in WORDS if word in text]


check("inscriptis", words(inscriptis.get_text(PAGE)), without("STYLED", "ALTERNATIVE", "LEFTRIGHT"))
check("html2text", words(html2text.html2text(PAGE)), without("TERMEXPLAINED"))
page = io.BytesIO(PAGE.encode())
check("markitdown", words(MarkItDown().convert_stream(page, file_extension=".html").text_content), without("TERMEXPLAINED"))
seen = words(trafilatura.extract(PAGE))
check("trafilatura", seen, without("STYLED", "ALTERNATIVE", "CAPTION", "umi", "TERMEXPLAINED"))
check("resiliparse", words(extract_plain_text(PAGE)), without("TEMPLATE", "TERMEXPLAINED"))
seen = words(extract_plain_text(PAGE, main_content=True))
check("resiliparse, main_content", seen, without("HIDDEN", "STYLED", "TEMPLATE", "LISTED", "海", "TERMEXPLAINED"))
check("selectolax", words(LexborHTMLParser(PAGE).body.text()), without("TEMPLATE", "ALTERNATIVE"))
PY
