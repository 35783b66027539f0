#!/usr/bin/env bash
# labelformat 0.1.17 (pydantic-xml 2.22.0) with lxml 6.1.3, seen 2026-11-30: annotations in CVAT's XML, which begin with a declaration of the
# encoding, as CVAT writes it. As it is installed, labelformat reads the boxes of a picture. Once lxml is installed beside it, for
# which no setting is made, the same file is refused: "Unicode strings with encoding declaration are not supported"; without the
# declaration it is read. The annotations of a video, with a track of boxes, are read in both, as one label and no pictures, and
# no error or warning says that there is a track.
#
# One would expect that another package does not change which files can be read, and a word about what is left out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  labelformat==0.1.17 pydantic-xml==2.22.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import pathlib
import sys

from labelformat.formats.cvat import CVATObjectDetectionInput


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


label = "<meta><task><labels><label><name>dog</name></label></labels></task></meta>"
box = 'outside="0" occluded="0" keyframe="1" xtl="1" ytl="2" xbr="11" ybr="12" z_order="0"'
picture = f'<image id="0" name="a.png" width="64" height="48"><box label="dog" {box}/></image>'
track = f'<track id="0" label="dog"><box frame="0" {box}/><box frame="9" {box}/></track>'
declaration = '<?xml version="1.0" encoding="utf-8"?>\n'


def seen(beginning, content):
    """The labels, and the file name and the boxes of each picture."""
    pathlib.Path("annotations.xml").write_text(f"{beginning}<annotations><version>1.1</version>{label}{content}</annotations>")
    try:
        read = CVATObjectDetectionInput(pathlib.Path("annotations.xml"))
    except ValueError as error:
        return str(error).partition(": ")[2][:47]
    boxes = [(each.image.filename, [(one.box.xmin, one.box.ymax) for one in each.objects]) for each in read.get_labels()]
    return [category.name for category in read.get_categories()], boxes


beside, refused = sys.argv[1], "Unicode strings with encoding declaration are n"
whole, empty = (["dog"], [("a.png", [(1.0, 12.0)])]), (["dog"], [])
check(f"{beside}, a picture", seen(declaration, picture), refused if beside == "with lxml" else whole)
check(f"{beside}, a picture without the declaration", seen("", picture), whole)
check(f"{beside}, a video", seen(declaration, track), refused if beside == "with lxml" else empty)
check(f"{beside}, a video without the declaration", seen("", track), empty)
PY
venv/bin/python find.py "without lxml"
venv/bin/pip install -q --no-compile --disable-pip-version-check lxml==6.1.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python find.py "with lxml"
