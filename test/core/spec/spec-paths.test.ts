import { describe, expect, test } from 'vitest';
import { DEFAULT_SPEC, phaseOf } from '../../../src/core/spec/spec.ts';
import { SPEC_PATHS, setPath } from '../../../src/core/spec/spec-paths.ts';

const problem = (code: string, fields: object = {}) => expect.objectContaining({ code, fields: expect.objectContaining(fields) });
const finetune = (path: string, value: string) => phaseOf(setPath(DEFAULT_SPEC, `phases.finetune.${path}`, value), 'finetune');
const finetuneOnly = { ...DEFAULT_SPEC, phases: [DEFAULT_SPEC.phases[1]] };

describe('setPath', () => {
  test('changes one setting and nothing else', () => {
    expect(setPath(DEFAULT_SPEC, 'seed', '8')).toEqual({ ...DEFAULT_SPEC, seed: 8 });
    expect(setPath(DEFAULT_SPEC, 'phases.finetune.epochs', '3')).toEqual({
      ...DEFAULT_SPEC,
      phases: [DEFAULT_SPEC.phases[0], { ...DEFAULT_SPEC.phases[1], epochs: 3 }],
    });
  });

  test('reads a value as JSON, else as text', () => {
    expect(finetune('freeze', '["conv1", "conv2"]')?.freeze).toEqual(['conv1', 'conv2']);
    expect(finetune('data.label', 'quality')?.data.label).toBe('quality');
    expect(finetune('data.label', '3')?.data.label).toBe(3);
    expect(finetune('data.label', '"3"')?.data.label).toBe('3');
    expect(finetune('data.rows', 'null')?.data.rows).toBeNull();
    expect(finetune('optimizer.learningRate', '1e-4')?.optimizer.learningRate).toBe(1e-4);
    expect(setPath(DEFAULT_SPEC, 'name', 'a run').name).toBe('a run');
    expect(setPath(DEFAULT_SPEC, 'watch.stopOn', '["divergence"]').watch).toEqual({ notify: false, stopOn: ['divergence'] });
  });

  test('refuses an unknown path with the nearest known one', () => {
    expect(() => setPath(DEFAULT_SPEC, 'phases.finetune.epoch', '3')).toThrow(
      problem('spec-path-unknown', { path: 'phases.finetune.epoch', nearest: 'phases.finetune.epochs' }),
    );
    expect(() => setPath(DEFAULT_SPEC, 'phases.fine-tune.epochs', '3')).toThrow(
      problem('spec-path-unknown', { nearest: 'phases.finetune.epochs' }),
    );
    expect(() => setPath(DEFAULT_SPEC, '__proto__.seed', '3')).toThrow(problem('spec-path-unknown'));
  });

  test('says when the run has no such phase', () => {
    expect(() => setPath(finetuneOnly, 'phases.pretrain.epochs', '3')).toThrow(problem('spec-phase-absent', { phase: 'pretrain' }));
  });

  test('checks the value as a run spec would', () => {
    expect(() => setPath(DEFAULT_SPEC, 'phases.finetune.epochs', '0')).toThrow(
      problem('field-whole', { document: '--set', path: 'phases.finetune.epochs', found: '0', min: 1 }),
    );
  });

  test('reaches what the design names', () => {
    expect(SPEC_PATHS).toEqual(
      expect.arrayContaining([
        'backend',
        'log.keyframeEvery',
        'model.kind',
        'phases.pretrain.data.rows',
        'phases.finetune.optimizer.beta1',
      ]),
    );
    expect(SPEC_PATHS).not.toContain('phases.finetune.phase');
  });
});
