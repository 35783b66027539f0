#!/usr/bin/env bash
# pgvector 0.8.7, in @electric-sql/pglite 0.5.14 with @electric-sql/pglite-pgvector 0.0.15 (node 20), seen 2026-11-30. Of
# four rows, [1, 0], [0.6, 0.8], [0, 0] and [-1, 0], "where 1 - (v <=> '[1,0]') > 0.5" finds the zeros too, and so does
# "> 0.99"; "where v <=> '[1,0]' < 0.5" does not. Their distance is NaN, which is greater than every number in Postgres.
# "order by" the similarity downwards has them first, and by the distance upwards last; with an index (HNSW, cosine)
# they are in no answer to the latter at all, and where the planner does not take the index they are. The average of the
# column counts them, and NULL is left out.
#
# One would expect a row that has no direction to pass no threshold, or each way of writing one threshold to let pass
# the same. A clip that could not be embedded and was stored as zeros is the best hit by similarity, and by distance
# there or not as the planner decides.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.14 @electric-sql/pglite-pgvector@0.0.15 > npm.log 2>&1 \
  || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

function check(what, seen, expected) {
  [seen, expected] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const database = new PGlite({ extensions: { vector } });
await database.exec("create extension vector; create table clips (id text, v vector(2))");
const rows = { near: [1, 0], apart: [0.6, 0.8], zeros: [0, 0], far: [-1, 0], none: null };
for (const [id, v] of Object.entries(rows)) {
  await database.query("insert into clips values ($1, $2)", [id, v && JSON.stringify(v)]);
}
const all = async (sql) => (await database.query(sql)).rows.map((row) => Object.values(row)[0]);
const found = (rest) => all(`select id from clips where v is not null ${rest}`);
check("the version", await all("select extversion from pg_extension where extname = 'vector'"), ["0.8.7"]);
check("similarity above 0.5", await found("and 1 - (v <=> '[1,0]') > 0.5"), ["near", "apart", "zeros"]);
check("similarity above 0.99", await found("and 1 - (v <=> '[1,0]') > 0.99"), ["near", "zeros"]);
check("distance below 0.5", await found("and v <=> '[1,0]' < 0.5"), ["near", "apart"]);
check("the most similar", await found("order by 1 - (v <=> '[1,0]') desc limit 2"), ["zeros", "near"]);
const nearest = "select id from clips where v is not null order by v <=> '[1,0]' limit 10";
check("the nearest", await all(nearest), ["near", "apart", "far", "zeros"]);
check("the average", await all("select avg(v)::text from clips"), ["[0.15,0.2]"]);
await database.exec("create index on clips using hnsw (v vector_cosine_ops); set enable_seqscan = off");
check("the nearest, with an index", await all(nearest), ["near", "apart", "far"]);
await database.exec("set enable_seqscan = on; set enable_indexscan = off");
check("the nearest, without it again", await all(nearest), ["near", "apart", "far", "zeros"]);
process.exit(0);
JS
node find.mjs
