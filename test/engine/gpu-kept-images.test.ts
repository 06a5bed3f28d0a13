import { expect, test, vi } from 'vitest';
import { uploadImages } from '../../src/engine/webgpu/kept-images.ts';

vi.stubGlobal('GPUBufferUsage', { STORAGE: 128, COPY_DST: 8 });

/** A device with room for so many bytes; remembers what is written. */
function deviceWith(room: number, largestBinding = room) {
  const written: { readonly label: string; readonly at: number; readonly bytes: number }[] = [];
  const device = {
    limits: { maxBufferSize: room, maxStorageBufferBindingSize: largestBinding },
    pushErrorScope: () => undefined,
    popErrorScope: async () => null as GPUError | null,
    createBuffer: ({ label }: GPUBufferDescriptor) => ({ label }),
    queue: {
      writeBuffer: ({ label }: { label: string }, at: number, data: ArrayBufferView) => {
        written.push({ label, at, bytes: data.byteLength });
      },
    },
  };
  return { device: device as typeof device & GPUDevice, written };
}

const MEGABYTE = 2 ** 20;
const imagesOf = (bytes: number) => ({ pixels: new Uint8Array(bytes), maximum: 255 });

test('images go up in pieces that end at whole words', async () => {
  const { device, written } = deviceWith(64 * MEGABYTE);
  expect(await uploadImages(device, imagesOf(20 * MEGABYTE + 3))).not.toBeNull();
  expect(written).toEqual([
    { label: 'images', at: 0, bytes: 8 * MEGABYTE },
    { label: 'images', at: 8 * MEGABYTE, bytes: 8 * MEGABYTE },
    { label: 'images', at: 16 * MEGABYTE, bytes: 4 * MEGABYTE + 4 },
    { label: 'scale', at: 0, bytes: 1024 },
  ]);
});

test('images that do not fit a binding, or the device, are left with the host', async () => {
  const small = deviceWith(64 * MEGABYTE, MEGABYTE);
  expect(await uploadImages(small.device, imagesOf(MEGABYTE + 1))).toBeNull();
  const full = deviceWith(64 * MEGABYTE);
  full.device.popErrorScope = async () => ({ message: 'out of memory' }) as GPUError;
  expect(await uploadImages(full.device, imagesOf(MEGABYTE))).toBeNull();
  expect([...small.written, ...full.written]).toEqual([]);
});
