import type { ContestantName } from './contestants.ts';

/** What came of one contestant. */
export type Outcome = Measured | NotMeasured;

export interface Measured {
  readonly kind: 'measured';
  readonly name: ContestantName;
  /** Of the steps that were compared before timing. */
  readonly losses: readonly number[];
  /** Of each window, in the order that they were timed. */
  readonly stepMs: readonly number[];
  /** Steps timed, all windows together. */
  readonly steps: number;
  /** From its worker's start to the first loss: downloads, compilation, the first step. */
  readonly firstLossMs: number;
  readonly facts: Readonly<Record<string, string>>;
}

export interface NotMeasured {
  readonly kind: 'not-measured';
  readonly name: ContestantName;
  readonly reason: string;
}

/** Where it was measured. */
export interface BenchEnvironment {
  readonly browser: string;
  readonly adapter: string;
  readonly software: boolean;
  readonly cores: number;
  readonly crossOriginIsolated: boolean;
}

/** What the machine can do at best: our own matrix product on 512³, on so many threads at once. */
export interface Floor {
  readonly threads: number;
  readonly gigaflops: number;
}
