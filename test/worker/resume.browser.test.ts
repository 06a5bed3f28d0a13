import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Emission, Environment, RunEvent } from '../../src/core/transcript/events.ts';
import { renewBackend, startBackend } from '../../src/engine/backend.ts';
import { gpuDevice } from '../../src/engine/webgpu/device.ts';
import { keepAgain } from '../../src/worker/resume/nearest-keyframe.ts';
import { goOn } from '../../src/worker/resume/replay.ts';
import { findResumePoint, inputsFrom, type ResumePoint } from '../../src/worker/resume/resume-point.ts';
import { MAX_LOSSES, unbroken } from '../../src/worker/resume/unbroken.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { never, toArray } from '../async.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';
import { replayOf, takeUp } from './take-up.ts';

const TABLE = smallTable(['0', '1', '2']);
const SPEC = specOf(phase('pretrain'), phase('finetune', { epochs: 1, baseline: true }));

const inputsOn = (environment: Environment): RunInputs => inputsOf(environment, SPEC, { pretrain: TABLE, finetune: TABLE });

const eventsOf = (emissions: readonly Emission[]): RunEvent[] => emissions.map(({ event }) => event);
const withoutNotes = (events: readonly RunEvent[]) => events.filter(({ kind }) => kind !== 'replayed' && kind !== 'device-lost');

describe('a run that was cut off', () => {
  let inputs: RunInputs;
  let whole: Emission[];
  beforeAll(async () => {
    inputs = inputsOn(await startBackend('cpu'));
    whole = await toArray(run(inputs, never));
  });

  test('comes to the same end, wherever it was cut', { timeout: 120_000 }, async () => {
    for (let kept = 1; kept < whole.length; kept++) {
      const point = await findResumePoint(memorySource(whole.slice(0, kept)));
      const [replayed, ...rest] = eventsOf(await toArray(takeUp(inputs, point)));
      expect(replayed, `after ${kept} events`).toMatchObject({ kind: 'replayed' });
      expect(rest, `after ${kept} events`).toEqual(eventsOf(whole.slice(kept)));
    }
  });

  test('comes to the same end from an earlier keyframe, or from the start, where the last ones are gone or damaged', async () => {
    const kept = whole.slice(0, whole.findIndex(({ event }) => event.kind === 'step' && event.step === 5) + 1);
    const places = kept.flatMap(({ event }) => (event.kind === 'keyframe' ? event.step : []));
    expect(places).toEqual([0, 3]);
    const losing = (step: number, how: (file: Uint8Array<ArrayBuffer>) => object) => (emission: Emission) =>
      emission.event.kind === 'keyframe' && emission.event.step === step ? { event: emission.event, ...how(emission.keyframe!) } : emission;
    const damaged = kept.map(losing(3, (file) => ({ keyframe: file.with(-1, 1) })));
    const gone = damaged.map(losing(0, () => ({})));
    for (const [left, from, codes] of [
      [damaged, 0, ['keyframe-damaged']],
      [gone, -1, ['keyframe-damaged', 'keyframe-missing']],
    ] as const) {
      const [replayed, ...rest] = eventsOf(await toArray(takeUp(inputs, await findResumePoint(memorySource(left)))));
      expect(replayed).toMatchObject({ kind: 'replayed', keyframe: from, through: 5 });
      const alerts = rest.splice(0, codes.length);
      expect(alerts.map((event) => event.kind === 'alert' && event.problem.code)).toEqual(codes);
      expect(rest).toEqual(eventsOf(whole.slice(kept.length)));
    }
  });

  test('stores lost keyframes again on the way, and says so', async () => {
    const at = whole.findIndex(({ event }) => event.kind === 'step' && event.step === 5) + 1;
    const isAt3 = ({ event }: Emission) => event.kind === 'keyframe' && event.step === 3;
    const source = memorySource(whole.slice(0, at).map((emission) => (isAt3(emission) ? { event: emission.event } : emission)));
    const point = await findResumePoint(source);
    expect(point.keyframe?.step).toBe(0);
    const onKeyframe = (emission: Emission) => keepAgain(source, point.lost, emission);
    const [, alert] = eventsOf(await toArray(takeUp(inputs, point, { onKeyframe })));
    expect(alert).toMatchObject({ kind: 'alert', problem: { code: 'keyframe-restored', fields: { track: 'pretrain', step: 3 } } });
    expect(await source.keyframe(3, 'pretrain')).toEqual(whole.find(isAt3)?.keyframe);
    expect((await findResumePoint(source)).keyframe?.step).toBe(3);
  });

  test('passes over what befell it from outside', async () => {
    const kept = [...whole.slice(0, 9), { event: { kind: 'paused', step: 2 } }, { event: { kind: 'resumed', step: 2 } }] as Emission[];
    const rest = eventsOf(await toArray(takeUp(inputs, await findResumePoint(memorySource(kept)))));
    expect(rest[0]).toMatchObject({ kind: 'replayed', keyframe: 0, through: 2 });
    expect(withoutNotes(rest)).toEqual(eventsOf(whole.slice(9)));
  });

  test('tells each step before it is computed again, and one where there is none', async () => {
    const through = (step: number) => whole.slice(0, whole.findIndex(({ event }) => event.kind === 'step' && event.step === step) + 1);
    const toldOf = async (kept: readonly Emission[]) => {
      const told: number[] = [];
      const emissions = takeUp(inputs, await findResumePoint(memorySource(kept)), { onStep: (step) => told.push(step) });
      const { value } = await emissions.next();
      await emissions.return();
      return { told: [...new Set(told)], through: value && 'through' in value.event ? value.event.through : null };
    };
    expect(await toldOf(through(5))).toEqual({ told: [4, 5], through: 5 });
    expect(await toldOf(through(2))).toEqual({ told: [1, 2], through: 2 });
    expect(await toldOf(whole.slice(0, 1))).toEqual({ told: [0], through: 0 });
  });

  test('hears «Stop» while it is computed again, and adds nothing', async () => {
    const [stop, commands] = [new AbortController(), new MessageChannel()];
    commands.port1.onmessage = () => stop.abort();
    const kept = whole.slice(
      0,
      whole.findIndex(({ event }) => event.kind === 'step' && event.step === 3),
    );
    const point = await findResumePoint(memorySource(kept));
    // Slow steps: a way through the queue of tasks is taken 30 ms after the last one.
    const onStep = () => {
      commands.port2.postMessage('stop');
      for (const until = performance.now() + 40; performance.now() < until; );
    };
    expect(await toArray(takeUp(inputs, point, { signal: stop.signal, onStep }))).toEqual([]);
  });

  test('is not gone on with where the numbers come out otherwise', async () => {
    const kept = whole.slice(0, 9).map((emission): Emission => {
      const { event } = emission;
      return event.kind === 'step' && event.step === 2 ? { event: { ...event, fingerprint: 1 } } : emission;
    });
    const rest = toArray(takeUp(inputs, await findResumePoint(memorySource(kept))));
    await expect(rest).rejects.toMatchObject({ code: 'replay-differs', fields: { expected: 'step 2 of pretrain with fingerprint 1' } });
  });
});

const BREAK = {
  webgpu: async () => (await gpuDevice()).destroy(),
  webgl: async () => (backend() as MathBackendWebGL).gpgpu.gl.getExtension('WEBGL_lose_context')!.loseContext(),
} as const;

describe.each(['webgpu', 'webgl'] as const)('a run whose device is lost on %s', (name) => {
  /** Breaks the device after those events, after one again and again when it is named so often. */
  async function* breaking(emissions: AsyncGenerator<Emission, void, void>, after: string[]): AsyncGenerator<Emission, void, void> {
    for await (const emission of emissions) {
      yield emission;
      const { event } = emission;
      if (!('step' in event) || `${event.kind} ${event.step}` !== after[0]) continue;
      after.shift();
      await BREAK[name]();
    }
  }

  async function trainBreaking(after: string[]): Promise<RunEvent[]> {
    const inputs = inputsOn(await startBackend(name));
    const kept: Emission[] = [];
    const attempt = (from: ResumePoint | null) => {
      const emissions = breaking(run({ ...inputs, ...(from && inputsFrom(from)) }, never), after);
      return from ? goOn(emissions, from, replayOf(inputs)) : emissions;
    };
    const recover = async () => {
      await renewBackend(name);
      return findResumePoint(memorySource(kept));
    };
    for await (const emission of unbroken(attempt, null, recover, name)) kept.push(emission);
    return eventsOf(kept);
  }

  test('logs every step once, with the parameters of a run that kept its device', { timeout: 120_000 }, async () => {
    const undisturbed = await trainBreaking([]);
    const disturbed = await trainBreaking(['step 2', 'step 5', 'step 10']);
    expect(disturbed.filter(({ kind }) => kind === 'device-lost')).toHaveLength(3);
    expect(disturbed.filter(({ kind }) => kind === 'replayed')).toHaveLength(3);
    expect(withoutNotes(disturbed)).toEqual(undisturbed);
  });

  test('ends with the offer of another backend when it is lost again and again', { timeout: 120_000 }, async () => {
    // After a step, the ones behind it may be done already, and each step that is done forgives the losses before it.
    const events = await trainBreaking(['evaluated 0', 'evaluated 0', 'evaluated 0']);
    expect(events.filter(({ kind }) => kind === 'device-lost').map((event) => 'losses' in event && event.losses)).toEqual([1, 2, 3]);
    expect(events.at(-1)).toMatchObject({ kind: 'run-failed', step: 0, problem: { code: 'device-lost', fields: { losses: MAX_LOSSES } } });
  });
});
