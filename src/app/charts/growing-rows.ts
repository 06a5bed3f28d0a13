import { GrowingColumn } from './growing-column.ts';

const FIRST_CAPACITY = 4096;

/** The rows of one batch after the other, four bytes a row. */
export class GrowingRows {
  #rows = new Uint32Array(FIRST_CAPACITY);
  readonly #ends = new GrowingColumn();

  /** Batches so far. */
  get length(): number {
    return this.#ends.length;
  }

  push(batch: Uint32Array): void {
    const begin = this.#begin(this.length);
    const end = begin + batch.length;
    if (end > this.#rows.length) {
      const wider = new Uint32Array(Math.max(end, this.#rows.length * 2));
      wider.set(this.#rows);
      this.#rows = wider;
    }
    this.#rows.set(batch, begin);
    this.#ends.push(end);
  }

  /** A window on the rows of a batch, not a copy. */
  at(index: number): Uint32Array {
    return this.#rows.subarray(this.#begin(index), this.#ends.at(index));
  }

  *[Symbol.iterator](): Generator<Uint32Array, void, void> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  #begin(index: number): number {
    return index === 0 ? 0 : this.#ends.at(index - 1);
  }
}
