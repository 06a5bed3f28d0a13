import type { KeptImages } from '../trainer.ts';

/** Bytes of one write: each takes as much again on its way. */
const PIECE_BYTES = 8 * 2 ** 20;

const BYTES = 256;

/** Images as bytes on the device, and the input that each byte stands for. */
export interface ImageBuffers {
  readonly images: GPUBuffer;
  readonly scale: GPUBuffer;
}

/** Uploads images once, so that a step sends only the numbers of its rows. Null where they are no bytes, too large for a binding, or
 *  where the device has no room for them. */
export async function uploadImages(device: GPUDevice, { pixels, maximum }: KeptImages): Promise<ImageBuffers | null> {
  const size = 4 * Math.ceil(pixels.length / 4);
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  if (!(pixels instanceof Uint8Array) || size === 0 || size > Math.min(maxBufferSize, maxStorageBufferBindingSize)) return null;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  device.pushErrorScope('out-of-memory');
  const images = device.createBuffer({ label: 'images', size, usage });
  if (await device.popErrorScope()) return null;
  for (let at = 0; at < size; at += PIECE_BYTES) {
    // Slices are copies, which end at a whole word as a write must.
    const piece = new Uint8Array(Math.min(PIECE_BYTES, size - at));
    piece.set(pixels.subarray(at, at + piece.length));
    device.queue.writeBuffer(images, at, piece);
  }
  const scale = device.createBuffer({ label: 'scale', size: 4 * BYTES, usage });
  device.queue.writeBuffer(
    scale,
    0,
    Float32Array.from({ length: BYTES }, (_, byte) => byte / maximum),
  );
  return { images, scale };
}
