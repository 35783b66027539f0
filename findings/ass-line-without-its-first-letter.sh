#!/usr/bin/env bash
# subsrt-ts 2.1.2, subsrt 1.1.1 and ass-compiler 0.1.16 (node 20), and pysubs2 1.8.1, ass 1.0.3 and PyAV 18.1.0, seen 2026-11-29. "One,
# two" in an ASS that pysubs2 wrote is "ne, two" in subsrt-ts, and so it is in SSA and in what subsrt-ts wrote itself; subsrt, from
# which it comes, has the letter. An ASS that names four of the ten fields in its line "Format", Start, End, Style and Text, is read
# by ass, ass-compiler and both subsrt. pysubs2 raises a ValueError, and PyAV opens the file and gives nothing.
#
# One would expect a library to get back what it wrote, and a file that says how it is to be read, to be read so or refused. A search
# for a word that begins a line finds nothing, and of an embedded track that is empty nobody hears.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pysubs2==1.8.1 ass==1.0.3 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund subsrt-ts@2.1.2 subsrt@1.1.1 ass-compiler@0.1.16 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > four.ass <<'ASS'
[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Start, End, Style, Text
Dialogue: 0:00:01.50,0:00:02.90,Default,One, two
ASS
venv/bin/python - <<'PY'
import ass
import av
import pysubs2


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def by_pyav(name):
    with av.open(name) as container:
        return [bytes(packet).rpartition(b",,")[2].decode() for packet in container.demux() if packet.size]


def by_ass(name):
    with open(name, encoding="utf-8-sig") as file:
        return [line.text for line in ass.parse(file).events]


def by_pysubs2(name):
    try:
        return [line.text for line in pysubs2.load(name)]
    except ValueError:
        return "ValueError"


written = pysubs2.SSAFile()
written.append(pysubs2.SSAEvent(start=1500, end=2900, text="One, two"))
written.save("ten.ass")
written.save("ten.ssa")
for reader, of_four in ((by_pyav, []), (by_ass, ["One, two"]), (by_pysubs2, "ValueError")):
    check(f"{reader.__name__}, ten fields", reader("ten.ass"), ["One, two"])
    check(f"{reader.__name__}, four fields", reader("four.ass"), of_four)
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parse } from "ass-compiler";
import subsrt from "subsrt";
import * as subsrtTs from "subsrt-ts";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const whole = [[1500, 2900, "One, two"]], cut = [[1500, 2900, "ne, two"]];
for (const [name, library, expected] of [["subsrt", subsrt, whole], ["subsrt-ts", subsrtTs.default ?? subsrtTs, cut]]) {
  const read = (text, format) => library.parse(text, { format }).filter(({ type }) => type === "caption")
    .map(({ start, end, text: words }) => [start, end, words]);
  for (const file of ["ten.ass", "ten.ssa", "four.ass"]) check(`${name}, ${file}`, read(readFileSync(file, "utf8"), file.slice(-3)), expected);
  const written = library.build([{ type: "caption", start: 1500, end: 2900, text: "One, two", content: "One, two" }], { format: "ass" });
  check(`${name}, what it wrote`, read(written, "ass"), expected);
}
for (const file of ["ten.ass", "four.ass"]) {
  const lines = parse(readFileSync(file, "utf8")).events.dialogue.map(({ Start, End, Text }) => [Start, End, Text.raw]);
  check(`ass-compiler, ${file}`, lines, [[1.5, 2.9, "One, two"]]);
}
JS
node find.mjs
