import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { otherFiles, requestedSpec } from '../../src/cli/requested-spec.ts';
import { DEFAULT_SPEC, phaseOf, type RunSpec } from '../../src/core/spec/spec.ts';

const specFor = (words: string, given: unknown = null): RunSpec =>
  requestedSpec(parseArguments(words.split(' ').filter((word) => word !== ''))!, given);
const SHA = 'a'.repeat(64);

describe('without --spec', () => {
  test('is the default run where no flag says otherwise, and where the flags name its samples', () => {
    expect(specFor('')).toEqual(DEFAULT_SPEC);
    expect(specFor('--pretrain mnist --finetune digits')).toEqual(DEFAULT_SPEC);
  });

  test('takes files whole, and is named after them', () => {
    const spec = specFor('--pretrain /data/train-images-idx3-ubyte.gz b.gz --finetune digits');
    expect(spec.name).toBe('train-images-idx3-ubyte to digits');
    expect(phaseOf(spec, 'pretrain')!.data).toEqual({ source: 'files', rows: null, test: 0.2 });
    expect(phaseOf(spec, 'finetune')).toEqual(phaseOf(DEFAULT_SPEC, 'finetune'));
  });

  test('leaves a phase out, and the baseline with it where nothing is there to compare with', () => {
    const scratch = specFor('--pretrain none --finetune iris.csv');
    expect(scratch.phases.map(({ phase }) => phase)).toEqual(['finetune']);
    expect(scratch.name).toBe('iris');
    expect(phaseOf(scratch, 'finetune')!.baseline).toBe(false);
    expect(phaseOf(specFor('--pretrain none --init w.pth'), 'finetune')!.baseline).toBe(true);
    expect(phaseOf(specFor('--pretrain none --set phases.finetune.baseline=true'), 'finetune')!.baseline).toBe(true);
    expect(specFor('--finetune none').phases.map(({ phase }) => phase)).toEqual(['pretrain']);
  });

  test('--set goes last, over every other flag', () => {
    const spec = specFor('--finetune a.csv --label 3 --backend wasm --set backend=cpu --set phases.finetune.data.rows=90 --set seed=11');
    expect(spec.backend).toBe('cpu');
    expect(spec.seed).toBe(11);
    expect(phaseOf(spec, 'finetune')!.data).toEqual({ source: 'files', rows: 90, test: 0.2, label: 3 });
  });

  test('--label is for files only', () => {
    const spec = specFor('--finetune a.csv --label species');
    expect(phaseOf(spec, 'pretrain')!.data).toEqual(phaseOf(DEFAULT_SPEC, 'pretrain')!.data);
    expect(phaseOf(spec, 'finetune')!.data.label).toBe('species');
    expect(() => specFor('--label species')).toThrow('--label was given without files');
  });
});

describe('with --spec', () => {
  const given = {
    trainscript: 1,
    name: 'Mine',
    phases: [
      { phase: 'finetune', data: { source: 'files', rows: 500, test: 0.3, files: [{ file: 'iris.csv', sha256: SHA }] }, baseline: true },
    ],
  };

  test('keeps what the spec says: rows, name, baseline, phases', () => {
    const spec = specFor('--finetune other.csv', given);
    expect(spec.name).toBe('Mine');
    expect(spec.phases).toHaveLength(1);
    expect(spec.phases[0]).toMatchObject({ baseline: true, data: { rows: 500, test: 0.3 } });
  });

  test('a flag adds a phase that the spec does not have', () => {
    const spec = specFor('--pretrain mnist --finetune a.csv', given);
    expect(spec.phases.map(({ phase }) => phase)).toEqual(['pretrain', 'finetune']);
    expect(phaseOf(spec, 'pretrain')).toEqual(phaseOf(DEFAULT_SPEC, 'pretrain'));
  });

  test('a sample in place of files brings its own settings', () => {
    expect(specFor('--finetune digits', given).phases[0].data).toEqual(phaseOf(DEFAULT_SPEC, 'finetune')!.data);
  });

  test('says which files it needs', () => {
    expect(() => specFor('', given)).toThrow('The spec trains finetune on files of its own (iris.csv), expected them behind --finetune.');
    expect(() => specFor('', { trainscript: 1, init: { file: 'w.pth', sha256: SHA } })).toThrow('expected them behind --init');
    const indexed = { trainscript: 1, phases: [{ phase: 'pretrain', indices: { file: 'p.tsv', sha256: SHA } }] };
    expect(() => specFor('', indexed)).toThrow('from p.tsv, expected it behind --pretrain-indices');
  });

  test('refuses what is no spec', () => {
    expect(() => specFor('--spec mine.json', { trainscript: 2 })).toThrow('mine.json');
    expect(() => specFor('--set phases.finetune.epoch=3')).toThrow('The nearest is “phases.finetune.epochs”');
    expect(() => specFor('--finetune none --set phases.finetune.epochs=3')).toThrow('this run has no finetune phase');
  });

  test('tells files that are not the ones it was made with', () => {
    const spec = specFor('--finetune other.csv', given);
    expect(otherFiles(spec, { finetune: [SHA] })).toEqual([]);
    expect(otherFiles(spec, { finetune: ['b'.repeat(64)] })).toEqual(['finetune']);
    expect(otherFiles(specFor('--finetune a.csv'), { finetune: [SHA] })).toEqual([]);
  });
});
