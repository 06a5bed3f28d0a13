import { greyOf } from '../../core/data/grey.ts';
import { withoutExif } from '../../formats/image-exif.ts';
import type { ImageHead } from '../../formats/image-size.ts';

/** Grey, row-major, 0 black to 255 white. */
export interface GreyImage {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

export type DecodeImage = (bytes: Uint8Array<ArrayBuffer>, head: ImageHead) => Promise<GreyImage>;

/** How images are decoded, as the reading records it: the same bytes give the same pixels, on any screen. */
export const DECODED_AS = { colours: 'as stored', orientation: 'as stored', background: 'black' } as const;

/** Decodes by the browser: colours as they are stored, without the file's profile, the way the pixels are stored, whatever EXIF says (as Pillow and torchvision read them), over black
 *  where they are transparent. Throws what the browser throws for bytes that it cannot decode. */
export const decodeImage: DecodeImage = async (bytes, head) => {
  // Chromium turns pictures as Exif says even where `imageOrientation` is `none`: without Exif there is nothing to turn them by.
  const blob = new Blob([withoutExif(bytes, head)], { type: head.type });
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  try {
    const { height, width } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    // Read back at once: a canvas in main memory, not on a GPU, whose rounding differs.
    const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (context === null) throw new Error('no canvas to draw on');
    context.drawImage(bitmap, 0, 0);
    return { height, width, pixels: greyOf(context.getImageData(0, 0, width, height).data) };
  } finally {
    bitmap.close();
  }
};
