import { MAIN } from './wgsl.ts';

/** Rows of the images that stay on the device, as the network's inputs: one invocation a pixel. `images` holds four bytes a word, and
 *  `scale` the value of each byte: a device may divide a little differently from the host. */
export const gatherShader = (size: number): string => `${MAIN}
  if (index >= step.rows * ${size}u) { return; }
  let sample = index / ${size}u;
  let at = step.images[sample] * ${size}u + index - sample * ${size}u;
  input[index] = scale[(images[at >> 2u] >> (8u * (at & 3u))) & 255u];
}`;
