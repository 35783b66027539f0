#!/usr/bin/env bash
# opencv-python-headless 5.0.0.93, imageio 2.38.1 with its plugin pyav, and PyAV 18.1.0, with numpy 2.4.6, seen 2026-11-30. Ten
# seconds of H.264 at 25 pictures a second, with a key picture each 12, as an MP4 and as an MPEG-TS. Read one after the other all
# have 250 pictures. In the TS, OpenCV's CAP_PROP_POS_FRAMES set to 0 gives picture 12, and 10 gives 13; imageio's index=10 is 12,
# and 100 is 108; PyAV's seek to the start of the stream decodes 12 as the first. In a TS whose one key picture is its first, none
# of these is found: OpenCV reads False, imageio (from index=1 on) raises an empty StopIteration, PyAV decodes nothing; and OpenCV
# says that the next is number 2562047788015214. In both MP4s pictures 0, 10 and 100 are themselves, and a seek to the start is the
# start.
#
# One would expect the first picture to be where one gets by seeking back to it, or an error: of a stream that is rewound the first
# half second, or all of it, is not there. Segments of HLS and what a television recorder writes are such files.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check opencv-python-headless==5.0.0.93 imageio==2.38.1 av==18.1.0 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import sys

import av
import cv2
import imageio.v3 as iio
import numpy


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        sys.exit(1)
    print(f"still so: {what}: {seen!r}")


def write(name, keys):
    """250 pictures; the eight bits of the number of each are eight bars, black or white."""
    with av.open(name, "w") as container:
        stream = container.add_stream("h264", rate=25, options={"g": str(keys), "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(250):
            bars = [number >> bit & 1 for bit in range(8)]
            picture = numpy.repeat(numpy.array(bars, "uint8") * 255, 8)
            frame = av.VideoFrame.from_ndarray(numpy.tile(picture[None, :, None], (48, 1, 3)))
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def number(picture):
    return sum(1 << bit for bit in range(8) if picture[24, bit * 8 + 4, 0] > 127)


def by_opencv(name):
    seen = []
    for wanted in (0, 10, 100):
        video = cv2.VideoCapture(name)
        video.set(cv2.CAP_PROP_POS_FRAMES, wanted)
        there, picture = video.read()
        seen.append(number(picture) if there else None)
    return seen


def by_imageio(name):
    seen = []
    for wanted in (0, 10, 100):
        try:
            seen.append(number(iio.imread(name, plugin="pyav", index=wanted)))
        except StopIteration:
            seen.append(None)
    return seen


def by_pyav(name):
    with av.open(name) as container:
        (stream,) = container.streams
        container.seek(stream.start_time, stream=stream)
        return next((number(frame.to_ndarray(format="rgb24")) for frame in container.decode(stream)), None)


def check_all(name, keys, *expected):
    write(name, keys)
    in_order = [number(picture) for picture in iio.imiter(name, plugin="pyav")] == [*range(250)]
    seen = in_order, by_opencv(name), by_imageio(name), by_pyav(name)
    check(f"{name}, a key picture each {keys} (in order, OpenCV, imageio, PyAV)", seen, (True, *expected))


check_all("video.mp4", 12, [0, 10, 100], [0, 10, 100], 0)
check_all("video.ts", 12, [12, 13, 100], [0, 12, 108], 12)
check_all("video.mp4", 250, [0, 10, 100], [0, 10, 100], 0)
check_all("video.ts", 250, [None] * 3, [0, None, None], None)
video = cv2.VideoCapture("video.ts")
video.set(cv2.CAP_PROP_POS_FRAMES, 10)
video.read()
check("OpenCV, the next of the last", video.get(cv2.CAP_PROP_POS_FRAMES), 2562047788015214.0)
PY
