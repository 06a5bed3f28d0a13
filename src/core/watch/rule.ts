import type { Problem, ProblemFields } from '../problems/problem.ts';
import type { WatchRule } from '../spec/spec.ts';
import type { EvaluatedEvent, PhaseStarted, RecalledEvent, RunEvent, StepEvent } from '../transcript/events.ts';

/** What rules look at, within one track. */
export type Watched = StepEvent | EvaluatedEvent | RecalledEvent;

export const isWatched = (event: RunEvent): event is Watched =>
  event.kind === 'step' || event.kind === 'evaluated' || event.kind === 'recalled';

/** One kind of trouble, looked for in one track. It keeps what it needs of the events before. */
export interface Rule {
  readonly name: WatchRule;
  /** Looks in a row at which a condition must hold before it is told, and must not hold before it has ended. */
  readonly patience: number;
  /** What is out of order now; null where the event says nothing of it. Sees every event of the track once, in order. */
  readonly look: (event: Watched) => readonly Condition[] | null;
}

export interface Condition {
  readonly code: WatchCode;
  /** The tensor it is about; empty where it is about none. */
  readonly tensor: string;
  /** Numbers for the text, asked for when it is told. */
  readonly numbers: () => ProblemFields;
}

export type MakeRule = (started: PhaseStarted) => Rule;

export type WatchCode = Extract<Problem['code'], `watch-${string}`>;

const RULE_OF_CODE: Readonly<Record<WatchCode, WatchRule>> = {
  'watch-divergence': 'divergence',
  'watch-plateau-training': 'plateau',
  'watch-plateau-evaluation': 'plateau',
  'watch-overfitting': 'overfitting',
  'watch-forgetting-accuracy': 'forgetting',
  'watch-forgetting-error': 'forgetting',
  'watch-dead-layer': 'dead-layer',
  'watch-dead-relus': 'dead-relus',
  'watch-vanishing-gradient': 'vanishing',
  'watch-vanishing-update': 'vanishing',
  'watch-exploding-gradient': 'exploding',
  'watch-exploding-update': 'exploding',
};

/** The rule that told it; null where no rule did. */
export const ruleOf = ({ code }: Problem): WatchRule | null => (Object.hasOwn(RULE_OF_CODE, code) ? RULE_OF_CODE[code as WatchCode] : null);

/** Six decimals are shown of a number; one that would lose its three significant digits so is written out. */
export function figure(value: number): number | string {
  const short = Number(value.toPrecision(3));
  return Math.abs(short) >= 1e-3 || short === 0 ? short : short.toExponential();
}
