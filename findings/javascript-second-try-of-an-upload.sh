#!/usr/bin/env bash
# axios-retry 4.5.0 with axios 1.21.1, got 14.6.6 and ky 1.14.3, and form-data 4.0.6 (node 20), seen 2026-11-29. A POST is
# answered 503 twice, and then 200. Where the body is a stream, axios-retry sends its 1000 bytes, then nothing, then
# nothing, and reports the 200. Where it is a form of the package form-data, the second try of axios-retry never ends (no
# answer within five seconds, and no error), and got raises "Cannot retry with consumed body stream". Where it is node's own
# FormData, axios-retry sends it three times, and the second try of got never ends. ky sends a stream and a FormData three times.
#
# One would expect either that the same bytes go out again or an error that says why not, as got has one for the form that
# is a stream. What is reported as done has uploaded nothing, and what hangs has no limit, since none is the default.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios@1.21.1 axios-retry@4.5.0 got@14.6.6 ky@1.14.3 form-data@4.0.6 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import http from "node:http";
import { Readable } from "node:stream";
import axios from "axios";
import axiosRetry from "axios-retry";
import Form from "form-data";
import got from "got";
import ky from "ky";

const seen = [];
let failures = 0;
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const server = http.createServer((incoming, response) => {
  let size = 0;
  incoming.on("data", (piece) => { size += piece.length; });
  incoming.on("error", () => {});
  incoming.on("end", () => {
    seen.push(size);
    response.writeHead(failures-- > 0 ? 503 : 200);
    response.end();
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const text = "x".repeat(1000);
const stream = () => Readable.from([text]);
function form() {
  const made = new FormData();
  made.append("f", new Blob([text]), "a");
  return made;
}
function streamedForm() {
  const made = new Form();
  made.append("f", text, { filename: "a" });
  return made;
}
async function outcome(send) {
  seen.length = 0;
  failures = 2;
  const hangs = new Promise((resolve) => setTimeout(() => resolve("hangs"), 5000));
  const end = await Promise.race([send().catch((error) => error.message), hangs]);
  return [seen.map((size) => (size ? "body" : "nothing")), end];
}
const client = axios.create();
axiosRetry(client, { retries: 3, retryDelay: () => 20, retryCondition: () => true });
const byAxios = async (body) => (await client.post(url, body)).status;
const retry = { limit: 3, methods: ["POST"], statusCodes: [503], calculateDelay: ({ computedValue }) => (computedValue ? 20 : 0) };
const byGot = async (body) => (await got.post(url, { body, retry })).statusCode;
const patient = ky.create({ retry: { limit: 3, methods: ["post"], statusCodes: [503], delay: () => 20 } });
const byKy = async (body) => (await patient.post(url, { body, duplex: "half" })).status;

const whole = [["body", "body", "body"], 200];
check("axios-retry, stream", await outcome(() => byAxios(stream())), [["body", "nothing", "nothing"], 200]);
check("axios-retry, form-data", await outcome(() => byAxios(streamedForm())), [["body"], "hangs"]);
check("axios-retry, FormData", await outcome(() => byAxios(form())), whole);
check("got, form-data", await outcome(() => byGot(streamedForm())), [["body"], "Cannot retry with consumed body stream"]);
check("got, FormData", await outcome(() => byGot(form())), [["body"], "hangs"]);
check("ky, stream", await outcome(() => byKy(Readable.toWeb(stream()))), whole);
check("ky, FormData", await outcome(() => byKy(form())), whole);
process.exit(0);
JS
node find.mjs
