#!/usr/bin/env bash
# pypdf 7.1.1, pikepdf 10.18.0, pypdfium2 5.15.2 and PyMuPDF 2.0, seen 2026-11-29. A page that inherits its
# /MediaBox [0 0 100 200] from the page tree has a get_mediabox() of (0, 0, 612, 792) in pypdfium2, the American
# letter it takes when it finds none, while its get_size() is right. With /UserUnit 2, PyMuPDF says 200 x 400
# and pypdfium2 says 100 x 200. With /Rotate 450, pypdf says 450 and the three others 90; with -90, pypdf says
# -90 and they say 270.
#
# One would expect get_mediabox to look where get_size looks, as inheriting the box is usual; both renderers to
# honour the unit or neither; and a rotation to be told as one of four numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2 pymupdf==2.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def pdf(page, tree=""):
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[3 0 R]/Count 1{tree}>>",
        f"<</Type/Page/Parent 2 0 R{page}>>",
    ]
    text, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (f"{text}xref\n0 4\n0000000000 65535 f \n{table}trailer<</Size 4/Root 1 0 R>>\n"
            f"startxref\n{len(text)}\n%%EOF\n").encode()



import io

import pikepdf
import pymupdf
import pypdf
import pypdfium2

inherited = pdf("", tree="/MediaBox[0 0 100 200]")
page = pypdfium2.PdfDocument(inherited)[0]
check("pypdfium2, inherited box", tuple(page.get_mediabox()), (0, 0, 612, 792))
check("pypdfium2, size of the same page", page.get_size(), (100.0, 200.0))
box = [float(n) for n in pypdf.PdfReader(io.BytesIO(inherited)).pages[0].mediabox]
check("pypdf, inherited box", box, [0.0, 0.0, 100.0, 200.0])
unit = pdf("/MediaBox[0 0 100 200]/UserUnit 2")
check("pypdfium2, unit of 2", pypdfium2.PdfDocument(unit)[0].get_size(), (100.0, 200.0))
rect = pymupdf.open(stream=unit, filetype="pdf")[0].rect
check("PyMuPDF, unit of 2", (rect.width, rect.height), (200.0, 400.0))
for given, told in ((450, [450, 90, 90, 90]), (-90, [-90, 270, 270, 270])):
    turned = pdf(f"/MediaBox[0 0 100 200]/Rotate {given}")
    opened = pikepdf.open(io.BytesIO(turned))
    seen = [
        pypdf.PdfReader(io.BytesIO(turned)).pages[0].rotation,
        opened.pages[0].rotation,
        pypdfium2.PdfDocument(turned)[0].get_rotation(),
        pymupdf.open(stream=turned, filetype="pdf")[0].rotation,
    ]
    check(f"pypdf, pikepdf, pypdfium2 and PyMuPDF, /Rotate {given}", seen, told)
PY
