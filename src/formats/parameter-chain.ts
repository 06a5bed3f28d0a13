/** Turns the parameters of one step after the other into bytes that compress, and back, to the last bit. Each value is told apart from
 *  where the two steps before it point (2·w₁ − w₂, rounded to float32; w₁ behind the first step, 0 at the first): Adam's steps change
 *  little from one to the next. The difference is that of the values' places in the order of all float32, so small ones are small
 *  numbers; zigzag makes them small without a sign. Lowest bytes come first, then the next: what is 0 stands together. */
export class ParameterChain {
  #last: Float32Array | null = null;
  #before: Float32Array | null = null;

  /** Four bytes a value. */
  encode(values: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const count = values.length;
    const [expected, found] = [bitsOf(this.#expect(count)), bitsOf(values)];
    const planes = new Uint8Array(PLANES * count);
    for (let i = 0; i < count; i++) {
      const difference = (rankOf(found[i]) - rankOf(expected[i])) | 0;
      const zigzag = (difference << 1) ^ (difference >> 31);
      planes[i] = zigzag;
      planes[count + i] = zigzag >>> 8;
      planes[2 * count + i] = zigzag >>> 16;
      planes[3 * count + i] = zigzag >>> 24;
    }
    this.#take(values.slice());
    return planes;
  }

  /** The values of the next step, from what `encode` made of them behind the same steps.
   *  @throws RangeError where the bytes are no such planes */
  decode(planes: Uint8Array): Float32Array<ArrayBuffer> {
    const count = planes.length / PLANES;
    const expected = bitsOf(this.#expect(count));
    const values = new Float32Array(count);
    const found = bitsOf(values);
    for (let i = 0; i < count; i++) {
      const zigzag = planes[i] | (planes[count + i] << 8) | (planes[2 * count + i] << 16) | (planes[3 * count + i] << 24);
      const difference = (zigzag >>> 1) ^ -(zigzag & 1);
      found[i] = bitsAt((rankOf(expected[i]) + difference) | 0);
    }
    this.#take(values);
    return values;
  }

  #expect(count: number): Float32Array {
    const [last, before] = [this.#last, this.#before];
    if (!Number.isInteger(count) || (last && last.length !== count)) throw new RangeError(`${count} values follow ${last?.length ?? 0}`);
    if (!last) return new Float32Array(count);
    // Doubled in float64 and rounded once: the same on every machine.
    return before ? last.map((value, i) => 2 * value - before[i]) : last;
  }

  #take(values: Float32Array): void {
    this.#before = this.#last;
    this.#last = values;
  }
}

const PLANES = 4;

const bitsOf = (values: Float32Array): Int32Array => new Int32Array(values.buffer, values.byteOffset, values.length);

/** Where a float32 stands among all, as a number of 32 bits: neighbours are one apart, across 0 as well. */
const rankOf = (bits: number): number => bits ^ ((bits >> 31) | SIGN);
const bitsAt = (rank: number): number => rank ^ (~(rank >> 31) | SIGN);
const SIGN = 0x80000000 | 0;
