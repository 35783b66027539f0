// The suite of the program, in its own words: each test begins with an empty account.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { describe, embedText, embedVideo, rank } from "./search.mjs";

const control = (name, body) =>
  fetch(new URL(`/__fakeembed__/${name}`, process.env.TWELVELABS_BASE_URL), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });

beforeEach(() => control("reset"));

test("the right clip comes first", async () => {
  const scenes = [
    { start: 0, end: 6, text: "a dog catches a frisbee" },
    { start: 6, end: 12, text: "children feed ducks" },
  ];
  await control("media", { match: "park.mp4", duration: 12, scenes, processing_seconds: 0.05 });
  const clips = await embedVideo("https://example.com/park.mp4");
  assert.equal(rank(await embedText("ducks, fed by children"), clips)[0].start_offset_sec, 6);
});

test("a video that fails is told", async () => {
  await control("media", { match: "park.mp4", fails: "no frames", processing_seconds: 0 });
  await assert.rejects(embedVideo("https://example.com/park.mp4"), /park.mp4 failed/);
});

test("a 429 is waited for", async () => {
  await control("faults", { rate_limit: { retry_after: 0 } });
  assert.equal((await embedText("a dog")).length, 512);
});

test("a refusal is an error with its code", async () => {
  await control("faults", { status: 401 });
  await assert.rejects(embedText("a dog"), /401 api_key_invalid/);
});

test("a neighbour is stubbed", async () => {
  await control("stubs", { method: "POST", path: "/analyze", json: { data: "A dog." } });
  assert.equal(await describe("https://example.com/dog.mp4"), "A dog.");
});
