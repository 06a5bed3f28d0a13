import { gatherTargets } from '../../../src/core/data/row-inputs.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { planTrack } from '../../../src/core/training/track-plan.ts';
import { WasmNetwork } from '../../../src/engine/wasm/wasm-network.ts';
import { DATABASE_NAME } from '../../../src/store/schema.ts';
import { WriterThread } from '../../../src/store/writer-thread.ts';
import { nextTask } from '../../../src/worker/next-task.ts';
import { type RunInputs, run } from '../../../src/worker/run.ts';
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
/** The two take turns within a pair: a machine that others use too changes its speed by a quarter from one second to the next. What the
 *  browser's own process does for the store then falls into both. */
const TURN_STEPS = 20;
const WARM_UP_STEPS = 50;
const ROWS = 12_000;
/** More than any run of the measurement comes to. */
const EPOCHS = 100;
/** Pairs that one run and its network are used for. */
const PAIRS_A_RUN = 4;

answering(measureLogging);

/** Trains on the same batches in turn: steps of a real run into a real transcript, steps and nothing else, while the run stands still:
 *  pausing is not pulling. Both are taken by the same network, the run's own: where a network's memory happens to
 *  lie makes one faster than the other by more than logging costs. */
async function measureLogging(pairs: number): Promise<LoggingTimes> {
  const inputs = await sampleInputs('wasm', ROWS, EPOCHS);
  const [on, off]: [number[], number[]] = [[], []];
  while (on.length < pairs) {
    const each = await twins(inputs);
    // Uncounted: what setting up a network leaves for the garbage collection, which works between tasks, is no cost of logging.
    await pairOf(each);
    const those: Pair[] = [];
    for (let pair = 0; pair < PAIRS_A_RUN; pair++) those.push(await pairOf(each));
    // A run waits once for what is left to be kept: at its end.
    const flushMs = (await timed(each.flush)) / PAIRS_A_RUN;
    for (const { logged, bare } of those) {
      on.push((logged.ms + flushMs) / logged.steps);
      off.push(bare.ms / bare.steps);
    }
    await each.end();
  }
  return { steps: STEPS, threads: inputs.environment.threads, on, off };
}

/** How long so many steps took. A run takes some ahead of those that it tells of, so they are counted where they are taken. */
interface Stretch {
  ms: number;
  steps: number;
}

type Pair = Readonly<Record<'logged' | 'bare', Stretch>>;

async function pairOf(twins: Twins): Promise<Pair> {
  const pair: Pair = { logged: { ms: 0, steps: 0 }, bare: { ms: 0, steps: 0 } };
  for (let done = 0; done < STEPS; done += TURN_STEPS) {
    // What the first of two leaves in the caches is the same for both.
    for (const one of done % (2 * TURN_STEPS) === 0 ? LOGGED_FIRST : BARE_FIRST) {
      const before = twins.stepsTaken();
      pair[one].ms += await timed(() => twins[one](TURN_STEPS));
      pair[one].steps += twins.stepsTaken() - before;
    }
  }
  return pair;
}

const LOGGED_FIRST = ['logged', 'bare'] as const;
const BARE_FIRST = ['bare', 'logged'] as const;

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

type Train = (steps: number) => Promise<void>;

interface Twins {
  /** Goes on with the run. */
  readonly logged: Train;
  /** Takes steps with the run's network, without anyone who listens. */
  readonly bare: Train;
  /** By the network, in all. */
  stepsTaken(): number;
  /** Resolves when everything logged is kept. */
  flush(): Promise<void>;
  end(): Promise<void>;
}

/** Warm when handed over. */
async function twins(sample: RunInputs): Promise<Twins> {
  const run = await loggedRun({ ...sample, runId: crypto.randomUUID() });
  const network = await networkMadeBy(() => run.logged(WARM_UP_STEPS));
  await run.flush();
  const bare = bareSteps(sample, network);
  await bare(WARM_UP_STEPS);
  return { ...run, bare, stepsTaken: stepsOf(network) };
}

/** The network that is made while `action` goes on. */
async function networkMadeBy(action: () => Promise<void>): Promise<WasmNetwork> {
  const create = WasmNetwork.create;
  const made: WasmNetwork[] = [];
  WasmNetwork.create = async (...details) => {
    const network = await create.apply(WasmNetwork, details);
    if (network) made.push(network);
    return network;
  };
  try {
    await action();
  } finally {
    WasmNetwork.create = create;
  }
  if (made.length !== 1) throw new Error(`the run made ${made.length} networks on our own kernels, not one`);
  return made[0];
}

/** Counts the steps that the network takes from now on. */
function stepsOf(network: WasmNetwork): () => number {
  const { step } = network;
  let taken = 0;
  network.step = (...details) => {
    taken++;
    return step.apply(network, details);
  };
  return () => taken;
}

async function loggedRun(inputs: RunInputs): Promise<Pick<Twins, 'logged' | 'flush' | 'end'>> {
  // What is kept goes to the page, as in a live run.
  const writer = await WriterThread.open(DATABASE_NAME, inputs.runId, (kept) => self.postMessage({ kept }));
  const emissions = run(inputs, new AbortController().signal);
  const logged = async (steps: number) => {
    for (let taken = 0; taken < steps; ) {
      const { value, done } = await emissions.next();
      if (done) throw new Error('the run ended before it was measured');
      if (value.event.kind === 'run-failed') throw new Error(JSON.stringify(value.event));
      if (value.event.kind === 'step') taken++;
      await writer.append(value);
      await nextTask();
    }
  };
  const end = async () => {
    await emissions.return();
    await writer.close();
  };
  return { logged, flush: () => writer.flush(), end };
}

function bareSteps({ spec, data }: RunInputs, network: WasmNetwork): Train {
  const [phase] = spec.phases;
  const plan = planTrack({ spec, phase, data: data.pretrain!.data, indices: null, encoding: null });
  const batches = plan.batches(0);
  return async (steps) => {
    for (let step = 0; step < steps; step++) {
      const { value } = batches.next();
      if (!value) throw new Error('too few batches');
      const batch = { inputs: plan.inputs.gather(value.rows), targets: gatherTargets(plan.dataset, value.rows) };
      await network.step(batch, plan.loss, phase.optimizer, new Set());
    }
  };
}
