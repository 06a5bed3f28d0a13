import { expect, test } from 'vitest';
import { lookAtStep, median } from '../../../src/core/looks/step-look.ts';
import type { StepEvent, TensorStatistics } from '../../../src/core/transcript/events.ts';
import { step } from '../../worker/sample-run.ts';

const tensor = (updateRatio: number, gradientL2: number): TensorStatistics => [0, 1, -1, 1, 2, updateRatio, gradientL2];

const BEFORE: readonly StepEvent[] = [1, 2, 3].map((number) => ({
  ...step('pretrain', number),
  loss: number,
  gradientNorm: 0.5,
  tensors: { 'fc1.weight': tensor(0.001, 2), 'fc2.weight': tensor(0.002, number), frozen: tensor(0, 0) },
}));

const SPIKE: StepEvent = {
  ...step('pretrain', 4),
  rows: [10, 11, 12, 13],
  losses: [1, 20, 0, 9],
  predictions: [0, 1, 1, 0],
  loss: 7.5,
  gradientNorm: 2,
  tensors: { 'fc1.weight': tensor(0.001, 3), 'fc2.weight': tensor(0.02, 18), frozen: tensor(0, 0) },
};

test('a step is held against the medians of those before it, what grew most first', () => {
  const look = lookAtStep(SPIKE, BEFORE);
  expect(look).toMatchObject({ step: 4, track: 'pretrain', compared: 3, medianLearningRate: 0.001 });
  expect(look.loss).toEqual({ value: 7.5, median: 2, factor: 3.75 });
  expect(look.gradientNorm).toEqual({ value: 2, median: 0.5, factor: 4 });
  expect(look.tensors.map(({ name, gradientL2 }) => [name, gradientL2.factor])).toEqual([
    ['fc2.weight', 9],
    ['fc1.weight', 1.5],
    ['frozen', null],
  ]);
  expect(look.tensors[0].updateRatio).toEqual({ value: 0.02, median: 0.002, factor: 10 });
});

test('its rows come by their loss, with the fewest that carry half of it', () => {
  const { rows, worst } = lookAtStep(SPIKE, BEFORE);
  expect(rows.map(({ row, loss }) => [row, loss])).toEqual([
    [11, 20],
    [13, 9],
    [10, 1],
    [12, 0],
  ]);
  expect(rows[1].prediction).toBe(0);
  expect(worst).toEqual({ rows: 1, share: 20 / 30 });
  expect(lookAtStep({ ...SPIKE, losses: [1, 1, 1, 1] }, BEFORE).worst).toEqual({ rows: 2, share: 0.5 });
});

test('a first step has nothing beside it, and an old transcript no losses', () => {
  const { losses, predictions, ...old } = SPIKE;
  const look = lookAtStep(old, []);
  expect(look.loss).toEqual({ value: 7.5, median: null, factor: null });
  expect(look.rows).toEqual([10, 11, 12, 13].map((row) => ({ row, loss: null, prediction: null })));
  expect(look.worst).toBeNull();
});

test('a gradient where there was none is infinitely more', () => {
  const [frozen] = lookAtStep({ ...SPIKE, tensors: { ...SPIKE.tensors, frozen: tensor(0, 1e-9) } }, BEFORE).tensors;
  expect(frozen).toMatchObject({ name: 'frozen', gradientL2: { factor: Number.POSITIVE_INFINITY } });
});

test('the median of an even number of values lies between the middle two', () => {
  expect([median([3, 1, 2, 10]), median([5]), median([])]).toEqual([2.5, 5, null]);
});
