#!/usr/bin/env bash
# json-schema-diff 1.0.0 and json-schema-diff-validator 0.4.2 (node 20), seen 2026-11-29: what two tools say of one edit of a schema.
# A word that leaves an enum, and a const that becomes another, are no difference to the first, which leaves these keywords out
# (so its list of keywords says, and not its answer), and break the second. A title, the words of an enum in another order, oneOf
# written as anyOf, and a string that is now a $ref to the same are no difference to the first, and break the second. A new optional
# property, whose type was free before, takes something away by the first, and the second lets it pass.
#
# One would expect that at least the edits without a meaning, and the loss of a value, are told alike: each is a gate that a change
# of a schema is to pass, by its exit code, and of these seven edits the two agree on none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund json-schema-diff@1.0.0 json-schema-diff-validator@0.4.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import differ from "json-schema-diff";
import gate from "json-schema-diff-validator";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const task = (status, more = {}) => ({ type: "object", properties: { status, ...more }, required: ["status"] });
const text = { type: "string" };
const words = (...all) => ({ type: "string", enum: all });
const inPlace = { ...task({ $ref: "#/definitions/word" }), definitions: { word: text } };
const edits = [
  ["nothing", task(text), task(text), "equal", "passes"],
  ["a required property", task(text), { ...task(text, { id: text }), required: ["status", "id"] }, "takes away", "breaks"],
  ["a shorter maxLength", task({ ...text, maxLength: 9 }), task({ ...text, maxLength: 5 }), "takes away", "breaks"],
  ["a word leaves an enum", task(words("ready", "failed")), task(words("ready")), "equal", "breaks"],
  ["another const", task({ const: "ready" }), task({ const: "done" }), "equal", "breaks"],
  ["a title", task(text), { ...task(text), title: "Task" }, "equal", "breaks"],
  ["an enum in another order", task(words("ready", "failed")), task(words("failed", "ready")), "equal", "breaks"],
  ["oneOf as anyOf", { oneOf: [text, { type: "number" }] }, { anyOf: [text, { type: "number" }] }, "equal", "breaks"],
  ["a $ref to the same", task(text), inPlace, "equal", "breaks"],
  ["an optional property", task(text), task(text, { id: text }), "takes away", "passes"],
];
for (const [what, sourceSchema, destinationSchema, first, second] of edits) {
  const found = await differ.diffSchemas({ sourceSchema, destinationSchema });
  check(`json-schema-diff, ${what}`, found.removalsFound ? "takes away" : found.additionsFound ? "adds" : "equal", first);
  let verdict = "passes";
  try { gate.validateSchemaCompatibility(sourceSchema, destinationSchema); } catch { verdict = "breaks"; }
  check(`json-schema-diff-validator, ${what}`, verdict, second);
}
JS
node find.mjs
