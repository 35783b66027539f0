#!/usr/bin/env bash
# json-server 0.17.4 (node 20), seen 2026-11-29. A form (multipart/form-data) with a model and a file, posted to /tasks, is
# answered 201 with a new id and nothing else, and so is JSON under text/plain: an empty task is stored. A form that is
# x-www-form-urlencoded is stored with its fields as texts. An array of two is one element, itself an array and without an
# id, in the list. An id that is taken is a 500.
#
# One would expect a server to say 415 of a body that it cannot read, 400 of one that is no object, and 409 of an id that
# is there. A test that uploads and is content with 201 and an id passes, whatever it has sent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund json-server@0.17.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
const jsonServer = createRequire(import.meta.url)("json-server");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
console.error = () => {};
const app = jsonServer.create();
app.use(jsonServer.defaults({ logger: false }));
app.use(jsonServer.router({ tasks: [{ id: "a" }] }));
const server = app.listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const url = `http://127.0.0.1:${server.address().port}/tasks`;
async function post(body, type) {
  const answer = await fetch(url, { method: "POST", body, headers: type ? { "content-type": type } : {} });
  const made = answer.status === 201 ? await answer.json() : {};
  return { status: answer.status, made };
}
const stored = async (made) => (await fetch(`${url}/${made.id}`)).json();
const form = new FormData();
form.set("model", "m");
form.set("file", new Blob(["abc"]), "a.mp4");
for (const [what, ...sent] of [["a form", form], ["JSON as text", '{"model":"m"}', "text/plain"]]) {
  const { status, made } = await post(...sent);
  check(`${what}, status and names`, [status, Object.keys(made)], [201, ["id"]]);
  check(`${what}, what is stored`, Object.keys(await stored(made)), ["id"]);
}
const letters = await post("model=m&length=6", "application/x-www-form-urlencoded");
check("the other kind of form", { ...await stored(letters.made), id: "" }, { model: "m", length: "6", id: "" });
const list = await post('[{"model":"m"},{"model":"n"}]', "application/json");
check("an array", [list.status, (await (await fetch(url)).json()).at(-1)], [201, [{ model: "m" }, { model: "n" }]]);
check("an id that is taken", (await post('{"id":"a"}', "application/json")).status, 500);
server.close();
server.closeAllConnections();
JS
node find.mjs
