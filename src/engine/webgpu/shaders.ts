import type { LossName } from '../../core/spec.ts';
import type { ConvolutionBlock, DenseBlock } from '../blocks.ts';

/* WGSL for each kind of operation, written out for one model: every size is a constant, so that the compiler can unroll. Sums
 * run in a fixed order within one invocation or one workgroup; there are no atomics and no subgroup operations, so the same
 * device gives the same bits every time. */

/** Invocations of a workgroup. */
export const WORKGROUP = 64;

/** The first uniform of every shader: what changes from step to step. */
export const STEP_UNIFORM = (parameters: number): string => `
struct Step { rows: u32, beta1: f32, beta2: f32, correction: f32, epsilon: f32, unused0: f32, unused1: f32, unused2: f32, rates: array<vec4f, ${Math.ceil(parameters / 4)}> }
@group(0) @binding(0) var<uniform> step: Step;`;

const input = (binding: number, name: string, type = 'f32'): string =>
  `@group(0) @binding(${binding}) var<storage, read> ${name}: array<${type}>;`;
const output = (binding: number, name: string, type = 'f32'): string =>
  `@group(0) @binding(${binding}) var<storage, read_write> ${name}: array<${type}>;`;

/** A linear index over a grid that may be wider than one dimension allows. */
const MAIN = `@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = id.y * groups.x * ${WORKGROUP}u + id.x;`;

/** Where a parameter begins in the arena, in elements. */
export interface Offsets {
  readonly weight: number;
  readonly bias: number;
}

/** Convolution, max-pool and ReLU: one invocation a pooled value; the winner's position is kept for the backward pass. */
export function convolvePoolShader({ side, channelsIn, kernel, channelsOut, half }: ConvolutionBlock, { weight, bias }: Offsets): string {
  return `${input(1, 'x')}${input(2, 'parameters')}${output(3, 'pooled')}${output(4, 'choice', 'u32')}
${MAIN}
  if (index >= step.rows * ${half * half * channelsOut}u) { return; }
  let channel = index % ${channelsOut}u;
  let cell = index / ${channelsOut}u;
  let sample = cell / ${half * half}u;
  let cy = (cell / ${half}u) % ${half}u;
  let cx = cell % ${half}u;
  let corner = ((sample * ${side}u + 2u * cy) * ${side}u + 2u * cx) * ${channelsIn}u;
  var s = vec4f(0.0);
  for (var ky = 0u; ky < ${kernel}u; ky++) {
    var at = corner + ky * ${side * channelsIn}u;
    var w = ${weight}u + ky * ${kernel * channelsIn * channelsOut}u + channel;
    for (var k = 0u; k < ${kernel * channelsIn}u; k++) {
      let v = vec4f(x[at], x[at + ${channelsIn}u], x[at + ${side * channelsIn}u], x[at + ${(side + 1) * channelsIn}u]);
      s = fma(v, vec4f(parameters[w]), s);
      at++;
      w += ${channelsOut}u;
    }
  }
  var best = s.x;
  var winner = 0u;
  if (s.y > best) { best = s.y; winner = 1u; }
  if (s.z > best) { best = s.z; winner = 2u; }
  if (s.w > best) { best = s.w; winner = 3u; }
  pooled[index] = max(best + parameters[${bias}u + channel], 0.0);
  choice[index] = winner;
}`;
}

/** y = x·W + b, and the ReLU: one invocation an output. */
export function denseShader({ inputs, outputs, relu }: DenseBlock, { weight, bias }: Offsets): string {
  return `${input(1, 'x')}${input(2, 'parameters')}${output(3, 'y')}
${MAIN}
  if (index >= step.rows * ${outputs}u) { return; }
  let o = index % ${outputs}u;
  let row = (index / ${outputs}u) * ${inputs}u;
  var sum = 0.0;
  for (var i = 0u; i < ${inputs}u; i++) { sum = fma(x[row + i], parameters[${weight}u + i * ${outputs}u + o], sum); }
  sum += parameters[${bias}u + o];
  y[index] = ${relu ? 'max(sum, 0.0)' : 'sum'};
}`;
}

/** Loss, prediction and gradient of each row; the host adds the losses up. `result` holds loss and prediction a row. */
export function lossShader(loss: LossName, outputs: number): string {
  return `${input(1, 'y')}${input(2, 'targets')}${output(3, 'dy')}${output(4, 'result', 'vec2f')}
${MAIN}
  if (index >= step.rows) { return; }
  let rows = f32(step.rows);
  ${LOSSES[loss](outputs)}
}`;
}

const LOSSES: Readonly<Record<LossName, (outputs: number) => string>> = {
  'cross-entropy': (outputs) => `let at = index * ${outputs}u;
  let target_class = u32(targets[index]);
  var best = 0u;
  for (var k = 1u; k < ${outputs}u; k++) { if (y[at + k] > y[at + best]) { best = k; } }
  let most = y[at + best];
  var sum = 0.0;
  for (var k = 0u; k < ${outputs}u; k++) { sum += exp(y[at + k] - most); }
  for (var k = 0u; k < ${outputs}u; k++) { dy[at + k] = (exp(y[at + k] - most) / sum - select(0.0, 1.0, k == target_class)) / rows; }
  result[index] = vec2f(log(sum) + most - y[at + target_class], f32(best));`,
  'binary-cross-entropy': () => `let z = y[index];
  let t = targets[index];
  dy[index] = (1.0 / (1.0 + exp(-z)) - t) / rows;
  result[index] = vec2f(max(z, 0.0) - z * t + log(1.0 + exp(-abs(z))), select(0.0, 1.0, z > 0.0));`,
  'mean-squared-error': () => `let error = y[index] - targets[index];
  dy[index] = 2.0 * error / rows;
  result[index] = vec2f(error * error, y[index]);`,
};

/** dW = xᵀ·dy, and the bias as the row behind the last: one invocation an element. */
export function denseWeightGradientShader({ inputs, outputs }: DenseBlock, { weight, bias }: Offsets): string {
  return `${input(1, 'x')}${input(2, 'dy')}${output(3, 'gradients')}
${MAIN}
  if (index >= ${(inputs + 1) * outputs}u) { return; }
  let o = index % ${outputs}u;
  let i = index / ${outputs}u;
  var sum = 0.0;
  if (i == ${inputs}u) {
    for (var row = 0u; row < step.rows; row++) { sum += dy[row * ${outputs}u + o]; }
    gradients[${bias}u + o] = sum;
    return;
  }
  for (var row = 0u; row < step.rows; row++) { sum = fma(x[row * ${inputs}u + i], dy[row * ${outputs}u + o], sum); }
  gradients[${weight}u + index] = sum;
}`;
}

/** dy of the block below: W·dy past its ReLU. One invocation an input. */
export function denseInputGradientShader({ inputs, outputs }: DenseBlock, { weight }: Offsets): string {
  return `${input(1, 'dy')}${input(2, 'parameters')}${input(3, 'below')}${output(4, 'dx')}
${MAIN}
  if (index >= step.rows * ${inputs}u) { return; }
  var sum = 0.0;
  if (below[index] > 0.0) {
    let row = (index / ${inputs}u) * ${outputs}u;
    let w = ${weight}u + (index % ${inputs}u) * ${outputs}u;
    for (var o = 0u; o < ${outputs}u; o++) { sum = fma(dy[row + o], parameters[w + o], sum); }
  }
  dx[index] = sum;
}`;
}

/** Groups of samples whose filter gradients are summed apart and then together, in order: a filter has few weights, and one
 *  invocation each would leave the device idle. */
export const PARTS = 16;

/** Partial filter gradients `[part, kernel·kernel·channelsIn + 1, channelsOut]`, the bias as the last row. Only the winner of a
 *  pooling window has a gradient. */
export function filterGradientShader({ side, channelsIn, kernel, channelsOut, half }: ConvolutionBlock): string {
  const depth = kernel * kernel * channelsIn;
  return `${input(1, 'x')}${input(2, 'dy')}${input(3, 'choice', 'u32')}${output(4, 'partials')}
${MAIN}
  if (index >= ${PARTS * (depth + 1) * channelsOut}u) { return; }
  let channel = index % ${channelsOut}u;
  let tap = (index / ${channelsOut}u) % ${depth + 1}u;
  let part = index / ${(depth + 1) * channelsOut}u;
  let shift = (tap / ${kernel * channelsIn}u) * ${side * channelsIn}u + tap % ${kernel * channelsIn}u;
  let first = part * step.rows / ${PARTS}u;
  let end = (part + 1u) * step.rows / ${PARTS}u;
  var sum = 0.0;
  for (var sample = first; sample < end; sample++) {
    for (var cell = 0u; cell < ${half * half}u; cell++) {
      let at = (sample * ${half * half}u + cell) * ${channelsOut}u + channel;
      let g = dy[at];
      if (g == 0.0) { continue; }
      if (tap == ${depth}u) { sum += g; continue; }
      let won = choice[at];
      let y = 2u * (cell / ${half}u) + (won >> 1u);
      let px = 2u * (cell % ${half}u) + (won & 1u);
      sum = fma(g, x[((sample * ${side}u + y) * ${side}u + px) * ${channelsIn}u + shift], sum);
    }
  }
  partials[index] = sum;
}`;
}

/** Adds the parts in order into the gradient's arena. */
export function sumPartsShader({ channelsIn, kernel, channelsOut }: ConvolutionBlock, { weight, bias }: Offsets): string {
  const depth = kernel * kernel * channelsIn;
  const size = (depth + 1) * channelsOut;
  return `${input(1, 'partials')}${output(2, 'gradients')}
${MAIN}
  // The uniform must be used: an automatic layout leaves out what is not.
  if (index >= ${size}u || step.rows == 0u) { return; }
  var sum = 0.0;
  for (var part = 0u; part < ${PARTS}u; part++) { sum += partials[part * ${size}u + index]; }
  gradients[select(${weight}u + index, ${bias}u + index - ${depth * channelsOut}u, index >= ${depth * channelsOut}u)] = sum;
}`;
}

/** dy of the block below, past its ReLU: one invocation four channels of a pixel. */
export function convolutionInputGradientShader(
  { side, channelsIn, kernel, channelsOut, half }: ConvolutionBlock,
  { weight }: Offsets,
): string {
  const quads = channelsIn / 4;
  const row = (lane: number) => `parameters[w + ${lane * channelsOut}u + channel]`;
  return `${input(1, 'dy')}${input(2, 'choice', 'u32')}${input(3, 'parameters')}${input(4, 'below')}${output(5, 'dx')}
${MAIN}
  if (index >= step.rows * ${side * side * quads}u) { return; }
  let quad = index % ${quads}u;
  let pixel = index / ${quads}u;
  let sample = pixel / ${side * side}u;
  let py = i32((pixel / ${side}u) % ${side}u);
  let px = i32(pixel % ${side}u);
  var sum = vec4f(0.0);
  for (var ky = 0; ky < ${kernel}; ky++) {
    let y = py - ky;
    if (y < 0 || y >= ${2 * half}) { continue; }
    for (var kx = 0; kx < ${kernel}; kx++) {
      let xx = px - kx;
      if (xx < 0 || xx >= ${2 * half}) { continue; }
      let position = u32((y & 1) * 2 + (xx & 1));
      let cell = ((sample * ${half}u + u32(y >> 1)) * ${half}u + u32(xx >> 1)) * ${channelsOut}u;
      let w = ${weight}u + (u32(ky * ${kernel} + kx) * ${channelsIn}u + quad * 4u) * ${channelsOut}u;
      for (var channel = 0u; channel < ${channelsOut}u; channel++) {
        if (choice[cell + channel] != position) { continue; }
        let g = dy[cell + channel];
        if (g == 0.0) { continue; }
        sum = fma(vec4f(g), vec4f(${[0, 1, 2, 3].map(row).join(', ')}), sum);
      }
    }
  }
  let at = pixel * ${channelsIn}u + quad * 4u;
  for (var lane = 0u; lane < 4u; lane++) { dx[at + lane] = select(0.0, sum[lane], below[at + lane] > 0.0); }
}`;
}

/** Elements that one workgroup updates and reports on. */
export const CHUNK = 4096;

/** Words of a chunk's report: seven floats as in `statistics.ts`, then the fingerprint. */
export const REPORT_WORDS = 8;

/** One Adam update and what is logged of it, a workgroup a chunk. Partial sums are added as a fixed tree. */
export const ADAM_SHADER = `${input(1, 'chunks', 'vec4u')}${output(2, 'parameters')}${input(3, 'gradients')}${output(4, 'expAvg')}${output(5, 'expAvgSq')}${input(6, 'odd', 'u32')}${output(7, 'reports', 'u32')}
struct Sums { sum: f32, squares: f32, least: f32, most: f32, before: f32, update: f32, gradient: f32, print: u32 }
var<workgroup> shared_sums: array<Sums, 256>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let chunk = chunks[group.x];
  let rate = step.rates[chunk.z / 4u][chunk.z % 4u];
  var s = Sums(0.0, 0.0, 3.4028234e38, -3.4028234e38, 0.0, 0.0, 0.0, 0u);
  for (var i = chunk.x + lane; i < chunk.x + chunk.y; i += 256u) {
    let old = parameters[i];
    let g = gradients[i];
    var p = old;
    if (rate != 0.0) {
      let m = step.beta1 * expAvg[i] + (1.0 - step.beta1) * g;
      let v = step.beta2 * expAvgSq[i] + (1.0 - step.beta2) * g * g;
      expAvg[i] = m;
      expAvgSq[i] = v;
      p = old - rate * m / (sqrt(v) / step.correction + step.epsilon);
      parameters[i] = p;
    }
    s.sum += p;
    s.squares += p * p;
    s.least = min(s.least, p);
    s.most = max(s.most, p);
    s.before += old * old;
    s.update += (p - old) * (p - old);
    s.gradient += g * g;
    s.print += bitcast<u32>(p) * odd[i];
  }
  shared_sums[lane] = s;
  for (var half = 128u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (lane < half) {
      let a = shared_sums[lane];
      let b = shared_sums[lane + half];
      shared_sums[lane] = Sums(a.sum + b.sum, a.squares + b.squares, min(a.least, b.least), max(a.most, b.most), a.before + b.before, a.update + b.update, a.gradient + b.gradient, a.print + b.print);
    }
  }
  if (lane > 0u) { return; }
  let t = shared_sums[0];
  let at = group.x * ${REPORT_WORDS}u;
  reports[at] = bitcast<u32>(t.sum);
  reports[at + 1u] = bitcast<u32>(t.squares);
  reports[at + 2u] = bitcast<u32>(t.least);
  reports[at + 3u] = bitcast<u32>(t.most);
  reports[at + 4u] = bitcast<u32>(t.before);
  reports[at + 5u] = bitcast<u32>(t.update);
  reports[at + 6u] = bitcast<u32>(t.gradient);
  reports[at + 7u] = t.print;
}`;
