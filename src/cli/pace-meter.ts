import type { Pace } from './progress-text.ts';

/** Three of the slowest steps that are met (WebGPU in software takes ten seconds for one), and short enough to follow a change of phase. */
const WINDOW_MS = 30_000;

/** Measures how fast steps come by, over the last seconds. */
export class PaceMeter {
  readonly #seen: { readonly atMs: number; readonly step: number }[] = [];

  /** Takes note of the step reached at a time, and tells the pace; null until a second step was made. The first one is not
   *  timed: evaluating and keeping the parameters as they were goes before it. */
  see(atMs: number, step: number, totalSteps: number): Pace | null {
    if (step === 0) return null;
    this.#seen.push({ atMs, step });
    while (this.#seen.length > 2 && this.#seen[1].atMs <= atMs - WINDOW_MS) this.#seen.shift();
    const first = this.#seen[0];
    if (step <= first.step || atMs <= first.atMs) return null;
    const stepsPerSecond = (1000 * (step - first.step)) / (atMs - first.atMs);
    return { stepsPerSecond, secondsLeft: Math.max(0, totalSteps - step) / stepsPerSecond };
  }
}
