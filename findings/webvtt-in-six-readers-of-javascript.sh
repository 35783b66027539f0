#!/usr/bin/env bash
# @plussub/srt-vtt-parser 2.0.5, subtitle 4.2.2, subsrt-ts 2.1.2, media-captions 1.0.4, node-webvtt 2.0.0 and
# webvtt-parser 2.2.0 (node 20), seen 2026-11-29, on valid WebVTT. Of a cue that is aligned ("align:start"),
# @plussub's end is null. subtitle refuses a cue whose identifier is a word, and a file with a STYLE block, as
# node-webvtt does. A cue after 100 hours is left out by subsrt-ts and media-captions, without an error.
# webvtt-parser reads all of them, and a NOTE is left out by each of the six.
#
# One would expect identifiers, settings and styles, all of them in the specification, to be read or to be
# passed over. Which cues of a file are lost is decided by what an editor wrote beside them; and an end that is
# null is 0 in the next subtraction, so that the cue lasts less than nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund \
  @plussub/srt-vtt-parser@2.0.5 subtitle@4.2.2 subsrt-ts@2.1.2 media-captions@1.0.4 \
  node-webvtt@2.0.0 webvtt-parser@2.2.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { parseText } from "media-captions";
import { parse as plussub } from "@plussub/srt-vtt-parser";
import { parseSync } from "subtitle";
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const require = createRequire(import.meta.url);
const { WebVTTParser } = require("webvtt-parser");
const subsrt = require("subsrt-ts");
const nodeWebvtt = require("node-webvtt");
const readers = {
  plussub: (text) => plussub(text).entries.map((cue) => [cue.from, cue.to]),
  subtitle: (text) => parseSync(text).filter((node) => node.type === "cue").map(({ data }) => [data.start, data.end]),
  subsrt: (text) => (subsrt.parse ?? subsrt.default.parse)(text, { format: "vtt" })
    .filter((cue) => cue.type === "caption").map((cue) => [cue.start, cue.end]),
  mediaCaptions: async (text) => (await parseText(text, { type: "vtt" })).cues.map(milliseconds),
  nodeWebvtt: (text) => nodeWebvtt.parse(text).cues.map((cue) => milliseconds({ startTime: cue.start, endTime: cue.end })),
  webvttParser: (text) => new WebVTTParser().parse(text, "metadata").cues.map(milliseconds),
};
function milliseconds({ startTime, endTime }) {
  return [Math.round(startTime * 1000), Math.round(endTime * 1000)];
}
const right = [1500, 2900], late = [360001500, 360002900];
const stamps = "00:01.500 --> 00:02.900";
for (const [what, text, usual, others] of [
  ["plain", `WEBVTT\n\n${stamps}\nhello\n`, [right], {}],
  ["a note", `WEBVTT\n\nNOTE a remark\n\n${stamps}\nhello\n`, [right], {}],
  ["aligned", `WEBVTT\n\n${stamps} align:start\nhello\n`, [right], { plussub: [[1500, null]] }],
  ["a word as identifier", `WEBVTT\n\nintro\n${stamps}\nhello\n`, [right], { subtitle: "refused" }],
  ["a style", `WEBVTT\n\nSTYLE\n::cue { color: red }\n\n${stamps}\nhello\n`, [right],
    { subtitle: "refused", nodeWebvtt: "refused" }],
  ["100 hours", "WEBVTT\n\n100:00:01.500 --> 100:00:02.900\nhello\n", [late], { subsrt: [], mediaCaptions: [] }],
]) {
  for (const [name, read] of Object.entries(readers)) {
    const seen = await (async () => read(text))().catch(() => "refused");
    check(`${what}, ${name}`, seen, others[name] ?? usual);
  }
}
process.exit(0);
JS
node find.mjs
