import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';
import { ADAM, DEFAULT_SPEC, phaseOf } from '../../../src/core/spec/spec.ts';
import { parseSpec } from '../../../src/core/spec/spec-parse.ts';
import { arbitrarySpec } from '../arbitrary-spec.ts';

const problem = (code: string, fields: object = {}) => expect.objectContaining({ code, fields: expect.objectContaining(fields) });
const finetune = (change: object) => ({ trainscript: 1, phases: [{ phase: 'finetune', data: { source: 'files' }, ...change }] });

describe('parseSpec', () => {
  test('the version alone is the default run', () => expect(parseSpec({ trainscript: 1 })).toEqual(DEFAULT_SPEC));

  test('reads what it gives', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      }),
    );
  });

  test('fills a phase from the default phase of its name, and takes all rows of other data', () => {
    const spec = parseSpec({ ...finetune({ optimizer: { learningRate: 0.01 } }), seed: 3 });
    expect(spec).toEqual({
      ...DEFAULT_SPEC,
      name: 'files',
      seed: 3,
      phases: [
        {
          ...phaseOf(DEFAULT_SPEC, 'finetune'),
          data: { source: 'files', rows: null, test: 0.2 },
          optimizer: { ...ADAM, learningRate: 0.01 },
        },
      ],
    });
  });

  test('reading options stay absent where they are', () => {
    const { data } = parseSpec(finetune({ data: { source: 'files', label: 3, delimiter: null } })).phases[0];
    expect(data).toEqual({ source: 'files', rows: null, test: 0.2, label: 3, delimiter: null });
  });

  test.each([
    [null, 'field-object', { path: '(root)', found: 'null' }],
    [[], 'field-object', { found: '[]' }],
    [{}, 'spec-version', { found: 'missing', expected: 1 }],
    [{ trainscript: 2 }, 'spec-version', { found: '2', expected: 1 }],
    [{ trainscript: 1, sede: 3 }, 'field-unknown', { path: 'sede', nearest: 'seed' }],
    [JSON.parse('{"trainscript":1,"__proto__":{"seed":3}}'), 'field-unknown', { path: '__proto__' }],
    [{ trainscript: 1, seed: -1 }, 'field-whole', { path: 'seed', found: '-1', min: 0, max: 4294967295 }],
    [{ trainscript: 1, seed: '7' }, 'field-whole', { path: 'seed', found: '"7"' }],
    [{ trainscript: 1, seed: null }, 'field-whole', { path: 'seed', found: 'null' }],
    [{ trainscript: 1, backend: 'cuda' }, 'field-choice', { found: '"cuda"', choices: '"auto", "webgpu", "wasm", "webgl", "cpu"' }],
    [{ trainscript: 1, phases: [] }, 'spec-phases', { found: 'none' }],
    [{ trainscript: 1, phases: [{}] }, 'field-choice', { path: 'phases[0].phase', found: 'missing' }],
    [{ trainscript: 1, phases: [{ phase: 'finetune' }, { phase: 'pretrain' }] }, 'spec-phases', { found: 'finetune, pretrain' }],
    [{ trainscript: 1, phases: [{ phase: 'finetune' }, { phase: 'finetune' }] }, 'spec-phases', { found: 'finetune, finetune' }],
    [{ trainscript: 1, phases: [{ phase: 'pretrain', baseline: true }] }, 'spec-baseline', {}],
    [finetune({ epochs: 0 }), 'field-whole', { path: 'phases.finetune.epochs', found: '0', min: 1, max: 1_000_000 }],
    [finetune({ epochs: 1.5 }), 'field-whole', { path: 'phases.finetune.epochs', found: '1.5' }],
    [finetune({ batchSize: 5000 }), 'field-whole', { found: '5000', max: 4096 }],
    [finetune({ data: { source: 'files', test: 1 } }), 'field-number', { path: 'phases.finetune.data.test', found: '1', max: '0.99' }],
    [finetune({ data: { source: '' } }), 'field-text', { path: 'phases.finetune.data.source', found: '""', min: 1 }],
    [finetune({ data: { source: 'files', lable: 'y' } }), 'field-unknown', { nearest: 'phases.finetune.data.label' }],
    [finetune({ optimizer: { epsilon: 0 } }), 'field-number', { path: 'phases.finetune.optimizer.epsilon', min: '1e-12', max: '1' }],
    [finetune({ optimizer: { learningRate: Number.NaN } }), 'field-number', { path: 'phases.finetune.optimizer.learningRate' }],
    [finetune({ freeze: 'conv1' }), 'field-list', { path: 'phases.finetune.freeze', found: '"conv1"' }],
    [finetune({ freeze: ['conv1', 3] }), 'field-text', { path: 'phases.finetune.freeze[1]', found: '3' }],
    [finetune({ baseline: 1 }), 'field-truth', { path: 'phases.finetune.baseline', found: '1' }],
    [finetune({ indices: { file: 'a.tsv', sha256: 'AB' } }), 'field-sha256', { path: 'phases.finetune.indices.sha256', found: '"AB"' }],
    [finetune({ indices: { file: 'a.tsv' } }), 'field-sha256', { found: 'missing' }],
    [{ trainscript: 1, watch: { stopOn: ['divergance'] } }, 'field-choice', { path: 'watch.stopOn[0]', found: '"divergance"' }],
    [{ trainscript: 1, watch: { notify: 1 } }, 'field-truth', { path: 'watch.notify', found: '1' }],
  ])('%j is refused with %s', (json, code, fields) => {
    expect(() => parseSpec(json)).toThrow(problem(code, { document: 'run.json', ...fields }));
  });

  test('a message names the document, the path and both numbers', () => {
    expect(() => parseSpec(finetune({ epochs: 0 }), 'mine.json')).toThrow(
      'mine.json: “phases.finetune.epochs” is 0, expected a whole number from 1 to 1,000,000.',
    );
  });

  test('whatever the JSON, a spec or a problem comes out', () => {
    const nested = fc.object({ key: fc.constantFrom('trainscript', 'phases', 'seed', 'phase', 'data', 'log', 'x'), maxDepth: 4 });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nested), (json) => {
        const document = typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json, trainscript: 1 } : json;
        try {
          expect(parseSpec(document).trainscript).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(TrainscriptError);
        }
      }),
    );
  });
});
