#!/usr/bin/env bash
# python-docx 1.2.0, docx2txt 0.9, mammoth 1.13.0 and docx2python 3.7.1, seen 2026-11-29. One paragraph of a DOCX
# with tracked changes. Of a word that was moved inside it, docx2txt and docx2python give both the old place and
# the new one, mammoth the new one, and python-docx neither; what was inserted python-docx leaves out, and what
# was deleted all four do. What stands in a content control, a smart tag or a simple field is missing in python-
# docx, and the text of a simple field in mammoth as well. Hidden text is in all four.
#
# One would expect the text of a document to be what Word prints: moved and inserted words once, the text of
# controls and fields, and nothing that is hidden. Embedding or counting the words of one file gives four results,
# and the reader that most programs use is the one with the least text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 mammoth==1.13.0 docx2python==3.7.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import zipfile

import docx
import docx2python
import docx2txt
import mammoth

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARK = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'


def run(text, kind="t", look=""):
    return f'<w:r>{look}<w:{kind} xml:space="preserve">{text} </w:{kind}></w:r>'


PARAGRAPH = "".join(
    (
        run("plain"),
        f"<w:moveFrom {MARK}>{run('moved')}</w:moveFrom>",
        f"<w:ins {MARK}>{run('inserted')}</w:ins>",
        f"<w:del {MARK}>{run('deleted', 'delText')}</w:del>",
        f"<w:moveTo {MARK}>{run('moved')}</w:moveTo>",
        f"<w:sdt><w:sdtContent>{run('control')}</w:sdtContent></w:sdt>",
        f'<w:smartTag w:element="place">{run("tag")}</w:smartTag>',
        f'<w:fldSimple w:instr="AUTHOR">{run("field")}</w:fldSimple>',
        run("hidden", look="<w:rPr><w:vanish/></w:rPr>"),
        run("end"),
    )
)
docx.Document().save("empty.docx")
with zipfile.ZipFile("empty.docx") as old, zipfile.ZipFile("one.docx", "w") as new:
    for name in old.namelist():
        content = old.read(name)
        if name == "word/document.xml":
            body = f"<w:body><w:p>{PARAGRAPH}</w:p><w:sectPr/></w:body>"
            content = f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">{body}</w:document>'.encode()
        new.writestr(name, content)

check("python-docx", docx.Document("one.docx").paragraphs[0].text.split(), ["plain", "hidden", "end"])
both = ["plain", "moved", "inserted", "moved", "control", "tag", "field", "hidden", "end"]
check("docx2txt", docx2txt.process("one.docx").split(), both)
check("docx2python", docx2python.docx2python("one.docx").text.split(), both)
with open("one.docx", "rb") as file:
    words = mammoth.extract_raw_text(file).value.split()
check("mammoth", words, ["plain", "inserted", "moved", "control", "tag", "hidden", "end"])
PY
