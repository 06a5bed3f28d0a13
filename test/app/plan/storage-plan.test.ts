import { expect, test } from 'vitest';
import { fullCost, keyframeThinning, storageShortage } from '../../../src/app/plan/storage-plan.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec/spec.ts';
import { tableData } from '../../ui/fixture-data.ts';
import { emptyState, loadedState } from '../../ui/fixture-state.ts';

const MEGABYTE = 1e6;
const left = (bytes: number) => ({ storage: { usage: 7, quota: 7 + bytes } });
const withLog = (log: Partial<RunSpec['log']>): RunSpec => ({ ...DEFAULT_SPEC, log: { ...DEFAULT_SPEC.log, ...log } });

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

test('keyframes are thinned until they take half of what is left, and what does not fit even so is told', () => {
  const often = (bytes: number) => loadedState({ spec: withLog({ keyframeEvery: 1 }), ...left(bytes) });
  const keyframes = (count: number) => count * 431_080 * 12;
  expect(keyframeThinning(often(200 * MEGABYTE))).toEqual({
    ...{ wanted: 1, every: 32, wantedBytes: keyframes(151 + 116 + 116), bytes: keyframes(6 + 5 + 5), freeBytes: 200 * MEGABYTE },
  });
  expect(storageShortage(often(200 * MEGABYTE))).toBeNull();
  expect(keyframeThinning(often(40 * MEGABYTE))).toMatchObject({ every: 256, bytes: keyframes(6) });
  expect(storageShortage(often(40 * MEGABYTE))).toBeNull();
  expect(storageShortage(often(30 * MEGABYTE))?.way).toBeNull();
  expect(keyframeThinning(loadedState({ spec: withLog({ keyframeEvery: 1 }), storage: null }))).toBeNull();
  expect(keyframeThinning(loadedState())).toBeNull();
});

test('all parameters of every step are counted, and left out where that makes the rest fit', () => {
  const full = (bytes: number, keyframeEvery = 200) =>
    loadedState({ spec: withLog({ keyframeEvery, parameters: 'full' }), ...left(bytes) });
  const bytesAStep = 431_080 * 2.2;
  expect(fullCost(full(1e9))).toEqual({ bytesAStep, bytes: bytesAStep * 380, steps: 380, leftBytes: 1e9 });
  expect(fullCost(loadedState({ storage: null }))).toMatchObject({ steps: 380, leftBytes: null });
  expect(storageShortage(full(1e9))).toBeNull();
  expect(storageShortage(full(300 * MEGABYTE))).toMatchObject({ way: 'statistics' });
  expect(storageShortage(full(30 * MEGABYTE))?.way).toBeNull();
  expect(storageShortage(full(420 * MEGABYTE, 1))?.way).toEqual({ keyframeEvery: 100 });
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
  // Without any room the first and the last are left.
  const keyframes = 2;
  expect(storageShortage(emptyState({ spec: { ...DEFAULT_SPEC, phases }, data, ...left(0) }))).toEqual({
    neededBytes: steps * (800 + 64 * 4) + keyframes * parameters * 12,
    leftBytes: 0,
    way: null,
  });
});
