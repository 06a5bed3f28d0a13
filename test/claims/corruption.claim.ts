import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { servePage } from '../../src/cli/serve.ts';
import { randomStream } from '../../src/core/random.ts';
import type { Claim } from './claim.ts';
import { DAMAGES, type Damage, databaseFolder, type Kept } from './harm/damages.ts';
import { OwnBrowser, SQLITE } from './harm/own-browser.ts';
import { tableRun } from './harm/quick-run.ts';
import { type Look, RunPage } from './harm/run-page.ts';
import { readStoredRun, type StoredRun } from './harm/stored-run.ts';
import { inTemporaryFolder } from './recorded.ts';

const SEED = 2;
const RUN = tableRun(20, 100);
/** Where the second run is cut off for the first time, and at last. */
const CUT_OFF = [250, 550] as const;

/** What a damage did, and what the page said. */
interface Finding {
  readonly kept: Kept;
  readonly name: string;
  /** Names of runs of which the store lost something. */
  readonly harmed: readonly string[];
  /** Of those, the ones of which the page says so. */
  readonly told: readonly string[];
  /** Runs that are whole, and said to be damaged or lost. */
  readonly falsely: readonly string[];
  /** What came of «Resume» where the run that was cut off is whole. */
  readonly resumed: 'the same run' | 'another run' | 'refused' | 'not tried';
  /** Alerts of lost keyframes in the resumed run. */
  readonly keyframeAlerts: number;
  readonly words: string;
}

type Runs = Readonly<Record<'finished' | 'cutOff', string>>;

interface Prepared {
  readonly profile: string;
  readonly earlier: string;
  readonly runs: Runs;
  readonly truth: ReadonlyMap<string, StoredRun>;
}

export const claim: Claim = {
  name: 'corruption',
  statement: 'Damage to what the browser keeps is never silent: the page says of each run what is gone, and goes on with what is whole.',
  bar: 'of the files of both of Chromium’s databases and of its private files, cut, flipped, removed and rolled back: 0 harmful damages untold, 0 whole runs called damaged, each whole run resumed as an undisturbed one',
  async run({ root, progress }) {
    const served = await servePage(root, progress);
    try {
      return await inTemporaryFolder(async (folder) => {
        const findings: Finding[] = [];
        for (const store of ['leveldb', 'sqlite'] as const) {
          const bench = new Bench(folder, served.url, store);
          progress(`a finished run and one that is cut off, in ${store}`);
          const prepared = await bench.prepare();
          const damages = [store, ...(store === 'leveldb' ? (['files'] as const) : [])].flatMap((kept) =>
            DAMAGES[kept].map((damage) => ({ kept, damage })),
          );
          for (const { kept, damage } of damages) {
            const finding = await bench.find(kept, damage, prepared);
            progress(lineOf(finding));
            findings.push(finding);
          }
        }
        return resultOf(findings);
      });
    } finally {
      await served.close();
    }
  },
};

/** Damages copies of one profile, each opened anew. */
class Bench {
  readonly #folder: string;
  readonly #url: string;
  readonly #features: readonly string[];
  readonly #random: () => number;

  constructor(folder: string, url: string, store: 'leveldb' | 'sqlite') {
    this.#folder = folder;
    this.#url = url;
    this.#features = store === 'sqlite' ? SQLITE : [];
    const stream = randomStream(SEED, `claims/corruption/${store}`);
    let counter = 0;
    this.#random = () => stream.uniform(counter++);
  }

  /** One run to its end, another one cut off twice; the databases are copied between the two. */
  async prepare(): Promise<Prepared> {
    const profile = mkdtempSync(join(this.#folder, 'whole-'));
    const earlier = `${profile}-earlier`;
    const finished = await this.#visit(profile, async (the) => {
      await the.start();
      return (await the.until(({ run }) => run?.status === 'finished', 'the end of a run')).run!.runId;
    });
    const cutOff = await this.#visit(profile, async (the) => {
      await the.start();
      return (await the.until(({ run }) => (run?.committedStep ?? 0) >= CUT_OFF[0], `step ${CUT_OFF[0]}`)).run!.runId;
    });
    cpSync(databaseFolder(profile), earlier, { recursive: true, preserveTimestamps: true });
    await this.#visit(profile, async (the) => {
      await the.resume();
      await the.until(({ run }) => (run?.committedStep ?? 0) >= CUT_OFF[1], `step ${CUT_OFF[1]}`);
    });
    const truth = await this.#visit(
      profile,
      async (the) =>
        new Map([
          [finished, await readStoredRun(the.page, finished)],
          [cutOff, await readStoredRun(the.page, cutOff)],
        ]),
    );
    return { profile, earlier, runs: { finished, cutOff }, truth };
  }

  async find(kept: Kept, damage: Damage, prepared: Prepared): Promise<Finding> {
    const profile = `${mkdtempSync(join(this.#folder, 'damaged-'))}/profile`;
    cpSync(prepared.profile, profile, { recursive: true, preserveTimestamps: true });
    damage.do({ profile, earlier: prepared.earlier, random: this.#random });
    try {
      return await this.#visit(profile, (the) => find(kept, damage, prepared, the));
    } finally {
      rmSync(profile, { recursive: true, force: true });
    }
  }

  /** Closes the page and the browser as a person does, whatever runs. */
  async #visit<T>(profile: string, act: (the: RunPage) => Promise<T>): Promise<T> {
    const browser = await OwnBrowser.open({ profile, features: this.#features });
    try {
      const the = await RunPage.open(await browser.newPage(), this.#url, RUN);
      const done = await act(the);
      await the.page.close();
      await browser.close();
      return done;
    } finally {
      await browser.kill();
    }
  }
}

async function find(kept: Kept, { name }: Damage, { runs, truth }: Prepared, the: RunPage): Promise<Finding> {
  const look = await the.until(isSettled, 'the runs to be checked');
  const damaged: string[] = [];
  for (const [runId, whole] of truth) if (!isWhole(await readStoredRun(the.page, runId).catch(() => null), whole)) damaged.push(runId);
  const told = [runs.finished, runs.cutOff].filter((runId) => isTold(look, runId));
  const names = (ids: readonly string[]) => ids.map((id) => (id === runs.finished ? 'finished' : 'cut off'));
  const resumed = damaged.includes(runs.cutOff) ? NOT_TRIED : await resume(the, runs.cutOff, truth.get(runs.finished)!);
  return {
    ...{ kept, name, ...resumed },
    harmed: names(damaged),
    told: names(told.filter((runId) => damaged.includes(runId))),
    falsely: names(told.filter((runId) => !damaged.includes(runId))),
    words: wordsOf(look),
  };
}

const isSettled = ({ listed, runs, checks, problems }: Look): boolean =>
  problems.page?.code === 'storage-unavailable' || (listed && runs.every(({ runId }) => checks[runId] !== undefined));

/** What the database cannot give any more is as good as gone. */
const isWhole = (found: StoredRun | null, { events }: StoredRun): boolean => found?.sound === true && found.events.length === events.length;

const STORAGE_PROBLEMS: ReadonlySet<string> = new Set(['storage-lost', 'storage-unavailable']);

function isTold({ lost, checks, problems }: Look, runId: string): boolean {
  const hasProblem = Object.values(problems).some((problem) => problem !== undefined && STORAGE_PROBLEMS.has(problem.code));
  return hasProblem || lost.some((run) => run.runId === runId) || checks[runId]?.ok === false;
}

function wordsOf({ lost, checks, problems }: Look): string {
  const damaged = Object.values(checks).flatMap((check) => (check.ok ? [] : [`damaged behind step ${check.step}`]));
  const said = Object.values(problems).flatMap((problem) => problem?.code ?? []);
  return [...said, ...damaged, ...lost.map(() => 'a run lost')].join(', ') || 'nothing';
}

const NOT_TRIED = { resumed: 'not tried', keyframeAlerts: 0 } as const;

async function resume(the: RunPage, runId: string, undisturbed: StoredRun): Promise<Pick<Finding, 'resumed' | 'keyframeAlerts'>> {
  await the.resume();
  const { run } = await the.until((look) => look.run?.status === 'finished' || look.problems.run !== undefined, 'the resumed run’s end');
  if (run?.status !== 'finished') return { resumed: 'refused', keyframeAlerts: 0 };
  const { events, fingerprints, sound } = await readStoredRun(the.page, runId);
  const isSame = sound && [...undisturbed.fingerprints].every(([step, fingerprint]) => fingerprints.get(step) === fingerprint);
  const alerts = events.filter((event) => event.kind === 'alert' && /^keyframe-/.test(event.problem.code));
  return { resumed: isSame ? 'the same run' : 'another run', keyframeAlerts: alerts.length };
}

const lineOf = ({ kept, name, harmed, told, falsely, resumed, keyframeAlerts, words }: Finding): string =>
  `${kept}, ${name}: harmed ${harmed.join(' and ') || 'no run'}, told ${told.join(' and ') || 'of none'}${falsely.length > 0 ? `, FALSELY of ${falsely.join(' and ')}` : ''}` +
  ` (${words}); resumed: ${resumed}${keyframeAlerts > 0 ? `, ${keyframeAlerts} keyframes told as lost` : ''}`;

function resultOf(findings: readonly Finding[]) {
  const harmful = findings.filter(({ harmed }) => harmed.length > 0);
  const untold = harmful.filter(({ harmed, told }) => harmed.some((run) => !told.includes(run)));
  const ofKeyframes = findings.filter(({ name }) => /keyframe/.test(name));
  const keyframesUntold = ofKeyframes.filter(({ keyframeAlerts }) => keyframeAlerts === 0).length;
  const falsely = findings.filter((finding) => finding.falsely.length > 0);
  const resumes = findings.filter(({ resumed }) => resumed !== 'not tried');
  const same = resumes.filter(({ resumed }) => resumed === 'the same run').length;
  return {
    holds: untold.length === 0 && keyframesUntold === 0 && falsely.length === 0 && same === resumes.length && harmful.length > 0,
    figures: {
      damages: findings.length,
      harmful: harmful.length,
      untold: untold.length,
      ofKeyframes: ofKeyframes.length,
      keyframesUntold,
      harmless: findings.length - harmful.length,
      toldFalsely: falsely.length,
      resumed: resumes.length,
      resumedAsUndisturbed: same,
      seed: SEED,
    },
    lines: [...findings.map(lineOf), 'Harmed is a run of which the database, read past the page, does not give back all that was written.'],
  };
}
