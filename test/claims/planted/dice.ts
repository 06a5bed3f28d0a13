import { randomStream, shuffled } from '../../../src/core/random.ts';

/** Random choices that a seed repeats. */
export class Dice {
  readonly #stream: ReturnType<typeof randomStream>;
  #drawn = 0;

  constructor(seed: number, name: string) {
    this.#stream = randomStream(seed, name);
  }

  /** In [0, 1). */
  uniform(): number {
    return this.#stream.uniform(this.#drawn++);
  }

  /** 0 … below − 1. */
  below(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** Of mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** So many different numbers below `total`, ascending. */
  choose(total: number, count: number): number[] {
    const order = shuffled(
      randomStream(this.below(2 ** 31), 'choose'),
      Uint32Array.from({ length: total }, (_, i) => i),
    );
    return Array.from(order.subarray(0, count)).sort((a, b) => a - b);
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('');
  }
}
