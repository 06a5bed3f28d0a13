import { GrowingColumn } from './growing-column.ts';

/** A column smoothed as TensorBoard smooths a curve: a first-order moving average, freed of its bias towards zero,
 *
 *      last ← last·w + (1 − w)·v,   y = last / (1 − wⁿ),   n counting the finite values so far.
 *
 *  Values that are not finite pass through and leave the average as it was; a series that has not changed yet is
 *  given back as it is, free of rounding noise. Follows its source: each value is smoothed once, however often it is drawn. */
export class SmoothedColumn {
  readonly values = new GrowingColumn();
  readonly #weight: number;
  #last = 0;
  #counted = 0;
  #bias = 1;
  #constant = true;

  /** `weight` is from 0 (no smoothing) to below 1. */
  constructor(weight: number) {
    this.#weight = weight;
  }

  /** Smooths what the source gained since the last call. */
  follow(source: GrowingColumn): void {
    for (let i = this.values.length; i < source.length; i++) {
      const value = source.at(i);
      this.#constant &&= value === source.at(0);
      this.values.push(this.#next(value));
    }
  }

  #next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.#last = this.#last * this.#weight + (1 - this.#weight) * value;
    this.#counted++;
    // Once wⁿ is below half a unit of 1's last place, 1 − wⁿ is 1 for good, and a million powers are saved.
    if (1 - this.#bias !== 1) this.#bias = this.#weight ** this.#counted;
    return this.#constant ? value : this.#last / (1 - this.#bias);
  }
}
