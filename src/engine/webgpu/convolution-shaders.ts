import type { ConvolutionBlock } from '../blocks.ts';
import { chain, each, MAIN, type Offsets } from './wgsl.ts';

/* A load costs a device about as much as ten multiplications, so each invocation computes a tile of values that share what they
 * load. Channels of a tile stand apart by the number of tiles: neighbouring invocations then read neighbouring words. */

/** How a block's three products are cut into tiles. */
export interface ConvolutionTiles {
  /** Channels of one invocation, forward and for the filter. */
  readonly channels: number;
  readonly filterChannels: number;
  /** Pooled cells of one invocation, one below and one beside the other. */
  readonly tall: number;
  readonly wide: number;
  /** Channels of one invocation of the input's gradient. */
  readonly planes: number;
  /** Stretches of the batch whose filter gradients are summed apart, and then together in order. */
  readonly parts: number;
}

/** Invocations that keep a large device busy. */
const ENOUGH = 8192;

export function tilesOf({ channelsIn, channelsOut, half }: ConvolutionBlock): ConvolutionTiles {
  const dividing = (value: number, sizes: readonly number[]) => sizes.find((size) => value % size === 0) ?? 1;
  const filterChannels = dividing(channelsOut, [2]);
  const filters = (channelsIn * channelsOut) / filterChannels;
  return {
    channels: dividing(channelsOut, [2]),
    filterChannels,
    tall: dividing(half, [2]),
    wide: dividing(half, [2]),
    planes: dividing(channelsIn, [2]),
    parts: Math.max(8, Math.min(256, Math.ceil(ENOUGH / filters))),
  };
}

/** Convolution, max-pool and ReLU: `x`, `parameters` → `pooled`, and `choice`: where in its window the winner stood. One invocation
 *  slides its patch of `x` down a plane, so that each of its rows is loaded once. */
export function convolvePoolShader(block: ConvolutionBlock, { weight, bias }: Offsets): string {
  const { side, channelsIn, kernel, channelsOut, half } = block;
  const { channels, tall, wide } = tilesOf(block);
  const [stride, down, across, width, held] = [channelsOut / channels, half / tall, half / wide, 2 * wide + kernel - 1, 2 * tall - 1];
  const cells = (text: (cy: number, cx: number) => string) => each(tall, (cy) => each(wide, (cx) => text(cy, cx)));
  const sums = (text: (cy: number, cx: number, c: number) => string) => cells((cy, cx) => each(channels, (c) => text(cy, cx, c)));
  const row = (y: number) => (y === held ? 'b' : `t${y}_`);
  const window = (cy: number, cx: number, kx: number) => each(4, (p) => `${row(2 * cy + (p >> 1))}${2 * cx + (p & 1) + kx}`, ', ');
  const lets = (kx: number) => `${cells((cy, cx) => `let v${kx}_${cy}${cx} = vec4f(${window(cy, cx, kx)});`)}
      ${each(channels, (c) => `let w${kx}_${c} = vec4f(parameters[w + ${kx * channelsIn * channelsOut + c * stride}u]);`)}`;
  const taps = (cy: number, cx: number, c: number) => chain(kernel, (kx) => [`v${kx}_${cy}${cx}`, `w${kx}_${c}`], `s${cy}${cx}_${c}`);
  const pixels = (text: (j: number) => string) => each(width, text);
  return `${MAIN}
  let base = index % ${stride}u;
  let spot = index / ${stride}u;
  let sample = spot / ${down * across}u;
  if (sample >= step.rows) { return; }
  let cy = (spot / ${across}u) % ${down}u * ${tall}u;
  let cx = spot % ${across}u * ${wide}u;
  let corner = ((sample * ${side}u + 2u * cy) * ${side}u + 2u * cx) * ${channelsIn}u;
  ${sums((cy, cx, c) => `var s${cy}${cx}_${c} = vec4f(0.0);`)}
  for (var i = 0u; i < ${channelsIn}u; i++) {
    var at = corner + i;
    var w = ${weight}u + i * ${channelsOut}u + base;
    ${each(held, (y) => pixels((j) => `var t${y}_${j} = x[at + ${(y * side + j) * channelsIn}u];`))}
    at += ${held * side * channelsIn}u;
    for (var ky = 0u; ky < ${kernel}u; ky++) {
      ${pixels((j) => `let b${j} = x[at + ${j * channelsIn}u];`)}
      ${each(kernel, lets)}
      ${sums((cy, cx, c) => `s${cy}${cx}_${c} = ${taps(cy, cx, c)};`)}
      ${each(held, (y) => pixels((j) => `t${y}_${j} = ${row(y + 1)}${j};`))}
      at += ${side * channelsIn}u;
      w += ${kernel * channelsIn * channelsOut}u;
    }
  }
  let first = ((sample * ${half}u + cy) * ${half}u + cx) * ${channelsOut}u + base;
  ${sums((cy, cx, c) => `keep(first + ${(cy * half + cx) * channelsOut + c * stride}u, s${cy}${cx}_${c}, parameters[${bias + c * stride}u + base]);`)}
}
fn keep(at: u32, s: vec4f, bias: f32) {
  var best = s.x;
  var winner = 0u;
  if (s.y > best) { best = s.y; winner = 1u; }
  if (s.z > best) { best = s.z; winner = 2u; }
  if (s.w > best) { best = s.w; winner = 3u; }
  pooled[at] = max(best + bias, 0.0);
  choice[at] = winner;
}`;
}

export const forwardInvocations = (block: ConvolutionBlock, rows: number): number => {
  const { channels, tall, wide } = tilesOf(block);
  return (rows * block.half * block.half * block.channelsOut) / channels / tall / wide;
};

/** Partial filter gradients `[part, kernel·kernel·channelsIn + 1, channelsOut]` of `x`, `dy` and `choice` into `partials`, the bias as
 *  the last row. One invocation has all taps of a filter plane, and slides its patch of `x` along a row of cells. */
export function filterGradientShader(block: ConvolutionBlock): string {
  const { side, channelsIn, kernel, channelsOut, half } = block;
  const { filterChannels, parts } = tilesOf(block);
  const stride = channelsOut / filterChannels;
  const depth = kernel * kernel * channelsIn;
  const [float, whole] = filterChannels === 1 ? ['f32', 'u32'] : [`vec${filterChannels}f`, `vec${filterChannels}u`];
  const gather = (array: string, type: string) => `${type}(${each(filterChannels, (c) => `${array}[e + ${c * stride}u]`, ', ')})`;
  const patch = (columns: number, text: (row: number, column: number) => string) =>
    each(kernel + 1, (row) => each(columns, (column) => text(row, column)));
  const pixel = (row: number, column: number) => `x[at + ${(row * side + column) * channelsIn}u]`;
  const taps = (text: (ky: number, kx: number) => string) => each(kernel, (ky) => each(kernel, (kx) => text(ky, kx)));
  const lanes = 'xyzw';
  const store = (row: string, value: string) =>
    each(filterChannels, (c) => `partials[out + ${row} + ${c * stride}u] = ${value}${filterChannels === 1 ? '' : `.${lanes[c]}`};`);
  return `${MAIN}
  let base = index % ${stride}u;
  let i = (index / ${stride}u) % ${channelsIn}u;
  let part = index / ${stride * channelsIn}u;
  if (part >= ${parts}u) { return; }
  let first = part * step.rows * ${half}u / ${parts}u;
  let end = (part + 1u) * step.rows * ${half}u / ${parts}u;
  var sum = ${float}(0.0);
  ${taps((ky, kx) => `var a${ky}_${kx} = ${float}(0.0);`)}
  for (var strip = first; strip < end; strip++) {
    var at = (strip / ${half}u * ${side * side}u + strip % ${half}u * ${2 * side}u) * ${channelsIn}u + i;
    var e = strip * ${half * channelsOut}u + base;
    ${patch(kernel - 1, (row, column) => `var p${row}_${column} = ${pixel(row, column)};`)}
    for (var cell = 0u; cell < ${half}u; cell++) {
      ${each(2, (right) => each(kernel + 1, (row) => `let p${row}_${kernel - 1 + right} = ${pixel(row, kernel - 1 + right)};`))}
      let g = ${gather('dy', float)};
      let won = ${gather('choice', whole)};
      sum += g;
      ${each(4, (p) => `let g${p} = select(${float}(0.0), g, won == ${whole}(${p}u));`)}
      ${taps((ky, kx) => `a${ky}_${kx} = ${chain(4, (p) => [`${float}(p${ky + (p >> 1)}_${kx + (p & 1)})`, `g${p}`], `a${ky}_${kx}`)};`)}
      ${patch(kernel - 1, (row, column) => `p${row}_${column} = p${row}_${column + 2};`)}
      at += ${2 * channelsIn}u;
      e += ${channelsOut}u;
    }
  }
  let out = part * ${(depth + 1) * channelsOut}u + base;
  ${taps((ky, kx) => store(`(${(ky * kernel + kx) * channelsIn}u + i) * ${channelsOut}u`, `a${ky}_${kx}`))}
  if (i == 0u) { ${store(`${depth * channelsOut}u`, 'sum')} }
}`;
}

export const filterInvocations = (block: ConvolutionBlock): number => {
  const { filterChannels, parts } = tilesOf(block);
  return (parts * block.channelsIn * block.channelsOut) / filterChannels;
};

/** Filters and bias of a block, in floats. */
export const filterSize = ({ kernel, channelsIn, channelsOut }: ConvolutionBlock): number =>
  (kernel * kernel * channelsIn + 1) * channelsOut;

/** Adds each convolution's parts in order into `gradients`; the blocks' parts stand in `partials0`, `partials1`, … */
export function sumPartsShader(blocks: readonly ConvolutionBlock[], offsets: readonly Offsets[]): string {
  const ends = blocks.map((_, i) => blocks.slice(0, i + 1).reduce((sum, block) => sum + filterSize(block), 0));
  const sum = (block: ConvolutionBlock, i: number) => {
    const size = filterSize(block);
    const weights = size - block.channelsOut;
    return `if (index < ${ends[i]}u) {
    let at = index - ${ends[i] - size}u;
    for (var part = 0u; part < ${tilesOf(block).parts}u; part++) { sum += partials${i}[part * ${size}u + at]; }
    gradients[select(${offsets[i].weight}u + at, ${offsets[i].bias - weights}u + at, at >= ${weights}u)] = sum;
    return;
  }`;
  };
  return `${MAIN}
  var sum = 0.0;
  ${blocks.map(sum).join('\n  ')}
}`;
}

/** `dx` past the ReLU of the block below, whose output is `below`, from `dy`, `choice` and `parameters`. One invocation has two whole
 *  lines of a channel: from the cells of a line, spread out to where they won, each tap reaches only pixels that exist. */
export function convolutionInputGradientShader(block: ConvolutionBlock, { weight }: Offsets): string {
  const { side, channelsIn, kernel, channelsOut, half } = block;
  const { planes } = tilesOf(block);
  const [pairs, stride, reach] = [Math.ceil(side / 2), channelsIn / planes, Math.ceil((kernel - 1) / 2)];
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  const pixels = (text: (y: number, x: number, c: number) => string) =>
    each(2, (y) => each(side, (x) => each(planes, (c) => text(y, x, c))));
  /** The taps from a line of cells, `above` lines up: a pixel of line `y` meets the map's line `row` under `ky`. */
  const reached = (above: number, y: number) =>
    numbers(2).flatMap((row) => {
      const ky = y + 2 * above - row;
      return ky >= 0 && ky < kernel ? [{ row, ky }] : [];
    });
  const terms = (above: number, y: number, x: number, c: number) =>
    reached(above, y).flatMap(({ row, ky }) =>
      numbers(kernel)
        .filter((kx) => x - kx >= 0 && x - kx < 2 * half)
        .map((kx) => [`d${row}_${x - kx}`, `w${ky}_${kx}_${c}`] as const),
    );
  const line = (above: number) => {
    const kys = [...new Set([0, 1].flatMap((y) => reached(above, y).map(({ ky }) => ky)))];
    const loadTap = (ky: number) =>
      each(kernel, (kx) =>
        each(planes, (c) => `let w${ky}_${kx}_${c} = parameters[w + ${((ky * kernel + kx) * channelsIn + c * stride) * channelsOut}u];`),
      );
    return `
    if (cy >= ${above}u && cy - ${above}u < ${half}u) {
      let at = line - ${above * half * channelsOut}u + channel;
      ${each(half, (cell) => `let g${cell} = dy[at + ${cell * channelsOut}u];\n      let won${cell} = choice[at + ${cell * channelsOut}u];`)}
      ${each(2, (row) => each(2 * half, (x) => `let d${row}_${x} = select(0.0, g${x >> 1}, won${x >> 1} == ${2 * row + (x & 1)}u);`))}
      ${kys.map(loadTap).join('\n')}
      ${pixels((y, x, c) => {
        const sum = terms(above, y, x, c);
        return sum.length === 0 ? '' : `s${y}_${x}_${c} = ${chain(sum.length, (i) => sum[i], `s${y}_${x}_${c}`)};`;
      })}
    }`;
  };
  return `${MAIN}
  let base = index % ${stride}u;
  let spot = index / ${stride}u;
  let cy = spot % ${pairs}u;
  let sample = spot / ${pairs}u;
  if (sample >= step.rows) { return; }
  let line = (sample * ${half}u + cy) * ${half * channelsOut}u;
  ${pixels((y, x, c) => `var s${y}_${x}_${c} = 0.0;`)}
  for (var channel = 0u; channel < ${channelsOut}u; channel++) {
    let w = ${weight}u + base * ${channelsOut}u + channel;
    ${each(reach + 1, line)}
  }
  let first = ((sample * ${side}u + 2u * cy) * ${side}u) * ${channelsIn}u + base;
  ${each(
    2,
    (y) => `${y === 1 && side % 2 === 1 ? `if (2u * cy + 1u >= ${side}u) { return; }` : ''}
  ${each(side, (x) => each(planes, (c) => `keep(first + ${(y * side + x) * channelsIn + c * stride}u, s${y}_${x}_${c});`))}`,
  )}
}
fn keep(at: u32, value: f32) { dx[at] = select(0.0, value, below[at] > 0.0); }`;
}

export const inputInvocations = (block: ConvolutionBlock, rows: number): number =>
  (rows * Math.ceil(block.side / 2) * block.channelsIn) / tilesOf(block).planes;
