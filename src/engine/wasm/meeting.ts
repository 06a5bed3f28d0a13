/** Words of the memory that a team of threads meets in. */
const ARRIVED = 0;
const TAKEN = 1;

/** How many words `Meeting` needs for so many threads. */
export const meetingWords = (threads: number): number => TAKEN + threads;

/** Where threads share out work and wait for each other. Every thread has one of its own on the same words, and all of them share the
 *  same work in the same order. The words only count up, and round, so nothing is ever reset and a late waker misses nothing. */
export class Meeting {
  readonly #words: Int32Array;
  readonly #thread: number;
  readonly #threads: number;
  /** What the words of each share stood at when the work was begun. */
  readonly #begun: Int32Array;
  #arrived: number;

  /** The words stand at `count`. */
  constructor(words: Int32Array, thread: number, threads: number, count = 0) {
    this.#words = words;
    this.#thread = thread;
    this.#threads = threads;
    this.#begun = new Int32Array(threads).fill(count);
    this.#arrived = count;
  }

  /** Does a part of the `pieces` of a work; returns when all of them are done, by whomever. A thread first takes from a share that is the
   *  same every time, as that lies in its cache, then helps the others: the system may have taken one of them away for a while. */
  share(pieces: number, work: (from: number, to: number) => void): void {
    if (this.#threads === 1) {
      work(0, pieces);
      return;
    }
    for (let others = 0; others < this.#threads; others++) {
      const share = (this.#thread + others) % this.#threads;
      const first = Math.floor((pieces * share) / this.#threads);
      this.#takeFrom(share, first, Math.floor((pieces * (share + 1)) / this.#threads), work);
    }
    this.#meet();
  }

  #takeFrom(share: number, first: number, end: number, work: (from: number, to: number) => void): void {
    const begun = this.#begun[share];
    for (;;) {
      const piece = first + ((Atomics.add(this.#words, TAKEN + share, 1) - begun) | 0);
      if (piece >= end) break;
      work(piece, piece + 1);
    }
    // Each thread asks once in vain.
    this.#begun[share] = begun + (end - first) + this.#threads;
  }

  #meet(): void {
    this.#arrived = (this.#arrived + this.#threads) | 0;
    const arrivedBefore = Atomics.add(this.#words, ARRIVED, 1);
    if (((arrivedBefore + 1) | 0) === this.#arrived) Atomics.notify(this.#words, ARRIVED);
    else waitWhile(this.#words, ARRIVED, (arrived) => ((this.#arrived - arrived) | 0) > 0);
  }
}

/** Looks this often before it sleeps: waking a sleeping thread costs as much as a small operation. */
const SPINS = 2000;

/** Returns when the word's value does not hold any more. */
export function waitWhile(words: Int32Array, word: number, holds: (value: number) => boolean): void {
  for (let spin = 0; spin < SPINS; spin++) if (!holds(Atomics.load(words, word))) return;
  for (;;) {
    const value = Atomics.load(words, word);
    if (!holds(value)) return;
    Atomics.wait(words, word, value);
  }
}
