// A small program whose traffic Polly.js records: embed a text, start a task, ask for it, list, and one refused request.
const { Polly } = require("@pollyjs/core");
const FetchAdapter = require("@pollyjs/adapter-fetch");
const FSPersister = require("@pollyjs/persister-fs");

Polly.register(FetchAdapter);
Polly.register(FSPersister);

const [url, folder] = process.argv.slice(2);

function form(fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}

async function main() {
  const polly = new Polly("story", {
    adapters: ["fetch"],
    persister: "fs",
    persisterOptions: { fs: { recordingsDir: folder } },
    recordIfMissing: true,
    recordFailedRequests: true,
    logLevel: "silent",
  });
  const headers = { "x-api-key": "any" };
  const api = `${url}/v1.3`;
  const made = await fetch(`${api}/embed/tasks`, {
    method: "POST",
    headers,
    body: form({ model_name: "marengo3.0", video_url: "https://example.com/dog.mp4" }),
  });
  const { _id } = await made.json();
  await fetch(`${api}/embed/tasks/${_id}/status`, { headers });
  await fetch(`${api}/embed/tasks?page_limit=5&status=processing`, { headers });
  await fetch(`${api}/embed/tasks`, { method: "POST", headers, body: form({ model_name: "marengo" }) });
  await fetch(`${api}/embed-v2`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ input_type: "text", model_name: "marengo3.0", text: { input_text: "a dog" } }),
  });
  await polly.stop();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
