/** Milliseconds of training, pauses left out. */
export class RunClock {
  readonly #now: () => number;
  #startedAt: number;
  #pausedAt: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedAt = now();
  }

  elapsedMs(): number {
    return (this.#pausedAt ?? this.#now()) - this.#startedAt;
  }

  pause(): void {
    this.#pausedAt ??= this.#now();
  }

  /** Counts on from there, as if what lies between had not been. */
  goOnFrom(elapsedMs: number): void {
    this.#startedAt = (this.#pausedAt ?? this.#now()) - elapsedMs;
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#startedAt += this.#now() - this.#pausedAt;
    this.#pausedAt = null;
  }
}
