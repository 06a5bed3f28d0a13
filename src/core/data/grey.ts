/** The formula's name, as the reading records it. */
export const GREY_FORMULA = 'ITU-R BT.601 luma (299 R + 587 G + 114 B) / 1000';

/** One grey byte for each pixel of four bytes, red, green, blue and one that is not looked at: (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶ rounded down,
 *  which is the formula in whole numbers as Pillow's `convert('L')` has it. */
export function greyOf(rgba: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = (19595 * rgba[4 * i] + 38470 * rgba[4 * i + 1] + 7471 * rgba[4 * i + 2] + 0x8000) >> 16;
  }
  return grey;
}
