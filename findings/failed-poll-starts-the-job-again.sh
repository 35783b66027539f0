#!/usr/bin/env bash
# ai 6.0.326 with @ai-sdk/fal 2.0.59, @ai-sdk/luma 2.0.57 and @ai-sdk/assemblyai 2.0.58, beside @fal-ai/client 1.10.1 and
# replicate 1.4.0 (node 20), seen 2026-11-29. A job is started and asked about until it is ready; the second question is answered
# 503 once, or 429 with "retry-after: 1". The AI SDK waits, sends all again, starts a second job and waits for that one, and the
# program sees one result: generateImage by Luma, and transcribe by fal. By AssemblyAI there is no second try, and what transcribe
# throws is a bare object {value, responseHeaders}, no Error. fal's own client and Replicate's ask again about the first job.
#
# One would expect a question that may be repeated without harm to be what is repeated. Two retries are the default (maxRetries:
# 2), and its documentation speaks of retries of the call to the model; what is tried again is all of it, and two jobs run for one
# answer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund ai@6.0.326 @ai-sdk/fal@2.0.59 @ai-sdk/luma@2.0.57 @ai-sdk/assemblyai@2.0.58 @fal-ai/client@1.10.1 \
  replicate@1.4.0 zod@4.6.7 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { experimental_transcribe as transcribe, generateImage } from "ai";
import { createAssemblyAI } from "@ai-sdk/assemblyai";
import { createFal } from "@ai-sdk/fal";
import { createLuma } from "@ai-sdk/luma";
import { createFalClient } from "@fal-ai/client";
import Replicate from "replicate";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let base, jobs, asked, failure;
const answers = {
  luma: (ready) => [200, { id: "j", state: ready ? "completed" : "dreaming", assets: ready ? { image: `${base}/a.png` } : null }],
  assemblyai: (ready) => [200, { id: "j", status: ready ? "completed" : "processing", text: "sea", words: [], language_code: "en", audio_duration: 1 }],
  fal: (ready) => ready ? [200, { text: "sea", chunks: [] }] : [400, { detail: "Request is still in progress" }],
  "fal status": (ready) => [200, { status: ready ? "COMPLETED" : "IN_PROGRESS", request_id: "j", response_url: `${base}/result` }],
  replicate: (ready) => [200, { id: "j", status: ready ? "succeeded" : "processing", output: "sea", urls: { get: `${base}/j` } }],
};
let service;
const server = createServer(async (request, response) => {
  for await (const _ of request);
  const say = (status, body, headers = {}) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  if (request.url === "/a.png") return response.writeHead(200, { "content-type": "image/png" }).end("png");
  if (request.url.endsWith("/upload")) return say(200, { upload_url: `${base}/a.mp3` });
  if (request.method === "POST") {
    jobs += 1;
    asked = 0;
    return say(200, { id: "j", request_id: "j", state: "queued", status: service === "assemblyai" ? "queued" : "starting", urls: { get: `${base}/j` }, created_at: "2026-01-01T00:00:00Z", model: "m", version: "v", input: {} });
  }
  asked += 1;
  if (asked === 2 && jobs === 1 && failure) {
    const [status, headers] = failure;
    failure = null;
    return say(status, { detail: "busy", error: "busy" }, headers);
  }
  if (service === "fal status" && !request.url.includes("/status")) return say(200, { text: "sea" });
  return say(...answers[service](asked >= 3));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
base = `http://127.0.0.1:${server.address().port}`;
const here = (url, options) => fetch(base + new URL(url).pathname, options);
const audio = new Uint8Array([1, 2, 3]);
const transcribed = async (model) => (await transcribe({ model, audio })).text;
const luma = createLuma({ apiKey: "k", baseURL: base });
const assemblyai = createAssemblyAI({ apiKey: "k", fetch: here, pollingInterval: 100 });
const fal = createFal({ apiKey: "k", fetch: here });
const falItself = createFalClient({ credentials: "k", fetch: here });
const replicate = new Replicate({ auth: "k", baseUrl: base, fetch });
const programs = [
  ["the AI SDK's Luma", "luma", 2, async () => (await generateImage({ model: luma.image("photon-1"), prompt: "sea" })).images.length],
  ["the AI SDK's fal", "fal", 2, () => transcribed(fal.transcription("wizper"))],
  ["fal's own client", "fal status", 1, async () => (await falItself.subscribe("fal-ai/wizper", { input: {}, pollInterval: 100 })).data.text],
  ["Replicate's own client", "replicate", 1, () => replicate.run("a/b", { input: {}, wait: { mode: "poll", interval: 100 } })],
];
for (const [name, kind, expected, run] of programs) {
  service = kind;
  for (const [what, first, count] of [["all goes well", null, 1], ["503", [503, {}], expected], ["429", [429, { "retry-after": "1" }], expected]]) {
    [jobs, failure] = [0, first];
    await run();
    check(`${name}, ${what}: jobs that were started`, jobs, count);
  }
}
[service, jobs, failure] = ["assemblyai", 0, [503, {}]];
try {
  await transcribed(assemblyai.transcription("best"));
  check("the AI SDK's AssemblyAI, 503", "a text", "an error");
} catch (error) {
  check("the AI SDK's AssemblyAI, 503: jobs that were started", jobs, 1);
  check("the AI SDK's AssemblyAI, 503: is an Error, and what is in it", `${error instanceof Error}, ${Object.keys(error)}`, "false, responseHeaders,value");
}
server.close();
server.closeAllConnections();
JS
node find.mjs
