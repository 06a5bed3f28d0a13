/** Numbers that can be read by their place; a run's columns are such. */
export interface Column {
  readonly length: number;
  at(index: number): number;
}

/** Points a block: drawing a million points in a thousand columns then reads some 60 values a column instead of 1,000. */
const BLOCK = 32;

/** The smallest and largest value of any stretch of a growing column, in about `length / 32` reads.
 *  Values that are not finite are left out; a stretch without any finite one has the extremes +∞ and −∞. */
export class ColumnExtremes {
  readonly #source: Column;
  #lows = new Float64Array(0);
  #highs = new Float64Array(0);
  /** How many values before each block are not finite. */
  #lost = new Uint32Array(1);
  #blocks = 0;

  constructor(source: Column) {
    this.#source = source;
  }

  /** Of the values at `from` … `to − 1`. */
  over(from: number, to: number): readonly [low: number, high: number] {
    this.#summarise();
    const result: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const [head, tail] = this.#blocksIn(from, to);
    if (head >= tail) {
      this.#scan(from, to, result);
      return result;
    }
    this.#scan(from, head * BLOCK, result);
    this.#join(head, tail, result);
    this.#scan(tail * BLOCK, to, result);
    return result;
  }

  /** How many of the values at `from` … `to − 1` lie below `low`, and how many above `high`: every one is counted, and only
   *  blocks that hold such a value are read. */
  outside(from: number, to: number, low: number, high: number): readonly [below: number, above: number] {
    this.#summarise();
    const [head, tail] = this.#blocksIn(from, to);
    if (head >= tail) return this.#countOutside(from, to, low, high);
    let [below, above] = this.#countOutside(from, head * BLOCK, low, high);
    const add = (counts: readonly [number, number]) => {
      below += counts[0];
      above += counts[1];
    };
    for (let block = head; block < tail; block++) {
      if (this.#lows[block] < low || this.#highs[block] > high) add(this.#countOutside(block * BLOCK, (block + 1) * BLOCK, low, high));
    }
    add(this.#countOutside(tail * BLOCK, to, low, high));
    return [below, above];
  }

  /** How many of the values at `from` … `to − 1` are not finite. */
  notFinite(from: number, to: number): number {
    this.#summarise();
    const [head, tail] = this.#blocksIn(from, to);
    // The blocks around it tell most often that there are none.
    const [first, end] = [Math.floor(from / BLOCK), Math.ceil(to / BLOCK)];
    if (end <= this.#blocks && this.#lost[first] === this.#lost[end]) return 0;
    if (head >= tail) return this.#countLost(from, to);
    return this.#countLost(from, head * BLOCK) + this.#lost[tail] - this.#lost[head] + this.#countLost(tail * BLOCK, to);
  }

  #blocksIn(from: number, to: number): readonly [head: number, tail: number] {
    return [Math.ceil(from / BLOCK), Math.min(Math.floor(to / BLOCK), this.#blocks)];
  }

  #join(head: number, tail: number, result: [number, number]): void {
    let [low, high] = result;
    for (let block = head; block < tail; block++) {
      if (this.#lows[block] < low) low = this.#lows[block];
      if (this.#highs[block] > high) high = this.#highs[block];
    }
    result[0] = low;
    result[1] = high;
  }

  #scan(from: number, to: number, result: [number, number]): void {
    let [low, high] = result;
    for (let i = from; i < to; i++) {
      const value = this.#source.at(i);
      if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
    }
    result[0] = low;
    result[1] = high;
  }

  #countOutside(from: number, to: number, low: number, high: number): readonly [number, number] {
    let [below, above] = [0, 0];
    for (let i = from; i < to; i++) {
      const value = this.#source.at(i);
      if (!Number.isFinite(value)) continue;
      if (value < low) below++;
      else if (value > high) above++;
    }
    return [below, above];
  }

  #countLost(from: number, to: number): number {
    let lost = 0;
    for (let i = from; i < to; i++) if (!Number.isFinite(this.#source.at(i))) lost++;
    return lost;
  }

  /** Full blocks never change, so each is summarised once. */
  #summarise(): void {
    const full = Math.floor(this.#source.length / BLOCK);
    if (full > this.#lows.length) this.#widen(full);
    for (; this.#blocks < full; this.#blocks++) {
      const extremes: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      const [from, to] = [this.#blocks * BLOCK, (this.#blocks + 1) * BLOCK];
      this.#scan(from, to, extremes);
      [this.#lows[this.#blocks], this.#highs[this.#blocks]] = extremes;
      this.#lost[this.#blocks + 1] = this.#lost[this.#blocks] + this.#countLost(from, to);
    }
  }

  #widen(blocks: number): void {
    const lows = new Float64Array(blocks * 2);
    const highs = new Float64Array(blocks * 2);
    const lost = new Uint32Array(blocks * 2 + 1);
    lows.set(this.#lows);
    highs.set(this.#highs);
    lost.set(this.#lost);
    this.#lows = lows;
    this.#highs = highs;
    this.#lost = lost;
  }
}
