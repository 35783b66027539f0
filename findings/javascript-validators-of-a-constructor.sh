#!/usr/bin/env bash
# ajv 8.20.0 (with ajv-formats 3.0.1), @cfworker/json-schema 4.1.6, json-schema-library 11.6.2, @exodus/schemasafe
# 1.3.0 and @hyperjump/json-schema 1.18.0 (node 20), seen 2026-11-29, all told that the schema is one of draft
# 2020-12. The empty object lacks a required "toString" for four of them, and has it for ajv; and a property
# "constructor" that is to be a number makes the empty object invalid for ajv alone. [1, "a"] with contains (a
# number) and no unevaluatedItems is valid for ajv alone. The format int32 of OpenAPI is enforced by ajv, ignored by
# three, and an unknown format, hence an error, for schemasafe. "dependencies", which the draft has dropped, is
# ignored by hyperjump alone, and "nullable", which it never had, is honoured by ajv alone.
#
# One would expect the names that every JavaScript object inherits to be no properties of a JSON object, and the
# draft that is named to decide about its words. The validator with by far the most users is the odd one out in four
# of six.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund ajv@8.20.0 ajv-formats@3.0.1 @cfworker/json-schema@4.1.6 json-schema-library@11.6.2 @exodus/schemasafe@1.3.0 @hyperjump/json-schema@1.18.0
cat > find.mjs <<'JS'
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Validator } from '@cfworker/json-schema';
import { compileSchema } from 'json-schema-library';
import { validator as schemasafe } from '@exodus/schemasafe';
import { registerSchema, validate } from '@hyperjump/json-schema/draft-2020-12';

const draft = 'https://json-schema.org/draft/2020-12/schema';
let number = 0;
const outcome = async (run) => { try { return await run(); } catch { return 'error'; } };
const verdicts = async (words, instance) => {
  const schema = { $schema: draft, ...words };
  const uri = `https://example.org/${number += 1}`;
  return {
    ajv: await outcome(() => {
      const ajv = new Ajv.default({ strict: false });
      addFormats.default(ajv);
      return ajv.validate(schema, instance);
    }),
    cfworker: await outcome(() => new Validator(schema, '2020-12').validate(instance).valid),
    library: await outcome(() => compileSchema(schema).validate(instance).valid),
    schemasafe: await outcome(() => schemasafe(schema, { mode: 'lax' })(instance)),
    hyperjump: await outcome(async () => {
      registerSchema(schema, uri);
      return (await validate(uri, instance)).valid;
    }),
  };
};
const check = async (what, words, instance, expected) => {
  const seen = Object.values(await verdicts(words, instance)).join(' ');
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
};

console.log('          in this order: ajv, cfworker, json-schema-library, schemasafe, hyperjump');
await check('required toString', { required: ['toString'] }, {}, 'true false false false false');
await check('constructor', { properties: { constructor: { type: 'number' } } }, {}, 'false true true true true');
const contains = { contains: { type: 'number' }, unevaluatedItems: false };
await check('unevaluatedItems', contains, [1, 'a'], 'true false false false false');
await check('int32', { format: 'int32' }, 2 ** 40, 'false true true error true');
await check('dependencies', { dependencies: { a: ['b'] } }, { a: 1 }, 'false false false false true');
await check('nullable', { type: 'string', nullable: true }, null, 'true false false false false');
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
