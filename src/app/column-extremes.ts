import type { GrowingColumn } from './run-series.ts';

/** Points a block: drawing a million points in a thousand columns then reads some 60 values a column instead of 1,000. */
const BLOCK = 32;

/** The smallest and largest value of any stretch of a growing column, in about `length / 32` reads.
 *  Values that are not finite are left out; a stretch without any finite one has the extremes +∞ and −∞. */
export class ColumnExtremes {
  readonly #source: GrowingColumn;
  #lows = new Float64Array(0);
  #highs = new Float64Array(0);
  #blocks = 0;

  constructor(source: GrowingColumn) {
    this.#source = source;
  }

  /** Of the values at `from` … `to − 1`. */
  over(from: number, to: number): readonly [low: number, high: number] {
    this.#summarise();
    const result: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const firstBlock = Math.ceil(from / BLOCK);
    const endBlock = Math.min(Math.floor(to / BLOCK), this.#blocks);
    if (firstBlock >= endBlock) {
      this.#scan(from, to, result);
      return result;
    }
    this.#scan(from, firstBlock * BLOCK, result);
    for (let block = firstBlock; block < endBlock; block++) {
      result[0] = Math.min(result[0], this.#lows[block]);
      result[1] = Math.max(result[1], this.#highs[block]);
    }
    this.#scan(endBlock * BLOCK, to, result);
    return result;
  }

  #scan(from: number, to: number, result: [number, number]): void {
    for (let i = from; i < to; i++) {
      const value = this.#source.at(i);
      if (!Number.isFinite(value)) continue;
      if (value < result[0]) result[0] = value;
      if (value > result[1]) result[1] = value;
    }
  }

  /** Full blocks never change, so each is summarised once. */
  #summarise(): void {
    const full = Math.floor(this.#source.length / BLOCK);
    if (full > this.#lows.length) this.#widen(full);
    for (; this.#blocks < full; this.#blocks++) {
      const extremes: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      this.#scan(this.#blocks * BLOCK, (this.#blocks + 1) * BLOCK, extremes);
      [this.#lows[this.#blocks], this.#highs[this.#blocks]] = extremes;
    }
  }

  #widen(blocks: number): void {
    const lows = new Float64Array(blocks * 2);
    const highs = new Float64Array(blocks * 2);
    lows.set(this.#lows);
    highs.set(this.#highs);
    this.#lows = lows;
    this.#highs = highs;
  }
}
