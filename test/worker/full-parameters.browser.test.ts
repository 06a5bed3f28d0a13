import { beforeAll, describe, expect, test } from 'vitest';
import type { Track } from '../../src/core/spec/spec.ts';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { findStepPoint } from '../../src/worker/any-step/step-point.ts';
import { readKeyframe } from '../../src/worker/resume/read-keyframe.ts';
import { findResumePoint } from '../../src/worker/resume/resume-point.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { never, toArray } from '../async.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';
import { takeUp } from './take-up.ts';

const TABLE = smallTable(['0', '1', '2']);

let inputs: RunInputs;
/** With the parameters of every step, and a keyframe every seventh. */
let whole: Emission[];
/** The same run with a keyframe behind every step. */
const expected = new Map<string, ReturnType<typeof readKeyframe>>();

beforeAll(async () => {
  const spec = specOf(phase('pretrain', { epochs: 7 }), phase('finetune', { epochs: 1 }));
  const data = { pretrain: TABLE, finetune: TABLE };
  const logged = (log: Partial<typeof spec.log>) => ({ ...spec, log: { ...spec.log, ...log } });
  inputs = inputsOf(await startBackend('cpu'), logged({ parameters: 'full', keyframeEvery: 7 }), data);
  whole = await toArray(run(inputs, never));
  for (const { event, keyframe } of await toArray(run({ ...inputs, spec: logged({ keyframeEvery: 1 }) }, never))) {
    if (event.kind === 'keyframe') expected.set(`${event.phase} ${event.step}`, readKeyframe(keyframe!, 'keyframe'));
  }
});

const kinds = (emissions: readonly Emission[]) =>
  emissions.flatMap(({ event }) =>
    event.kind === 'step' || event.kind === 'parameters' || event.kind === 'keyframe' ? `${event.kind} ${event.step}` : [],
  );

const losing = (kept: readonly Emission[], step: number, change: (file: Uint8Array<ArrayBuffer>) => object) =>
  kept.map(({ event, ...rest }) =>
    event.kind === 'parameters' && event.step === step ? { event, ...change(rest.keyframe!) } : { event, ...rest },
  );

describe('a run that keeps all parameters of every step', () => {
  test('logs them behind each step, and all of them before the next keyframe', () => {
    const logged = kinds(whole);
    expect(logged.filter((kind) => kind.startsWith('parameters'))).toEqual(Array.from({ length: 24 }, (_, i) => `parameters ${i + 1}`));
    expect(logged.slice(0, 16)).toEqual([
      ...['keyframe 0', 'step 1', 'step 2', 'step 3', 'step 4', 'step 5', 'parameters 1', 'step 6', 'parameters 2', 'step 7'],
      ...['parameters 3', 'parameters 4', 'parameters 5', 'parameters 6', 'parameters 7', 'keyframe 7'],
    ]);
  });

  test('begins a chain behind every keyframe, and where a track begins', () => {
    const bases = whole.flatMap(({ event }) => (event.kind === 'parameters' ? event.base : []));
    const of = (base: number, count: number) => new Array(count).fill(base);
    expect(bases).toEqual([...of(1, 7), ...of(8, 7), ...of(15, 7), ...of(22, 3)]);
  });

  test('has them back to the last bit, without training or a keyframe', async () => {
    for (const { event } of whole) {
      if (event.kind !== 'parameters') continue;
      const { stored, keyframe } = await findStepPoint(memorySource(whole), { step: event.step, track: event.phase as Track });
      expect(keyframe).toBeNull();
      const { parameters, fingerprint } = expected.get(`${event.phase} ${event.step}`)!;
      expect(stored?.parameters, `step ${event.step}`).toEqual(parameters);
      expect(stored?.fingerprint).toBe(fingerprint);
    }
  });

  test('trains again what of them is lost, damaged, or has another fingerprint than its step', async () => {
    const found = async (kept: readonly Emission[]) => {
      const { stored, keyframe } = await findStepPoint(memorySource(kept), { step: 12, track: null });
      return { stored: stored !== null, from: keyframe?.step ?? null };
    };
    expect(await found(whole)).toEqual({ stored: true, from: null });
    expect(await found(losing(whole, 10, () => ({})))).toEqual({ stored: false, from: 7 });
    expect(await found(losing(whole, 12, (file) => ({ keyframe: file.with(-3, 1) })))).toEqual({ stored: false, from: 7 });
    expect(await found(losing(whole, 13, () => ({})))).toEqual({ stored: true, from: null });
    const other = whole.map(({ event, ...rest }) => ({
      event: event.kind === 'step' && event.step === 12 ? { ...event, fingerprint: 1 } : event,
      ...rest,
    }));
    expect(await found(other)).toEqual({ stored: false, from: 7 });
  });

  test('comes to the same end and the same files, wherever it was cut', { timeout: 120_000 }, async () => {
    const at = (kept: readonly Emission[]) => kept.map(({ event }) => event);
    const logged: readonly RunEvent[] = at(whole);
    for (let kept = 1; kept < whole.length; kept += 3) {
      const point = await findResumePoint(memorySource(whole.slice(0, kept)));
      const [, ...rest] = at(await toArray(takeUp(inputs, point)));
      expect(rest, `after ${kept} events`).toEqual(logged.slice(kept));
    }
  });

  test('has those of the last steps also where it was stopped', async () => {
    const stop = new AbortController();
    const kept: Emission[] = [];
    for await (const emission of run(inputs, stop.signal)) {
      kept.push(emission);
      if (emission.event.kind === 'step' && emission.event.step === 10) stop.abort();
    }
    const logged = kinds(kept);
    const last = Math.max(...logged.map((kind) => Number(kind.split(' ')[1])));
    expect(logged.slice(-2)).toEqual([`parameters ${last}`, `keyframe ${last}`]);
    expect(logged.filter((kind) => kind.startsWith('parameters'))).toHaveLength(last);
  });
});
