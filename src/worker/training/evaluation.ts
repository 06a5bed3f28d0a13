import { gatherTargets } from '../../core/data/row-inputs.ts';
import type { Track } from '../../core/spec/spec.ts';
import { type Metrics, metricsOf } from '../../core/training/metrics.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';
import type { Emission, EvaluatedEvent } from '../../core/transcript/events.ts';
import { type AwakeUnits, allAsleep } from '../../engine/awake-units.ts';
import { NotFinite, type Trainer } from '../../engine/trainer.ts';
import { nextTask } from '../next-task.ts';

/** Rows per forward pass when evaluating: enough to fill the device, few enough to stop between. */
const EVALUATION_ROWS = 256;

/** Whose test rows the network is asked: those of the track, and where `recalled` is given those of the pretraining that it started from. */
export interface Tests {
  readonly track: Track;
  readonly plan: TrackPlan;
  readonly recalled: TrackPlan | null;
}

/** Nothing is yielded when there are no test rows, or when the run is stopped half-way. @throws NotFinite */
export async function* evaluation(
  network: Trainer,
  { track: phase, plan, recalled }: Tests,
  step: number,
  signal: AbortSignal,
): AsyncGenerator<Emission, void, void> {
  const awake = allAsleep(plan.model);
  const metrics = await measured(network, plan, signal, awake);
  if (metrics) yield { event: { kind: 'evaluated', phase, step, rows: plan.test.rows.length, metrics, deadUnits: asleep(awake) } };
  const kept = recalled && (await measured(network, recalled, signal));
  if (kept) yield { event: { kind: 'recalled', phase, step, of: 'pretrain', rows: recalled.test.rows.length, metrics: kept } };
}

const asleep = (awake: AwakeUnits): NonNullable<EvaluatedEvent['deadUnits']> =>
  Object.fromEntries([...awake].map(([layer, marks]) => [layer, [marks.filter((mark) => mark === 0).length, marks.length]]));

/** Units that a row wakes are marked in `awake`. */
async function measured(
  network: Trainer,
  { test, model, loss }: TrackPlan,
  signal: AbortSignal,
  awake?: AwakeUnits,
): Promise<Metrics | null> {
  const { rows, inputs, dataset } = test;
  if (rows.length === 0) return null;
  const outputs = new Float32Array(rows.length * model.outputs);
  for (let at = 0; at < rows.length; at += EVALUATION_ROWS) {
    // A message may say so.
    await nextTask();
    if (signal.aborted) return null;
    outputs.set(await network.predict(inputs.gather(rows.subarray(at, at + EVALUATION_ROWS)), awake), at * model.outputs);
  }
  const metrics = metricsOf(loss, outputs, gatherTargets(dataset, rows));
  if (!Number.isFinite(metrics.loss)) throw new NotFinite('loss', 'outputs for the test rows', metrics.loss);
  return metrics;
}
