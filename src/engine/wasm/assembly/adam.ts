import { fma, sumLanes } from './simd';

/** Elements whose sums are kept in float32 before they are added in double precision. */
const BLOCK: i32 = 1024;

/** Doubles that `adam` writes: sum, squares, minimum, maximum, squares before, squares of the update, squares of the gradient, fingerprint;
 *  the gradient's minimum and maximum. */
export const REPORT_DOUBLES: i32 = 10;

/** One Adam update of `count` elements (Kingma & Ba 2015, with ε outside the bias correction as PyTorch has it) and, in the
 *  same pass, the sums that are logged of it. With `rate` 0 nothing is updated, only measured. All arrays must be readable
 *  and writable to the next multiple of four elements, and hold zeros there. */
export function adam(
  parameters: usize,
  gradients: usize,
  expAvg: usize,
  expAvgSq: usize,
  odd: usize,
  count: i32,
  rate: f32,
  beta1: f64,
  beta2: f64,
  correction: f32,
  epsilon: f32,
  report: usize,
): void {
  // In double precision first: the float32 nearest to 0.999 leaves 1.0000467e-3 to 1, and every update would be 2e-5 too small.
  const b1 = f32x4.splat(<f32>beta1);
  const c1 = f32x4.splat(<f32>(1 - beta1));
  const b2 = f32x4.splat(<f32>beta2);
  const c2 = f32x4.splat(<f32>(1 - beta2));
  const inverse = f32x4.splat(1 / correction);
  const eps = f32x4.splat(epsilon);
  const step = f32x4.splat(-rate);
  let sum: f64 = 0;
  let squares: f64 = 0;
  let before: f64 = 0;
  let updates: f64 = 0;
  let gradientSquares: f64 = 0;
  let least = f32x4.splat(Infinity);
  let most = f32x4.splat(-Infinity);
  let leastGradient = least;
  let mostGradient = most;
  let prints = i32x4.splat(0);
  let at: usize = 0;
  const end = (<usize>count) << 2;
  while (at < end) {
    const stop = min(at + ((<usize>BLOCK) << 2), end);
    let s = f32x4.splat(0);
    let q = s;
    let o = s;
    let u = s;
    let gq = s;
    for (; at < stop; at += 16) {
      const g = v128.load(gradients + at);
      const old = v128.load(parameters + at);
      let p = old;
      if (rate !== 0) {
        const m = fma(b1, v128.load(expAvg + at), f32x4.mul(c1, g));
        const v = fma(b2, v128.load(expAvgSq + at), f32x4.mul(f32x4.mul(c2, g), g));
        v128.store(expAvg + at, m);
        v128.store(expAvgSq + at, v);
        p = f32x4.add(old, f32x4.div(f32x4.mul(step, m), fma(f32x4.sqrt(v), inverse, eps)));
        v128.store(parameters + at, p);
      }
      const change = f32x4.sub(p, old);
      s = f32x4.add(s, p);
      q = fma(p, p, q);
      o = fma(old, old, o);
      u = fma(change, change, u);
      gq = fma(g, g, gq);
      if (at + 16 <= end) {
        least = f32x4.min(least, p);
        most = f32x4.max(most, p);
        leastGradient = f32x4.min(leastGradient, g);
        mostGradient = f32x4.max(mostGradient, g);
      }
      prints = i32x4.add(prints, i32x4.mul(p, v128.load(odd + at)));
    }
    sum += sumLanes(s);
    squares += sumLanes(q);
    before += sumLanes(o);
    updates += sumLanes(u);
    gradientSquares += sumLanes(gq);
  }
  let lowest = leastLane(least);
  let highest = mostLane(most);
  let lowestGradient = leastLane(leastGradient);
  let highestGradient = mostLane(mostGradient);
  for (let i = (<usize>(count & ~3)) << 2; i < end; i += 4) {
    lowest = min(lowest, f32.load(parameters + i));
    highest = max(highest, f32.load(parameters + i));
    lowestGradient = min(lowestGradient, f32.load(gradients + i));
    highestGradient = max(highestGradient, f32.load(gradients + i));
  }
  f64.store(report, sum);
  f64.store(report, squares, 8);
  f64.store(report, lowest, 16);
  f64.store(report, highest, 24);
  f64.store(report, before, 32);
  f64.store(report, updates, 40);
  f64.store(report, gradientSquares, 48);
  f64.store(
    report,
    <f64>(
      (<u32>(i32x4.extract_lane(prints, 0) + i32x4.extract_lane(prints, 1) + i32x4.extract_lane(prints, 2) + i32x4.extract_lane(prints, 3)))
    ),
    56,
  );
  f64.store(report, lowestGradient, 64);
  f64.store(report, highestGradient, 72);
}

function leastLane(v: v128): f32 {
  return min(min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

function mostLane(v: v128): f32 {
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** 0 where all elements are finite, else NaN. */
export function probeFinite(values: usize, count: i32): f32 {
  const zero = f32x4.splat(0);
  let probe = zero;
  for (let i = 0; i < count; i += 4) {
    probe = f32x4.add(probe, f32x4.mul(v128.load(values), zero));
    values += 16;
  }
  return <f32>sumLanes(probe);
}
