import { beforeAll, describe, expect, test } from 'vitest';
import type { Track } from '../../src/core/spec/spec.ts';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import type { Snapshot } from '../../src/engine/trainer.ts';
import { replayStep } from '../../src/worker/any-step/replay-step.ts';
import { findStepPoint } from '../../src/worker/any-step/step-point.ts';
import { readKeyframe } from '../../src/worker/resume/read-keyframe.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { never, toArray } from '../async.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';

const TABLE = smallTable(['0', '1', '2']);
/** Of other classes: fine-tuning gets a fresh head, so that what it starts from is not what pretraining left. */
const OTHER = smallTable(['x', 'y', 'z']);
const SPEC = specOf(phase('pretrain'), phase('finetune', { epochs: 1, freeze: ['fc1'], baseline: true }));

let inputs: RunInputs;
/** With a keyframe every third step. */
let whole: Emission[];
/** The same run with a keyframe behind every step: what each step must come out as. */
const undisturbed = new Map<string, Snapshot>();

beforeAll(async () => {
  const environment = await startBackend('cpu');
  inputs = inputsOf(environment, SPEC, { pretrain: TABLE, finetune: OTHER });
  whole = await toArray(run(inputs, never));
  const everyStep = { ...inputs, spec: { ...SPEC, log: { ...SPEC.log, keyframeEvery: 1 } } };
  for (const { event, keyframe } of await toArray(run(everyStep, never))) {
    if (event.kind === 'keyframe') undisturbed.set(`${event.phase} ${event.step}`, readKeyframe(keyframe!, 'keyframe'));
  }
});

interface Replayed {
  readonly from: string | null;
  readonly lost: number;
  readonly steps: readonly number[];
  readonly snapshot: Snapshot;
}

async function parametersAt(step: number, track: Track | null = null, kept = whole, signal = never): Promise<Replayed> {
  const point = await findStepPoint(memorySource(kept), { step, track });
  const replay = replayStep(point, async () => inputs, signal);
  const steps: number[] = [];
  for (;;) {
    const { done, value } = await replay.next();
    const { keyframe, lost } = point;
    if (done) return { from: keyframe && `${keyframe.track} ${keyframe.step}`, lost: lost.length, steps, snapshot: value };
    steps.push(value);
  }
}

const without = (...places: readonly string[]) =>
  whole.map(({ event, ...rest }) =>
    event.kind === 'keyframe' && places.includes(`${event.phase} ${event.step}`) ? { event } : { event, ...rest },
  );

const withEvent = (change: (event: RunEvent) => RunEvent) => whole.map((emission) => ({ ...emission, event: change(emission.event) }));

const eventsOf = (emissions: readonly Emission[]): RunEvent[] => emissions.map(({ event }) => event);

describe('the parameters of a step', () => {
  test('are those of the undisturbed run, to the last bit, at every step of every track', async () => {
    expect([...undisturbed.keys()]).toEqual([
      ...['pretrain 0', 'pretrain 1', 'pretrain 2', 'pretrain 3', 'pretrain 4', 'pretrain 5', 'pretrain 6'],
      ...['finetune 6', 'finetune 7', 'finetune 8', 'finetune 9', 'baseline 9', 'baseline 10', 'baseline 11', 'baseline 12'],
    ]);
    for (const [place, expected] of undisturbed) {
      const [track, step] = place.split(' ');
      expect((await parametersAt(Number(step), track as Track)).snapshot, place).toEqual(expected);
    }
  });

  test('are trained again from the nearest keyframe before it, and from none where one stands there', async () => {
    expect(await parametersAt(5)).toMatchObject({ from: 'pretrain 3', steps: [4, 5] });
    expect(await parametersAt(3)).toMatchObject({ from: 'pretrain 3', steps: [] });
    expect(await parametersAt(8)).toMatchObject({ from: 'finetune 6', steps: [7, 8] });
    expect(await parametersAt(11)).toMatchObject({ from: 'baseline 9', steps: [10, 11] });
  });

  test('where two tracks meet are what the one left, or what the other started from', async () => {
    expect((await parametersAt(6)).snapshot).toEqual(undisturbed.get('pretrain 6'));
    expect((await parametersAt(6, 'finetune')).snapshot).toEqual(undisturbed.get('finetune 6'));
    expect(undisturbed.get('finetune 6')!.fingerprint).not.toBe(undisturbed.get('pretrain 6')!.fingerprint);
  });

  test('are had back where the keyframe is gone or damaged, from the one before, across tracks, or from the start', async () => {
    expect(await parametersAt(5, null, without('pretrain 3'))).toMatchObject({
      ...{ from: 'pretrain 0', lost: 1, steps: [1, 2, 3, 4, 5] },
      snapshot: undisturbed.get('pretrain 5'),
    });
    const damaged = whole.map(({ event, keyframe }) =>
      event.kind === 'keyframe' && keyframe && event.step === 3
        ? { event, keyframe: keyframe.with(-1, 1) }
        : { event, ...(keyframe && { keyframe }) },
    );
    expect(await parametersAt(4, null, damaged)).toMatchObject({ from: 'pretrain 0', lost: 1, snapshot: undisturbed.get('pretrain 4') });
    expect(await parametersAt(8, null, without('finetune 6'))).toMatchObject({
      from: 'pretrain 6',
      snapshot: undisturbed.get('finetune 8'),
    });
    expect(await parametersAt(6, 'finetune', without('finetune 6'))).toMatchObject({
      ...{ from: 'pretrain 6', steps: [], snapshot: undisturbed.get('finetune 6') },
    });
    expect(await parametersAt(10, null, without('baseline 9'))).toMatchObject({
      from: 'finetune 9',
      snapshot: undisturbed.get('baseline 10'),
    });
    const none = whole.map(({ event }) => ({ event }));
    expect(await parametersAt(7, null, none)).toMatchObject({
      from: null,
      lost: 4,
      steps: [1, 2, 3, 4, 5, 6, 7],
      snapshot: undisturbed.get('finetune 7'),
    });
  });

  test('are had back from a keyframe that was lost, once a replay has passed it', async () => {
    const source = memorySource(without('pretrain 3', 'pretrain 6', 'finetune 6'));
    const replayed = async (step: number) => {
      const point = await findStepPoint(source, { step, track: null });
      await toArray(replayStep(point, async () => inputs, never));
      return { from: point.keyframe && `${point.keyframe.track} ${point.keyframe.step}`, lost: point.lost.length };
    };
    expect(await replayed(7)).toEqual({ from: 'pretrain 0', lost: 3 });
    expect(await replayed(7)).toEqual({ from: 'finetune 6', lost: 0 });
    expect(await replayed(5)).toEqual({ from: 'pretrain 3', lost: 0 });
    const stored = whole.filter(({ event, keyframe }) => event.kind === 'keyframe' && keyframe);
    for (const { event, keyframe } of stored) {
      if (event.kind === 'keyframe') expect(await source.keyframe(event.step, event.phase)).toEqual(keyframe);
    }
  });

  test('are had back of a run that was taken up again elsewhere', async () => {
    const again: RunEvent = { kind: 'replayed', keyframe: 3, through: 4, wallTimeMs: 1, environment: inputs.environment };
    const at = whole.findIndex(({ event }) => event.kind === 'step' && event.step === 5);
    const resumed = [...whole.slice(0, at), { event: again }, ...whole.slice(at)];
    expect((await parametersAt(5, null, resumed)).snapshot).toEqual(undisturbed.get('pretrain 5'));
  });
});

describe('a fingerprint that differs', () => {
  const planted = (step: number) =>
    withEvent((event) => (event.kind === 'step' && event.step === step ? { ...event, fingerprint: 1 } : event));
  const fingerprint = (place: string) => undisturbed.get(place)!.fingerprint;

  test('is told with the first step that differs, both fingerprints, and what differs between then and now', async () => {
    const elsewhere = planted(4).map(({ event, ...rest }) =>
      event.kind === 'run-started'
        ? { event: { ...event, environment: { ...event.environment, threads: 9, versions: { tfjs: '3.0.0' } } } }
        : { event, ...rest },
    );
    await expect(parametersAt(5, null, elsewhere)).rejects.toMatchObject({
      code: 'step-differs',
      fields: { step: 4, expected: 1, found: fingerprint('pretrain 4'), keyframe: 3 },
    });
    await expect(parametersAt(5, null, elsewhere)).rejects.toThrow(/threads: 9 then, 1 now; .*tfjs: 3\.0\.0 then, 4\.22\.0 now/);
    await expect(parametersAt(5, null, planted(4))).rejects.toThrow('between then and now: nothing that is recorded');
  });

  test('is told of a keyframe too, although its hash is right', async () => {
    await expect(parametersAt(3, null, planted(3))).rejects.toMatchObject({
      code: 'step-differs',
      fields: { step: 3, expected: 1, found: fingerprint('pretrain 3') },
    });
  });

  test('of a later step does not concern an earlier one', async () => {
    expect((await parametersAt(4, null, planted(5))).snapshot).toEqual(undisturbed.get('pretrain 4'));
  });
});

describe('a step that is not there', () => {
  test('is told with the steps that are', async () => {
    const outside = (step: number, track: Track | null = null, kept = whole) => expect(parametersAt(step, track, kept)).rejects;
    await outside(13).toMatchObject({ code: 'step-out-of-range', fields: { step: 13, first: 0, last: 12 } });
    await outside(13).toThrow('Step 13 of MNIST to optical digits is not there: the run has its parameters at steps 0 to 12.');
    await outside(-1).toMatchObject({ fields: { step: -1, first: 0, last: 12 } });
    await outside(1.5).toMatchObject({ fields: { step: 1.5, first: 0, last: 12 } });
    await outside(10, 'finetune').toMatchObject({ fields: { step: 10, first: 6, last: 9, track: 'finetune' } });
    await outside(4, 'finetune').toMatchObject({ fields: { step: 4, first: 6, last: 9, track: 'finetune' } });
    await outside(1, null, whole.slice(0, 4)).toMatchObject({ fields: { step: 1, first: 0, last: 0 } });
  });
});

test('a replay that is cancelled ends between two steps', async () => {
  const controller = new AbortController();
  const point = await findStepPoint(memorySource(without('pretrain 3')), { step: 5, track: null });
  const replay = replayStep(point, async () => inputs, controller.signal);
  expect((await replay.next()).value).toBe(1);
  controller.abort(new Error('cancelled'));
  await expect(replay.next()).rejects.toThrow('cancelled');
});

test('a run that is told its last step takes the same steps up to there, and logs nothing else between', async () => {
  const replayed = eventsOf(await toArray(run({ ...inputs, until: 5 }, never)));
  const until = eventsOf(whole).filter((event) => event.kind === 'step' && event.step <= 5);
  expect(replayed.filter(({ kind }) => kind === 'step')).toEqual(until);
  const first = replayed.findIndex(({ kind }) => kind === 'step');
  expect(replayed.slice(first, first + 6).map(({ kind }) => kind)).toEqual([...until.map(({ kind }) => kind), 'keyframe']);
});
