import type { Track, WatchRule } from '../../../src/core/spec/spec.ts';
import type { Metrics } from '../../../src/core/training/metrics.ts';
import type {
  AlertEvent,
  EvaluatedEvent,
  PhaseStarted,
  RecalledEvent,
  RunEvent,
  StepEvent,
  TensorStatistics,
} from '../../../src/core/transcript/events.ts';
import { Watch } from '../../../src/core/watch/watch.ts';

/** Statistics of a tensor in order, but for what is told. */
export const tensor = (gradientL2: number, updateRatio = 0.001): TensorStatistics => [0, 0.1, -1, 1, 2, updateRatio, gradientL2];

const IN_ORDER = { 'fc1.weight': tensor(0.2), 'fc1.bias': tensor(0.1), 'fc2.weight': tensor(0.3), 'fc2.bias': tensor(0.1) };

export function started(changes: Partial<PhaseStarted> = {}): PhaseStarted {
  const counts = { after: 0, steps: 1000, epochs: 1, batchSize: 64, trainRows: 1000, testRows: 100, parameters: 8 };
  const task = { task: 'multiclass', classes: [...'0123456789'], loss: 'cross-entropy', model: 'mlp' } as const;
  return {
    kind: 'phase-started',
    phase: 'pretrain',
    ...counts,
    ...task,
    startsFrom: 'random',
    replacedHead: false,
    frozen: [],
    ...changes,
  };
}

export const step = (number: number, loss: number, tensors: StepEvent['tensors'] = IN_ORDER, phase: Track = 'pretrain'): StepEvent => ({
  kind: 'step',
  phase,
  step: number,
  epoch: 1,
  rows: [],
  loss,
  accuracy: null,
  learningRate: 0.1,
  gradientNorm: Math.hypot(...Object.values(tensors).map((statistics) => statistics[6])),
  fingerprint: number,
  wallTimeMs: number,
  tensors,
});

export const evaluated = (number: number, loss: number, phase: Track = 'pretrain') =>
  ({ kind: 'evaluated', phase, step: number, rows: 100, metrics: { loss } }) as EvaluatedEvent;

export const recalled = (number: number, metrics: Partial<Metrics>, rows = 400) =>
  ({ kind: 'recalled', phase: 'finetune', step: number, of: 'pretrain', rows, metrics: { accuracy: null, ...metrics } }) as RecalledEvent;

/** Steps 1, 2 … with these losses. */
export const steps = (losses: readonly number[]): StepEvent[] => losses.map((loss, i) => step(i + 1, loss));

export const repeat = <T>(count: number, value: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => value(i));

export function alertsOf(events: readonly RunEvent[], stopOn: readonly WatchRule[] = []): AlertEvent[] {
  const watch = new Watch(stopOn);
  return events.flatMap((event) => watch.see(event));
}

/** «divergence 6», «exploding 9 fc1.weight» … */
export const told = (events: readonly RunEvent[]): string[] =>
  alertsOf(events).map(({ step: at, problem: { code, fields } }) =>
    [code.replace('watch-', ''), at, fields.tensor].filter((part) => part !== undefined).join(' '),
  );
