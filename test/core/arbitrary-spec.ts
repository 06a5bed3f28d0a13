import fc from 'fast-check';
import { DROP_RULES, type Fix, IMPUTE_WAYS } from '../../src/core/fixes/fix.ts';
import { type DataSpec, type FileReference, type PhaseName, type PhaseSpec, type RunSpec, WATCH_RULES } from '../../src/core/spec/spec.ts';

const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const reference: fc.Arbitrary<FileReference> = fc.record({ file: name, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const rows = fc.array(fc.nat(2 ** 32 - 1), { maxLength: 4 });
const label = fc.oneof(name, between(-1e6, 1e6));
const fix: fc.Arbitrary<Fix> = fc.oneof(
  fc.record(
    { kind: fc.constant('drop-rows' as const), rows, finding: fc.constantFrom('outliers', 'wrong-labels') },
    { requiredKeys: ['kind', 'rows'] },
  ),
  fc.record({ kind: fc.constant('drop-matching' as const), rule: fc.constantFrom(...DROP_RULES), column: name }),
  fc.record({ kind: fc.constant('impute' as const), column: name, by: fc.constantFrom(...IMPUTE_WAYS), value: label }),
  fc.record(
    { kind: fc.constant('relabel' as const), rows, label, was: fc.array(label, { maxLength: 4 }) },
    { requiredKeys: ['kind', 'rows', 'label'] },
  ),
  fc.record({ kind: fc.constant('merge-classes' as const), from: fc.array(name, { maxLength: 3 }), into: name }),
  fc.record({ kind: fc.constant('write-alike' as const), column: name }),
  fc.record({ kind: fc.constant('invert-images' as const) }),
  fc.record(
    {
      kind: fc.constant('waive' as const),
      code: fc.constantFrom('outliers', 'few-rows'),
      reason: fc.constant('known'),
      at: fc.constant('2026-03-01T09:30:00.000Z'),
    },
    { requiredKeys: ['kind', 'code', 'reason'] },
  ),
);

const data: fc.Arbitrary<DataSpec> = fc.record(
  {
    source: name,
    rows: orNull(fc.integer({ min: 1, max: 2 ** 32 - 1 })),
    test: between(0, 0.99),
    files: fc.array(reference, { maxLength: 4 }),
    delimiter: orNull(fc.constantFrom(',', ';', '\t')),
    encoding: orNull(name),
    decimal: orNull(fc.constantFrom('.', ',')),
    thousands: orNull(fc.constantFrom('', ',', '.', ' ', "'")),
    header: orNull(fc.boolean()),
    label: orNull(fc.oneof(name, fc.nat(1000))),
    columns: orNull(
      fc.dictionary(
        name,
        fc.record(
          {
            role: orNull(fc.constantFrom('feature', 'subject', 'ignore')),
            kind: orNull(fc.constantFrom('number', 'category')),
            missing: fc.array(name, { maxLength: 3 }),
          },
          { requiredKeys: [] },
        ),
        { maxKeys: 4 },
      ),
    ),
    missing: orNull(fc.array(name, { maxLength: 3 })),
    task: orNull(fc.constantFrom('classification', 'regression')),
    shape: orNull(fc.constantFrom('table', 'image')),
    maximum: orNull(between(1e-6, 1e9)),
    ragged: fc.constantFrom('refuse', 'skip', 'pad'),
    nested: fc.constantFrom('refuse', 'flatten'),
    broken: fc.constantFrom('refuse', 'skip'),
    unlabelled: fc.constantFrom('refuse', 'leave-out'),
    fixes: orNull(fc.array(fix, { maxLength: 3 })),
  },
  { requiredKeys: ['source', 'rows', 'test'] },
);

const phase = (phase: PhaseName): fc.Arbitrary<PhaseSpec> =>
  fc.record({
    phase: fc.constant(phase),
    data,
    epochs: fc.integer({ min: 1, max: 1000 }),
    batchSize: fc.integer({ min: 1, max: 4096 }),
    loss: fc.constantFrom('auto', 'cross-entropy', 'binary-cross-entropy', 'mean-squared-error'),
    optimizer: fc.record({
      kind: fc.constant('adam'),
      learningRate: between(0, 10),
      beta1: between(0, 0.999999),
      beta2: between(0, 0.999999),
      epsilon: between(1e-12, 1),
    }),
    evaluateEvery: fc.integer({ min: 1, max: 1_000_000 }),
    freeze: fc.array(name, { maxLength: 4 }),
    head: fc.constantFrom('keep', 'replace'),
    baseline: phase === 'finetune' ? fc.boolean() : fc.constant(false),
    indices: orNull(reference),
  });

/** Any run spec that `parseSpec` accepts. */
export const arbitrarySpec: fc.Arbitrary<RunSpec> = fc.record(
  {
    trainscript: fc.constant(1),
    name,
    seed: fc.nat(2 ** 32 - 1),
    model: fc.record({ kind: fc.constantFrom('auto', 'cnn', 'mlp') }),
    init: fc.oneof(fc.constant('random' as const), reference),
    phases: fc.oneof(fc.tuple(phase('pretrain')), fc.tuple(phase('finetune')), fc.tuple(phase('pretrain'), phase('finetune'))),
    log: fc.record({
      keyframeEvery: fc.integer({ min: 1, max: 10_000 }),
      histogramEvery: fc.integer({ min: 1, max: 10_000 }),
      parameters: fc.constantFrom('statistics', 'full'),
    }),
    watch: fc.record({ notify: fc.boolean(), stopOn: fc.subarray([...WATCH_RULES]) }),
    policy: fc.constant('default'),
    backend: fc.constantFrom('auto', 'webgpu', 'wasm', 'webgl', 'cpu'),
  },
  { requiredKeys: ['trainscript', 'name', 'seed', 'model', 'init', 'phases', 'log', 'policy', 'backend'] },
);
