/** How a track used its rows. */
export interface UsageSummary {
  readonly steps: number;
  readonly trainRows: number;
  readonly rowsUsed: number;
  readonly rowsNeverUsed: number;
  /** Over all rows to train on, those never used included. */
  readonly usesPerRow: { readonly min: number; readonly max: number };
  /** Rows over all batches. */
  readonly uses: number;
}

const FIRST_CAPACITY = 1024;

/** Counts how often each row was used: four bytes a row, however many steps there are. */
export class RowUsage {
  #counts = new Uint32Array(FIRST_CAPACITY);
  #steps = 0;
  #uses = 0;

  add(rows: readonly number[]): void {
    this.#steps++;
    this.#uses += rows.length;
    for (const row of rows) {
      if (row >= this.#counts.length) this.#grow(row);
      this.#counts[row]++;
    }
  }

  summary(trainRows: number): UsageSummary {
    const used = this.#counts.filter((count) => count > 0);
    const rowsNeverUsed = Math.max(0, trainRows - used.length);
    const bounds = used.reduce(({ min, max }, count) => ({ min: Math.min(min, count), max: Math.max(max, count) }), {
      min: rowsNeverUsed > 0 || used.length === 0 ? 0 : Number.POSITIVE_INFINITY,
      max: 0,
    });
    return { steps: this.#steps, trainRows, rowsUsed: used.length, rowsNeverUsed, usesPerRow: bounds, uses: this.#uses };
  }

  #grow(row: number): void {
    const wider = new Uint32Array(Math.max(row + 1, this.#counts.length * 2));
    wider.set(this.#counts);
    this.#counts = wider;
  }
}
