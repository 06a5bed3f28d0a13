import { fma, storeLanes } from './simd';
import { TILE_ROW, tile4, tile8 } from './tile';

/* A convolution (stride 1, no padding) with the 2×2 max-pool and the ReLU behind it, as one kernel: the four rows of a tile
 * are the four positions of a pooling window, so the unpooled map is never written. Images are [sample, y, x, channel].
 *
 * Backward, only the position that won its window has a gradient, and only where the ReLU let it through: a quarter of the
 * work of the dense map, and less. `choice` keeps the winner (0 … 3 in row-major order, the first of equal ones, as PyTorch). */

/** Samples `from … to`. `weights` is the packed [kernel·kernel·channelsIn, channelsOut] matrix. */
export function convolvePool(
  x: usize,
  weights: usize,
  bias: usize,
  pooled: usize,
  choice: usize,
  from: i32,
  to: i32,
  side: i32,
  channelsIn: i32,
  kernel: i32,
  channelsOut: i32,
  tile: usize,
): void {
  const half = (side - kernel + 1) >> 1;
  const pixel = (<usize>channelsIn) << 2;
  const line = <usize>side * pixel;
  const length = kernel * channelsIn;
  const gap = line - ((<usize>length) << 2);
  const cells = half * half;
  for (let first = 0; first < channelsOut; first += 8) {
    const left = channelsOut - first;
    const isWide = left > 4;
    const panel = weights + ((<usize>(first * kernel * length)) << 2);
    for (let sample = from; sample < to; sample++) {
      let cell = sample * cells;
      for (let cy = 0; cy < half; cy++) {
        let corner = x + <usize>(sample * side + 2 * cy) * line;
        for (let cx = 0; cx < half; cx++) {
          if (isWide) tile8(corner, corner + pixel, corner + line, corner + line + pixel, 4, kernel, length, gap, panel, tile);
          else tile4(corner, corner + pixel, corner + line, corner + line + pixel, 4, kernel, length, gap, panel, tile);
          const at = <usize>(cell * channelsOut + first);
          poolTile(tile, bias + ((<usize>first) << 2), pooled + (at << 2), choice + at, left);
          corner += 2 * pixel;
          cell++;
        }
      }
    }
  }
}

function poolTile(tile: usize, bias: usize, pooled: usize, choice: usize, left: i32): void {
  const zero = f32x4.splat(0);
  for (let column = 0; column < min(left, 8); column += 4) {
    let best = v128.load(tile);
    let winner = i32x4.splat(0);
    for (let position = 1; position < 4; position++) {
      const value = v128.load(tile + <usize>position * TILE_ROW);
      const wins = f32x4.gt(value, best);
      best = v128.bitselect(value, best, wins);
      winner = v128.bitselect(i32x4.splat(position), winner, wins);
    }
    storeLanes(pooled, f32x4.max(f32x4.add(best, v128.load(bias)), zero), left - column);
    const lanes = min(left - column, 4);
    store<u8>(choice, <u8>i32x4.extract_lane(winner, 0));
    if (lanes > 1) store<u8>(choice, <u8>i32x4.extract_lane(winner, 1), 1);
    if (lanes > 2) store<u8>(choice, <u8>i32x4.extract_lane(winner, 2), 2);
    if (lanes > 3) store<u8>(choice, <u8>i32x4.extract_lane(winner, 3), 3);
    tile += 16;
    bias += 16;
    pooled += 16;
    choice += 4;
  }
}

/** Gradient of the filters and the bias for output channels `from … to`: for each channel, the patches that won, each times
 *  its gradient, in the order of the samples. `filters` is [kernel·kernel·channelsIn, channelsOut] row-major; `list` is
 *  scratch of 8 bytes a pooled cell; `sums` of a patch, padded to a multiple of four floats a line. Lines of a patch must be
 *  readable up to the next multiple of four floats. */
export function filterGradient(
  x: usize,
  gradient: usize,
  choice: usize,
  filters: usize,
  biases: usize,
  from: i32,
  to: i32,
  samples: i32,
  side: i32,
  channelsIn: i32,
  kernel: i32,
  channelsOut: i32,
  list: usize,
  sums: usize,
): void {
  const length = kernel * channelsIn;
  const paddedLength = (length + 3) & ~3;
  const line = (<usize>(side * channelsIn)) << 2;
  for (let channel = from; channel < to; channel++) {
    const found = listWinners(x, gradient, choice, channel, samples, side, channelsIn, kernel, channelsOut, list);
    f32.store(biases + ((<usize>channel) << 2), sumGradients(list, found));
    for (let row = 0; row < kernel; row++)
      sumPatchLine(list, found, <usize>row * line, paddedLength, sums + ((<usize>(row * paddedLength)) << 2));
    for (let row = 0; row < kernel; row++) {
      for (let i = 0; i < length; i++) {
        const sum = f32.load(sums + ((<usize>(row * paddedLength + i)) << 2));
        f32.store(filters + ((<usize>((row * length + i) * channelsOut + channel)) << 2), sum);
      }
    }
  }
}

/** Writes (patch address, gradient) of every pooled cell of the channel that has a gradient; returns how many. */
function listWinners(
  x: usize,
  gradient: usize,
  choice: usize,
  channel: i32,
  samples: i32,
  side: i32,
  channelsIn: i32,
  kernel: i32,
  channelsOut: i32,
  list: usize,
): i32 {
  const half = (side - kernel + 1) >> 1;
  let cell = <usize>channel;
  let found = 0;
  for (let sample = 0; sample < samples; sample++) {
    for (let cy = 0; cy < half; cy++) {
      for (let cx = 0; cx < half; cx++) {
        const value = f32.load(gradient + (cell << 2));
        if (value !== 0) {
          const winner = <i32>load<u8>(choice + cell);
          const pixel = (sample * side + 2 * cy + (winner >> 1)) * side + 2 * cx + (winner & 1);
          store<u32>(list, <u32>(x + ((<usize>(pixel * channelsIn)) << 2)));
          f32.store(list, value, 4);
          list += 8;
          found++;
        }
        cell += <usize>channelsOut;
      }
    }
  }
  return found;
}

function sumGradients(list: usize, found: i32): f32 {
  let sum: f64 = 0;
  for (let i = 0; i < found; i++) sum += f32.load(list + ((<usize>i) << 3), 4);
  return <f32>sum;
}

/** Σ gradient · line of the patch, twelve floats at a time: as many as stay in registers. */
function sumPatchLine(list: usize, found: i32, offset: usize, length: i32, sums: usize): void {
  let at = 0;
  for (; at + 12 <= length; at += 12) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    const shift = offset + ((<usize>at) << 2);
    for (let i = 0; i < found; i++) {
      const entry = list + ((<usize>i) << 3);
      const patch = <usize>load<u32>(entry) + shift;
      const g = v128.load_splat<f32>(entry, 4);
      s0 = fma(g, v128.load(patch), s0);
      s1 = fma(g, v128.load(patch, 16), s1);
      s2 = fma(g, v128.load(patch, 32), s2);
    }
    v128.store(sums, s0);
    v128.store(sums, s1, 16);
    v128.store(sums, s2, 32);
    sums += 48;
  }
  for (; at < length; at += 4) {
    let sum = f32x4.splat(0);
    const shift = offset + ((<usize>at) << 2);
    for (let i = 0; i < found; i++) {
      const entry = list + ((<usize>i) << 3);
      sum = fma(v128.load_splat<f32>(entry, 4), v128.load(<usize>load<u32>(entry) + shift), sum);
    }
    v128.store(sums, sum);
    sums += 16;
  }
}

/** Gradient of the input for samples `from … to`, which is set to 0 where nothing won. `filters` is the matrix with one row of
 *  kernel·kernel·channelsIn a channel (channelsIn a multiple of four); `list` is scratch of 8 bytes a channel. */
export function inputGradient(
  gradient: usize,
  choice: usize,
  filters: usize,
  dx: usize,
  from: i32,
  to: i32,
  side: i32,
  channelsIn: i32,
  kernel: i32,
  channelsOut: i32,
  list: usize,
): void {
  const half = (side - kernel + 1) >> 1;
  const line = (<usize>(side * channelsIn)) << 2;
  const length = kernel * channelsIn;
  const filterBytes = (<usize>(kernel * length)) << 2;
  const sampleBytes = <usize>side * line;
  memory.fill(dx + <usize>from * sampleBytes, 0, <usize>(to - from) * sampleBytes);
  for (let sample = from; sample < to; sample++) {
    let cell = <usize>(sample * half * half * channelsOut);
    for (let cy = 0; cy < half; cy++) {
      for (let cx = 0; cx < half; cx++) {
        for (let position = 0; position < 4; position++) {
          const found = listChannels(gradient, choice, filters, filterBytes, cell, channelsOut, <u8>position, list);
          if (found === 0) continue;
          const y = 2 * cy + (position >> 1);
          const px = 2 * cx + (position & 1);
          const corner = dx + <usize>sample * sampleBytes + <usize>y * line + ((<usize>(px * channelsIn)) << 2);
          for (let row = 0; row < kernel; row++)
            addFilterLine(list, found, (<usize>(row * length)) << 2, length, corner + <usize>row * line);
        }
        cell += <usize>channelsOut;
      }
    }
  }
}

function listChannels(
  gradient: usize,
  choice: usize,
  filters: usize,
  filterBytes: usize,
  cell: usize,
  channels: i32,
  position: u8,
  list: usize,
): i32 {
  let found = 0;
  for (let channel = 0; channel < channels; channel++) {
    const at = cell + <usize>channel;
    if (load<u8>(choice + at) !== position) continue;
    const value = f32.load(gradient + (at << 2));
    if (value === 0) continue;
    store<u32>(list, <u32>(filters + <usize>channel * filterBytes));
    f32.store(list, value, 4);
    list += 8;
    found++;
  }
  return found;
}

function addFilterLine(list: usize, found: i32, offset: usize, length: i32, into: usize): void {
  let at = 0;
  for (; at + 20 <= length; at += 20) {
    const shift = offset + ((<usize>at) << 2);
    let s0 = v128.load(into);
    let s1 = v128.load(into, 16);
    let s2 = v128.load(into, 32);
    let s3 = v128.load(into, 48);
    let s4 = v128.load(into, 64);
    for (let i = 0; i < found; i++) {
      const entry = list + ((<usize>i) << 3);
      const filter = <usize>load<u32>(entry) + shift;
      const g = v128.load_splat<f32>(entry, 4);
      s0 = fma(g, v128.load(filter), s0);
      s1 = fma(g, v128.load(filter, 16), s1);
      s2 = fma(g, v128.load(filter, 32), s2);
      s3 = fma(g, v128.load(filter, 48), s3);
      s4 = fma(g, v128.load(filter, 64), s4);
    }
    v128.store(into, s0);
    v128.store(into, s1, 16);
    v128.store(into, s2, 32);
    v128.store(into, s3, 48);
    v128.store(into, s4, 64);
    into += 80;
  }
  for (; at < length; at += 4) {
    const shift = offset + ((<usize>at) << 2);
    let sum = v128.load(into);
    for (let i = 0; i < found; i++) {
      const entry = list + ((<usize>i) << 3);
      sum = fma(v128.load_splat<f32>(entry, 4), v128.load(<usize>load<u32>(entry) + shift), sum);
    }
    v128.store(into, sum);
    into += 16;
  }
}
