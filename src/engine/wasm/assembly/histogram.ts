/** Bytes of a table of counts: `BINS` of `core/histogram.ts`, one behind them that rounding may reach, and the rest of a line. */
const TABLE_BYTES: usize = 128;
/** Values at once, each counted in a table of its own: a count that is read right after it was written waits for the write. */
const LANES: i32 = 4;
const BINS: i32 = 30;
/** Keeps a count inside its table, wherever a value that is not finite is taken to: that differs between processors. */
const TABLE_MASK: i32 = 31;

/** Writes the smallest and the largest of `count` finite values (one at least) as doubles. */
export function findRange(values: usize, count: i32, range: usize): void {
  const end = values + ((<usize>count) << 2);
  const blockEnd = values + ((<usize>(count & ~15)) << 2);
  // Four vectors at once: each minimum waits for the one before it.
  let low0 = v128.splat<f32>(f32.load(values));
  let low1 = low0;
  let low2 = low0;
  let low3 = low0;
  let high0 = low0;
  let high1 = low0;
  let high2 = low0;
  let high3 = low0;
  for (; values < blockEnd; values += 64) {
    low0 = f32x4.pmin(low0, v128.load(values));
    low1 = f32x4.pmin(low1, v128.load(values, 16));
    low2 = f32x4.pmin(low2, v128.load(values, 32));
    low3 = f32x4.pmin(low3, v128.load(values, 48));
    high0 = f32x4.pmax(high0, v128.load(values));
    high1 = f32x4.pmax(high1, v128.load(values, 16));
    high2 = f32x4.pmax(high2, v128.load(values, 32));
    high3 = f32x4.pmax(high3, v128.load(values, 48));
  }
  let least = leastLane(f32x4.pmin(f32x4.pmin(low0, low1), f32x4.pmin(low2, low3)));
  let most = mostLane(f32x4.pmax(f32x4.pmax(high0, high1), f32x4.pmax(high2, high3)));
  for (; values < end; values += 4) {
    least = min(least, f32.load(values));
    most = max(most, f32.load(values));
  }
  f64.store(range, least);
  f64.store(range, most, 8);
}

function leastLane(v: v128): f32 {
  return min(min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

function mostLane(v: v128): f32 {
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** Counts `count` finite values: v in bin ⌊(v − least)·factor⌋, the last one closed. Computed in double precision and in this
 *  order, as `histogramOf` does it. `tables` is scratch for `LANES` tables; `bins` receives `BINS` counts. */
export function countBins(values: usize, count: i32, least: f64, factor: f64, tables: usize, bins: usize): void {
  memory.fill(tables, 0, TABLE_BYTES * LANES);
  const end = values + ((<usize>count) << 2);
  const vectorEnd = values + ((<usize>(count & ~3)) << 2);
  const from = f64x2.splat(least);
  const scale = f64x2.splat(factor);
  for (; values < vectorEnd; values += 16) {
    const each = v128.load(values);
    const low = binsOf(f64x2.promote_low_f32x4(each), from, scale);
    const high = binsOf(f64x2.promote_low_f32x4(v128.shuffle<i32>(each, each, 2, 3, 0, 1)), from, scale);
    increment(tables, i32x4.extract_lane(low, 0));
    increment(tables + TABLE_BYTES, i32x4.extract_lane(low, 1));
    increment(tables + 2 * TABLE_BYTES, i32x4.extract_lane(high, 0));
    increment(tables + 3 * TABLE_BYTES, i32x4.extract_lane(high, 1));
  }
  for (; values < end; values += 4) increment(tables, <i32>((<f64>f32.load(values) - least) * factor) & TABLE_MASK);
  addTables(tables, bins);
}

function binsOf(values: v128, from: v128, scale: v128): v128 {
  const place = f64x2.mul(f64x2.sub(values, from), scale);
  const bins = ASC_FEATURE_RELAXED_SIMD ? i32x4.relaxed_trunc_f64x2_s_zero(place) : i32x4.trunc_sat_f64x2_s_zero(place);
  return v128.and(bins, i32x4.splat(TABLE_MASK));
}

function increment(table: usize, bin: i32): void {
  const at = table + ((<usize>bin) << 2);
  i32.store(at, i32.load(at) + 1);
}

/** Bin by bin; what stands behind the last one belongs to it. */
function addTables(tables: usize, bins: usize): void {
  for (let bin = 0; bin <= BINS; bin++) {
    const from = tables + ((<usize>bin) << 2);
    let sum = 0;
    for (let lane = 0; lane < LANES; lane++) sum += i32.load(from + <usize>lane * TABLE_BYTES);
    const at = bins + ((<usize>min(bin, BINS - 1)) << 2);
    i32.store(at, bin === BINS ? i32.load(at) + sum : sum);
  }
}
