import type { Problem } from '../../core/problems/problem.ts';
import { TrainscriptError, toProblem } from '../../core/problems/problem.ts';
import type { Emission } from '../../core/transcript/events.ts';
import { nextTask } from '../next-task.ts';
import type { RunClock } from './run-clock.ts';

/** Where a run's events go: the transcript writer, or what stands for it in a test. */
export interface EventSink {
  append(emission: Emission): Promise<void>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Pulls a run's events one by one into the transcript. Pausing is not pulling; a store that is full pauses too, before the
 *  next step, and resuming tries again. */
export class RunDriver {
  readonly #sink: EventSink;
  readonly #clock: RunClock;
  readonly #stop = new AbortController();
  readonly #onProblem: (problem: Problem) => void;
  #wantsPause = false;
  #wake: (() => void) | null = null;
  #step = 0;

  constructor(sink: EventSink, clock: RunClock, onProblem: (problem: Problem) => void) {
    this.#sink = sink;
    this.#clock = clock;
    this.#onProblem = onProblem;
  }

  /** What the run watches in order to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Nothing is trained until it is resumed or stopped. */
  get isWaiting(): boolean {
    return this.#wake !== null;
  }

  pause(): void {
    this.#wantsPause = true;
  }

  resume(): void {
    this.#wantsPause = false;
    this.#wake?.();
  }

  stop(): void {
    this.#stop.abort();
    this.resume();
  }

  /** Runs to the end. `onEmission` sees each emission once the writer took it. */
  async drive(emissions: AsyncGenerator<Emission, void, void>, onEmission: (emission: Emission) => void): Promise<void> {
    try {
      for await (const emission of emissions) {
        if (!(await this.#keep(emission))) break;
        if (emission.event.kind === 'step') this.#step = emission.event.step;
        onEmission(emission);
        if (this.#wantsPause && emission.event.kind === 'step') await this.#pauseHere();
        await nextTask();
      }
      // What the store has not kept yet is kept now, and waits for room where there is none: the models are among it.
      await this.#insist(() => this.#sink.flush());
    } finally {
      await this.#sink.close().catch((error: unknown) => this.#onProblem(toProblem(error)));
    }
  }

  async #pauseHere(): Promise<void> {
    await this.#keep({ event: { kind: 'paused', step: this.#step } });
    await this.#sleep();
    await this.#keep({ event: { kind: 'resumed', step: this.#step } });
  }

  #keep(emission: Emission): Promise<boolean> {
    return this.#insist(() => this.#sink.append(emission));
  }

  /** Hands something over. Where the store refuses, the run waits until the person made room and resumed; false when it was
   *  stopped instead and there is still no room. */
  async #insist(handOver: () => Promise<void>): Promise<boolean> {
    let attempt = handOver;
    for (;;) {
      try {
        await attempt();
        return true;
      } catch (error) {
        // An emission that cannot be written at all was not taken: that is a fault of ours, not of the store.
        if (error instanceof TrainscriptError && error.code === 'not-canonical') throw error;
        this.#onProblem(toProblem(error));
        if (this.#stop.signal.aborted) return false;
        await this.#sleep();
        attempt = () => this.#sink.flush();
      }
    }
  }

  async #sleep(): Promise<void> {
    this.#clock.pause();
    if (!this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = null;
    this.#wantsPause = false;
    this.#clock.resume();
  }
}
