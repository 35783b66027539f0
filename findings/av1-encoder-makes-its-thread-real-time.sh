#!/usr/bin/env bash
# PyAV 15.1.0 and 18.1.0 (their wheels bring SVT-AV1), seen 2026-11-29 as root on Linux, as in most containers. Python is
# SCHED_OTHER; the first picture that is encoded as AV1 makes the thread that asked for it SCHED_FIFO with priority 99, and
# it stays so when the file is closed. Every thread and process that it starts from then on is one as well. H.264 and
# VP9, encoded the same way, change nothing.
#
# One would expect an encoder to care for its own threads alone. Whoever makes a small AV1 file in a test has a worker
# that takes a processor from all others until it ends: an unrelated compiler that a test started later in such a worker
# was still at it after five minutes, one of its threads at work and two, ready to run, that never were let.
set -euo pipefail
[ "$(id -u)" = 0 ] && [ "$(uname)" = Linux ] || { echo "seen as root on Linux only"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > encode.py <<'PY'
import io
import os
import subprocess
import sys

import av


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: PyAV {av.__version__}, {what}: {seen!r}, and not {expected!r}")
    print(f"still so: PyAV {av.__version__}, {what}: {seen!r}")


def scheduled():
    return {os.SCHED_OTHER: "OTHER", os.SCHED_FIFO: "FIFO"}[os.sched_getscheduler(0)], os.sched_getparam(0).sched_priority


def encode(codec, form):
    with av.open(io.BytesIO(), "w", format=form) as out:
        stream = out.add_stream(codec, rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for at in range(3):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts = at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


check("before", scheduled(), ("OTHER", 0))
encode("libx264", "mp4")
check("after H.264", scheduled(), ("OTHER", 0))
encode("libvpx-vp9", "webm")
check("after VP9", scheduled(), ("OTHER", 0))
encode("libsvtav1", "mp4")
check("after AV1", scheduled(), ("FIFO", 99))
ask = "import os; print(os.sched_getscheduler(0) == os.SCHED_FIFO)"
check("a child is real-time", subprocess.check_output([sys.executable, "-c", ask], text=True).strip(), "True")
PY
for pinned in av==15.1.0 av==18.1.0; do
  python3 -m venv "$pinned"
  "$pinned/bin/pip" install -q --disable-pip-version-check "$pinned" 2> pip.log || { cat pip.log; exit 1; }
  "$pinned/bin/python" encode.py 2> svt.log || { cat svt.log; exit 1; }
done
