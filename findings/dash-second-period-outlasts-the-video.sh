#!/usr/bin/env bash
# mpd-parser 1.4.0 (node 20), seen 2026-11-29, on valid manifests of DASH of ten seconds in segments of two. Two periods,
# the first with a duration of four seconds and the second with a start at four, have two segments and five: the second
# period ends at second 14, though the manifest that is given back says 10. Where the second has its duration written as
# well, it is six seconds and three segments. And a template whose endNumber is 3 has three segments, of which the last
# lasts six seconds.
#
# One would expect the last period to end with the presentation, as the standard has it for one that does not say its
# duration, and as the parser does for a single one; and a segment to be as long as its template says. The two
# segments at the end do not exist: a download of all of them ends in a 404, and the sum of the lengths is 14 or 10 by
# what was not written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund mpd-parser@1.4.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { parse } from "mpd-parser";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const period = (name, attributes, template = "") => `<Period ${attributes}><AdaptationSet mimeType="video/mp4">
  <SegmentTemplate media="${name}$Number$.m4s" initialization="${name}.mp4" duration="2" startNumber="1" ${template}/>
  <Representation id="v" bandwidth="1000" width="64" height="32" codecs="avc1.4d401f"/></AdaptationSet></Period>`;
const manifest = (...periods) => `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static"
  minBufferTime="PT2S" mediaPresentationDuration="PT10S">${periods.join("")}</MPD>`;
function read(...periods) {
  const { duration, playlists } = parse(manifest(...periods), { manifestUri: "http://media.example/video.mpd" });
  return [duration, playlists.flatMap(({ segments }) => segments.map((one) => [one.uri, one.presentationTime, one.duration]))];
}
const a = [["a1.m4s", 0, 2], ["a2.m4s", 2, 2]];
const b = [["b1.m4s", 4, 2], ["b2.m4s", 6, 2], ["b3.m4s", 8, 2]], beyond = [["b4.m4s", 10, 2], ["b5.m4s", 12, 2]];
const five = [["a1.m4s", 0, 2], ["a2.m4s", 2, 2], ["a3.m4s", 4, 2], ["a4.m4s", 6, 2], ["a5.m4s", 8, 2]];
check("one period", read(period("a", "")), [10, five]);
check("a second without a duration", read(period("a", 'duration="PT4S"'), period("b", 'start="PT4S"')), [10, [...a, ...b, ...beyond]]);
check("a second of six seconds", read(period("a", 'duration="PT4S"'), period("b", 'duration="PT6S"')), [10, [...a, ...b]]);
const numbered = [["a1.m4s", 0, 2], ["a2.m4s", 2, 2], ["a3.m4s", 4, 6]];
check("a template that ends with number 3", read(period("a", "", 'endNumber="3"')), [10, numbered]);
JS
node find.mjs
