import { expect, test } from 'vitest';
import { fold, INITIAL_STATE } from '../../src/app/fold/fold.ts';
import { changeData, withReadOptions } from '../../src/app/plan/spec-edit.ts';
import type { Fix } from '../../src/core/fixes/fix.ts';
import { DEFAULT_SPEC, phaseOf } from '../../src/core/spec/spec.ts';

const FIXES: readonly Fix[] = [{ kind: 'drop-rows', rows: [3] }];

test('options that are given take the place of all others; what is trained on stays', () => {
  const read = changeData(DEFAULT_SPEC, 'finetune', { label: 'y', fixes: FIXES, rows: 40 });
  const { data } = phaseOf(withReadOptions(read, 'finetune', { header: true }), 'finetune')!;
  expect(data).toEqual({ source: 'digits', rows: 40, test: 0.2, header: true });
});

test('rows that were asked for are shown with the phase that has them', () => {
  const looked = { kind: { kind: 'table', columns: ['x'] }, rows: [{ row: 3, label: 'a', cells: ['1'], pixels: null }] } as const;
  const state = fold(INITIAL_STATE, { kind: 'rows-looked', phase: 'finetune', key: 'k', looked }, () => '');
  expect(state.data.finetune.looked).toEqual({ key: 'k', rows: looked });
  expect(state.data.pretrain).toBe(INITIAL_STATE.data.pretrain);
});
