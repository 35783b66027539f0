#!/usr/bin/env bash
# @mswjs/source 0.5.0 with msw 2.15.0 (node 20), seen 2026-11-29: handlers that fromTraffic makes of a HAR. An answer
# that was compressed, which a HAR keeps as plain text beside its "content-encoding: gzip", makes fetch fail with
# "incorrect header check" when it is played. Bytes, which a HAR keeps in base64 ("encoding": "base64"), are given as the
# eight letters of the base64 and not as the four bytes. And each answer waits as long as it took when it was recorded.
#
# One would expect what the format says: text is what was decoded, and encoding tells how bytes are written. Every browser
# records so, and nearly every service compresses; a test that plays a recording of a minute's poll takes a minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @mswjs/source@0.5.0 msw@2.15.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { fromTraffic } from "@mswjs/source/traffic";
import { setupServer } from "msw/node";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
function entry(path, headers, content, time = 1) {
  const common = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: "2026-11-29T12:00:00.000Z", time, cache: {}, timings: { send: 0, wait: time, receive: 0 },
    request: { method: "GET", url: `http://service.test${path}`, headers: [], queryString: [], ...common },
    response: { status: 200, statusText: "OK", headers, content, redirectURL: "", ...common },
  };
}
const JSON_TYPE = "application/json", text = '{"status":"ready"}';
const gzip = [{ name: "content-type", value: JSON_TYPE }, { name: "content-encoding", value: "gzip" }];
const bytes = Buffer.from([0, 255, 128, 10]);
const entries = [
  entry("/plain", [gzip[0]], { size: text.length, mimeType: JSON_TYPE, text }),
  entry("/gzip", gzip, { size: text.length, mimeType: JSON_TYPE, text }),
  entry("/bytes", [], { size: 4, mimeType: "video/mp4", encoding: "base64", text: bytes.toString("base64") }),
  entry("/slow", [gzip[0]], { size: text.length, mimeType: JSON_TYPE, text }, 1500),
];
const server = setupServer(...fromTraffic({ log: { version: "1.2", creator: { name: "test", version: "1" }, entries } }));
server.listen({ onUnhandledRequest: "error" });
async function played(path) {
  try {
    return await (await fetch(`http://service.test${path}`)).text();
  } catch (error) {
    return `${error.message} ${error.cause?.message ?? ""}`;
  }
}
check("plain text", await played("/plain"), text);
check("what was compressed fails", (await played("/gzip")).includes("incorrect header check"), true);
check("four bytes", await played("/bytes"), "AP+ACg==");
const start = performance.now();
await played("/slow");
check("what took 1.5 seconds takes as long", performance.now() - start > 1400, true);
server.close();
JS
node find.mjs
