#!/usr/bin/env bash
# nock 14.0.17, talkback 4.2.0, @pollyjs/core 6.0.6 (with its adapter for fetch 6.0.7 and persister-fs 6.0.6) and
# yakbak 5.0.1 (node 20), seen 2026-11-29. An answer {"10": 0.10, "2": 12345678901234567890} of JSON is recorded
# and played back: by Polly and yakbak letter by letter, by nock and talkback as {"2": 12345678901234567000, "10":
# 0.1}, with another number and in another order, and by talkback in four lines. Of two cookies nock plays the
# last one alone, and Polly loses the first while it records, before the program has seen it. A text in
# ISO-8859-1, as its header says, has U+FFFD in it after talkback. A form (FormData) is not found again by nock,
# talkback and yakbak; Polly fails to record it, and the request with it: "FileReader is not defined".
#
# One would expect a recording to be what was answered, and a recorder to let a test that passes without it pass:
# ids beyond 2 to the power of 53 are usual, a signature is made over the letters, and a session may lie in the
# first cookie. Each of the four has one thing right that another one loses, and none can play an upload.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund nock@14.0.17 talkback@4.2.0 yakbak@5.0.1 \
  @pollyjs/core@6.0.6 @pollyjs/adapter-fetch@6.0.7 @pollyjs/persister-fs@6.0.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import http from "node:http";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const print = console.log;
function check(what, value, expected) {
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const NUMBERS = '{"10": 0.10, "2": 12345678901234567890}';
async function listen(handler) {
  const server = http.createServer(handler);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return [server, `http://127.0.0.1:${server.address().port}`];
}
const [service, url] = await listen((request, response) => {
  request.resume().on("end", () => {
    if (request.url === "/numbers") response.writeHead(200, { "content-type": "application/json" }).end(NUMBERS);
    else if (request.url === "/cookies") response.writeHead(200, { "set-cookie": ["a=1", "b=2"] }).end("ok");
    else if (request.url === "/latin") response.writeHead(200, { "content-type": "text/plain; charset=iso-8859-1" }).end(Buffer.from([0xe9, 0x41]));
    else response.writeHead(200, { "content-type": "text/plain" }).end("taken");
  });
});
async function ask(base) {
  const form = new FormData();
  form.append("file", new Blob([Buffer.from([0, 255, 254])]), "a.mp4");
  const upload = fetch(`${base}/upload`, { method: "POST", body: form });
  const uploaded = await upload.then((response) => response.text(), (error) => error.message);
  return {
    numbers: (await (await fetch(`${base}/numbers`)).text()).replace(/\s+/g, " "),
    cookies: (await fetch(`${base}/cookies`)).headers.getSetCookie().join(" "),
    latin: Buffer.from(await (await fetch(`${base}/latin`)).arrayBuffer()).toString("hex"),
    upload: uploaded === "taken" ? "taken" : "failed",
  };
}
const recorders = {
  async yakbak(replay) {
    console.log = () => {}; // it tells of each request that it does not know
    const handler = require("yakbak")(url, { dirname: `${process.cwd()}/yakbak-tapes`, noRecord: replay });
    this.proxy ??= await listen((...both) => this.handler(...both)); // one port for both: it is a part of what is looked up
    this.handler = handler;
    return ask(this.proxy[1]).finally(() => { console.log = print; });
  },
  async talkback(replay) {
    const talkback = require("talkback");
    const [free, base] = await listen(() => {});
    const { port } = free.address();
    await new Promise((resolve) => free.close(resolve));
    const record = replay ? talkback.Options.RecordMode.DISABLED : talkback.Options.RecordMode.NEW;
    const server = talkback({ host: url, record, port, path: "talkback-tapes", silent: true, summary: false });
    await server.start();
    const seen = await ask(base);
    server.close();
    return seen;
  },
  async polly(replay) {
    const { Polly } = await import("@pollyjs/core");
    for (const part of ["adapter-fetch", "persister-fs"]) Polly.register((await import(`@pollyjs/${part}`)).default);
    const polly = new Polly("tape", {
      mode: replay ? "replay" : "record", adapters: ["fetch"], persister: "fs", recordIfMissing: false, logLevel: "silent",
      persisterOptions: { fs: { recordingsDir: "polly-tapes" } },
    });
    const seen = await ask(url);
    await polly.stop();
    return seen;
  },
  async nock(replay) {
    const nock = (await import("nock")).default;
    if (!replay) {
      nock.recorder.rec({ dont_print: true, output_objects: true });
      const seen = await ask(url);
      this.tape = JSON.stringify(nock.recorder.play());
      nock.restore();
      nock.recorder.clear();
      return seen;
    }
    nock.activate();
    nock.define(JSON.parse(this.tape));
    const seen = await ask(url);
    nock.restore();
    return seen;
  },
};
check("the service", JSON.stringify(await ask(url)), JSON.stringify({ numbers: NUMBERS, cookies: "a=1 b=2", latin: "e941", upload: "taken" }));
const expected = {
  yakbak: [{}, { upload: "failed" }],
  talkback: [{}, { numbers: '{ "2": 12345678901234567000, "10": 0.1 }', latin: "efbfbd41", upload: "failed" }],
  polly: [{ cookies: "b=2", upload: "failed" }, { cookies: "b=2", upload: "failed" }],
  nock: [{}, { numbers: '{"2":12345678901234567000,"10":0.1}', cookies: "b=2", upload: "failed" }],
};
for (const [name, run] of Object.entries(recorders)) {
  for (const replay of [false, true]) {
    const seen = await run.call(recorders, replay);
    const usual = { numbers: NUMBERS, cookies: "a=1 b=2", latin: "e941", upload: "taken", ...expected[name][Number(replay)] };
    for (const key of Object.keys(seen)) check(`${name}, ${replay ? "played" : "recorded"}, ${key}`, seen[key], usual[key]);
  }
}
service.closeAllConnections();
process.exit(0);
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
