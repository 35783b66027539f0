#!/usr/bin/env bash
# @typespec/openapi3 1.11.0 with its compiler (node 20), seen 2026-11-30, on one valid OpenAPI 3.1 document that its own
# tsp-openapi3 converts without a word; with 1.16.0 on node 22 it is the same. What comes out does not compile, for each of two
# things: a text of a form that has a least length ("Cannot apply @minLength decorator to type it is not a string", as it stands
# before HttpPart<string>), and an extension that is an empty object (a type is written where a value belongs). Without the two
# it compiles, and the way back has lost that a duration is more than 0 and that no item of a list comes twice.
#
# One would expect a converter to write what its own compiler takes, or to say what it cannot; a limit of a text in JSON is
# converted well. An upload of a video is a form, and its texts have limits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @typespec/compiler@1.11.0 @typespec/http@1.11.0 @typespec/openapi@1.11.0 \
  @typespec/openapi3@1.11.0 @typespec/rest@0.81.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > documents.py <<'PY'
import copy
import json

TEXT = {"type": "string"}
FORM = {"type": "object", "required": ["title"], "properties": {"title": TEXT, "file": {"type": "string", "format": "binary"}}}
SCOPES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
TASK = {"type": "object", "properties": {"duration": {"type": "number", "exclusiveMinimum": 0}, "scopes": SCOPES, "name": {**TEXT, "minLength": 1}}}
PLAIN = {
    "openapi": "3.1.0",
    "info": {"title": "x", "version": "1"},
    "paths": {"/tasks": {"post": {
        "operationId": "create",
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}},
        "responses": {"200": {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Task"}}}}},
    }}},
    "components": {"schemas": {"Task": TASK}},
}
limit, extension = (copy.deepcopy(PLAIN) for _ in range(2))
limit["paths"]["/tasks"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]["title"] = {**TEXT, "minLength": 1}
extension["components"]["schemas"]["Task"]["properties"]["name"]["x-kept"] = {}
for name, document in (("plain", PLAIN), ("limit", limit), ("extension", extension)):
    with open(f"{name}.json", "w") as file:
        json.dump(document, file)
PY
python3 documents.py
for name in plain limit extension; do
  npx tsp-openapi3 "$name.json" --output-dir "$name" > "$name.convert" 2>&1 || { echo "changed: $name is not converted"; exit 1; }
  grep -qiE "warn|error" "$name.convert" && { echo "changed: of $name something is said"; exit 1; }
  cp "$name/main.tsp" "$name.tsp"
  if npx tsp compile "$name.tsp" --emit @typespec/openapi3 --output-dir "$PWD/out-$name" > "$name.compile" 2>&1; then found=compiles; else found="does not compile"; fi
  [ "$found" = "$([ $name = plain ] && echo compiles || echo "does not compile")" ] || { echo "changed: $name $found"; exit 1; }
  echo "$name: converted without a word, and $found"
done
kept=$(cat out-plain/@typespec/openapi3/openapi*.yaml)
case "$kept" in *xclusiveMinimum*|*uniqueItems*) echo "changed: the limits come back"; exit 1;; esac
case "$kept" in *minLength*) echo "plain: the length of a text of JSON comes back; more than 0, and no item twice, do not";; *) echo "changed: minLength is lost"; exit 1;; esac
