import { describe, expect, test } from 'vitest';
import { Curve } from '../../src/app/charts/chart-series.ts';
import { GrowingColumn } from '../../src/app/charts/growing-column.ts';
import { askLook, foldLook, type LooksView, NO_LOOKS, stopped } from '../../src/app/fold/fold-looks.ts';
import { rowCurves } from '../../src/app/step/row-curve.ts';
import { stepsAt, twinOf } from '../../src/app/step/steps-at.ts';
import type { LookMessage, RowUse } from '../../src/core/looks/looks.ts';

const use = (step: number, loss: number | null, track: RowUse['track'] = 'pretrain'): RowUse => ({ track, step, loss, prediction: 1 });
const uses = (row: number, through: number, isDone: boolean, ...found: RowUse[]): LookMessage => ({
  ...{ kind: 'row-uses', runId: 'run', phase: 'pretrain', row, uses: found, through, of: 10, isDone },
});
const follow = (row: number, looks: LooksView = NO_LOOKS) => askLook(looks, { kind: 'follow-row', runId: 'run', phase: 'pretrain', row });

describe('what is asked of rows and steps', () => {
  test('a row’s uses come in pieces, and those of another row too late', () => {
    const some = foldLook(follow(7), uses(7, 4, false, use(1, 2)));
    expect(some.row).toMatchObject({ row: 7, through: 4, of: 10, state: 'reading', uses: [{ step: 1 }] });
    const all = foldLook(foldLook(some, uses(8, 9, true, use(9, 1))), uses(7, 10, true, use(6, 1)));
    expect(all.row).toMatchObject({ state: 'done', uses: [{ step: 1 }, { step: 6 }] });
    expect(follow(9, all).row).toMatchObject({ row: 9, uses: [], state: 'reading' });
  });

  test('what was found until it was cancelled stays', () => {
    const some = foldLook(follow(7), uses(7, 4, false, use(1, 2)));
    expect(askLook(some, { kind: 'cancel-rows' }).row).toMatchObject({ state: 'stopped', through: 4, uses: [{ step: 1 }] });
    expect(stopped(foldLook(some, uses(7, 10, true))).row?.state).toBe('done');
  });

  test('hardest rows of one phase end the search in the other', () => {
    const find = (looks: LooksView, phase: 'pretrain' | 'finetune') => askLook(looks, { kind: 'find-hardest-rows', runId: 'run', phase });
    const both = find(find(NO_LOOKS, 'pretrain'), 'finetune');
    expect([both.hardest.pretrain?.state, both.hardest.finetune?.state]).toEqual(['stopped', 'reading']);
    const found = { rowKind: null, rows: [] };
    const done = foldLook(both, { kind: 'hardest-rows', runId: 'run', phase: 'finetune', through: 9, of: 9, isDone: true, found });
    expect(done.hardest.finetune).toEqual({ through: 9, of: 9, state: 'done', found });
  });
});

describe('the step at a place of a chart', () => {
  const curve = (track: 'finetune' | 'baseline', steps: readonly number[], shift: number) => {
    const [step, values] = [new GrowingColumn(), new GrowingColumn()];
    for (const at of steps) step.push(at);
    for (const at of steps) values.push(at);
    return { track, places: { step, wallTimeMs: step }, raw: new Curve(step, values, shift) };
  };

  test('is that of each curve that has a point there', () => {
    const curves = [curve('finetune', [5, 6, 7], 0), curve('baseline', [8, 9], -3)];
    expect([stepsAt(curves, 5), stepsAt(curves, 7), stepsAt(curves, 6.5), stepsAt([], 1)]).toEqual([[5, 8], [7], [], []]);
  });

  test('has a twin where the baseline took the same rows', () => {
    const phases = [
      { phase: 'pretrain', after: 0 },
      { phase: 'finetune', after: 4 },
      { phase: 'baseline', after: 7 },
    ] as const;
    expect(twinOf(phases, 'finetune', 6, 10)).toEqual({ track: 'baseline', step: 9 });
    expect(twinOf(phases, 'baseline', 9, 10)).toEqual({ track: 'finetune', step: 6 });
    expect([twinOf(phases, 'finetune', 6, 8), twinOf(phases, 'pretrain', 2, 10)]).toEqual([null, null]);
  });
});

describe('the curve of a row', () => {
  test('goes from its first use to its last, each track by itself', () => {
    const drawn = rowCurves([use(10, 4), use(20, 1), use(30, null), use(50, 2, 'finetune')], 100, 40);
    expect(drawn).toMatchObject({ first: 10, last: 50, highest: 4 });
    expect(drawn?.curves).toEqual([
      {
        track: 'pretrain',
        points: [
          { x: 0, y: 0 },
          { x: 25, y: 30 },
        ],
      },
      { track: 'finetune', points: [{ x: 100, y: 20 }] },
    ]);
  });

  test('of one use stands in the middle, and of none is not drawn', () => {
    expect(rowCurves([use(3, 0)], 100, 40)?.curves[0].points).toEqual([{ x: 50, y: 40 }]);
    expect(rowCurves([use(3, null)], 100, 40)).toBeNull();
  });
});
