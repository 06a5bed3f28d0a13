import type { Pace } from './progress-text.ts';

/** Long enough to be steady, short enough to follow a change of phase. */
const WINDOW_MS = 10_000;

/** Measures how fast steps come by, over the last seconds. */
export class PaceMeter {
  readonly #seen: { readonly atMs: number; readonly step: number }[] = [];

  /** Takes note of the step reached at a time, and tells the pace; null until a step was made in the window. */
  see(atMs: number, step: number, totalSteps: number): Pace | null {
    this.#seen.push({ atMs, step });
    while (this.#seen.length > 2 && this.#seen[1].atMs <= atMs - WINDOW_MS) this.#seen.shift();
    const first = this.#seen[0];
    if (step <= first.step || atMs <= first.atMs) return null;
    const stepsPerSecond = (1000 * (step - first.step)) / (atMs - first.atMs);
    return { stepsPerSecond, secondsLeft: Math.max(0, totalSteps - step) / stepsPerSecond };
  }
}
