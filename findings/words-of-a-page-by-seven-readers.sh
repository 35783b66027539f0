#!/usr/bin/env bash
# pypdf 7.1.1, pdfplumber 0.11.10, PyMuPDF 2.0, pypdfium2 5.15.2, and of node 20 unpdf 1.7.0, pdf-parse 2.4.5
# and pdf2json 4.0.3, seen 2026-11-29. One page of a PDF. Words in a layer that is switched off, and words that
# a path clips away, are in the text of all but PyMuPDF; what stands outside the page or its crop box is in
# pypdf, pdfplumber and pdf2json, and in pypdfium2 by get_text_range() but not by get_text_bounded(). The word
# that is said to be meant by other glyphs (/ActualText) is in PyMuPDF and pypdfium2 alone; the others have the
# glyphs. A field of a form and a remark, both with their appearance, are in PyMuPDF alone. Invisible words, as
# a scan with recognised text has them, are in all. And of unpdf and pdf-parse in one process, the second one
# that is asked fails where unpdf was the first: "The API version does not match the Worker version".
#
# One would expect the text of a page to be what it shows, or all that it holds, by all; and of one library, two
# ways to the text to have the same words. What is embedded of a filled-in form is the empty form by six of
# seven, and a page that was cropped to hide something is not hidden from four.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pypdf==7.1.1 pdfplumber==0.11.10 pymupdf==2.0 pypdfium2==5.15.2 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund unpdf@1.7.0 pdf-parse@2.4.5 pdf2json@4.0.3 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import pdfplumber
import pymupdf
import pypdf
import pypdfium2

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


CONTENT = b"""BT /F 12 Tf 20 180 Td (plain) Tj ET
BT /F 12 Tf 3 Tr 20 160 Td (invisible) Tj 0 Tr ET
/OC /L BDC BT /F 12 Tf 20 140 Td (layer) Tj ET EMC
/Span << /ActualText (spoken) >> BDC BT /F 12 Tf 20 120 Td (glyphs) Tj ET EMC
BT /F 12 Tf 20 -40 Td (outside) Tj ET
BT /F 12 Tf 20 15 Td (cropped) Tj ET
q 0 0 10 10 re W n BT /F 12 Tf 20 60 Td (clipped) Tj ET Q"""
FONT = b"/Resources << /Font << /F 5 0 R >> >>"
SHOWN = b"/Type /Annot /F 4 /P 3 0 R /DA (/F 12 Tf 0 g) /Subtype"


def form(text):
    text = b"/Tx BMC BT /F 12 Tf 2 5 Td (" + text + b") Tj ET EMC"
    return b"<< /Type /XObject /Subtype /Form /BBox [0 0 80 20] %s /Length %d >>\nstream\n%s\nendstream" % (FONT, len(text), text)


objects = [
    b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] /DA (/F 12 Tf 0 g) >>"
    b" /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >> >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /CropBox [0 30 200 200] /Contents 4 0 R"
    b" /Resources << /Font << /F 5 0 R >> /Properties << /L 6 0 R >> >> /Annots [7 0 R 8 0 R] >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CONTENT), CONTENT),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /OCG /Name (Layer) >>",
    b"<< %s /Widget /FT /Tx /T (name) /V (field) /Rect [100 150 180 170] /AP << /N 9 0 R >> >>" % SHOWN,
    b"<< %s /FreeText /Contents (remark) /Rect [100 120 180 140] /AP << /N 10 0 R >> >>" % SHOWN,
    form(b"field"),
    form(b"remark"),
]
written, places = b"%PDF-1.7\n", []
for number, content in enumerate(objects, 1):
    places.append(len(written))
    written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
table = b"".join(b"%010d 00000 n \n" % place for place in places)
end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
with open("words.pdf", "wb") as file:
    file.write(written + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end)
WORDS = "plain invisible layer clipped outside cropped glyphs spoken field remark".split()
page = pypdfium2.PdfDocument("words.pdf")[0].get_textpage()
for name, text, expected in (
    ("pypdf", pypdf.PdfReader("words.pdf").pages[0].extract_text(), "plain invisible layer clipped outside cropped glyphs"),
    ("pdfplumber", pdfplumber.open("words.pdf").pages[0].extract_text(), "plain invisible layer clipped outside cropped glyphs"),
    ("PyMuPDF", pymupdf.open("words.pdf")[0].get_text(), "plain invisible spoken field remark"),
    ("pypdfium2, range", page.get_text_range(), "plain invisible layer clipped outside cropped spoken"),
    ("pypdfium2, bounded", page.get_text_bounded(), "plain invisible layer clipped spoken"),
):
    check(name, " ".join(word for word in WORDS if word in text), expected)
PY
cat > find.mjs <<'JS'
import fs from "node:fs";
import { createRequire } from "node:module";
import { extractText, getDocumentProxy } from "unpdf";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const require = createRequire(import.meta.url);
const { PDFParse } = require("pdf-parse");
const Json = require("pdf2json").default ?? require("pdf2json");
const words = "plain invisible layer clipped outside cropped glyphs spoken field remark".split(" ");
const content = () => new Uint8Array(fs.readFileSync("words.pdf"));
const seen = (text) => words.filter((word) => text.includes(word)).join(" ");
const byPdfParse = async () => (await new PDFParse({ data: content() }).getText()).text;
const byUnpdf = async () => (await extractText(await getDocumentProxy(content()), { mergePages: true })).text;
const byJson = () => new Promise((resolve, reject) => {
  const reader = new Json(null, true);
  reader.on("pdfParser_dataReady", () => resolve(reader.getRawTextContent()));
  reader.on("pdfParser_dataError", reject);
  reader.loadPDF("words.pdf");
});
if (process.argv[2]) {
  check("unpdf", seen(await byUnpdf()), "plain invisible layer clipped glyphs");
  const error = await byPdfParse().catch((found) => found);
  check("and then pdf-parse", error.message?.replace(/"[^"]*"/g, "X"), "The API version X does not match the Worker version X.");
} else {
  check("pdf-parse", seen(await byPdfParse()), "plain invisible layer clipped glyphs");
  check("pdf2json", seen(await byJson()), "plain invisible layer clipped outside cropped glyphs");
}
process.exit(0);
JS
node find.mjs 2> node.log
node find.mjs unpdf 2> node.log
