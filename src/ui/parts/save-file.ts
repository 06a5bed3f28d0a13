import { type Picture, paintPicture, svgOf } from './picture.ts';

/** Pixels a CSS pixel in a picture: sharp on any screen, and in print. */
const PICTURE_RATIO = 2;
/** Until then a slow disk has begun to read what is behind the address. */
const KEEP_ADDRESS_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_ADDRESS_MS);
}

export function savePng(name: string, picture: Picture): Promise<void> {
  const canvas = document.createElement('canvas');
  paintPicture(canvas, picture, PICTURE_RATIO);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      if (blob !== null) saveFile(`${name}.png`, blob);
      resolve();
    }, 'image/png');
  });
}

export function saveSvg(name: string, picture: Picture): void {
  saveFile(`${name}.svg`, new Blob([svgOf(picture)], { type: 'image/svg+xml' }));
}

/** Lets the page draw between the pieces, of which a million steps make some fifty. */
export async function saveCsv(name: string, pieces: Iterable<string>): Promise<void> {
  const blobs: Blob[] = [];
  for (const piece of pieces) {
    blobs.push(new Blob([piece]));
    await new Promise((resolve) => setTimeout(resolve));
  }
  saveFile(`${name}.csv`, new Blob(blobs, { type: 'text/csv' }));
}

/** «gradient-norm», from what a chart is called. */
export const fileNameOf = (...words: readonly string[]): string =>
  words
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
