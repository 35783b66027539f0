#!/usr/bin/env bash
# pandas 3.1.1, and dayjs 1.11.23 and iso8601-duration 2.1.4 (node 20), seen 2026-11-29: durations in the notation of
# ISO 8601. pandas' Timedelta reads PT0.5H, half an hour, as five hours, PT1.5M, a minute and a half, as 301 seconds, and
# P1.5D as five days and a second: the digits behind the point count in the unit, and those before it as seconds.
# P1M, a month, is a minute. PT1.5S is right. dayjs reads PT1,5S as no time at all, and -PT5S as five seconds forwards,
# as iso8601-duration does. isodate 0.7.2, msgspec 0.23.0, moment 2.31.0 and temporal-polyfill 1.0.8 are right about
# each of those that they are asked here, or refuse it.
#
# One would expect a reader to refuse what it does not know. Lengths of videos are told like this in manifests and by the
# services that host them, and a fraction may stand in the last place, whichever that is, after a point or a comma.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pandas==3.1.1 isodate==0.7.2 msgspec==0.23.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund dayjs@1.11.23 iso8601-duration@2.1.4 moment@2.31.0 temporal-polyfill@1.0.8 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import datetime

import isodate
import msgspec
import pandas


def check(text, *expected):
    seen = []
    for read in (pandas.Timedelta, isodate.parse_duration, lambda value: msgspec.convert(value, datetime.timedelta)):
        try:
            seen.append(read(text).total_seconds())
        except (ValueError, msgspec.ValidationError):
            seen.append("refused")
    if seen != [*expected]:
        print(f"changed: {text} (pandas, isodate, msgspec): {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {text} (pandas, isodate, msgspec): {seen}")


check("PT1.5S", 1.5, 1.5, 1.5)
check("PT36H", 129600, 129600, 129600)
check("PT0.5H", 18000, 1800, 1800)
check("PT1.5M", 301, 90, 90)
check("P1.5D", 432001, 129600, 129600)
check("PT1,5S", "refused", 1.5, "refused")
check("-PT5S", -5, -5, -5)
if pandas.Timedelta("P1M").total_seconds() != 60:
    print("changed: P1M in pandas")
    raise SystemExit(1)
print("still so: P1M in pandas: 60 seconds")
PY
cat > find.mjs <<'JS'
import dayjs from "dayjs";
import plugin from "dayjs/plugin/duration.js";
import { parse, toSeconds } from "iso8601-duration";
import moment from "moment";
import { Temporal } from "temporal-polyfill";

dayjs.extend(plugin);
const readers = {
  dayjs: (text) => dayjs.duration(text).asSeconds(),
  iso8601Duration: (text) => toSeconds(parse(text)),
  moment: (text) => moment.duration(text).asSeconds(),
  temporal: (text) => Temporal.Duration.from(text).total("second"),
};
function check(text, ...expected) {
  const [seen, wanted] = [Object.values(readers).map((read) => read(text)), expected].map((all) => all.join(" "));
  if (seen !== wanted) { console.log(`changed: ${text}: ${seen}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${text} (${Object.keys(readers).join(" ")}): ${seen}`);
}
check("PT1.5S", 1.5, 1.5, 1.5, 1.5);
check("PT0.5H", 1800, 1800, 1800, 1800);
check("PT1,5S", 0, 1.5, 1.5, 1.5);
check("-PT5S", 5, 5, -5, -5);
JS
node find.mjs
