import { eventColumns } from '../../../src/core/event-columns.ts';
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
/** The two take turns within a pair, so that a machine whose speed changes by the second slows both down alike. */
const TURN_STEPS = STEPS / 2;
const WARM_UP_STEPS = 50;
const ROWS = 12_000;
const EPOCHS = 2;

answering(measureLogging);

/** Trains the same network on the same batches in turn: a stretch of a real run into a real transcript, a stretch of steps and
 *  nothing else. The run stands still meanwhile: pausing is not pulling. Each pair has networks of its own: where their memory
 *  happens to lie makes one faster than the other by some per cent. */
async function measureLogging(pairs: number): Promise<LoggingTimes> {
  const inputs = await sampleInputs('wasm', ROWS, EPOCHS);
  const [on, off]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    const [logged, bare] = await (pair % 2 === 0 ? loggedFirst(inputs) : bareFirst(inputs));
    let [onMs, offMs] = [0, 0];
    for (let done = 0; done < STEPS; done += TURN_STEPS) {
      onMs += await timed(() => logged.train(TURN_STEPS));
      offMs += await timed(() => bare.train(TURN_STEPS));
    }
    on.push(onMs / STEPS);
    off.push(offMs / STEPS);
    await Promise.all([logged.end(), bare.end()]);
  }
  return { steps: STEPS, threads: inputs.environment.threads, on, off };
}

const loggedFirst = async (inputs: RunInputs) => [await loggedRun(inputs), await bareRun(inputs)] as const;

async function bareFirst(inputs: RunInputs) {
  const bare = await bareRun(inputs);
  return [await loggedRun(inputs), bare] as const;
}

/** Trains so many steps more; warm when handed over. */
interface Contestant {
  train(steps: number): Promise<void>;
  end(): Promise<void>;
}

async function timed(stretch: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await stretch();
  return performance.now() - before;
}

async function loggedRun(sample: RunInputs): Promise<Contestant> {
  const inputs = { ...sample, runId: crypto.randomUUID() };
  // What is kept goes to the page, as in a live run.
  const onCommitted = (events: readonly RunEvent[]) => self.postMessage({ kept: eventColumns(events) });
  const writer = await TranscriptWriter.open(new Database(), inputs.runId, { onCommitted, mirror: opfsHeadMirror });
  const emissions = run(inputs, new AbortController().signal);
  const train = async (steps: number) => {
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
  const end = async () => {
    await emissions.return();
    await writer.close();
  };
  await train(WARM_UP_STEPS);
  return { train, end };
}

/** Steps on the same batches without anyone who listens. */
async function bareRun({ spec, data }: RunInputs): Promise<Contestant> {
  const [phase] = spec.phases;
  const plan = planTrack({ spec, phase, data: data.pretrain!.data, indices: null, encoding: null });
  const trainer = await createTrainer(plan.model, plan.largestBatch);
  const start = startOf({ from: 'random', parameters: [], source: '', classes: null }, plan, spec);
  trainer.load(start.parameters, start.source);
  const batches = plan.batches(0);
  const train = async (steps: number) => {
    for (let step = 0; step < steps; step++) {
      const { value } = batches.next();
      if (!value) throw new Error('too few batches');
      const batch = { inputs: plan.inputs.gather(value.rows), targets: gatherTargets(plan.dataset, value.rows) };
      await trainer.step(batch, plan.loss, phase.optimizer, new Set());
    }
  };
  await train(WARM_UP_STEPS);
  return { train, end: async () => trainer.dispose() };
}
