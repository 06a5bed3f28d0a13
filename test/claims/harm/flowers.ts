import { type Card, EMPTY_CARD } from '../../../src/core/policy/card.ts';
import { randomStream } from '../../../src/core/random.ts';
import { type BackendName, DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec/spec.ts';

const BATCH_SIZE = 8;
const STEPS_PER_EPOCH = 50;
/** A fifth of the rows is held out. */
const ROWS = (STEPS_PER_EPOCH * BATCH_SIZE * 5) / 4;

/** A run on the generated rows. */
export function flowersSpec(
  backend: BackendName,
  epochs: number,
  keyframeEvery: number,
): { readonly spec: RunSpec; readonly steps: number } {
  const data = { source: 'files', rows: null, test: 0.2 };
  const phase = { ...DEFAULT_SPEC.phases[0], data, epochs, batchSize: BATCH_SIZE, evaluateEvery: 10 * STEPS_PER_EPOCH };
  const log = { ...DEFAULT_SPEC.log, keyframeEvery };
  return { spec: { ...DEFAULT_SPEC, name: 'Harmed', backend, phases: [phase], log }, steps: epochs * STEPS_PER_EPOCH };
}

/** What is declared of the generated rows, so that the policy lets them pass. */
export const CARD: Card = {
  ...EMPTY_CARD,
  name: 'Generated flowers',
  origin: { kind: 'synthetic', name: 'Trainscript’s own claims', url: '' },
  licence: 'CC0-1.0',
  personalData: 'no',
  purposes: ['training'],
};

const KINDS = [
  { name: 'setosa', means: [5.0, 3.4, 1.5, 0.2] },
  { name: 'versicolor', means: [5.9, 2.8, 4.3, 1.3] },
  { name: 'virginica', means: [6.6, 3.0, 5.6, 2.0] },
];

/** Rows like those of the iris data: three kinds, four lengths around their kind’s mean, and columns of noise. */
export function flowers(noiseColumns = 0): string {
  const random = randomStream(7, 'claims/harm');
  const noise = Array.from({ length: noiseColumns }, (_, i) => `noise_${i}`);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const { name, means } = KINDS[row % KINDS.length];
    const all = [...means, ...noise.map(() => 0)];
    return [...all.map((mean, i) => (mean + random.uniform(row * all.length + i) - 0.5).toFixed(4)), name].join(',');
  });
  return [['sepal_length,sepal_width,petal_length,petal_width', ...noise, 'species'].join(','), ...lines, ''].join('\n');
}
