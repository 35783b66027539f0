#!/usr/bin/env bash
# markitdown 0.1.9 (pandas 3.1.1) with python-pptx 1.0.2 and openpyxl 3.1.5, and officeparser 7.8.0 (node 20),
# seen 2026-11-29. Of a sheet with the texts NA, None and null, and with an empty cell, markitdown gives NaN for
# each of the four; 00123 stays as it is. officeparser keeps the three texts, and leaves the empty cell out; but
# it gives the date 2026-01-02 as 46024, without the number format that says it is one, and true as 1. The notes
# of a slide are in the text of markitdown and not in that of officeparser.
#
# One would expect the words of a table to be in its text, whatever they are, and a date to be a date, by both
# readers: NA is a continent, a country and an answer in real tables. Who counts tokens, or embeds what was
# read, does it with a word that is in no document.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  'markitdown[pptx,xlsx]==0.1.9' python-pptx==1.0.2 openpyxl==3.1.5 pandas==3.1.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund officeparser@7.8.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import datetime
import sys

import openpyxl
from markitdown import MarkItDown
from pptx import Presentation

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


slides = Presentation()
slide = slides.slides.add_slide(slides.slide_layouts[1])
slide.shapes.title.text = "title"
slide.notes_slide.notes_text_frame.text = "spoken"
slides.save("slides.pptx")
book = openpyxl.Workbook()
for row in (("code", "value"), ("NA", 1), ("None", 2), ("null", None), ("00123", True), ("day", datetime.date(2026, 1, 2))):
    book.active.append(row)
book.save("sheet.xlsx")
check("the notes", "spoken" in MarkItDown().convert("slides.pptx").text_content, True)
rows = [line.strip("| ").split(" | ") for line in MarkItDown().convert("sheet.xlsx").text_content.splitlines()[3:]]
check("the first column", [row[0] for row in rows], ["NaN", "NaN", "NaN", "00123", "day"])
check("the second column", [row[1] for row in rows], ["1", "2", "NaN", "True", "2026-01-02 00:00:00"])
PY
cat > find.cjs <<'JS'
const { parseOffice } = require("officeparser");
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
(async () => {
  const lines = async (name) => (await parseOffice(name)).toText().split("\n").filter(Boolean);
  check("officeparser: the slide", await lines("slides.pptx"), ["title"]);
  check("officeparser: the sheet", await lines("sheet.xlsx"),
    ["code", "value", "NA", "1", "None", "2", "null", "00123", "1", "day", "46024"]);
  process.exit(0);
})();
JS
node find.cjs
