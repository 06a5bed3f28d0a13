/** Bytes of a table of counts: `BINS` of `core/histogram.ts`, one behind them that rounding may reach, and the rest of a line. */
const TABLE_BYTES: usize = 128;
/** Values at once, each counted in a table of its own: a count that is read right after it was written waits for the write. */
const LANES: i32 = 4;
const BINS: i32 = 30;
/** Keeps a count inside its table, wherever a value that is not finite is taken to: that differs between processors. */
const TABLE_MASK: i32 = 31;

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
