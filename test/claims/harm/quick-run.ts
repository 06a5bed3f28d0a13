import { randomStream } from '../../../src/core/random.ts';
import { ADAM, DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec.ts';

/** A file to choose. */
export interface OwnFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A run that is over in seconds, and the files that a person brings for it. */
export interface QuickRun {
  readonly spec: RunSpec;
  readonly steps: number;
  readonly files: { readonly table: OwnFile; readonly card: OwnFile } | null;
}

const BATCH_SIZE = 8;
const STEPS_PER_EPOCH = 50;
/** A fifth of the rows is held out. */
const ROWS = (STEPS_PER_EPOCH * BATCH_SIZE * 5) / 4;

/** Four thousand parameters on four columns: a step is a matter of a millisecond. Each further column, of noise, makes a keyframe 6 kB
 *  larger. */
export function tableRun(epochs: number, keyframeEvery: number, noiseColumns = 0): QuickRun {
  return {
    spec: {
      ...DEFAULT_SPEC,
      name: 'Harmed',
      backend: 'wasm',
      phases: [
        {
          ...DEFAULT_SPEC.phases[0],
          data: { source: 'files', rows: null, test: 0.2 },
          optimizer: ADAM,
          epochs,
          batchSize: BATCH_SIZE,
          evaluateEvery: 10 * STEPS_PER_EPOCH,
        },
      ],
      log: { ...DEFAULT_SPEC.log, keyframeEvery },
    },
    steps: epochs * STEPS_PER_EPOCH,
    files: { table: file('flowers.csv', flowers(noiseColumns)), card: file('card.json', JSON.stringify(CARD)) },
  };
}

const HELD_OUT = 8;
const SOFTWARE_BATCH = 4;

/** The documents' network on a few digits, for a GPU that may be computed in software: a keyframe is 5 MB. */
export function digitsRun(backend: 'webgpu' | 'wasm', steps: number, keyframeEvery: number): QuickRun {
  const rows = steps * SOFTWARE_BATCH + HELD_OUT;
  const phase = {
    ...DEFAULT_SPEC.phases[1],
    data: { source: 'digits', rows, test: HELD_OUT / rows },
    epochs: 1,
    batchSize: SOFTWARE_BATCH,
    baseline: false,
    evaluateEvery: 10 * steps,
  };
  const log = { ...DEFAULT_SPEC.log, keyframeEvery };
  return { spec: { ...DEFAULT_SPEC, name: 'Harmed', backend, phases: [phase], log }, steps, files: null };
}

const file = (name: string, text: string): OwnFile => ({ name, mimeType: '', buffer: Buffer.from(text) });

/** What is declared of the generated rows, so that the policy lets them pass. */
const CARD = {
  name: 'Generated flowers',
  origin: { kind: 'synthetic', name: 'Trainscript’s own claims' },
  licence: 'CC0-1.0',
  personalData: 'no',
  purposes: ['training'],
};

const KINDS = [
  { name: 'setosa', means: [5.0, 3.4, 1.5, 0.2] },
  { name: 'versicolor', means: [5.9, 2.8, 4.3, 1.3] },
  { name: 'virginica', means: [6.6, 3.0, 5.6, 2.0] },
];

function flowers(noiseColumns: number): string {
  const random = randomStream(7, 'claims/harm');
  const noise = Array.from({ length: noiseColumns }, (_, i) => `noise_${i}`);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const { name, means } = KINDS[row % KINDS.length];
    const all = [...means, ...noise.map(() => 0)];
    return [...all.map((mean, i) => (mean + random.uniform(row * all.length + i) - 0.5).toFixed(4)), name].join(',');
  });
  return [['sepal_length,sepal_width,petal_length,petal_width', ...noise, 'species'].join(','), ...lines, ''].join('\n');
}
