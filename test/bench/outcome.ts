import type { ContestantName } from './contestants.ts';
import type { Floor } from './floor.ts';

/** What came of one contestant. */
export type Outcome = Measured | NotMeasured;

export interface Measured {
  readonly kind: 'measured';
  readonly name: ContestantName;
  /** Of the steps that were compared before timing. */
  readonly losses: readonly number[];
  /** Milliseconds a step with every step's loss delivered, of each window, in the order that they were timed. */
  readonly stepMs: readonly number[];
  /** Steps timed, all those windows together. */
  readonly steps: number;
  /** Milliseconds that 95 of 100 losses came within, after the one before. */
  readonly p95Ms: number;
  /** The same as `stepMs` where only a loss now and then is asked for; null for who has no such way, or gains nothing. */
  readonly freeMs: readonly number[] | null;
  /** From its worker's start to the first loss: downloads, compilation, the first step. */
  readonly firstLossMs: number;
  readonly facts: Readonly<Record<string, string>>;
  /** What its own library reaches at best on its device, where it was measured with it. */
  readonly floor: Floor | null;
}

export interface NotMeasured {
  readonly kind: 'not-measured';
  readonly name: ContestantName;
  readonly reason: string;
}
