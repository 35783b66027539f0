#!/usr/bin/env bash
# valibot 1.5.0 (with @valibot/to-json-schema 1.8.0), arktype 2.2.10 and effect 3.22.4, beside zod 4.6.7 and @sinclair/typebox 0.34.52 (node
# 20; ajv 8.20.0), seen 2026-11-29. A list is an object to valibot and arktype: an object whose one property is optional takes the
# vector [0.1, 0.2], and a record of numbers does. Of a union of such an object and a list of numbers, in this order, valibot makes
# {} of the vector, and {"0":0.1,"1":0.2} by the record; arktype leaves it as it is. The JSON Schemas that the two publish of the
# same types refuse a list, and so do zod, effect and typebox. effect publishes "additionalProperties": false of a struct whose
# reader lets further properties pass and drops them.
#
# One would expect "object" to mean what it means in JSON, as it does in the schema that comes out of the same definition; an
# answer that is an error with an optional text, or else a vector, is read as an error without a text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund valibot@1.5.0 @valibot/to-json-schema@1.8.0 arktype@2.2.10 effect@3.22.4 zod@4.6.7 @sinclair/typebox@0.34.52 \
  ajv@8.20.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { toJsonSchema } from "@valibot/to-json-schema";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import Ajv from "ajv";
import { type } from "arktype";
import { JSONSchema, Schema } from "effect";
import * as v from "valibot";
import { z } from "zod";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const vector = [0.1, 0.2];
const valid = ({ $schema, ...schema }, value) => new Ajv({ strict: false }).validate(schema, value);
const failure = v.object({ text: v.optional(v.string()) });
const numbers = v.record(v.string(), v.number());
check("valibot, an object", JSON.stringify(v.parse(failure, vector)), "{}");
check("valibot, a record", JSON.stringify(v.parse(numbers, vector)), '{"0":0.1,"1":0.2}');
check("valibot, an object or a list", JSON.stringify(v.parse(v.union([failure, v.array(v.number())]), vector)), "{}");
check("valibot, a list or an object", JSON.stringify(v.parse(v.union([v.array(v.number()), failure]), vector)), "[0.1,0.2]");
check("valibot, by the schema of the object", valid(toJsonSchema(failure), vector), false);
check("valibot, by the schema of the record", valid(toJsonSchema(numbers), vector), false);
const ark = { object: type({ "text?": "string" }), record: type({ "[string]": "number" }) };
for (const [name, kind] of Object.entries(ark)) {
  check(`arktype, a ${name}`, JSON.stringify(kind(vector)), "[0.1,0.2]");
  check(`arktype, by the schema of the ${name}`, valid(kind.toJsonSchema(), vector), false);
}
const struct = Schema.Struct({ text: Schema.optional(Schema.String) });
const reads = (schema, value) => Schema.decodeUnknownEither(schema)(value)._tag === "Right";
check("effect, an object", reads(struct, vector), false);
check("effect, a record", reads(Schema.Record({ key: Schema.String, value: Schema.Number }), vector), false);
check("effect, one property more", JSON.stringify(Schema.decodeUnknownSync(struct)({ text: "a", code: 1 })), '{"text":"a"}');
check("effect, one property more, by the schema", valid(JSONSchema.make(struct), { text: "a", code: 1 }), false);
check("zod, an object", z.object({ text: z.string().optional() }).safeParse(vector).success, false);
check("zod, a record", z.record(z.string(), z.number()).safeParse(vector).success, false);
check("typebox, an object", Value.Check(Type.Object({ text: Type.Optional(Type.String()) }), vector), false);
check("typebox, a record", Value.Check(Type.Record(Type.String(), Type.Number()), vector), false);
JS
node find.mjs
