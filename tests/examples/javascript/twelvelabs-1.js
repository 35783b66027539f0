// The story with twelvelabs-js 1.x (API v1.3). TWELVELABS_BASE_URL is the fake's address with the version:
//
//   fakeembed serve &
//   TWELVELABS_BASE_URL=http://127.0.0.1:8765/v1.3 node twelvelabs-1.js
const { TwelveLabs } = require('twelvelabs-js');

async function main() {
  const client = new TwelveLabs({ apiKey: 'any' });

  const task = await client.embed.tasks.create({
    modelName: 'marengo3.0',
    videoUrl: 'https://example.com/dog.mp4',
    videoEmbeddingScope: ['clip', 'video'],
  });
  const { status } = await client.embed.tasks.waitForDone(task.id, { sleepInterval: 0.2 });
  const done = await client.embed.tasks.retrieve(task.id); // clients of 2025 know no option `visual` to ask for
  const clips = done.videoEmbedding.segments.filter((clip) => clip.embeddingOption === 'visual').map((clip) => clip.float);

  const text = await client.embed.create({ modelName: 'marengo3.0', text: 'a dog catches a frisbee' });

  const listed = [];
  for await (const each of await client.embed.tasks.list({})) listed.push(each.id);

  const refused = await client.embed.tasks
    .create({ modelName: 'no-such-model', videoUrl: 'https://example.com/dog.mp4' })
    .catch((error) => error);

  return {
    status,
    clips: clips.map((vector) => vector.length),
    text: text.textEmbedding.segments[0].float.length,
    listed: listed.includes(task.id),
    refused: refused.message,
  };
}

main().then((story) => console.log(JSON.stringify(story)));
