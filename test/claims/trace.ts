import { type Recorded, tableOf, textOf } from './recorded.ts';

export const MAX_LOSS_DIFFERENCE = 1e-3;
export const MAX_NORM_DIFFERENCE = 1e-4;

/** Steps as PyTorch took them: the loss of each, and each tensor's L2 norm after it. */
export interface Trace {
  readonly torch: string;
  readonly steps: readonly { readonly loss: number; readonly l2: Readonly<Record<string, number>> }[];
}

/** The largest relative differences over the trace's steps (and tensors). */
export interface Differences {
  readonly loss: number;
  readonly norm: number;
}

/** Holds the bundle's own tables against the trace. */
export function differences(run: Recorded, { steps }: Trace): Differences {
  const losses = tableOf(run, 'steps.csv');
  const norms = tableOf(run, 'parameters/statistics.csv');
  const lossOff = steps.map(({ loss }, i) => relative(Number(losses[i]?.loss), loss));
  const normOf = new Map(norms.map(({ step, tensor, l2 }) => [`${step} ${tensor}`, Number(l2)]));
  const normOff = steps.flatMap(({ l2 }, i) =>
    Object.entries(l2).map(([tensor, norm]) => relative(normOf.get(`${i + 1} ${tensor}`), norm)),
  );
  return { loss: Math.max(...lossOff), norm: Math.max(...normOff) };
}

/** NaN where there is nothing to compare with, and a NaN is within no bar. */
const relative = (found: number | undefined, expected: number): number => Math.abs((found ?? Number.NaN) - expected) / Math.abs(expected);

export const isWithin = ({ loss, norm }: Differences): boolean => loss <= MAX_LOSS_DIFFERENCE && norm <= MAX_NORM_DIFFERENCE;

/** WebGPU's adapter says what the figures were computed on. */
export function adapterOf(run: Recorded): string {
  const { adapter } = JSON.parse(textOf(run, 'environment.json')) as { adapter: string | null };
  return adapter ?? 'unknown';
}
