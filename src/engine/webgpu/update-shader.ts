import { each } from './wgsl.ts';

/** Elements that one workgroup updates and reports on. */
export const CHUNK = 4096;

/** Words of a chunk's report: seven floats as in `statistics.ts`, then the fingerprint. */
export const REPORT_WORDS = 8;

const LANES = 64;
/** Lanes that add up one of the sums, in order, before one lane adds up theirs. */
const HELPERS = 8;

/** Elements that an invocation has under way at once: their loads do not wait for the stores of those before. */
const AT_ONCE = 4;

const elementOf = (n: number): string => `let i${n} = i + ${n * LANES}u;
    let old${n} = parameters[i${n}];
    let g${n} = select(gradients[i${n}], 0.0, frozen);
    let m${n} = expAvg[i${n}];
    let v${n} = expAvgSq[i${n}];
    let odd${n} = odd[i${n}];`;

const countOf = (n: number): string => `{
      let g = g${n};
      let old = old${n};
      let m = beta1 * m${n} + rest1 * g;
      let v = beta2 * v${n} + rest2 * g * g;
      let p = select(old - rate * m / (sqrt(v) / correction + epsilon), old, frozen);
      if (frozen) {
        gradients[i${n}] = 0.0;
      } else {
        expAvg[i${n}] = m;
        expAvgSq[i${n}] = v;
        parameters[i${n}] = p;
      }
      sum += p;
      squares += p * p;
      least = min(least, p);
      most = max(most, p);
      before += old * old;
      update += (p - old) * (p - old);
      gradient += g * g;
      print += bitcast<u32>(p) * odd${n};
    }`;

/** One Adam update and what is logged of it, a workgroup a chunk. A rate of 0 freezes a parameter, and its gradient is 0. */
export const UPDATE_SHADER = `
var<workgroup> shared_sums: array<f32, ${(REPORT_WORDS - 1) * LANES}>;
var<workgroup> shared_prints: array<u32, ${LANES}>;
@compute @workgroup_size(${LANES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let chunk = chunks[group.x];
  let rate = step.rates[chunk.z];
  let frozen = rate == 0.0;
  let beta1 = step.beta1;
  let beta2 = step.beta2;
  let rest1 = step.rest1;
  let rest2 = step.rest2;
  let correction = step.correction;
  let epsilon = step.epsilon;
  var sum = 0.0;
  var squares = 0.0;
  var least = 3.4028234e38;
  var most = -3.4028234e38;
  var before = 0.0;
  var update = 0.0;
  var gradient = 0.0;
  var print = 0u;
  var i = chunk.x + lane;
  let end = chunk.x + chunk.y;
  for (; i + ${(AT_ONCE - 1) * LANES}u < end; i += ${AT_ONCE * LANES}u) {
    ${each(AT_ONCE, (n) => elementOf(n))}
    ${each(AT_ONCE, (n) => countOf(n))}
  }
  for (; i < end; i += ${LANES}u) {
    ${elementOf(0)}
    ${countOf(0)}
  }
  shared_sums[lane] = sum;
  shared_sums[lane + ${LANES}u] = squares;
  shared_sums[lane + ${2 * LANES}u] = least;
  shared_sums[lane + ${3 * LANES}u] = most;
  shared_sums[lane + ${4 * LANES}u] = before;
  shared_sums[lane + ${5 * LANES}u] = update;
  shared_sums[lane + ${6 * LANES}u] = gradient;
  shared_prints[lane] = print;
  workgroupBarrier();
  let word = lane / ${HELPERS}u;
  let first = lane % ${HELPERS}u * ${LANES / HELPERS}u;
  if (word < ${REPORT_WORDS - 1}u) {
    shared_sums[word * ${LANES}u + first] = total(word, first, 1u, ${LANES / HELPERS}u);
  } else if (word == ${REPORT_WORDS - 1}u) {
    shared_prints[first] = totalPrint(first, 1u, ${LANES / HELPERS}u);
  }
  workgroupBarrier();
  if (lane < ${REPORT_WORDS - 1}u) {
    reports[group.x * ${REPORT_WORDS}u + lane] = bitcast<u32>(total(lane, 0u, ${LANES / HELPERS}u, ${HELPERS}u));
  } else if (lane == ${REPORT_WORDS - 1}u) {
    reports[group.x * ${REPORT_WORDS}u + lane] = totalPrint(0u, ${LANES / HELPERS}u, ${HELPERS}u);
  }
}
fn total(word: u32, first: u32, apart: u32, count: u32) -> f32 {
  var result = shared_sums[word * ${LANES}u + first];
  for (var i = 1u; i < count; i++) {
    let value = shared_sums[word * ${LANES}u + first + i * apart];
    if (word == 2u) { result = min(result, value); } else if (word == 3u) { result = max(result, value); } else { result += value; }
  }
  return result;
}
fn totalPrint(first: u32, apart: u32, count: u32) -> u32 {
  var result = 0u;
  for (var i = 0u; i < count; i++) { result += shared_prints[first + i * apart]; }
  return result;
}`;
