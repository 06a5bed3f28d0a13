import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectStepRows, rowsAt } from '../../../src/core/training/step-rows.ts';
import {
  rowsNeverUsed,
  rowsUsedIn,
  shareOfOwn,
  stepsThatUsed,
  usageLine,
  usesByClass,
  usesPerRow,
} from '../../../src/core/transcript/usage.ts';

const events = [
  { step: 4, rows: [2, 0, 5] },
  { step: 5, rows: [5, 5] },
  { step: 9, rows: [1] },
];
const usage = collectStepRows(events);

describe('usage', () => {
  test('counts the uses of each row', () => expect([...usesPerRow(usage, 7)]).toEqual([1, 1, 1, 0, 0, 3, 0]));

  test('lists the rows that no step used, among those asked for', () => {
    expect([...rowsNeverUsed(usesPerRow(usage, 7), Uint32Array.of(0, 1, 3, 6))]).toEqual([3, 6]);
  });

  test('tells the steps of a row', () => {
    expect(stepsThatUsed(usage, 5)).toEqual([4, 5]);
    expect(stepsThatUsed(usage, 2)).toEqual([4]);
    expect(stepsThatUsed(usage, 1)).toEqual([9]);
    expect(stepsThatUsed(usage, 3)).toEqual([]);
  });

  test('tells the rows of a step', () => {
    expect([...(rowsUsedIn(usage, 5) ?? [])]).toEqual([5, 5]);
    expect(rowsUsedIn(usage, 3)).toBeNull();
    expect(rowsUsedIn(usage, 6)).toBeNull();
    expect(rowsUsedIn(usage, 10)).toBeNull();
  });

  test('writes a line a step', () => expect(usageLine(4, [2, 0, 5])).toBe('4\t2\t0\t5'));

  test('is empty for a run without steps', () => {
    const none = collectStepRows([]);
    expect([none.steps.length, none.rows.length, [...none.offsets]]).toEqual([0, 0, [0]]);
    expect(stepsThatUsed(none, 0)).toEqual([]);
    expect(rowsUsedIn(none, 1)).toBeNull();
  });

  test('both ways agree: a step that names a row is among the steps of that row', () => {
    const runs = fc.array(fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }), { maxLength: 30 });
    fc.assert(
      fc.property(runs, (batches) => {
        const collected = collectStepRows(batches.map((rows, i) => ({ step: i + 1, rows })));
        for (let row = 0; row <= 12; row++) {
          const steps = batches.flatMap((rows, i) => (rows.includes(row) ? [i + 1] : []));
          expect(stepsThatUsed(collected, row)).toEqual(steps);
        }
      }),
    );
  });

  test('grows over many steps and long batches', () => {
    const long = Array.from({ length: 3000 }, (_, i) => ({ step: i + 1, rows: Uint32Array.from({ length: 64 }, (_, j) => i + j) }));
    const collected = collectStepRows(long);
    expect([...rowsAt(collected, 2999)]).toEqual([...long[2999].rows]);
    expect(collected.rows.length).toBe(192_000);
  });
});

describe('the use of classes', () => {
  const byClass = usesByClass([1, 1, 1, 0, 0, 3], [0, 1, -1, 1, 2, 0, 0], ['a', 'b', 'c', 'd']);

  test('counts rows to train on, rows used and uses; rows behind the last that was used have none', () => {
    expect(byClass).toEqual([
      { name: 'a', trainRows: 3, rowsUsed: 2, uses: 4 },
      { name: 'b', trainRows: 2, rowsUsed: 1, uses: 1 },
      { name: 'c', trainRows: 1, rowsUsed: 0, uses: 0 },
      { name: 'd', trainRows: 0, rowsUsed: 0, uses: 0 },
    ]);
  });

  test('is held against the class’s share of the rows', () => {
    expect(byClass.map((one) => shareOfOwn(one, byClass))).toEqual([1.6, 0.6, 0, null]);
    expect(shareOfOwn(byClass[2], [byClass[2]])).toBeNull();
  });

  test('a class that nothing names is not counted', () => {
    expect(usesByClass([1, 1], [0, 7], ['a'])).toEqual([{ name: 'a', trainRows: 1, rowsUsed: 1, uses: 1 }]);
  });
});
