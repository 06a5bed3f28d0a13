import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decisionsOf,
  keep,
  keepNoMore,
  keepStill,
  leftOut,
  relabelled,
  sameButForRows,
  takenBack,
} from '../../../src/app/data/label-decisions.ts';
import { applyFixes } from '../../../src/core/fixes/apply-fixes.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';
import type { FoundLabels } from '../../../src/core/looks/label-looks.ts';
import { classes, numbers, phaseData, table } from '../../core/audit/build-data.ts';

const CLASSES = ['one', 'seven', 'nine'];

/** Suspects as `row, given, suggested`. */
const found = (...rows: readonly (readonly [number, number, number])[]): FoundLabels => ({
  rowKind: null,
  classes: CLASSES,
  rows: rows.map(([row, given, suggested]) => ({
    ...{ row, given, suggested, quality: 0.1, confident: true },
    ...{ label: given, pixels: null, cells: null },
  })),
  suspects: rows.length,
  confident: rows.length,
  checked: 9,
  confusions: [],
});

const FOUND = found([3, 0, 1], [5, 2, 1], [7, 1, 0]);
const chosen = (...rows: number[]) => new Set(rows);

describe('a decision about suspects', () => {
  test('is one fix a class, with the labels that the rows had', () => {
    expect(relabelled([], FOUND, chosen(3, 5, 7))).toEqual([
      { kind: 'relabel', rows: [3, 5], label: 'seven', was: ['one', 'nine'], finding: 'wrong-labels' },
      { kind: 'relabel', rows: [7], label: 'one', was: ['seven'], finding: 'wrong-labels' },
    ]);
    expect(leftOut([], FOUND, chosen(5, 7))).toEqual([{ kind: 'drop-rows', rows: [5, 7], finding: 'wrong-labels' }]);
  });

  test('joins the fix that does the same, whatever fixes of other rows came after it', () => {
    const one = relabelled([], FOUND, chosen(3));
    const two = leftOut(one, FOUND, chosen(7));
    expect(relabelled(two, FOUND, chosen(5))).toEqual([
      { kind: 'relabel', rows: [3, 5], label: 'seven', was: ['one', 'nine'], finding: 'wrong-labels' },
      { kind: 'drop-rows', rows: [7], finding: 'wrong-labels' },
    ]);
    const inverted: Fix[] = [...one, { kind: 'invert-images' }];
    expect(relabelled(inverted, FOUND, chosen(5))).toHaveLength(3);
  });

  test('is a fix of its own beside one that was made for another reason: each is taken back alone', () => {
    const outliers: Fix = { kind: 'drop-rows', rows: [1, 2], finding: 'outliers' };
    const byHand: Fix = { kind: 'drop-rows', rows: [4] };
    const recipe = leftOut([outliers, byHand], FOUND, chosen(5));
    expect(recipe).toEqual([outliers, byHand, { kind: 'drop-rows', rows: [5], finding: 'wrong-labels' }]);
    expect(leftOut(recipe, FOUND, chosen(7))).toEqual([outliers, byHand, { kind: 'drop-rows', rows: [5, 7], finding: 'wrong-labels' }]);
    expect(takenBack(recipe, FOUND, 5)).toEqual([outliers, byHand]);
    expect([...decisionsOf(FOUND, recipe.slice(2))]).toEqual([[5, { kind: 'left-out' }]]);
    const named: Fix = { kind: 'relabel', rows: [9], label: 'seven', was: ['one'], finding: 'odd-labels' };
    expect(relabelled([named], FOUND, chosen(3))).toHaveLength(2);
  });

  test('is read from the recipe, so that what is undone is open again', () => {
    const recipe = leftOut(relabelled([], FOUND, chosen(3)), FOUND, chosen(5));
    expect([...decisionsOf(FOUND, recipe)]).toEqual([
      [3, { kind: 'relabelled', label: 'seven' }],
      [5, { kind: 'left-out' }],
    ]);
    expect([...decisionsOf(FOUND, recipe.slice(0, 1)).keys()]).toEqual([3]);
  });

  test('is none where the label was given before the check, or another set is meant', () => {
    const before: Fix[] = [
      { kind: 'relabel', rows: [3], label: 'one' },
      { kind: 'drop-rows', rows: [5], of: 'test' },
    ];
    expect(decisionsOf(FOUND, before).size).toBe(0);
    expect(takenBack(before, FOUND, 3)).toBe(before);
  });

  test('is taken back for one row of several', () => {
    const recipe = leftOut(relabelled([], FOUND, chosen(3, 5)), FOUND, chosen(7));
    expect(takenBack(recipe, FOUND, 3)).toEqual([
      { kind: 'relabel', rows: [5], label: 'seven', was: ['nine'], finding: 'wrong-labels' },
      { kind: 'drop-rows', rows: [7], finding: 'wrong-labels' },
    ]);
    expect(takenBack(recipe, FOUND, 7)).toEqual(recipe.slice(0, 1));
  });
});

describe('rows that are let be', () => {
  test('are no part of the recipe, and can be taken up again', () => {
    const mine = found([3, 0, 1], [5, 2, 1]);
    keep(mine, [3, 5]);
    expect([...decisionsOf(mine, [])]).toEqual([
      [3, { kind: 'kept' }],
      [5, { kind: 'kept' }],
    ]);
    keepNoMore(mine, 3);
    expect([...decisionsOf(mine, []).keys()]).toEqual([5]);
  });

  test('are let be by a later check, unless it doubts them otherwise', () => {
    const [before, after] = [found([3, 0, 1], [5, 2, 1]), found([5, 2, 0], [3, 0, 1], [7, 1, 0])];
    keep(before, [3, 5]);
    keepStill(before, after);
    expect([...decisionsOf(after, []).keys()]).toEqual([3]);
  });
});

describe('any decisions', () => {
  const GIVEN = [0, 1, 2, 0, 1, 0];
  const data = () => phaseData(table([numbers('x', 1, 2, 3, 4, 5, 6)], classes(CLASSES, GIVEN)));
  const row = fc.nat(5);
  const start = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('drop-rows' as const), rows: fc.array(row, { minLength: 1, maxLength: 2 }) }),
      fc.record({
        kind: fc.constant('relabel' as const),
        rows: fc.array(row, { minLength: 1, maxLength: 2 }),
        label: fc.constantFrom(...CLASSES),
      }),
    ),
    { maxLength: 2 },
  );
  const step = fc.record({ row, suggested: fc.nat(2), drop: fc.boolean() });
  const steps = fc.uniqueArray(step, { maxLength: 6, selector: ({ row }) => row });
  const tried = (recipe: readonly Fix[]) => {
    try {
      return applyFixes(data(), recipe).data;
    } catch {
      return null;
    }
  };

  /** A suspect among the rows that the recipe leaves, with the label that it has then. */
  const suspectAfter = (recipe: readonly Fix[], row: number, suggested: string): FoundLabels | null => {
    const train = tried(recipe)?.train;
    if (!train || train.excluded.includes(row) || train.target.kind === 'values') return null;
    const given = CLASSES.indexOf(train.target.names[train.target.codes[row]]);
    return CLASSES[given] === suggested ? null : found([row, given, CLASSES.indexOf(suggested)]);
  };

  test('do what fixes one behind the other would do', () => {
    fc.assert(
      fc.property(start, steps, (first, decided) => {
        let [joined, apart]: [readonly Fix[], readonly Fix[]] = [first, first];
        for (const { row, suggested, drop } of decided) {
          const one = suspectAfter(first, row, CLASSES[suggested]);
          if (one === null) continue;
          const act = (recipe: readonly Fix[]) => (drop ? leftOut(recipe, one, chosen(row)) : relabelled(recipe, one, chosen(row)));
          [joined, apart] = [act(joined), [...apart, ...act([])]];
        }
        const expected = tried(apart);
        if (expected !== null) expect(tried(joined)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('taken back leave the recipe that was', () => {
    fc.assert(
      fc.property(start, step, (first, { row, suggested, drop }) => {
        const one = suspectAfter(first, row, CLASSES[suggested]);
        if (one === null) return;
        const decided = drop ? leftOut(first, one, chosen(row)) : relabelled(first, one, chosen(row));
        expect(decisionsOf(one, decided).size).toBe(1);
        expect(takenBack(decided, one, row)).toEqual(first);
      }),
    );
  });
});

test('rows are the same until something else than rows and waivers is fixed, or they are read otherwise', () => {
  const fixes: Fix[] = [{ kind: 'invert-images' }];
  const more: Fix[] = [{ kind: 'relabel', rows: [1], label: 'one' }, ...fixes, { kind: 'waive', code: 'few-rows', reason: 'a sketch' }];
  expect(sameButForRows({ fixes, label: null }, { fixes: more })).toBe(true);
  expect(sameButForRows({ fixes }, {})).toBe(false);
  expect(sameButForRows({ fixes }, { fixes, label: 'y' })).toBe(false);
});
