import { expect, test } from 'vitest';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { never } from '../../async.ts';
import expected from '../../fixtures/images/expected.json';
import zipUrl from '../../fixtures/images/pictures.zip?url';

/** libjpeg-turbo rounds by its version. */
const JPEG_TOLERANCE = 2;

async function pictures(): Promise<File> {
  return new File([await (await fetch(zipUrl)).blob()], 'pictures.zip');
}

const load = async (file: File, broken: 'refuse' | 'skip') => loadFiles([file], { broken }, () => {}, never);

test('a zip of class folders becomes grey images: pixel by pixel those of Pillow, whatever EXIF and colour profiles say', async () => {
  const { train, test: testSet, reading, files } = await load(await pictures(), 'skip');
  expect(testSet).toBeNull();
  expect(files[0]).toMatchObject({ name: 'pictures.zip', format: 'image-zip' });
  expect(train.target).toMatchObject({ kind: 'classes', column: 'folder', names: ['Dog', 'cat', 'émeu'] });
  const order = [
    'Dog/clear.png',
    'Dog/photo.jpg',
    'Dog/sRGB.png',
    'Dog/turned.JPEG',
    'Dog/turned.png',
    'cat/a grey.png',
    'cat/b rgb.png',
    'cat/broken.png',
    'cat/c palette.png',
    'cat/no picture.jpg',
    'émeu/wide.png',
  ];
  expect(train.target.kind === 'classes' && [...train.target.codes]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2]);
  expect(train.rows).toBe(order.length);
  expect(train.excluded).toEqual([7, 9]);
  const { features } = train;
  if (features.kind !== 'image') throw new Error('expected images');
  for (const [row, name] of order.entries()) {
    const wanted = (expected as Record<string, number[]>)[`pets/${name}`];
    if (wanted === undefined) continue;
    const found = features.pixels.subarray(row * 784, (row + 1) * 784);
    const worst = wanted.reduce((most, pixel, i) => Math.max(most, Math.abs(pixel - found[i])), 0);
    expect([name, worst <= (/jpe?g$/i.test(name) ? JPEG_TOLERANCE : 0)]).toEqual([name, true]);
  }
  expect(reading).toMatchObject({ format: 'images', task: 'multiclass', maximum: 255, shape: { kind: 'image', height: 28, width: 28 } });
  expect(reading.notes).toEqual([
    {
      code: 'images-decoded',
      fields: {
        count: 9,
        formula: 'ITU-R BT.601 luma (299 R + 587 G + 114 B) / 1000',
        colours: 'as stored',
        orientation: 'as stored',
        background: 'black',
        resized: 1,
        smallest: '28×28',
        largest: '14×56',
      },
    },
    { code: 'images-left-out', fields: { count: 2, names: 'pets/cat/broken.png, pets/cat/no picture.jpg' } },
    { code: 'files-left-out', fields: { count: 1, names: 'pets/notes.txt' } },
  ]);
});

test('broken pictures are refused by name where the person did not choose to leave them out', async () => {
  await expect(load(await pictures(), 'refuse')).rejects.toMatchObject({
    code: 'images-broken',
    fields: { count: 2, total: 11, names: 'pets/cat/broken.png, pets/cat/no picture.jpg' },
  });
});
