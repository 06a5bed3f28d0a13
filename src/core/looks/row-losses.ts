import type { StepEvent } from '../transcript/events.ts';

/** What became of one row over its uses. */
export interface RowRecord {
  readonly row: number;
  readonly uses: number;
  readonly lastLoss: number;
  readonly meanLoss: number;
  /** Uses whose prediction was not the row's label; null where the labels are not known. */
  readonly wrong: number | null;
}

/** A step's rows with what came of each, where the transcript has it. */
export interface BatchResult extends Pick<StepEvent, 'phase' | 'step'> {
  readonly rows: ArrayLike<number>;
  readonly losses?: ArrayLike<number> | undefined;
  readonly predictions?: ArrayLike<number> | undefined;
}

/** Adds up what steps did with each row. `labelOf` gives a row's class, where classes are predicted and the labels are known. */
export class RowLosses {
  readonly #labelOf: ((row: number) => number) | null;
  #uses = new Uint32Array(0);
  #wrong = new Uint32Array(0);
  #sums = new Float64Array(0);
  #last = new Float64Array(0);

  constructor(labelOf: ((row: number) => number) | null = null) {
    this.#labelOf = labelOf;
  }

  /** Steps without losses tell nothing. */
  add({ rows, losses, predictions }: Pick<BatchResult, 'rows' | 'losses' | 'predictions'>): void {
    if (losses === undefined) return;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (row >= this.#uses.length) this.#widen(row + 1);
      this.#uses[row]++;
      this.#sums[row] += losses[i];
      this.#last[row] = losses[i];
      if (predictions && this.#labelOf && predictions[i] !== this.#labelOf(row)) this.#wrong[row]++;
    }
  }

  /** Undefined where no step used the row. */
  of(row: number): RowRecord | undefined {
    const uses = this.#uses[row] ?? 0;
    if (uses === 0) return undefined;
    const wrong = this.#labelOf ? this.#wrong[row] : null;
    return { row, uses, lastLoss: this.#last[row], meanLoss: this.#sums[row] / uses, wrong };
  }

  /** The rows with the highest mean loss, at most `count`, the highest first; of equals the one that stands first in the file. */
  hardest(count: number): readonly RowRecord[] {
    const means = this.#sums.map((sum, row) => sum / this.#uses[row]);
    const used = [...this.#uses.keys()].filter((row) => this.#uses[row] > 0);
    return used
      .sort((a, b) => means[b] - means[a] || a - b)
      .slice(0, count)
      .flatMap((row) => this.of(row) ?? []);
  }

  #widen(rows: number): void {
    const length = Math.max(rows, 2 * this.#uses.length);
    const widened = <Column extends Uint32Array | Float64Array>(wider: Column, column: Column) => {
      wider.set(column);
      return wider;
    };
    this.#uses = widened(new Uint32Array(length), this.#uses);
    this.#wrong = widened(new Uint32Array(length), this.#wrong);
    this.#sums = widened(new Float64Array(length), this.#sums);
    this.#last = widened(new Float64Array(length), this.#last);
  }
}
