import { BINS } from '../../core/training/histogram.ts';
import { WORKGROUP } from './wgsl.ts';

/* How parameters and gradients are distributed: the range of each chunk, of each tensor, and then counts. Only integers are added
 * up, so the order does not matter. Looked at only where a histogram is due. */

/** The least number is the range's first while nothing was seen; what is not finite is left out. */
const NOTHING = 'vec4f(3.4028234e38, -3.4028234e38, 3.4028234e38, -3.4028234e38)';

const HEAD = `@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {`;

const CHUNK_LOOP = `for (var i = chunk.x + lane; i < chunk.x + chunk.y; i += ${WORKGROUP}u)`;

const widen = (all: string, one: string): string =>
  `vec4f(min(${all}.x, ${one}.x), max(${all}.y, ${one}.y), min(${all}.z, ${one}.z), max(${all}.w, ${one}.w))`;

/** Least and most of the parameters and of the gradients of each chunk, a workgroup a chunk. */
export const CHUNK_RANGES_SHADER = `
var<workgroup> lanes: array<vec4f, ${WORKGROUP}>;
${HEAD}
  let chunk = chunks[group.x];
  var range = ${NOTHING};
  ${CHUNK_LOOP} {
    let p = parameters[i];
    let g = gradients[i];
    if (abs(p) <= 3.4028234e38) { range.x = min(range.x, p); range.y = max(range.y, p); }
    if (abs(g) <= 3.4028234e38) { range.z = min(range.z, g); range.w = max(range.w, g); }
  }
  lanes[lane] = range;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var other = 1u; other < ${WORKGROUP}u; other++) { range = ${widen('range', 'lanes[other]')}; }
  chunkRanges[group.x] = range;
}`;

/** The same of each tensor, an invocation a tensor. */
export const tensorRangesShader = (chunks: number, tensors: number): string => `
${HEAD}
  let tensor = group.x * ${WORKGROUP}u + lane;
  if (tensor >= ${tensors}u) { return; }
  var range = ${NOTHING};
  for (var i = 0u; i < ${chunks}u; i++) {
    if (chunks[i].z == tensor) { range = ${widen('range', 'chunkRanges[i]')}; }
  }
  ranges[tensor] = vec4f(select(vec2f(0.0), range.xy, range.x <= range.y), select(vec2f(0.0), range.zw, range.z <= range.w));
}`;

/** Counts as in \`histogramOf\`, a workgroup a chunk: for each tensor the bins of its parameters, then those of its gradients. */
export const COUNTS_SHADER = `
var<workgroup> counts: array<atomic<u32>, ${2 * BINS}>;
fn count(value: f32, least: f32, most: f32, first: u32) {
  let share = (value - least) / select(1.0, most - least, most > least);
  if (share >= 0.0 && share <= 1.0) { atomicAdd(&counts[first + min(u32(share * ${BINS}.0), ${BINS - 1}u)], 1u); }
}
${HEAD}
  let chunk = chunks[group.x];
  let range = ranges[chunk.z];
  ${CHUNK_LOOP} {
    count(parameters[i], range.x, range.y, 0u);
    count(gradients[i], range.z, range.w, ${BINS}u);
  }
  workgroupBarrier();
  if (lane < ${2 * BINS}u) { atomicAdd(&bins[chunk.z * ${2 * BINS}u + lane], atomicLoad(&counts[lane])); }
}`;
