import { TrainscriptError } from '../../core/problems/problem.ts';
import type { Emission, Environment } from '../../core/transcript/events.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { type Keyframe, keepAgain } from '../resume/nearest-keyframe.ts';
import { readKeyframe } from '../resume/read-keyframe.ts';
import { type RunInputs, run } from '../run.ts';
import { environmentDifferences } from './environment-differences.ts';
import type { FingerprintedEvent } from './step-history.ts';
import { isAtTarget, type StepPoint } from './step-point.ts';

/** What training again takes: the run's data, on the backend that it used. */
export type Bench = Omit<RunInputs, 'from' | 'until' | 'keyframesAt'>;

/** Trains again from a point's keyframe up to its step, and yields each step that came out as the transcript says. Returns the
 *  parameters behind the step, with the optimiser's state. Lost keyframes that it passes are stored again. Where the keyframe itself is asked for, only it is checked, and no
 *  bench is set up.
 *  @throws TrainscriptError `step-differs`; `signal`'s reason when it aborts; DeviceLost */
export async function* replayStep(
  point: StepPoint,
  setUp: () => Promise<Bench>,
  signal: AbortSignal,
): AsyncGenerator<number, Snapshot, void> {
  const { history, keyframe, lost, source } = point;
  const { track, step } = history.target;
  if (keyframe) checkKeyframe(point, keyframe);
  if (keyframe && isAtTarget(point)) return keyframe.snapshot;
  const bench = await setUp();
  signal.throwIfAborted();
  const keyframesAt = new Set(lost.map((one) => one.event.step));
  for await (const emission of run({ ...bench, from: keyframe, until: step, keyframesAt }, signal)) {
    const { event, keyframe: file } = emission;
    signal.throwIfAborted();
    if (event.kind === 'run-failed') throw new TrainscriptError(event.problem.code, event.problem.fields);
    if (event.kind !== 'step' && event.kind !== 'keyframe') continue;
    check(point, event, event.fingerprint, bench.environment);
    await keepAgain(source, lost, emission);
    if (event.kind === 'step') yield event.step;
    else if (file && event.phase === track && event.step === step) return snapshotOf(file);
  }
  throw new TypeError(`the run came to its end before step ${step} of ${track}`);
}

const snapshotOf = (file: NonNullable<Emission['keyframe']>): Snapshot => readKeyframe(file, 'the replayed step');

function checkKeyframe(point: StepPoint, { track: phase, step, after, snapshot }: Keyframe): void {
  check(point, { kind: 'keyframe', phase, step }, snapshot.fingerprint, null);
  if (step > after) check(point, { kind: 'step', phase, step }, snapshot.fingerprint, null);
}

/** `environment` is where the event was computed again; null where it was only read. */
function check({ history, keyframe }: StepPoint, event: FingerprintedEvent, found: number, environment: Environment | null): void {
  const expected = history.fingerprintAt(event);
  if (expected === undefined || expected === found) return;
  const differences = environment ? environmentDifferences(history.environmentOf(event.step), environment) : [];
  throw new TrainscriptError('step-differs', {
    ...{ run: history.started.name, step: event.step, expected, found, keyframe: keyframe?.step ?? 0 },
    differences: differences.join('; ') || 'nothing that is recorded',
  });
}
