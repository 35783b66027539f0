#!/usr/bin/env bash
# datumaro 1.13.12, seen 2026-11-29. In CVAT's XML of a video a dog goes from the left to the right between frame 0 and frame 10, and
# has left the picture at frame 20 (outside="1"). Brought to the MOT format, the list of boxes frame by frame, by mot_seq_gt, it has
# three lines, for the frames 1, 2 and 3: the frames between are not filled in, as CVAT fills them, and those that are there are
# numbered anew. In the third the dog that is not there has a box and a visibility of 1. The COCO that it writes has three pictures as
# well, and three boxes; there "outside" is an attribute of the third.
#
# One would expect frame numbers to be kept, since MOT has nothing else that says when, and a box that says that it is not
# there to be left out. A tracker that is judged by this file is looked for in three frames that follow each other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check datumaro==1.13.12 numpy==2.2.6 2> pip.log || { cat pip.log; exit 1; }
mkdir cvat
box() { printf '<box frame="%s" xtl="%s" ytl="10" xbr="%s" ybr="30" outside="%s" occluded="0" keyframe="1" z_order="0"/>' "$@"; }
cat > cvat/annotations.xml <<XML
<?xml version="1.0" encoding="utf-8"?>
<annotations><version>1.1</version>
<meta><task><id>1</id><name>dogs</name><size>30</size><mode>interpolation</mode><start_frame>0</start_frame><stop_frame>29</stop_frame>
<labels><label><name>dog</name><attributes/></label></labels><original_size><width>640</width><height>480</height></original_size></task></meta>
<track id="0" label="dog">$(box 0 10 30 0)$(box 10 110 130 0)$(box 20 110 130 1)</track></annotations>
XML
venv/bin/python -W ignore - 2> datumaro.log <<'PY' || { cat datumaro.log; exit 1; }
import json

import datumaro


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


dataset = datumaro.Dataset.import_from("cvat", "cvat")
read = [(item.attributes["frame"], item.annotations[0].attributes["outside"]) for item in dataset]
check("frames as read, outside", read, [(0, False), (10, False), (20, True)])
dataset.export("mot", "mot_seq_gt", save_media=False)
with open("mot/gt/gt.txt") as file:
    lines = [[float(value) for value in line.split(",")] for line in file]
check("MOT: frame and left edge", [(line[0], line[2]) for line in lines], [(1.0, 10.0), (2.0, 110.0), (3.0, 110.0)])
check("MOT: counts, visibility of the last", (lines[-1][6], lines[-1][8]), (1.0, 1.0))
dataset.export("coco", "coco_instances", save_media=False)
with open("coco/annotations/instances_annotations.json") as file:
    coco = json.load(file)
check("COCO: pictures, outside", (len(coco["images"]), [box["attributes"]["outside"] for box in coco["annotations"]]), (3, [False, False, True]))
PY
