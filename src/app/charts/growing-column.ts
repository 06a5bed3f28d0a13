const FIRST_CAPACITY = 1024;

/** A column of numbers that grows by doubling; `view()` is a window on the numbers so far, not a copy. */
export class GrowingColumn {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(this.#values.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index];
  }

  view(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
