#!/usr/bin/env bash
# timecode 1.5.1 and dftt-timecode 1.0.0, and smpte-timecode 1.3.6 (node 20), seen 2026-11-29. The drop-frame
# timecode 01:00:00;00 at 29.97 pictures a second, which is made so that an hour is an hour, has the float 3596.43
# in timecode; 3600 seconds are 01:00:03;17 there, and a second at 25 is 00:00:00:24. That of ten seconds,
# 00:00:10:00, has the float 10.04 at 25. In the other two the hour is 3600.0 and the second 00:00:01:00.
# dftt-timecode in turn refuses each timecode of 23.976, with drop_frame=False too: it says that the status is
# True, though no drop frames are defined for that rate.
#
# One would expect a timecode and its seconds to be one moment in both directions: timecode takes the end of the
# picture, and divides by 30, where the numbers are dropped for 29.97. A clip that is cut by the float of an hour
# is 3.6 seconds early, and ten hours in it is 36; a test at 25 pictures a second is off by one picture alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  timecode==1.5.1 dftt-timecode==1.0.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund smpte-timecode@1.3.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import sys
import warnings

from dftt_timecode import DfttTimecode
from timecode import Timecode

warnings.simplefilter("ignore")


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def seconds(rate, text):
    return round(Timecode(rate, text).float, 2)


def dftt(value, rate, *, drop_frame):
    try:
        return DfttTimecode(value, "auto", fps=rate, drop_frame=drop_frame)
    except Exception as error:
        return str(error)


check("timecode, seconds of an hour at 29.97", seconds("29.97", "01:00:00;00"), 3596.43)
check("timecode, seconds of ten hours at 29.97", seconds("29.97", "10:00:00;00"), 35964.03)
check("timecode, seconds of an hour at 59.94", seconds("59.94", "01:00:00;00"), 3596.42)
check("timecode, seconds of ten seconds at 25", seconds("25", "00:00:10:00"), 10.04)
check("timecode, 3600 seconds at 29.97", str(Timecode("29.97", start_seconds=3600)), "01:00:03;17")
check("timecode, one second at 25", str(Timecode("25", start_seconds=1)), "00:00:00:24")
hour = dftt("01:00:00;00", 29.97, drop_frame=True)
check("dftt-timecode, seconds of an hour at 29.97", round(float(hour.timestamp), 2), 3600.0)
later = dftt(3600.0, 29.97, drop_frame=True).timecode_output("smpte")
check("dftt-timecode, 3600 seconds at 29.97", later, "01:00:00;00")
check("dftt-timecode, one second at 25", dftt(1.0, 25.0, drop_frame=False).timecode_output("smpte"), "00:00:01:00")
refused = dftt("01:00:00:00", 23.976, drop_frame=False)
check("dftt-timecode, 23.976", "DONOT match drop_frame status [True]" in str(refused), True)
PY
cat > find.mjs <<'JS'
import Timecode from "smpte-timecode";
const hour = Timecode("01:00:00;00", 29.97, true);
const seconds = Math.round((hour.toDate() - new Date().setHours(0, 0, 0, 0)) / 10) / 100;
if (hour.frameCount !== 107892 || seconds !== 3600) { console.log(`changed: smpte-timecode: ${hour.frameCount} ${seconds}`); process.exit(1); }
console.log(`still so: smpte-timecode, an hour at 29.97: ${hour.frameCount} pictures, ${seconds} seconds`);
JS
node find.mjs
