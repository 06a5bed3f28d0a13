import { expect, test } from 'vitest';
import { storageShortage } from '../../src/app/storage-plan.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../src/core/spec.ts';
import { tableData } from '../ui/fixture-data.ts';
import { emptyState, loadedState } from '../ui/fixture-state.ts';

const MEGABYTE = 1e6;
const left = (bytes: number) => ({ storage: { usage: 7, quota: 7 + bytes } });
const withLog = (keyframeEvery: number): RunSpec => ({ ...DEFAULT_SPEC, log: { ...DEFAULT_SPEC.log, keyframeEvery } });

/** 150 steps of pretraining, 115 of fine-tuning and as many of the baseline, and a keyframe of 431,080 parameters where each begins
 *  and ends. */
const DEFAULT_BYTES = (150 + 115 + 115) * (800 + 64 * 4) + 6 * 431_080 * 12;

test('a run that fits is not mentioned, nor one of which not enough is known', () => {
  expect(storageShortage(emptyState(left(DEFAULT_BYTES)))).toBeNull();
  expect(storageShortage(loadedState())).toBeNull();
  expect(storageShortage(loadedState({ storage: null }))).toBeNull();
  expect(storageShortage(loadedState({ storage: { usage: 5, quota: 0 } }))).toBeNull();
  const files = { ...DEFAULT_SPEC, phases: DEFAULT_SPEC.phases.map((phase) => ({ ...phase, data: { ...phase.data, source: 'files' } })) };
  expect(storageShortage(emptyState({ spec: files, ...left(1) }))).toBeNull();
});

test('one that does not fit is told with both numbers, to the byte', () => {
  expect(storageShortage(emptyState(left(DEFAULT_BYTES - 1)))).toMatchObject({ neededBytes: DEFAULT_BYTES, leftBytes: DEFAULT_BYTES - 1 });
  expect(storageShortage(loadedState({ storage: { usage: 9, quota: 5 } }))).toMatchObject({ leftBytes: 0 });
});

test('keyframes are made seldom enough to fit, where that helps', () => {
  const often = { spec: withLog(1) };
  expect(storageShortage(loadedState({ ...often, ...left(200 * MEGABYTE) }))?.keyframeEvery).toBe(20);
  expect(storageShortage(loadedState({ ...often, ...left(40 * MEGABYTE) }))?.keyframeEvery).toBe(200);
  expect(storageShortage(loadedState({ ...often, ...left(30 * MEGABYTE) }))?.keyframeEvery).toBeNull();
});

test('a table’s network is as small as its columns', () => {
  const [, finetune] = DEFAULT_SPEC.phases;
  const phases = [{ ...finetune, data: { ...finetune.data, source: 'files' }, baseline: false }];
  const data = { pretrain: emptyState().data.pretrain, finetune: tableData('finetune') };
  const summary = data.finetune.summary;
  if (summary?.preview.kind !== 'table') throw new Error('the fixture has another preview');
  const steps = Math.ceil((summary.rows - Math.round(0.2 * summary.rows)) / 64) * 5;
  const [inputs, outputs] = [summary.preview.columns.length - 1, summary.classBalance.length];
  const parameters = inputs * 500 + 500 + 500 * outputs + outputs;
  const keyframes = Math.ceil(steps / 200) + 1;
  expect(storageShortage(emptyState({ spec: { ...DEFAULT_SPEC, phases }, data, ...left(0) }))).toEqual({
    neededBytes: steps * (800 + 64 * 4) + keyframes * parameters * 12,
    leftBytes: 0,
    keyframeEvery: null,
  });
});
