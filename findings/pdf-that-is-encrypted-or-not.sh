#!/usr/bin/env bash
# pypdf 7.1.1, pikepdf 10.18.0 and PyMuPDF 2.0, seen 2026-11-29. A PDF with an owner password and an empty user
# password, which any viewer opens: is_encrypted is True in pypdf and pikepdf, and False in PyMuPDF, whose
# metadata names the encryption all the same. pypdf counts the pages and reads the title without a call of
# decrypt.
#
# One would expect the same word to mean the same in the three (PyMuPDF means "still locked"), and pypdf to ask
# for decrypt("") first. A rule "encrypted documents are refused" refuses every statement of a bank, or none, by
# the library it is written in.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  "pypdf[crypto]==7.1.1" pikepdf==10.18.0 pymupdf==2.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import io

import pikepdf
import pymupdf
import pypdf

blank = pikepdf.new()
blank.add_blank_page()
blank.docinfo["/Title"] = "a title"
for revision in (4, 6):
    out = io.BytesIO()
    blank.save(out, encryption=pikepdf.Encryption(owner="o", user="", R=revision))
    reader = pypdf.PdfReader(io.BytesIO(out.getvalue()))
    check(f"revision {revision}: pypdf", (reader.is_encrypted, len(reader.pages), reader.metadata.title), (True, 1, "a title"))
    opened = pikepdf.open(io.BytesIO(out.getvalue()))
    check(f"revision {revision}: pikepdf", opened.is_encrypted, True)
    document = pymupdf.open(stream=out.getvalue(), filetype="pdf")
    check(f"revision {revision}: PyMuPDF", (document.is_encrypted, document.needs_pass), (False, 0))
    check(f"revision {revision}: PyMuPDF's metadata", f"R{revision}" in document.metadata["encryption"], True)
PY
