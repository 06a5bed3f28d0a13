import { expect, test } from 'vitest';
import { GATE_STEPS } from './gate.ts';
import { measure, NotTheSameTraining } from './measure.ts';
import type { BenchTask } from './task.ts';
import type { Trainee } from './trainee.ts';

const STEP_MS = 1;
const batch = { inputs: new Float32Array(1), targets: new Float32Array(1) };
const task: BenchTask = { parameters: [], images: { pixels: new Uint8Array(1), maximum: 255 }, batches: [batch, batch] };
const lossOf = (step: number): number => 1 / (1 + step);
const REFERENCE = Array.from({ length: GATE_STEPS }, (_, i) => lossOf(i + 1));

/** Takes a step in a millisecond, and its loss falls as if it trained. */
function trainee(factor: number): Trainee & { freeSteps: number } {
  let done = 0;
  const wait = () => new Promise((resolve) => setTimeout(resolve, STEP_MS));
  return {
    freeSteps: 0,
    facts: { threads: '1' },
    async train(batches, delivered) {
      for (const _ of batches) await wait().then(() => delivered(factor * lossOf(++done)));
    },
    async trainFreely(batches) {
      await wait();
      this.freeSteps += batches.length;
    },
  };
}

const options = (capMs: number) => ({ reference: REFERENCE, capMs, startedMs: performance.now() });

test('the same training is timed, delivered and free, after the losses were compared', async () => {
  const contestant = trainee(1);
  const { losses, stepMs, steps, p95Ms, freeMs, facts } = await measure(contestant, task, options(60));
  expect(losses).toEqual(REFERENCE.slice(0, losses.length));
  expect(losses.length).toBeGreaterThanOrEqual(2);
  expect(stepMs.length).toBeGreaterThanOrEqual(3);
  expect(steps % stepMs.length).toBe(0);
  expect(p95Ms).toBeGreaterThanOrEqual(STEP_MS / 2);
  expect(Math.min(...stepMs)).toBeGreaterThanOrEqual(STEP_MS / 2);
  expect(freeMs?.length).toBeGreaterThanOrEqual(1);
  expect(contestant.freeSteps).toBeGreaterThanOrEqual(1);
  expect(facts).toEqual({ threads: '1' });
});

test('another training is not timed', async () => {
  const contestant = trainee(1.1);
  await expect(measure(contestant, task, options(60))).rejects.toThrow(NotTheSameTraining);
  expect(contestant.freeSteps).toBe(0);
});

test('our own losses are found out to the hundredth', async () => {
  const { losses } = await measure(trainee(1), task, { ...options(60), reference: null });
  expect(losses).toEqual(REFERENCE);
});
