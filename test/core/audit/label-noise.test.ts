import { describe, expect, test } from 'vitest';
import { checkLabels, type HeldOut, labelQuality } from '../../../src/core/audit/label-noise.ts';

/** Rows 10, 11, … with the class that each was given and the probabilities of both classes. */
const heldOut = (...rows: readonly (readonly [given: number, first: number])[]): HeldOut => ({
  rows: Uint32Array.from(rows.keys(), (i) => i + 10),
  given: Int32Array.from(rows, ([given]) => given),
  classes: 2,
  probabilities: Float32Array.from(rows.flatMap(([, first]) => [first, 1 - first])),
});

describe('checkLabels', () => {
  test('a row that another class fits better is suspect, and confidently so from the class’s mean probability on', () => {
    // Rows given the first class have it with probability 0.75 on average, those given the second with 0.625.
    const { suspects, checked, confusions } = checkLabels(
      heldOut([0, 1], [0, 1], [0, 0.25], [1, 0.125], [1, 0.125], [1, 0.625], [1, 0.625]),
    );
    expect(checked).toBe(7);
    expect(suspects).toEqual([
      { row: 12, given: 0, suggested: 1, quality: 0.25, confident: true },
      { row: 15, given: 1, suggested: 0, quality: 0.375, confident: false },
      { row: 16, given: 1, suggested: 0, quality: 0.375, confident: false },
    ]);
    expect(confusions).toEqual([{ given: 0, suggested: 1, rows: 1 }]);
  });

  test('what the training stumbled over stands first', () => {
    const losses = new Map([[15, 4]]);
    const { suspects } = checkLabels(heldOut([0, 1], [0, 1], [0, 0.25], [1, 0], [1, 0], [1, 0.625]), (row) => losses.get(row) ?? 0);
    expect(suspects.map(({ row }) => row)).toEqual([15, 12]);
  });

  test('without rows there is nothing to suspect, nor where no class was given twice', () => {
    expect(checkLabels(heldOut())).toEqual({ suspects: [], checked: 0, confusions: [] });
    expect(checkLabels(heldOut([1, 0], [1, 0.25])).suspects).toEqual([]);
  });
});

test('the quality of a label is its probability, or the geometric mean with what the loss says', () => {
  const held = heldOut([0, 0.25]);
  expect(labelQuality(held, 0, undefined)).toBe(0.25);
  expect(labelQuality(held, 0, Math.log(4))).toBeCloseTo(0.25, 12);
  expect(labelQuality(held, 0, 0)).toBe(0.5);
});
