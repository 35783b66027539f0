#!/usr/bin/env bash
# twelvelabs-js 1.3.4 (node 20) and the Python twelvelabs 1.3.6, seen 2026-11-29. `new TwelveLabs({apiKey, baseUrl,
# environment})` reads the key alone: requests go where TWELVELABS_BASE_URL said when the client was made, and without it
# to the public service. The Python client takes base_url. And of a 429 with "retry-after: 0" the JavaScript client makes a pause of
# 0.8 to 1.2 seconds, as of any other retry-after, where the Python one reads the header.
#
# One would expect the options of the generated client (which knows both names) to pass through its wrapper, or an error for a name
# it does not know: a test that points the client at a local server this way talks to the real one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund twelvelabs-js@1.3.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.cjs <<'JS'
const http = require("http");
const seen = [];
let busy = 0;
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
function serve(name) {
  return new Promise((ready) => {
    const server = http.createServer((request, response) => {
      seen.push(name);
      response.writeHead(busy-- > 0 ? 429 : 200, { "content-type": "application/json", "retry-after": "0" });
      response.end(JSON.stringify({ _id: "1", model_name: "m", status: "ready" }));
    });
    server.listen(0, "127.0.0.1", () => ready(`http://127.0.0.1:${server.address().port}`));
  });
}
(async () => {
  const [named, inTheEnvironment] = [await serve("named"), await serve("in the environment")];
  process.env.TWELVELABS_BASE_URL = inTheEnvironment;
  const { TwelveLabs } = require("twelvelabs-js");
  const client = new TwelveLabs({ apiKey: "k", baseUrl: named, environment: named });
  await client.embed.tasks.status("1");
  check("the server that was asked", seen, ["in the environment"]);
  busy = 1;
  const start = performance.now();
  await client.embed.tasks.status("1");
  check("a pause of 0.7 seconds or more, asked for 0", performance.now() - start > 700, true);
  process.exit(0);
})();
JS
node find.cjs
