#!/usr/bin/env bash
# tus-js-client 4.3.1 with @tus/server 2.4.5 and @tus/file-store 2.1.1 (node 20), seen 2026-11-29. An upload of a Buffer of
# 300000 bytes is broken off after 100000, and another Buffer of the same size, whose first 65536 bytes are the same, is
# uploaded with findPreviousUploads and resumeFromPreviousUpload: what the server has in the end are 100000 bytes of the
# first and 200000 of the second, and onSuccess is called. The fingerprint is of the first 64 KiB and the size. A stream
# of a part of a file (start and end) has the fingerprint of the whole file, whose upload then goes on in that of the
# part, until the server says 413.
#
# One would expect a fingerprint to differ where what is uploaded differs, or the rest to be held against what is there.
# Recordings of one device in one format, and of one length, have one size, and begin with one header and silence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund tus-js-client@4.3.1 @tus/server@2.4.5 @tus/file-store@2.1.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
mkdir files
cat > find.mjs <<'JS'
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import * as tus from "tus-js-client";

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const service = new Server({ path: "/files", datastore: new FileStore({ directory: "files" }) });
const server = createServer((request, response) => service.handle(request, response));
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const options = { endpoint: `http://127.0.0.1:${server.address().port}/files`, chunkSize: 100000, retryDelays: null };

function upload(data, { store, breakOff }) {
  return new Promise((resolve, reject) => {
    const one = new tus.Upload(data, {
      ...options, urlStorage: new tus.FileUrlStorage(store), onError: reject,
      onSuccess: () => resolve(readFileSync(`files/${one.url.split("/").pop()}`)),
      onChunkComplete: () => { if (breakOff) one.abort().then(resolve); },
    });
    one.findPreviousUploads().then((found) => {
      if (found.length) one.resumeFromPreviousUpload(found[0]);
      one.start();
    });
  });
}
const recording = (number) => Buffer.concat([Buffer.alloc(65536), Buffer.alloc(300000 - 65536, number)]);
function runs(bytes) {
  const seen = {};
  for (const byte of bytes) seen[byte] = (seen[byte] ?? 0) + 1;
  return seen;
}
const [first, second] = [recording(1), recording(2)];
check("the second by itself", runs(await upload(second, { store: "alone.json" })), { 0: 65536, 2: 234464 });
await upload(first, { store: "urls.json", breakOff: true });
check("the second after the first was broken off", runs(await upload(second, { store: "urls.json" })), { 0: 65536, 1: 34464, 2: 200000 });

const fingerprint = (data) => new tus.Upload(data, options).options.fingerprint(data, options);
writeFileSync("whole.bin", Buffer.concat([first, second]));
const [whole, part] = [createReadStream("whole.bin"), createReadStream("whole.bin", { start: 300000, end: 599999 })];
check("a part and the whole are one", await fingerprint(part) === await fingerprint(whole), true);
await upload(part, { store: "parts.json", breakOff: true });
const status = await upload(whole, { store: "parts.json" }).catch((error) => error.originalResponse.getStatus());
check("the whole after its part was broken off", status, 413);
server.close();
server.closeAllConnections();
JS
node find.mjs
