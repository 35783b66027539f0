#!/usr/bin/env bash
# har-to-openapi 2.0.0 (node 20) and, with Python, mitmproxy2swagger 0.14.0 (mitmproxy 11.0.2), seen 2026-11-29: a document
# of OpenAPI made of a HAR with one form (multipart/form-data): a model, two fields called scopes, and a file. With the
# fields as params, as the format has them, har-to-openapi says that the form is one file called "filename". With its
# text beside them, as browsers write it, it has the four names, but the file is any string, the scopes are no list, and
# "required" has scopes twice, which no schema may have. mitmproxy2swagger writes an operation without a body for the
# first, and raises AttributeError for the second.
#
# One would expect a document that is made of a recording to fit what was recorded, and to be valid. A client that is
# generated from it, or a check by it, refuses the very request that it was made from.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mitmproxy2swagger==0.14.0 mitmproxy==11.0.2 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund har-to-openapi@2.0.0 ajv@8.20.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { generateSpec } = require("har-to-openapi");
const Ajv = require("ajv").default;

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const params = [{ name: "model", value: "m" }, { name: "scopes", value: "clip" }, { name: "scopes", value: "video" },
  { name: "file", fileName: "a.mp4", contentType: "video/mp4", value: "abc" }];
const parts = params.map(({ name, value, fileName, contentType }) => {
  const file = fileName ? `; filename="${fileName}"\r\nContent-Type: ${contentType}` : "";
  return `--edge\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
});
const text = `${parts.join("")}--edge--\r\n`;
const mimeType = "multipart/form-data; boundary=edge", JSON_TYPE = "application/json";
function har(form) {
  const common = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: -1 };
  const entry = {
    startedDateTime: "2026-11-29T12:00:00.000Z", time: 1, cache: {}, timings: { send: 0, wait: 1, receive: 0 },
    request: { method: "POST", url: "http://service.test/v1/tasks", headers: [{ name: "Content-Type", value: mimeType }], queryString: [],
      postData: { mimeType, ...form }, ...common },
    response: { status: 201, statusText: "Created", headers: [{ name: "Content-Type", value: JSON_TYPE }], redirectURL: "",
      content: { size: 10, mimeType: JSON_TYPE, text: '{"id":"a"}' }, ...common },
  };
  return { log: { version: "1.2", creator: { name: "test", version: "1" }, entries: [entry] } };
}
async function form(recorded) {
  const { spec } = await generateSpec(har(recorded));
  return spec.paths["/v1/tasks"].post.requestBody.content["multipart/form-data"].schema;
}
const { properties } = await form({ params });
check("by params", Object.entries(properties).map(([name, { type, format }]) => [name, type, format]), [["filename", "string", "binary"]]);
const both = await form({ params, text });
const any = { type: "string" };
check("with the text", both.properties, { file: any, model: any, scopes: any });
check("required", both.required.filter((name) => name === "scopes"), ["scopes", "scopes"]);
check("a valid schema", new Ajv({ strict: false }).validateSchema(both), false);
for (const [name, recorded] of [["params", { params }], ["text", { text }]]) writeFileSync(`${name}.har`, JSON.stringify(har(recorded)));
JS
node find.mjs
check() {
  [ "$2" = "$3" ] || { echo "changed: $1: $2, and not $3"; exit 1; }
  echo "still so: $1: $2"
}
for form in params text; do
  echo '{openapi: 3.0.0, info: {title: tasks, version: "1"}, paths: {}, x-path-templates: [/tasks]}' > $form.yaml
  venv/bin/mitmproxy2swagger -i $form.har -o $form.yaml -p http://service.test/v1 -f har > $form.log 2>&1 || true
done
check "mitmproxy2swagger, by params, bodies" "$(grep -c requestBody params.yaml || true) of $(grep -o post: params.yaml | wc -l)" "0 of 1"
check "mitmproxy2swagger, with the text" "$(grep -o "AttributeError: 'str' object" text.log)" "AttributeError: 'str' object"
