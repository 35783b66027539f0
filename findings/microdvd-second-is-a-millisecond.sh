#!/usr/bin/env bash
# subsrt 1.1.1 and subsrt-ts 2.1.2 (node 20), and pysubs2 1.8.1 and pycaption 2.3.14, seen 2026-11-29. A caption of MicroDVD, which
# counts pictures, from picture 25 to 50 at 25 a second, is from 1 to 2 milliseconds in subsrt and subsrt-ts, and from 1 to 2
# seconds in the other two. A caption from 1000 to 2000 ms, written as MicroDVD by subsrt, is at the pictures 25000 to 50000,
# which pysubs2 shows after 16 minutes. The first line, {1}{1}25.000, by which such files say their rate, is a caption
# of its own in subsrt and pycaption; the same library, writing and reading, gets back what it had.
#
# One would expect milliseconds, as it has from its other formats: a round trip in one library, which is what a test does, hides it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pysubs2==1.8.1 pycaption==2.3.14 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund subsrt@1.1.1 subsrt-ts@2.1.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
printf '%s\n' '{1}{1}25.000' '{25}{50}one' '{100}{150}two' > rate.sub
printf '%s\n' '{25}{50}one' '{100}{150}two' > plain.sub
cat > find.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import subsrt from "subsrt";
import * as subsrtTs from "subsrt-ts";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const times = (captions) => captions.map(({ start, end }) => [start, end]);
for (const [name, library] of [["subsrt", subsrt], ["subsrt-ts", subsrtTs.default ?? subsrtTs]]) {
  const read = (file, fps) => times(library.parse(readFileSync(file, "utf8"), { format: "sub", fps }));
  check(`${name}, 25 pictures a second`, read("plain.sub", 25), [[1, 2], [4, 6]]);
  check(`${name}, a file with its rate: captions`, read("rate.sub", 10).length, 3);
  const written = library.build([{ type: "caption", start: 1000, end: 2000, text: "one", content: "one" }], { format: "sub", fps: 25 });
  check(`${name}, written`, written.trim(), "{25000}{50000}one");
  check(`${name}, read again`, times(library.parse(written, { format: "sub", fps: 25 })), [[1000, 2000]]);
  writeFileSync(`${name}.sub`, written);
}
JS
node find.mjs
venv/bin/python -W ignore - <<'PY'
import pycaption
import pysubs2


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def by_pysubs2(name):
    return [(line.start, line.end) for line in pysubs2.load(name, fps=25, format_="microdvd")]


def by_pycaption(name):
    with open(name) as file:
        found = pycaption.MicroDVDReader().read(file.read())
    return [(caption.start // 1000, caption.end // 1000) for caption in found.get_captions(found.get_languages()[0])]


check("pysubs2", by_pysubs2("plain.sub"), [(1000, 2000), (4000, 6000)])
check("pycaption", by_pycaption("rate.sub"), [(40, 40), (1000, 2000), (4000, 6000)])
for name in ("subsrt.sub", "subsrt-ts.sub"):
    check(f"pysubs2, {name}", by_pysubs2(name), [(1_000_000, 2_000_000)])
PY
