/** Outputs that are written side by side: what is read of one row is a whole cache line. */
const BLOCK: i32 = 16;

/** Writes `[pixels, channels, outs]` as `[outs, channels, pixels]`, of which outputs `from … to`. */
export function reverseAxes(source: usize, pixels: i32, channels: i32, outs: i32, into: usize, from: i32, to: i32): void {
  const pixelBytes = (<usize>(channels * outs)) << 2;
  const rowBytes = (<usize>(channels * pixels)) << 2;
  let out = from;
  for (; out + BLOCK <= to; out += BLOCK) {
    let target = into + <usize>out * rowBytes;
    for (let c = 0; c < channels; c++) {
      let at = source + ((<usize>(c * outs + out)) << 2);
      for (let p = 0; p < pixels; p++) {
        storeColumn(target, rowBytes, v128.load(at));
        storeColumn(target + 4 * rowBytes, rowBytes, v128.load(at, 16));
        storeColumn(target + 8 * rowBytes, rowBytes, v128.load(at, 32));
        storeColumn(target + 12 * rowBytes, rowBytes, v128.load(at, 48));
        at += pixelBytes;
        target += 4;
      }
    }
  }
  for (; out < to; out++) {
    let target = into + <usize>out * rowBytes;
    for (let c = 0; c < channels; c++) {
      let at = source + ((<usize>(c * outs + out)) << 2);
      for (let p = 0; p < pixels; p++) {
        f32.store(target, f32.load(at));
        at += pixelBytes;
        target += 4;
      }
    }
  }
}

function storeColumn(at: usize, rowBytes: usize, values: v128): void {
  v128.store_lane<f32>(at, values, 0);
  v128.store_lane<f32>(at + rowBytes, values, 1);
  v128.store_lane<f32>(at + 2 * rowBytes, values, 2);
  v128.store_lane<f32>(at + 3 * rowBytes, values, 3);
}
