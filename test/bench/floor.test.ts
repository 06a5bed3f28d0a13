import { expect, test } from 'vitest';
import { floorMs } from './floor.ts';
import { BENCH_MODEL, stepBytes, stepFlops } from './task.ts';

test('the larger of arithmetic and bytes counts', () => {
  const [flops, bytes] = [stepFlops(BENCH_MODEL, 64), stepBytes(BENCH_MODEL, 64)];
  expect(floorMs({ gigaflops: 1, gigabytesPerSecond: 1e9, dispatchMs: 0 })).toBeCloseTo(flops / 1e6, 6);
  expect(floorMs({ gigaflops: 1e9, gigabytesPerSecond: 1, dispatchMs: 0 })).toBeCloseTo(bytes / 1e6, 6);
});

test('dispatches wait one after the other', () => {
  const without = floorMs({ gigaflops: 1e9, gigabytesPerSecond: 1e9, dispatchMs: 0 });
  const dispatches = floorMs({ gigaflops: 1e9, gigabytesPerSecond: 1e9, dispatchMs: 1 }) - without;
  expect(dispatches).toBeGreaterThan(5);
  expect(dispatches).toBeLessThanOrEqual(16);
});
