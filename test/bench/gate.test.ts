import { expect, test } from 'vitest';
import { gateFailure } from './gate.ts';

const OURS = [2.3, 2, 1.5];

test('losses of the same training pass, also where fewer were compared', () => {
  expect(gateFailure([2.3, 2.0019, 1.5], OURS)).toBeNull();
  expect(gateFailure([2.3], OURS)).toBeNull();
});

test.each([
  ['another loss', [2.3, 2.003], 2],
  ['a loss that is no number', [Number.NaN], 1],
  ['more losses than there are to compare with', [2.3, 2, 1.5, 1.4], 4],
])('%s is named with its step', (_, losses, step) => {
  expect(gateFailure(losses, OURS)).toContain(`at step ${step} is ${losses[step - 1]}, ours ${OURS[step - 1]}`);
});

test('no loss at all is no pass', () => {
  expect(gateFailure([], OURS)).toBe('it gave no loss to compare');
});
