// Embeds a sentence and clips with nothing but fetch, retries a 429 once, and ranks the clips.
const base = () => process.env.TWELVELABS_BASE_URL;

async function ask(path, options = {}, retries = 1) {
  const answer = await fetch(base() + path, { ...options, headers: { "x-api-key": "any", ...options.headers } });
  if (answer.status === 429 && retries > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after"))));
    return ask(path, options, retries - 1);
  }
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${body.code}`);
  return body;
}

export async function embedText(text) {
  const form = new FormData();
  form.set("model_name", "marengo3.0");
  form.set("text", text);
  return (await ask("/embed", { method: "POST", body: form })).text_embedding.segments[0].float;
}

export async function embedVideo(url, pause = 20) {
  const form = new FormData();
  form.set("model_name", "marengo3.0");
  form.set("video_url", url);
  const { _id } = await ask("/embed/tasks", { method: "POST", body: form });
  for (;;) {
    const { status } = await ask(`/embed/tasks/${_id}/status`);
    if (status === "failed") throw new Error(`${url} failed`);
    if (status === "ready") break;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return (await ask(`/embed/tasks/${_id}?embedding_option=visual`)).video_embedding.segments;
}

export async function describe(url) {
  const body = JSON.stringify({ video: { type: "url", url }, prompt: "Describe it." });
  return (await ask("/analyze", { method: "POST", body, headers: { "content-type": "application/json" } })).data;
}

export function rank(query, clips) {
  const score = (clip) => clip.float.reduce((sum, value, index) => sum + value * query[index], 0);
  return [...clips].sort((one, other) => score(other) - score(one));
}
