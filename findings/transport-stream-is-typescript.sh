#!/usr/bin/env bash
# puremagic 1.30 and filetype 1.2.0, seen 2026-11-29. An MPEG transport stream in a file called x.ts is
# application/x-typescript to puremagic, by its name alone: the sync byte 0x47 every 188 bytes is not known to
# it, and without the name it can not identify the bytes. filetype knows nothing of them. Yet the same bytes
# called x.mts are refused, not guessed.
#
# One would expect a library that looks at magic numbers to tell video from a programming language, or to raise
# as it does for most unknown content. Video segments of HLS have this very extension.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  puremagic==1.30 filetype==1.2.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import filetype
import puremagic

packets = b"".join(b"\x47\x1f\xff" + bytes((0x10 | number % 16,)) + bytes(184) for number in range(50))


def mime(name):
    with open(name, "wb") as file:
        file.write(packets)
    try:
        return puremagic.from_file(name, mime=True)
    except puremagic.PureError:
        return "PureError"


check("x.ts", mime("x.ts"), "application/x-typescript")
check("x.mts", mime("x.mts"), "PureError")
check("x", mime("x"), "PureError")
check("filetype", filetype.guess("x.ts"), None)
PY
