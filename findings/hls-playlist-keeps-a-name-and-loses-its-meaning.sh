#!/usr/bin/env bash
# m3u8 6.0.0 (Python), and hls-parser 0.16.1 and m3u8-parser 7.2.0 (node 20), seen 2026-11-29, on valid playlists of
# HLS. Of a segment at http://{$host}/a.ts, where #EXT-X-DEFINE says what host is, m3u8 and hls-parser give the
# address with the braces, and what m3u8 writes (dumps) has the braces still and the definition no more; m3u8-parser
# puts the name in. A segment that is not there (#EXT-X-GAP) is marked in the first two, and an ordinary one in
# m3u8-parser. After a skip of ten segments from number 100 on (#EXT-X-SKIP) the next one has number 110 in hls-parser
# and 100 in m3u8.
#
# One would expect a playlist that was read and written to be one that a player can read, and a segment to be told
# apart from one that is missing. None of the three reads all of it: what a video consists of is asked for at an
# address that does not exist, or is looked for where nothing is, or is taken for one of ten segments earlier, by the
# reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check m3u8==6.0.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund hls-parser@0.16.1 m3u8-parser@7.2.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > defined.m3u8 <<'M3U8'
#EXTM3U
#EXT-X-VERSION:8
#EXT-X-TARGETDURATION:4
#EXT-X-DEFINE:NAME="host",VALUE="media.example"
#EXTINF:4,
http://{$host}/a.ts
#EXT-X-ENDLIST
M3U8
cat > gap.m3u8 <<'M3U8'
#EXTM3U
#EXT-X-VERSION:8
#EXT-X-TARGETDURATION:4
#EXTINF:4,
a.ts
#EXT-X-GAP
#EXTINF:4,
b.ts
#EXTINF:4,
c.ts
#EXT-X-ENDLIST
M3U8
cat > skip.m3u8 <<'M3U8'
#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:100
#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24,CAN-BLOCK-RELOAD=YES
#EXT-X-SKIP:SKIPPED-SEGMENTS=10
#EXTINF:4,
k.ts
M3U8
venv/bin/python - <<'PY'
import sys

import m3u8


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


defined, gap, skip = (m3u8.load(f"{name}.m3u8") for name in ("defined", "gap", "skip"))
check("m3u8, address", defined.segments[0].uri, "http://{$host}/a.ts")
written = defined.dumps()
check("m3u8, written: the name, its definition", ["{$host}" in written, "EXT-X-DEFINE" in written], [True, False])
check("m3u8, gaps", [bool(segment.gap_tag) for segment in gap.segments], [False, True, False])
check("m3u8, number after a skip of ten", skip.segments[0].media_sequence, 100)
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import HLS from "hls-parser";
import { Parser } from "m3u8-parser";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const text = (name) => readFileSync(`${name}.m3u8`, "utf8");
const byHlsParser = (name) => HLS.parse(text(name));
const byM3u8Parser = (name) => {
  const parser = new Parser();
  parser.push(text(name));
  parser.end();
  return parser.manifest;
};
check("hls-parser, address", byHlsParser("defined").segments[0].uri, "http://{$host}/a.ts");
check("hls-parser, gaps", byHlsParser("gap").segments.map((segment) => Boolean(segment.gap)), [false, true, false]);
check("hls-parser, number after a skip of ten", byHlsParser("skip").segments[0].mediaSequenceNumber, 110);
check("m3u8-parser, address", byM3u8Parser("defined").segments[0].uri, "http://media.example/a.ts");
const segments = byM3u8Parser("gap").segments;
check("m3u8-parser, segments, and those that mention a gap", [segments.length, segments.filter((segment) => /gap/i.test(JSON.stringify(segment))).length], [3, 0]);
JS
node find.mjs
