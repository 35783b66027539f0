#!/usr/bin/env bash
# s3rver 3.7.1 with @aws-sdk/client-s3 3.1175.0 (node 20), seen 2026-11-29: a fake of S3. A list of three objects is right;
# with MaxKeys 2 it is a 500 (InternalError), since the token for the next page is encrypted with DES, which OpenSSL 3, and
# so node from 17 on, does not have. The range bytes=-2 of four bytes gives the first three, and bytes=0-0,2-3 all four. A
# put with IfNoneMatch "*" of an object that is there writes over it, and an upload whose first part has ten bytes is
# completed.
#
# One would expect a list in pages to work where a list works, the last two bytes for -2, and, of a fake, the refusals of
# the service: 412 for the put, EntityTooSmall for a part below five megabytes. A client that lists in pages of a
# thousand meets the first with its object 1001.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund s3rver@3.7.1 @aws-sdk/client-s3@3.1175.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
mkdir buckets
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import * as s3 from "@aws-sdk/client-s3";
const S3rver = createRequire(import.meta.url)("s3rver");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const service = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: "buckets", configureBuckets: [{ name: "b" }] });
let failure;
service.on("error", (error) => { failure = error.code; });
const { port } = await service.run();
const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const client = new s3.S3Client({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", forcePathStyle: true, credentials, maxAttempts: 1 });
const ask = (name, input) => client.send(new s3[`${name}Command`]({ Bucket: "b", ...input })).catch((error) => error.name);
const bytes = async (answer) => [...await answer.Body.transformToByteArray()];
for (const Key of ["1", "2", "3"]) await ask("PutObject", { Key, Body: Buffer.from([0, 1, 2, 3]) });
const keys = (answer) => answer.Contents?.map((object) => object.Key) ?? answer;
check("a list", keys(await ask("ListObjectsV2", {})), ["1", "2", "3"]);
check("a list of at most three", keys(await ask("ListObjectsV2", { MaxKeys: 3 })), ["1", "2", "3"]);
check("a list of at most two", keys(await ask("ListObjectsV2", { MaxKeys: 2 })), "InternalError");
check("because of", failure, "ERR_OSSL_EVP_UNSUPPORTED");
for (const [Range, expected] of [["bytes=2-3", [2, 3]], ["bytes=2-", [2, 3]], ["bytes=-2", [0, 1, 2]], ["bytes=0-0,2-3", [0, 1, 2, 3]]]) {
  check(Range, await bytes(await ask("GetObject", { Key: "1", Range })), expected);
}
check("a put where there must be none", (await ask("PutObject", { Key: "1", Body: "x", IfNoneMatch: "*" })).$metadata?.httpStatusCode, 200);
check("what is there then", await bytes(await ask("GetObject", { Key: "1" })), [...Buffer.from("x")]);
const { UploadId } = await ask("CreateMultipartUpload", { Key: "parts" });
const Parts = [];
for (const PartNumber of [1, 2]) {
  const { ETag } = await ask("UploadPart", { Key: "parts", UploadId, PartNumber, Body: Buffer.alloc(10, PartNumber) });
  Parts.push({ PartNumber, ETag });
}
check("parts of ten bytes", (await ask("CompleteMultipartUpload", { Key: "parts", UploadId, MultipartUpload: { Parts } })).$metadata?.httpStatusCode, 200);
process.exit();
JS
node --no-warnings find.mjs
