import { expect, test } from 'vitest';
import { readTask } from './pytorch.ts';
import { BATCH_SIZE, BENCH_MODEL, batchesOf, benchTask, stepBytes, stepFlops } from './task.ts';

test('rows are the file’s own, in its order', () => {
  const images = Uint8Array.from({ length: 16 + 32 * BATCH_SIZE * 784 }, (_, i) => (i - 16) % 251);
  const labels = Uint8Array.from({ length: 8 + 32 * BATCH_SIZE }, (_, i) => (i + 2) % 10);
  const { batches, images: kept } = benchTask(images, labels);
  expect(kept.pixels[BATCH_SIZE * 784 + 3] / kept.maximum).toBeCloseTo(batches[1].inputs[3], 6);
  expect(batches.length).toBe(32);
  expect([...batches[1].rows!.subarray(0, 3)]).toEqual([64, 65, 66]);
  expect(batches[1].inputs[3]).toBe(Math.fround(((BATCH_SIZE * 784 + 3) % 251) / 255));
  expect([...batches[1].targets.subarray(0, 3)]).toEqual([4, 5, 6]);
});

test('batches are taken in turn', () => {
  const task = readTask('.');
  expect(batchesOf(task, 31, 3).map((batch) => task.batches.indexOf(batch))).toEqual([31, 0, 1]);
  // The first test images of MNIST are a 7, a 2, a 1.
  expect([...task.batches[0].targets.subarray(0, 3)]).toEqual([7, 2, 1]);
});

test('a step’s arithmetic is counted once, without what the pool leaves out', () => {
  // Forward 36,864,000 + 204,800,000 + 51,200,000 + 640,000; filter gradients and input gradients behind a pool a quarter of that each.
  const forward = 36_864_000 + 204_800_000 + 51_200_000 + 640_000;
  const backward = 36_864_000 / 4 + (2 * 204_800_000) / 4 + 2 * 51_200_000 + 2 * 640_000;
  expect(stepFlops(BENCH_MODEL, 64)).toBe(forward + backward);
});

test('a step’s bytes are its rows and seven passes over the parameters', () => {
  expect(stepBytes(BENCH_MODEL, 64)).toBe(4 * (64 * 784 + 7 * 431_080));
});
