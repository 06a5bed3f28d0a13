import { expect, test } from 'vitest';
import { GATE_STEPS, gateFailure } from './gate.ts';

const OURS = Array.from({ length: GATE_STEPS }, (_, i) => 2 - i / 100);

const withLoss = (step: number, factor: number): readonly number[] => OURS.with(step - 1, OURS[step - 1] * factor);

test('losses of the same training pass, also where a slow machine took fewer steps', () => {
  expect(gateFailure(withLoss(10, 1.0009), OURS)).toBeNull();
  expect(gateFailure(withLoss(100, 0.991), OURS)).toBeNull();
  expect(gateFailure(OURS.slice(0, 1), OURS)).toBeNull();
  expect(gateFailure(OURS, OURS.slice(0, 7))).toBeNull();
  expect(gateFailure(withLoss(4, 1.0009).slice(0, 4), OURS)).toBeNull();
});

test.each([
  ['the first loss', withLoss(1, 1.0001), 1],
  ['the tenth', withLoss(10, 0.9989), 10],
  ['the hundredth', withLoss(100, 1.011), 100],
  ['the last one that was taken', withLoss(50, 1.02).slice(0, 50), 50],
  ['a loss that is no number', [Number.NaN], 1],
])('%s that is another is named with its step', (_, losses, step) => {
  expect(gateFailure(losses, OURS)).toContain(`at step ${step} is ${losses[step - 1]}, ours ${OURS[step - 1]}`);
});

test('no loss at all is no pass', () => {
  expect(gateFailure([], OURS)).toBe('it gave no loss to compare');
  expect(gateFailure(OURS, [])).toBe('it gave no loss to compare');
});
