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

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#startedAt += this.#now() - this.#pausedAt;
    this.#pausedAt = null;
  }
}
