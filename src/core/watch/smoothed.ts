/** Exponential moving average: the first value as it is, then each new one with weight 1/`steps`. */
export class Smoothed {
  readonly #weight: number;
  #value = Number.NaN;

  constructor(steps: number) {
    this.#weight = 1 / steps;
  }

  get isEmpty(): boolean {
    return Number.isNaN(this.#value);
  }

  /** NaN before the first value. */
  get value(): number {
    return this.#value;
  }

  /** Returns the new average. */
  add(value: number): number {
    this.#value = this.isEmpty ? value : this.#value + (value - this.#value) * this.#weight;
    return this.#value;
  }
}
