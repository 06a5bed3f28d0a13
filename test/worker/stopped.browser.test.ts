import { beforeAll, describe, expect, test } from 'vitest';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import type { Database } from '../../src/store/database.ts';
import { checkRun, readRun } from '../../src/store/runs.ts';
import { findResumePoint } from '../../src/worker/resume/resume-point.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { storedRun } from '../../src/worker/run-source.ts';
import { never, toArray } from '../async.ts';
import { freshDatabase, openWriter } from '../store/writer-kit.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';
import { takeUp } from './take-up.ts';

const TABLE = smallTable(['0', '1', '2']);
/** Steps 1 to 6 and 7 to 12, a keyframe every third; evaluated at steps 0, 4, 6, 10 and 12. */
const SPEC = specOf(phase('pretrain'), phase('finetune'));

/** What tells an event apart from every other of its run, and the fingerprint with it. */
function traitOf(event: RunEvent): string {
  const [phaseName, step] = ['phase' in event ? event.phase : '', 'step' in event ? event.step : ''];
  return `${event.kind} ${phaseName} ${step} ${'fingerprint' in event ? event.fingerprint : ''}`;
}

const traitsOf = (emissions: readonly Emission[]) =>
  emissions.flatMap(({ event }) => (event.kind === 'replayed' || event.kind === 'alert' ? [] : traitOf(event)));

/** A run that is stopped as soon as it has yielded such an event. */
async function stoppedAt(inputs: RunInputs, kind: RunEvent['kind'], step: number): Promise<Emission[]> {
  const stop = new AbortController();
  const emissions: Emission[] = [];
  for await (const emission of run(inputs, stop.signal)) {
    emissions.push(emission);
    if (emission.event.kind === kind && 'step' in emission.event && emission.event.step === step) stop.abort();
  }
  expect(emissions.at(-1)?.event.kind).toBe('run-stopped');
  return emissions;
}

async function keep(database: Database, runId: string, emissions: AsyncIterable<Emission> | Iterable<Emission>): Promise<Emission[]> {
  const { writer } = await openWriter(database, runId);
  const kept: Emission[] = [];
  try {
    for await (const emission of emissions) {
      await writer.append(emission);
      kept.push(emission);
    }
  } finally {
    await writer.close();
  }
  return kept;
}

/** Keeps what was logged before the tab died, and takes the run up from the store. Returns all that is logged in the end. */
async function takenUp(inputs: RunInputs, logged: readonly Emission[]): Promise<Emission[]> {
  const [database, { runId }] = [freshDatabase(), inputs];
  await keep(database, runId, logged);
  const point = await findResumePoint(storedRun(database, await readRun(database, runId)));
  const rest = await keep(database, runId, takeUp(inputs, point));
  expect(await checkRun(database, runId)).toEqual({ ok: true });
  return [...logged, ...rest];
}

/** From a step on, keyframes are not what they were. */
const damagedFrom = (step: number) => (emission: Emission) =>
  emission.event.kind === 'keyframe' && emission.event.step >= step
    ? { ...emission, keyframe: emission.keyframe!.with(-1, ~emission.keyframe!.at(-1)!) }
    : emission;

describe.each(['statistics', 'full'] as const)('a run that keeps its parameters’ %s, whose tab dies while it is stopped', (parameters) => {
  let inputs: RunInputs;
  let undisturbed: readonly string[];
  beforeAll(async () => {
    const spec = { ...SPEC, log: { ...SPEC.log, parameters } };
    inputs = inputsOf(await startBackend('cpu'), spec, { pretrain: TABLE, finetune: TABLE });
    undisturbed = traitsOf(await toArray(run(inputs, never)));
  });

  /** All that an undisturbed run logs, each thing once, and no more than the keyframe of the step where it was stopped. */
  function expectSame(logged: readonly Emission[], lastStep: number, note: string): void {
    const traits = traitsOf(logged);
    const more = traits.filter((trait) => !undisturbed.includes(trait));
    const isItsKeyframe = (trait: string) => new RegExp(`^keyframe \\w+ ${lastStep} `).test(trait);
    expect(
      more.filter((trait) => !isItsKeyframe(trait)),
      note,
    ).toEqual([]);
    expect(traits.filter((trait) => !more.includes(trait)).toSorted(), note).toEqual(undisturbed.toSorted());
  }

  test.each([
    ['step', 2],
    ['step', 3],
    ['evaluated', 4],
    ['step', 6],
    ['evaluated', 10],
  ] as const)('comes to the same end, stopped at %s %i', { timeout: 120_000 }, async (kind, at) => {
    const stopped = await stoppedAt(inputs, kind, at);
    const end = stopped.at(-1)?.event;
    const lastStep = end?.kind === 'run-stopped' ? end.step : 0;
    const first = stopped.findIndex(({ event }) => event.kind === kind && 'step' in event && event.step === at) + 1;
    for (let count = first; count < stopped.length; count++) {
      const note = `behind ${traitOf(stopped[count - 1].event)}`;
      const logged = await takenUp(inputs, stopped.slice(0, count));
      expectSame(logged, lastStep, note);
      // It is cut off once more, and the keyframes made since are damaged: what was kept when it was stopped is computed again.
      const again = logged.slice(0, count + 6).map(damagedFrom(lastStep));
      expectSame(await takenUp(inputs, again), lastStep, `${note}, once more`);
    }
  });

  test('keeps no keyframe twice', async () => {
    const keyframes = (await stoppedAt(inputs, 'step', 3)).flatMap(({ event }) => (event.kind === 'keyframe' ? event.step : []));
    expect(keyframes).toEqual([...new Set(keyframes)]);
  });

  test('says where it stands, stopped as soon as it is taken up', async () => {
    const stopped = await stoppedAt(inputs, 'step', 5);
    const { event: last } = stopped.findLast(({ event }) => event.kind === 'keyframe')!;
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const { event } of takeUp(inputs, await findResumePoint(memorySource(stopped.slice(0, -1))), { signal: stop.signal })) {
      events.push(event);
      stop.abort();
    }
    expect(events).toMatchObject([{ kind: 'replayed' }, { kind: 'run-stopped', step: 'step' in last && last.step }]);
  });
});
