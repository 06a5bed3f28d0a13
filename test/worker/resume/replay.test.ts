import { describe, expect, test } from 'vitest';
import type { Emission, KeyframeEvent, RunEvent, RunStarted } from '../../../src/core/transcript/events.ts';
import { goOn } from '../../../src/worker/resume/replay.ts';
import { never } from '../../async.ts';
import { evaluated, recalled, step } from '../../core/watch/streams.ts';
import { ENVIRONMENT } from '../sample-run.ts';

const TRAINED: readonly RunEvent[] = [
  step(1, 1, {}, 'finetune'),
  evaluated(1, 1, 'finetune'),
  recalled(1, { accuracy: 0.9 }),
  step(2, 1, {}, 'finetune'),
  evaluated(2, 1, 'finetune'),
  recalled(2, { accuracy: 0.8 }),
];

async function takenUp(logged: readonly RunEvent[], trained = TRAINED): Promise<RunEvent[]> {
  async function* again(): AsyncGenerator<Emission, void, void> {
    for (const event of trained) yield { event };
  }
  const point = { started: {} as RunStarted, keyframe: null, logged, elapsedMs: 0, thinning: null, lost: [] };
  const events: RunEvent[] = [];
  const replay = { environment: ENVIRONMENT, signal: never, onStep: () => undefined, onKeyframe: async () => false };
  for await (const { event } of goOn(again(), point, replay)) events.push(event);
  return events;
}

const told = (events: readonly RunEvent[]) => events.map((event) => `${event.kind} ${'step' in event ? event.step : ''}`.trim());

test('a run that was cut off is passed over and goes on behind it', async () => {
  for (let cut = 0; cut <= TRAINED.length; cut++) {
    expect(told(await takenUp(TRAINED.slice(0, cut)))).toEqual(['replayed', ...told(TRAINED.slice(cut))]);
  }
});

test('a run of an earlier version, which was not asked what it recalled, is from where it goes on', async () => {
  const before = TRAINED.filter(({ kind }) => kind !== 'recalled');
  expect(told(await takenUp(before.slice(0, 3)))).toEqual(['replayed', 'evaluated 2', 'recalled 2']);
  expect(told(await takenUp(before))).toEqual(['replayed', 'recalled 2']);
});

describe('what follows a step', () => {
  const keyframe = (step: number, fingerprint = step) => ({ kind: 'keyframe', phase: 'finetune', step, fingerprint }) as KeyframeEvent;
  const [first, evaluation, recall, second] = TRAINED;
  const trained = [first, keyframe(1), evaluation, recall, second];

  test('may be logged in another order, where the run was stopped there', async () => {
    expect(told(await takenUp([first, evaluation, keyframe(1)], trained))).toEqual(['replayed', 'recalled 1', 'step 2']);
    expect(told(await takenUp([first, evaluation, keyframe(1), recall, second], trained))).toEqual(['replayed']);
  });

  test('is had once where an earlier version logged it twice', async () => {
    const logged = [first, evaluation, keyframe(1), keyframe(1), evaluation, second];
    expect(told(await takenUp(logged, trained))).toEqual(['replayed']);
  });

  test('is handed on where the run was cut off before it', async () => {
    expect(told(await takenUp([first, evaluation], trained))).toEqual(['replayed', 'keyframe 1', 'recalled 1', 'step 2']);
  });

  test('is told where it comes out otherwise, or was not logged', async () => {
    const expected = 'keyframe 1 of finetune with fingerprint 7';
    const found = 'keyframe 1 of finetune with fingerprint 1';
    await expect(takenUp([first, keyframe(1, 7)], trained)).rejects.toMatchObject({ fields: { expected, found } });
    await expect(takenUp([first, evaluation, second], trained)).rejects.toMatchObject({ code: 'replay-differs', fields: { found } });
  });
});

test('a step that comes out otherwise is told', async () => {
  await expect(takenUp([{ ...step(1, 1, {}, 'finetune'), fingerprint: 7 }])).rejects.toMatchObject({ code: 'replay-differs' });
});
