// The story with twelvelabs-js 0.4.x (API v1.3). TWELVELABS_BASE_URL is the fake's address without a version:
//
//   fakeembed serve &
//   TWELVELABS_BASE_URL=http://127.0.0.1:8765 node twelvelabs-0.4.js
const { TwelveLabs } = require('twelvelabs-js');

async function main() {
  const client = new TwelveLabs({ apiKey: 'any' });

  const task = await client.embed.task.create('marengo3.0', {
    url: 'https://example.com/dog.mp4',
    scopes: ['clip', 'video'],
  });
  const status = await task.waitForDone(200);
  const done = await client.embed.task.retrieve(task.id, { embeddingOption: ['visual'] });
  const clips = done.videoEmbedding.segments.map((clip) => clip.embeddingsFloat);

  const text = await client.embed.create({ modelName: 'marengo3.0', text: 'a dog catches a frisbee' });

  const refused = await client.embed.task.create('no-such-model', { url: 'https://example.com/dog.mp4' }).catch((error) => error);

  return {
    status,
    clips: clips.map((vector) => vector.length),
    text: text.textEmbedding.segments[0].embeddingsFloat.length,
    refused: refused.message,
  };
}

main().then((story) => console.log(JSON.stringify(story)));
