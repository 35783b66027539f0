#!/usr/bin/env bash
# keyv 5.6.0, node-cache 5.1.2, cacheable 2.5.0, flat-cache 6.1.23 and cache-manager 7.2.9 (node 20), seen 2026-11-30, with
# their stores in memory. A Float32Array comes back from keyv as an object {"0": 0.5, "1": 2} without a length, and a NaN
# in a list as null, though a Buffer stays one; from node-cache as something whose length raises a TypeError; from the
# other three as it was, and from cacheable and flat-cache a Buffer is a Uint8Array. A list that the caller changes after
# it was stored is changed in the cache in cacheable, flat-cache and cache-manager; one that a reader changes is changed
# for the next reader in cache-manager alone.
#
# One would expect a cache in the memory of a process to give back what it was given, copied or not, and cache-manager
# to do as keyv does, on which it stands. A similarity to a vector that was cached is 0 or NaN, as a loop over it has no
# turn, with no error in sight.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund keyv@5.6.0 node-cache@5.1.2 cacheable@2.5.0 flat-cache@6.1.23 cache-manager@7.2.9 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createCache } from "cache-manager";
import { Cacheable } from "cacheable";
import { FlatCache } from "flat-cache";
import Keyv from "keyv";
import NodeCache from "node-cache";

function check(what, seen, expected) {
  [seen, expected] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const kind = (value) => {
  try {
    return `${value.constructor.name} of ${value.length}`;
  } catch (error) {
    return error.name;
  }
};
async function ask(cache) {
  const through = async (value) => { await cache.set("key", value); return cache.get("key"); };
  const changed = [1];
  await cache.set("changed", changed);
  changed.push(2);
  const read = await cache.get("changed");
  const byCaller = read.length > 1;
  read.push(3);
  const byReader = (await cache.get("changed")).length > 2;
  const number = (await through([NaN]))[0];
  const kinds = [kind(await through(new Float32Array([0.5, 2]))), kind(await through(Buffer.from([1])))];
  return [...kinds, Number.isNaN(number), byCaller, byReader];
}
const same = "Float32Array of 2";
for (const [name, cache, ...expected] of [
  ["keyv", new Keyv(), "Object of undefined", "Buffer of 1", false, false, false],
  ["node-cache", new NodeCache(), "TypeError", "Buffer of 1", true, false, false],
  ["cacheable", new Cacheable(), same, "Uint8Array of 1", true, true, false],
  ["flat-cache", new FlatCache(), same, "Uint8Array of 1", true, true, false],
  ["cache-manager", createCache(), same, "Buffer of 1", true, true, true],
]) check(`${name}: vector, buffer, NaN, changed by the caller, by a reader`, await ask(cache), expected);
const keyv = new Keyv();
await keyv.set("key", new Float32Array([0.5, 2]));
const vector = await keyv.get("key");
check("keyv, what it is", vector, { 0: 0.5, 1: 2 });
check("keyv, how many numbers for a loop", Array.from(vector).length, 0);
process.exit(0);
JS
node find.mjs
