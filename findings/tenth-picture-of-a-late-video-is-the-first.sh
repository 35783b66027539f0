#!/usr/bin/env bash
# imageio 2.38.1, its plugins pyav (PyAV 18.1.0) and FFMPEG (imageio-ffmpeg 0.8.1), with numpy 2.4.6, seen 2026-11-30. A video of 50
# pictures begins a second after the start of its MP4, as what is cut out of a recording does. imiter gives all 50. imread(...,
# index=10) with pyav gives the first of them, and index=49 the 25th: a number is made into a time by the rate, and the time counts
# from 0. In a fragmented MP4, which begins two pictures late, index=10 is the ninth. The plugin FFMPEG gives the right picture of
# the late video, and of a video that begins at 0 both do.
#
# One would expect index=10 to be what the eleventh step of imiter gives, as the documentation has it for every plugin: no error
# says that the picture is another one, and a test with a file that was just encoded begins at 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check imageio==2.38.1 av==18.1.0 imageio-ffmpeg==0.8.1 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import av
import imageio.v3 as iio
import numpy


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def write(name, *, late=0, **options):
    """Fifty pictures at 25 a second, the grey of each is four times its number."""
    with av.open(name, "w", options=options) as container:
        stream = container.add_stream("h264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(numpy.full((48, 64, 3), number * 4, "uint8"))
            frame.pts = number + late
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def number(picture):
    return round(float(picture.mean()) / 4)


def by_index(name, plugin):
    return [number(iio.imread(name, plugin=plugin, index=index)) for index in (0, 10, 49)]


write("plain.mp4")
write("late.mp4", late=25)
write("fragments.mp4", movflags="frag_keyframe+empty_moov")
for name in ("plain.mp4", "late.mp4", "fragments.mp4"):
    check(f"{name}, imiter", [number(picture) for picture in iio.imiter(name, plugin="pyav")] == [*range(50)], True)
check("plain.mp4, pyav", by_index("plain.mp4", "pyav"), [0, 10, 49])
check("late.mp4, pyav", by_index("late.mp4", "pyav"), [0, 0, 24])
check("fragments.mp4, pyav", by_index("fragments.mp4", "pyav"), [0, 8, 47])
check("plain.mp4, FFMPEG", by_index("plain.mp4", "FFMPEG"), [0, 10, 49])
check("late.mp4, FFMPEG", by_index("late.mp4", "FFMPEG"), [0, 10, 49])
PY
