#!/usr/bin/env bash
# twelvelabs-js 1.3.4 (node 20), seen 2026-11-29. A POST of a form that is answered 500 is not tried again, though two
# retries are the default: after the pause the second attempt fails inside the client, because the stream of the first
# body is used up. What the caller gets is a TwelvelabsApiError "Response body object should not be disturbed or
# locked", without a status code; with maxRetries 0 it is the 500. A GET is retried well.
#
# One would expect a retry to send the same form again, or the error to be that of the service. The Python client of the
# same generator fails otherwise: its second request goes out, without the form.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund twelvelabs-js@1.3.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.cjs <<'JS'
const http = require("http");
const seen = [], plan = [];
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const server = http.createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    seen.push(request.method);
    response.writeHead(plan.shift() ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ _id: "1", model_name: "m", status: "ready" }));
  });
});
server.listen(0, "127.0.0.1", async () => {
  process.env.TWELVELABS_BASE_URL = `http://127.0.0.1:${server.address().port}`;
  const { TwelveLabs } = require("twelvelabs-js");
  const client = new TwelveLabs({ apiKey: "k" });
  async function outcome(call) {
    seen.length = 0; plan.splice(0, 9, 500);
    const error = await call().then(() => null, (e) => e);
    return [seen.length, error && (error.statusCode ?? error.message)];
  }
  const form = { modelName: "m", text: "dog" };
  check("form, default retries", await outcome(() => client.embed.create(form)),
    [1, "Response body object should not be disturbed or locked"]);
  check("form, no retries", await outcome(() => client.embed.create(form, { maxRetries: 0 })), [1, 500]);
  check("no form, default retries", await outcome(() => client.embed.tasks.status("1")), [2, null]);
  process.exit(0);
});
JS
node find.cjs
