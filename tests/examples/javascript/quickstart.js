// An asset, and at once a task of embed v2 with it, with twelvelabs-js 1.3 or newer. TWELVELABS_BASE_URL is the fake's address with
// the version:
//
//   fakeembed serve --api-date 2026-03-15 &
//   TWELVELABS_BASE_URL=http://127.0.0.1:8765/v1.3 node quickstart.js
const { TwelveLabs } = require('twelvelabs-js');

async function main() {
  const client = new TwelveLabs({ apiKey: 'any' });
  const asset = await client.assets.create({ method: 'url', url: 'https://example.com/dog.mp4' });
  const created = await client.embed.v2.tasks
    .create({ inputType: 'video', modelName: 'marengo3.0', video: { mediaSource: { assetId: asset.id } } })
    .catch((error) => error);
  return { asset: asset.status, task: created.status ?? null, refused: created.body?.code ?? null };
}

main().then((story) => console.log(JSON.stringify(story)));
