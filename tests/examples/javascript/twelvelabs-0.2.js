// The story with twelvelabs-js 0.2.x (API v1.2). TWELVELABS_BASE_URL is the fake's address without a version:
//
//   fakeembed serve &
//   TWELVELABS_BASE_URL=http://127.0.0.1:8765 node twelvelabs-0.2.js
const { TwelveLabs } = require('twelvelabs-js');

async function main() {
  const client = new TwelveLabs({ apiKey: 'any' });

  const task = await client.embed.task.create('Marengo-retrieval-2.6', {
    url: 'https://example.com/dog.mp4',
    startOffsetSec: 0, // this client drops a zero and sends the end alone
    endOffsetSec: 12,
    scopes: ['clip', 'video'], // and never sends scopes
  });
  const status = await task.waitForDone(200);
  const done = await client.embed.task.retrieve(task.id);
  const clips = done.videoEmbeddings.map((clip) => clip.embedding.float);

  const text = await client.embed.create({ engineName: 'Marengo-retrieval-2.6', text: 'a dog catches a frisbee' });

  const refused = await client.embed.task.create('no-such-model', { url: 'https://example.com/dog.mp4' }).catch((error) => error);

  return { status, clips: clips.map((vector) => vector.length), text: text.textEmbedding.float.length, refused: refused.message };
}

main().then((story) => console.log(JSON.stringify(story)));
