#!/usr/bin/env bash
# axios 1.21.1, needle 3.5.0, superagent 10.4.2, object-to-formdata 4.5.1, wretch 2.11.1 and got 14.6.6 (node 20), with multer
# 2.5.0 and formidable 3.5.4, seen 2026-11-29: an object that each is given to send as a form. A list of two is scopes[] twice in
# axios, needle and object-to-formdata, scopes twice in superagent and wretch, and clip,video in got. A date has no name in needle
# ("1970-01-01T00:00:00.000Z="), and is not there in wretch (recursive). null is nothing in axios, an empty text in needle,
# superagent and object-to-formdata, and the word null in got. A Float32Array is one byte for each number in axios, so that [65,
# 0.5, 66.9] is A, zero and B. A list of lists is one flat list in superagent. multer gives a list called scopes for scopes[] too;
# formidable one called scopes[].
#
# One would expect a list to be what a server of the same language takes for one, and a value to keep its name: what is sent
# depends on the client, and whether a list of one is a list on the server as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios@1.21.1 needle@3.5.0 superagent@10.4.2 object-to-formdata@4.5.1 wretch@2.11.1 got@14.6.6 multer@2.5.0 \
  express@5.3.0 formidable@3.5.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import axios from "axios";
import express from "express";
import formidable from "formidable";
import got from "got";
import multer from "multer";
import needle from "needle";
import { serialize } from "object-to-formdata";
import superagent from "superagent";
import wretch from "wretch";
import FormDataAddon from "wretch/addons/formData";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let arrived;
const app = express();
app.post("/multer", multer().none(), (request, response) => response.json(request.body));
app.post("/formidable", async (request, response) => response.json((await formidable().parse(request))[0]));
app.post("/", express.raw({ type: () => true }), async (request, response) => {
  const form = await new Response(request.body, { headers: { "content-type": request.headers["content-type"] } }).formData();
  arrived = [...form].map(([name, value]) => `${name}=${value}`).join(" ");
  response.json({});
});
const server = app.listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}`;
const clients = {
  axios: (form) => axios.postForm(base, form),
  needle: (form) => needle("post", base, form),
  superagent: (form) => superagent.post(base).type("form").send(form),
  "object-to-formdata": (form) => fetch(base, { method: "POST", body: serialize(form) }),
  wretch: (form) => wretch(base).addon(FormDataAddon).formData(form, true).post().res(),
  got: (form) => got.post(base, { form }),
};
async function sent(name, form) {
  arrived = "nothing arrives";
  await clients[name](form);
  return arrived;
}
const scopes = ["clip", "video"];
const lists = {
  axios: "scopes[]=clip scopes[]=video", needle: "scopes[]=clip scopes[]=video", superagent: "scopes=clip scopes=video",
  "object-to-formdata": "scopes[]=clip scopes[]=video", wretch: "scopes=clip scopes=video", got: "scopes=clip,video",
};
for (const [name, expected] of Object.entries(lists)) check(`${name}, a list`, await sent(name, { scopes }), expected);
const nulls = { axios: "a=1", needle: "a=1 n=", superagent: "a=1 n=", "object-to-formdata": "a=1 n=", got: "a=1 n=null" };
for (const [name, expected] of Object.entries(nulls)) check(`${name}, null`, await sent(name, { a: 1, n: null }), expected);
const when = new Date(0);
check("axios, a date", await sent("axios", { a: 1, when }), "a=1 when=1970-01-01T00:00:00.000Z");
check("needle, a date", await sent("needle", { a: 1, when }), "a=1 1970-01-01T00:00:00.000Z=");
check("wretch, a date", await sent("wretch", { a: 1, when }), "a=1");
check("axios, a Float32Array", JSON.stringify(await sent("axios", { vector: new Float32Array([65, 0.5, 66.9]) })), '"vector=A\\u0000B"');
check("superagent, a list of lists", await sent("superagent", { lists: [[1, 2], [3]] }), "lists=1 lists=2 lists=3");
for (const [path, expected] of [["/multer", '{"scopes":["clip","video"]}'], ["/formidable", '{"scopes[]":["clip","video"]}']]) {
  check(`axios to ${path}`, JSON.stringify((await axios.postForm(base + path, { scopes })).data), expected);
}
server.close();
server.closeAllConnections();
JS
node find.mjs
