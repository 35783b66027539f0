#!/usr/bin/env bash
# curl-to-postmanv2 1.8.4 (Postman's own), @bany/curl-to-json 1.2.10 and curl-to-har 1.0.1, beside curlconverter 4.12.0 (node 20), seen
# 2026-11-29: commands of curl made into requests. --json '{"n":1}' is a GET without a body in the first two, and "undefined" is the name
# of a property that holds the body in the third. Of a form, Postman's keeps the fields and the file with its type, and drops
# what --form-string gives; a field that is read from a file (-F 'notes=<notes.txt') is the text <notes.txt. -T a.mp4 is a PUT
# without a body in it. Of -G with 'q=a b&c' by --data-urlencode it makes q and c. curl-to-har makes a GET of a
# "-X DELETE" that stands in a second line. curlconverter has --json and -G right.
#
# One would expect a word that is not known to be an error: each of these commands is read without one. What is imported from an
# example of a documentation is then another request.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund curl-to-postmanv2@1.8.4 @bany/curl-to-json@1.2.10 curl-to-har@1.0.1 curlconverter@4.12.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { toJsonObject } from "curlconverter";
const require = createRequire(import.meta.url);
const bany = require("@bany/curl-to-json");
const har = require("curl-to-har");
const postmanv2 = require("curl-to-postmanv2");

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
function postman(data) {
  let made;
  postmanv2.convert({ type: "string", data }, (error, answer) => { made = error ?? answer.output[0].data; });
  return made;
}
const toHar = har.default ?? har;
const toJson = bany.default ?? bany;
const ADDRESS = "http://127.0.0.1/tasks";
const fields = (made) => made.body.formdata.map(({ key, value, contentType }) => `${key}=${value}${contentType ? `;${contentType}` : ""}`).join(" ");

const json = `curl ${ADDRESS} --json '{"n":1}'`;
check("Postman, --json", `${postman(json).method} ${JSON.stringify(postman(json).body)}`, "GET {}");
check("@bany/curl-to-json, --json", JSON.stringify(toJson(json)), JSON.stringify({ url: ADDRESS, method: "GET" }));
check("curl-to-har, --json", `${toHar(json).method} ${toHar(json).undefined}`, 'GET {"n":1}');
check("curlconverter, --json", `${toJsonObject(json).method} ${JSON.stringify(toJsonObject(json).data)}`, 'post {"n":1}');

const form = `curl ${ADDRESS} -F scopes=clip -F scopes=video -F 'file=@a.mp4;type=video/mp4' --form-string 'note=@sea' -F 'notes=<notes.txt'`;
check("Postman, a form", fields(postman(form)), "scopes=clip scopes=video file=a.mp4;video/mp4 notes=<notes.txt");

const upload = `curl -T a.mp4 ${ADDRESS}`;
check("Postman, -T", `${postman(upload).method} ${JSON.stringify(postman(upload).body)}`, "PUT {}");

const query = `curl -G ${ADDRESS} --data-urlencode 'q=a b&c'`;
check("Postman, -G", postman(query).body.urlencoded.map(({ key, value }) => `${key}=${value}`).join(), "q=a b,c=");
check("curlconverter, -G", JSON.stringify(toJsonObject(query).queries), '{"q":"a b&c"}');

const remove = `curl ${ADDRESS} \\\n  -X DELETE \\\n  -H 'a: b'`;
check("curl-to-har, -X DELETE in a second line", toHar(remove).method, "GET");
check("Postman, -X DELETE in a second line", postman(remove).method, "DELETE");
JS
node find.mjs
