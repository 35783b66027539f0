#!/usr/bin/env bash
# stubby 5.1.1 (node 20), a server of test doubles, seen 2026-11-29. A list of answers, as for a task that is asked about again and again,
# begins with the second: 1, 2, 3 are answered as 2, 3, 1, 2, 3, and of two the first comes second. A stub whose json is {"vector": [0.1,
# 0.2]} answers [0.1, 0.2, 0.3] as well, an object {"0": 0.1, "1": 0.2}, and one key more, and not [0.2, 0.1]. A query of page 2 is met
# by page=22, and the url /tasks/1 by /tasks/12 and by /v1/tasks/1.
#
# One would expect the first answer first: the example in the README of stubby calls the second of a list "second hit". That patterns
# without ^ and $ match in the middle is said there of the url; of json it says that it is "deeply compared".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund stubby@5.1.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:net";
import stubby from "stubby";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const free = () => new Promise((ready) => {
  const listener = createServer().listen(0, "127.0.0.1", () => { const { port } = listener.address(); listener.close(() => ready(port)); });
});
const [stubs, admin, tls] = [await free(), await free(), await free()];
const answers = (count) => Array.from({ length: count }, (_, n) => ({ status: 200, body: String(n + 1) }));
const yes = { status: 200, body: "yes" };
const data = [
  { request: { url: "^/one$" }, response: answers(1) },
  { request: { url: "^/two$" }, response: answers(2) },
  { request: { url: "^/three$" }, response: answers(3) },
  { request: { url: "^/json$", method: "POST", json: '{"vector": [0.1, 0.2]}' }, response: yes },
  { request: { url: "^/list$", query: { page: "2" } }, response: yes },
  { request: { url: "/tasks/1" }, response: yes },
];
await new stubby.Stubby().start({ data, stubs, admin, tls, location: "127.0.0.1", quiet: true });
const base = `http://127.0.0.1:${stubs}`;
const get = async (path) => (await fetch(base + path)).text();
async function five(path) {
  const seen = [];
  for (let n = 0; n < 5; n += 1) seen.push(await get(path));
  return seen.join();
}
check("one answer", await five("/one"), "1,1,1,1,1");
check("two answers", await five("/two"), "2,1,2,1,2");
check("three answers", await five("/three"), "2,3,1,2,3");
const vectors = {
  "the same": ['{"vector": [0.1, 0.2]}', "yes"],
  "turned": ['{"vector": [0.2, 0.1]}', ""],
  "shorter": ['{"vector": [0.1]}', ""],
  "longer": ['{"vector": [0.1, 0.2, 0.3]}', "yes"],
  "an object": ['{"vector": {"0": 0.1, "1": 0.2}}', "yes"],
  "one key more": ['{"vector": [0.1, 0.2], "model": "m"}', "yes"],
};
for (const [name, [body, expected]] of Object.entries(vectors)) {
  const answer = await fetch(`${base}/json`, { method: "POST", headers: { "content-type": "application/json" }, body });
  check(`json, ${name}`, await answer.text(), expected);
}
for (const path of ["/list?page=2", "/list?page=22", "/tasks/1", "/tasks/12", "/v1/tasks/1"]) check(path, await get(path), "yes");
check("/list?page=3", await get("/list?page=3"), "");
process.exit();
JS
node find.mjs
