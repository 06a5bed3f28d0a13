import { F32 } from './simd';

/** Copies panels `from … to` of B into panel order: panels of eight columns, and one of four for the rest (zeros beyond the
 *  last column). Element (k, n) of B stands at `source + k·kStep + n·nStep` bytes. */
export function pack(source: usize, kStep: usize, nStep: usize, depth: i32, columns: i32, packed: usize, from: i32, to: i32): void {
  for (let panel = from; panel < to; panel++) {
    const first = panel * 8;
    const left = columns - first;
    const width = left > 4 ? 8 : 4;
    let into = packed + ((<usize>first * <usize>depth) << 2);
    for (let k = 0; k < depth; k++) {
      const row = source + <usize>k * kStep + <usize>first * nStep;
      for (let n = 0; n < width; n++) {
        f32.store(into, n < left ? f32.load(row + <usize>n * nStep) : 0);
        into += F32;
      }
    }
  }
}
