/** Milliseconds of training, pauses left out. */
export class RunClock {
  readonly #now: () => number;
  #startedAt: number;
  #pausedAt: number | null = null;
  #lastPause: { readonly from: number; readonly to: number } | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** Now, or at a time that the clock was already running at: behind the last pause but one. */
  elapsedMs(at = this.#now()): number {
    if (this.#pausedAt !== null) return Math.min(at, this.#pausedAt) - this.#startedAt;
    const pause = this.#lastPause;
    if (!pause || at >= pause.to) return at - this.#startedAt;
    return Math.min(at, pause.from) - (this.#startedAt - (pause.to - pause.from));
  }

  pause(): void {
    this.#pausedAt ??= this.#now();
  }

  /** Counts on from there, as if what lies between had not been. */
  goOnFrom(elapsedMs: number): void {
    this.#startedAt = (this.#pausedAt ?? this.#now()) - elapsedMs;
    this.#lastPause = null;
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    const pause = { from: this.#pausedAt, to: this.#now() };
    this.#startedAt += pause.to - pause.from;
    this.#lastPause = pause;
    this.#pausedAt = null;
  }
}
