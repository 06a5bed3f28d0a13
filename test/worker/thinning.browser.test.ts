import { beforeAll, describe, expect, test } from 'vitest';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { findStepPoint } from '../../src/worker/any-step/step-point.ts';
import { findResumePoint } from '../../src/worker/resume/resume-point.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { never, toArray } from '../async.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';
import { takeUp } from './take-up.ts';

const TABLE = smallTable(['0', '1', '2']);

let inputs: RunInputs;
let whole: Emission[];
let keyframeBytes: number;
const keyframesIn = (emissions: readonly Emission[]) =>
  emissions.flatMap(({ event }) => (event.kind === 'keyframe' ? `${event.phase} ${event.step}` : []));

beforeAll(async () => {
  const spec = specOf(phase('pretrain', { epochs: 6 }), phase('finetune', { epochs: 1 }));
  inputs = inputsOf(await startBackend('cpu'), { ...spec, log: { ...spec.log, keyframeEvery: 1 } }, { pretrain: TABLE, finetune: TABLE });
  const one = await run(inputs, never);
  for await (const { event } of one) {
    if (event.kind !== 'phase-started') continue;
    keyframeBytes = 12 * event.parameters;
    break;
  }
  // Of 23 there is room for nine, and they may take half of it.
  whole = await toArray(run({ ...inputs, freeBytes: 18 * keyframeBytes }, never));
});

describe('a run without room for all its keyframes', () => {
  test('keeps some of those that were wanted, the first and the last of each track, and says so before it begins', () => {
    expect(keyframesIn(whole)).toEqual([
      ...['pretrain 0', 'pretrain 4', 'pretrain 8', 'pretrain 12', 'pretrain 16', 'pretrain 18', 'finetune 18', 'finetune 21'],
    ]);
    const at = whole.findIndex(({ event }) => event.kind === 'keyframes-thinned');
    expect(whole[at + 1].event.kind).toBe('phase-started');
    expect(whole[at].event).toEqual({
      ...{ kind: 'keyframes-thinned', wanted: 1, every: 4, freeBytes: 18 * keyframeBytes },
      ...{ wantedBytes: 23 * keyframeBytes, bytes: 8 * keyframeBytes },
    });
  });

  test('keeps all where there is room, and where nobody knows', async () => {
    for (const freeBytes of [46 * keyframeBytes, undefined]) {
      const emissions = await toArray(run({ ...inputs, ...(freeBytes && { freeBytes }) }, never));
      expect(keyframesIn(emissions)).toHaveLength(23);
      expect(emissions.some(({ event }) => event.kind === 'keyframes-thinned')).toBe(false);
    }
  });

  test('comes to the same end wherever it was cut, whatever room there is then', { timeout: 120_000 }, async () => {
    const events = (emissions: readonly Emission[]): RunEvent[] => emissions.map(({ event }) => event);
    for (let kept = 1; kept < whole.length; kept += 4) {
      const point = await findResumePoint(memorySource(whole.slice(0, kept)));
      // Cut before it was decided, it is decided then.
      const freeBytes = point.thinning === undefined ? 18 * keyframeBytes : 0;
      const [, ...rest] = events(await toArray(takeUp({ ...inputs, freeBytes }, point)));
      expect(rest, `after ${kept} events`).toEqual(events(whole.slice(kept)));
    }
  });

  test('has any step back from the keyframe before it', async () => {
    const from = async (step: number) => (await findStepPoint(memorySource(whole), { step, track: null })).keyframe?.step;
    expect(await Promise.all([3, 4, 7, 17, 18, 20].map(from))).toEqual([0, 4, 4, 16, 18, 18]);
  });
});
