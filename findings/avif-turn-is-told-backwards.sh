#!/usr/bin/env bash
# probe-image-size 7.5.0, image-size 2.1.0, sharp 0.35.5 and exifr 7.1.3 (node 20; Pillow 13.0.0 writes the files),
# seen 2026-11-29. A picture of 64 x 32 that is to be turned by a quarter to the right (EXIF orientation 6) has
# orientation 6 in probe-image-size as a JPEG, and 8, the quarter to the left, as an AVIF. sharp says 64 x 32 and 6 of
# the JPEG, and 32 x 64 and no orientation of the AVIF; image-size says 64 x 32 and 6, and 64 x 32 and nothing, and
# exifr finds no orientation in the AVIF.
#
# One would expect the direction to be the same, since an AVIF holds the turn as quarters to the left, three here,
# which is one to the right; and the size and the orientation of a picture to say together, in each format, how it is
# shown. By image-size the AVIF is wide and upright, and it is shown tall.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pillow==13.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import PIL.Image

exif = PIL.Image.Exif()
exif[0x0112] = 6
for name in ("a.jpg", "a.avif"):
    PIL.Image.new("RGB", (64, 32)).save(name, exif=exif)
PY
npm init -y > /dev/null
npm install --silent --no-audit --no-fund probe-image-size@7.5.0 image-size@2.1.0 sharp@0.35.5 exifr@7.1.3
cat > find.mjs <<'JS'
import fs from 'node:fs';
import exifr from 'exifr';
import { imageSize } from 'image-size';
import probe from 'probe-image-size';
import sharp from 'sharp';

const check = (what, seen, expected) => {
  const [s, e] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (s !== e) { console.log(`changed: ${what}: ${s}, and not ${e}`); process.exit(1); }
  console.log(`still so: ${what}: ${s}`);
};

const told = ({ width, height, orientation = null }) => [width, height, orientation];
const [jpeg, avif] = ['a.jpg', 'a.avif'].map((name) => fs.readFileSync(name));
check('quarters to the left in the AVIF', avif[avif.indexOf('irot') + 4], 3);
check('probe-image-size, JPEG', told(probe.sync(jpeg)), [64, 32, 6]);
check('probe-image-size, AVIF', told(probe.sync(avif)), [64, 32, 8]);
check('sharp, JPEG', told(await sharp(jpeg).metadata()), [64, 32, 6]);
check('sharp, AVIF', told(await sharp(avif).metadata()), [32, 64, null]);
check('image-size, JPEG', told(imageSize(jpeg)), [64, 32, 6]);
check('image-size, AVIF', told(imageSize(avif)), [64, 32, null]);
check('exifr, JPEG', await exifr.orientation(jpeg) ?? null, 6);
check('exifr, AVIF', await exifr.orientation('a.avif') ?? null, null);
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
