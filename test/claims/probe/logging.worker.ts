import type { RunEvent } from '../../../src/core/events.ts';
import { gatherTargets } from '../../../src/core/row-inputs.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec.ts';
import { planTrack } from '../../../src/core/track-plan.ts';
import { createTrainer } from '../../../src/engine/create-trainer.ts';
import { Database } from '../../../src/store/database.ts';
import { opfsHeadMirror } from '../../../src/store/head-mirror.ts';
import { TranscriptWriter } from '../../../src/store/transcript-writer.ts';
import { nextTask } from '../../../src/worker/next-task.ts';
import { type RunInputs, run } from '../../../src/worker/run.ts';
import { startOf } from '../../../src/worker/start.ts';
import { answering } from './answering.ts';
import { sampleInputs } from './sample-inputs.ts';

export interface LoggingTimes {
  readonly steps: number;
  readonly threads: number;
  /** Milliseconds a step, pair by pair. */
  readonly on: readonly number[];
  readonly off: readonly number[];
}

/** One keyframe, twenty histograms, two hundred steps: what a run logs again and again at its default settings. */
const STEPS = DEFAULT_SPEC.log.keyframeEvery;
const WARM_UP_STEPS = STEPS / 2;
const ROWS = 12_000;

answering(measureLogging);

/** Trains the same network on the same batches in turn: a stretch of a real run into a real transcript, a stretch of steps and
 *  nothing else. The run stands still meanwhile: pausing is not pulling. */
async function measureLogging(pairs: number): Promise<LoggingTimes> {
  const { emissions, writer, bareStretch, threads } = await prepare(pairs);
  const loggedStretch = async (steps: number) => {
    for (let taken = 0; taken < steps; ) {
      const { value, done } = await emissions.next();
      if (done) throw new Error('the run ended before it was measured');
      if (value.event.kind === 'run-failed') throw new Error(JSON.stringify(value.event));
      if (value.event.kind === 'step') taken++;
      await writer.append(value);
      await nextTask();
    }
    await writer.flush();
  };
  await loggedStretch(WARM_UP_STEPS);
  await bareStretch(WARM_UP_STEPS);
  const [on, off]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    on.push(await timed(() => loggedStretch(STEPS)));
    off.push(await timed(() => bareStretch(STEPS)));
  }
  return { steps: STEPS, threads, on, off };
}

async function timed(stretch: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await stretch();
  return (performance.now() - before) / STEPS;
}

async function prepare(pairs: number) {
  const epochSteps = Math.floor(ROWS / DEFAULT_SPEC.phases[0].batchSize);
  const inputs = await sampleInputs('wasm', ROWS, Math.ceil((WARM_UP_STEPS + pairs * STEPS) / epochSteps) + 1);
  // What is kept goes to the page, as in a live run.
  const onCommitted = (events: readonly RunEvent[]) => self.postMessage({ kept: events });
  const writer = await TranscriptWriter.open(new Database(), inputs.runId, { onCommitted, mirror: opfsHeadMirror });
  const emissions = run(inputs, new AbortController().signal);
  return { emissions, writer, threads: inputs.environment.threads, bareStretch: await bareTraining(inputs) };
}

/** Steps on the same batches without anyone who listens. */
async function bareTraining({ spec, data }: RunInputs): Promise<(steps: number) => Promise<void>> {
  const [phase] = spec.phases;
  const plan = planTrack({ spec, phase, data: data.pretrain!.data, indices: null, encoding: null });
  const trainer = await createTrainer(plan.model, plan.largestBatch);
  const start = startOf({ from: 'random', parameters: [], source: '', classes: null }, plan, spec);
  trainer.load(start.parameters, start.source);
  const batches = plan.batches(0);
  return async (steps) => {
    for (let step = 0; step < steps; step++) {
      const { value } = batches.next();
      if (!value) throw new Error('too few batches');
      const batch = { inputs: plan.inputs.gather(value.rows), targets: gatherTargets(plan.dataset, value.rows) };
      await trainer.step(batch, plan.loss, phase.optimizer, new Set());
    }
  };
}
