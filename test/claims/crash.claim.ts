import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { servePage } from '../../src/cli/serve.ts';
import { type RandomStream, randomStream } from '../../src/core/random.ts';
import type { Claim } from './claim.ts';
import { KILL, KILLED, type Killed, noteWorkers } from './harm/kills.ts';
import { OwnBrowser } from './harm/own-browser.ts';
import { digitsRun, type QuickRun, tableRun } from './harm/quick-run.ts';
import { type Look, RunPage } from './harm/run-page.ts';
import { readStoredRun } from './harm/stored-run.ts';
import { inTemporaryFolder } from './recorded.ts';

/** How often each is killed. `CRASHES=10` tries it with about so many in all. */
const KILLS: Readonly<Record<Killed, number>> = { worker: 24, tab: 24, renderer: 24, browser: 24, gpu: 12 };
const TOTAL = Object.values(KILLS).reduce((sum, count) => sum + count);
const LEAST = 100;
const SEED = Number(process.env.CRASH_SEED ?? 1);

/** Of training after «Start» or «Resume», before the kill. */
const LONGEST_MS = 1600;
const LONGEST_GPU_MS = 2500;
/** Kills of one run, so that it also comes to an end. */
const MAX_KILLS_A_RUN = 8;
const MAX_GPU_KILLS_A_RUN = 2;

const TABLE = tableRun(60, 250);
const DIGITS = digitsRun('webgpu', 60, 20);

/** What one kill left. */
interface Survived {
  readonly killed: Killed;
  /** The last step that the page had told as saved. */
  readonly acknowledged: number;
  /** Of those, the ones that are not in the store with the fingerprint of the undisturbed run. */
  readonly lost: number;
  /** Steps in the store whose fingerprint is another one, and a chain that is not whole. */
  readonly wrong: number;
}

interface Finished {
  readonly survived: readonly Survived[];
  readonly isEqual: boolean;
}

type Fingerprints = ReadonlyMap<number, number>;

export const claim: Claim = {
  name: 'crash',
  statement: 'What the page told as saved outlives the death of the worker, the tab, its process, the whole browser and the GPU’s process.',
  bar: `0 of the acknowledged steps lost over at least ${LEAST} kills at random moments, and every killed run, resumed, has the fingerprints of an undisturbed one`,
  async run({ root, progress }) {
    const wanted = asked();
    const served = await servePage(root, progress);
    try {
      return await inTemporaryFolder(async (folder) => {
        const harness = { folder, url: served.url, progress, random: randomNumbers(randomStream(SEED, 'claims/crash')) };
        const runs = [...(await killedRuns(harness, TABLE, wanted)), ...(await killedRuns(harness, DIGITS, { gpu: wanted.gpu }))];
        return resultOf(runs);
      });
    } finally {
      await served.close();
    }
  },
};

interface Harness {
  readonly folder: string;
  readonly url: string;
  readonly progress: (line: string) => void;
  /** The next one, in [0, 1). */
  readonly random: () => number;
}

function randomNumbers(stream: RandomStream): () => number {
  let counter = 0;
  return () => stream.uniform(counter++);
}

function asked(): Readonly<Record<Killed, number>> {
  const total = Number(process.env.CRASHES ?? TOTAL);
  return Object.fromEntries(KILLED.map((kind) => [kind, Math.ceil((KILLS[kind] * total) / TOTAL)])) as Record<Killed, number>;
}

/** Makes runs, one after the other, until everything that was asked for was killed; each is then let come to its end. */
async function killedRuns(harness: Harness, quick: QuickRun, wanted: Partial<Record<Killed, number>>): Promise<Finished[]> {
  const isOnGpu = quick === DIGITS;
  const kinds = KILLED.filter((kind) => (kind === 'gpu') === isOnGpu).flatMap((kind) =>
    Array.from({ length: wanted[kind] ?? 0 }, () => kind),
  );
  const left = shuffle(kinds, harness.random);
  if (left.length === 0) return [];
  const undisturbed = await inProfile(harness, quick, (the) => the.toTheEnd());
  const runs: Finished[] = [];
  while (left.length > 0) {
    const run = await inProfile(harness, quick, (the) => the.killed(left, undisturbed));
    runs.push(run);
    const told = run.survived
      .map(
        ({ killed, acknowledged, lost, wrong }) =>
          `${killed} at ${acknowledged}${lost + wrong > 0 ? ` (${lost} LOST, ${wrong} WRONG)` : ''}`,
      )
      .join(', ');
    harness.progress(`${told}: ${run.isEqual ? 'the same run' : 'ANOTHER RUN'}; ${left.length} kills to go`);
  }
  return runs;
}

function shuffle(kinds: readonly Killed[], random: () => number): Killed[] {
  return kinds
    .map((kind) => ({ kind, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
}

/** A person's browser with one run, from its start to its end. */
class KilledRun {
  readonly #harness: Harness;
  readonly #quick: QuickRun;
  readonly #profile: string;
  #browser: OwnBrowser | null = null;

  constructor(harness: Harness, quick: QuickRun) {
    this.#harness = harness;
    this.#quick = quick;
    this.#profile = mkdtempSync(join(harness.folder, 'profile-'));
  }

  get #isOnGpu(): boolean {
    return this.#quick === DIGITS;
  }

  async toTheEnd(): Promise<Fingerprints> {
    const the = await this.#open();
    await the.start();
    const { run } = await the.until(ended, 'the end of the undisturbed run');
    const { fingerprints } = await readStoredRun(the.page, run!.runId);
    if (run!.status !== 'finished' || fingerprints.size !== this.#quick.steps)
      throw new Error(`the undisturbed run: ${JSON.stringify(run)}`);
    return fingerprints;
  }

  /** Kills what stands first in `left`, and takes it out of there, until the run is at its end or was killed often enough. */
  async killed(left: Killed[], undisturbed: Fingerprints): Promise<Finished> {
    const survived: Survived[] = [];
    const most = this.#isOnGpu ? MAX_GPU_KILLS_A_RUN : MAX_KILLS_A_RUN;
    let the = await this.#open();
    await the.start();
    let acknowledged = 0;
    while (survived.length < most && left.length > 0) {
      await sleep(this.#harness.random() * (this.#isOnGpu ? LONGEST_GPU_MS : LONGEST_MS));
      const { run } = this.#isOnGpu ? await the.until((look) => look.run?.live === true, 'the run to be there') : await the.look();
      acknowledged = Math.max(acknowledged, run?.committedStep ?? 0);
      const killed = left.shift()!;
      await KILL[killed](this.#browser!, the);
      if (killed === 'browser') this.#browser = null;
      if (killed !== 'gpu') the = await this.#open();
      const { runs } = await the.look();
      // A run that was killed before anything of it was kept is begun again, under another id; the list is as old as the page.
      const runId = killed === 'gpu' ? run?.runId : runs[0]?.runId;
      survived.push({ killed, acknowledged, ...(await compared(the, runId, acknowledged, undisturbed)) });
      if (runs.some(isFinished)) break;
      await (killed === 'gpu' ? pastKill(the, acknowledged) : takeUp(the, runs.length > 0));
    }
    return { survived, isEqual: await this.#endsAs(undisturbed, the) };
  }

  async #endsAs(undisturbed: Fingerprints, the: RunPage): Promise<boolean> {
    const { run, runs } = await the.until((look) => ended(look) || look.runs.some(isFinished), 'the end of the run');
    const { fingerprints, sound } = await readStoredRun(the.page, run?.runId ?? runs[0].runId);
    return sound && fingerprints.size === undisturbed.size && wrongIn(fingerprints, undisturbed) === 0;
  }

  async #open(): Promise<RunPage> {
    if (!this.#browser) {
      this.#browser = await OwnBrowser.open({ profile: this.#profile, software: this.#isOnGpu });
      await noteWorkers(this.#browser.context);
    }
    return RunPage.open(await this.#browser.newPage(), this.#harness.url, this.#quick);
  }

  async close(): Promise<void> {
    await this.#browser?.kill();
  }
}

async function inProfile<T>(harness: Harness, quick: QuickRun, act: (the: KilledRun) => Promise<T>): Promise<T> {
  const the = new KilledRun(harness, quick);
  try {
    return await act(the);
  } finally {
    await the.close();
  }
}

const ENDS: readonly string[] = ['finished', 'stopped', 'failed', 'refused'];

const ended = ({ run }: Look): boolean => run !== null && ENDS.includes(run.status);

const isFinished = ({ status }: Look['runs'][number]): boolean => status === 'finished';

/** A run that left nothing behind is begun again. */
const takeUp = (the: RunPage, isKept: boolean): Promise<void> => (isKept ? the.resume() : the.start());

/** A device that is lost three times before the next step is given up: this is about kills, not about drivers. */
async function pastKill(the: RunPage, step: number): Promise<void> {
  await the.until((look) => (look.run?.committedStep ?? 0) > step || ended(look), 'a step after the kill');
}

async function compared(the: RunPage, runId: string | undefined, acknowledged: number, undisturbed: Fingerprints) {
  const stored = runId === undefined ? null : await readStoredRun(the.page, runId);
  const kept = stored?.fingerprints ?? new Map<number, number>();
  let lost = 0;
  for (let step = 1; step <= acknowledged; step++) if (kept.get(step) !== undisturbed.get(step)) lost++;
  return { lost, wrong: wrongIn(kept, undisturbed) + (stored?.sound === false ? 1 : 0) };
}

const wrongIn = (kept: Fingerprints, undisturbed: Fingerprints): number =>
  [...kept].filter(([step, fingerprint]) => undisturbed.get(step) !== fingerprint).length;

function resultOf(runs: readonly Finished[]) {
  const all = runs.flatMap(({ survived }) => survived);
  const sum = (key: 'acknowledged' | 'lost' | 'wrong') => all.reduce((total, each) => total + each[key], 0);
  const equal = runs.filter(({ isEqual }) => isEqual).length;
  const lossy = all.filter(({ lost, wrong }) => lost + wrong > 0).length;
  return {
    holds: all.length >= LEAST && lossy === 0 && equal === runs.length,
    figures: {
      kills: all.length,
      ...Object.fromEntries(KILLED.map((kind) => [kind, all.filter(({ killed }) => killed === kind).length])),
      killsBeforeAnyStep: all.filter(({ acknowledged }) => acknowledged === 0).length,
      acknowledged: sum('acknowledged'),
      lost: sum('lost'),
      wrong: sum('wrong'),
      runs: runs.length,
      runsEqual: equal,
      lossRateBelow: lossy === 0 ? 3 / all.length : 'some were lost',
      seed: SEED,
    },
    lines: [
      'After each kill the database is read past the page, and held against its hash chain and the fingerprints of an undisturbed run.',
      `Acknowledged is what the page said is saved, at its last look before the kill; ${TABLE.steps} steps of a table on WASM, ${DIGITS.steps} of the documents’ network on WebGPU.`,
      'With none lost in n kills, the rate of loss is below 3/n with 95 % confidence.',
    ],
  };
}
