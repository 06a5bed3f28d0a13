/** a·b + c in each lane. Relaxed SIMD rounds once (a hardware FMA), plain SIMD twice: a build of each is compiled, and the
 *  page takes the relaxed one where the browser has it. */
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Bytes of a float32. */
export const F32: usize = 4;

/** Bytes of a vector of four. */
export const V128: usize = 16;

/** Stores the first `lanes` (1 to 4) of a vector: the row's end may be another row's beginning. */
export function storeLanes(at: usize, values: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, values);
    return;
  }
  f32.store(at, f32x4.extract_lane(values, 0));
  if (lanes > 1) f32.store(at, f32x4.extract_lane(values, 1), 4);
  if (lanes > 2) f32.store(at, f32x4.extract_lane(values, 2), 8);
}

/** Sum of the four lanes in double precision, always in the same order. */
export function sumLanes(values: v128): f64 {
  return (
    <f64>f32x4.extract_lane(values, 0) +
    <f64>f32x4.extract_lane(values, 1) +
    <f64>f32x4.extract_lane(values, 2) +
    <f64>f32x4.extract_lane(values, 3)
  );
}
