import { describe, expect, test } from 'vitest';
import { changeData, changeWatch, readOptions, skipPhase, takeFiles, takeSample } from '../../../src/app/plan/spec-edit.ts';
import { nameByData } from '../../../src/app/runs/run-name.ts';
import { DEFAULT_SPEC, phaseOf } from '../../../src/core/spec/spec.ts';

const finetune = (spec: typeof DEFAULT_SPEC) => phaseOf(spec, 'finetune')!;

test('files are taken whole and as guessed; the sample comes back as it is by default', () => {
  const own = changeData(takeFiles(DEFAULT_SPEC, 'pretrain'), 'pretrain', { delimiter: ';', rows: 5 });
  expect(phaseOf(own, 'pretrain')?.data).toEqual({ source: 'files', rows: 5, test: 0.2, delimiter: ';' });
  expect(readOptions(phaseOf(own, 'pretrain')!.data)).toEqual({ delimiter: ';' });
  expect(phaseOf(takeFiles(own, 'pretrain'), 'pretrain')?.data).toEqual({ source: 'files', rows: null, test: 0.2 });
  expect(takeSample(own, 'pretrain')).toEqual(DEFAULT_SPEC);
});

test('a skipped phase is gone until it gets data again, in its place', () => {
  const skipped = skipPhase(DEFAULT_SPEC, 'pretrain');
  expect(skipped.phases.map(({ phase }) => phase)).toEqual(['finetune']);
  expect(takeSample(skipped, 'pretrain')).toEqual(DEFAULT_SPEC);
  expect(takeFiles(skipped, 'pretrain').phases.map(({ phase }) => phase)).toEqual(['pretrain', 'finetune']);
});

test('fine-tuning from scratch has no baseline from scratch beside it; from weights it may', () => {
  expect(finetune(skipPhase(DEFAULT_SPEC, 'pretrain')).baseline).toBe(false);
  const neither = skipPhase(skipPhase(DEFAULT_SPEC, 'pretrain'), 'finetune');
  expect(finetune(takeSample(neither, 'finetune')).baseline).toBe(false);
  const weights = { file: 'w.pth', sha256: 'a'.repeat(64) };
  expect(finetune(skipPhase({ ...DEFAULT_SPEC, init: weights }, 'pretrain')).baseline).toBe(true);
});

describe('the name of a run', () => {
  test('follows its data', () => {
    expect(nameByData(DEFAULT_SPEC)).toBe(DEFAULT_SPEC.name);
    expect(skipPhase(DEFAULT_SPEC, 'pretrain').name).toBe('optical digits');
    const own = takeFiles(DEFAULT_SPEC, 'finetune');
    expect(own.name).toBe('MNIST to own data');
    const files = [{ file: 'customers.2024.csv.gz', sha256: 'a'.repeat(64) }];
    expect(nameByData(changeData(own, 'finetune', { files }))).toBe('MNIST to customers');
  });

  test('stays as the person gave it', () => {
    const named = { ...DEFAULT_SPEC, name: 'Mine' };
    expect(takeFiles(named, 'finetune').name).toBe('Mine');
    expect(skipPhase(named, 'pretrain').name).toBe('Mine');
  });
});

test('a watch that stops nothing and tells nothing leaves the spec as it was', () => {
  const stopping = changeWatch(DEFAULT_SPEC, { stopOn: ['plateau'] });
  expect(stopping.watch).toEqual({ notify: false, stopOn: ['plateau'] });
  expect(changeWatch(stopping, { notify: true }).watch).toEqual({ notify: true, stopOn: ['plateau'] });
  expect(changeWatch(stopping, { stopOn: [] })).toEqual(DEFAULT_SPEC);
});
