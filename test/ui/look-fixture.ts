import { type LooksView, NO_LOOKS } from '../../src/app/fold/fold-looks.ts';
import type { ViewState } from '../../src/app/view-state.ts';
import type { DataRow, RowUse, StepDetail } from '../../src/core/looks/looks.ts';
import { drawnDigit } from './drawn-digits.ts';
import { finishedState } from './fixture-state.ts';

export const IMAGES = { kind: 'images', height: 28, width: 28 } as const;
const NO_DATA: DataRow = { label: null, pixels: null, cells: null };

const digit = (label: number, seed: number): DataRow => ({ label, pixels: drawnDigit(label, seed, 28), cells: null });

/** A step of the fine-tune phase that spikes because of a few rows. */
export function stepDetail(change: Partial<StepDetail> = {}): StepDetail {
  const rows = Array.from({ length: 24 }, (_, i) => ({
    row: 31 + i * 71,
    loss: Number((12 * Math.exp(-i / 3) + 0.01).toPrecision(4)),
    prediction: i < 4 ? (i + 3) % 10 : i % 10,
    ...digit(i % 10, i),
  }));
  const tensor = (name: string, factor: number) => ({
    name,
    gradientL2: { value: 0.2 * factor, median: 0.2, factor },
    updateRatio: { value: 0.004 * factor, median: 0.004, factor },
  });
  return {
    ...{ step: 188, track: 'finetune', epoch: 2, accuracy: 0.8, learningRate: 0.001, medianLearningRate: 0.001, compared: 37 },
    loss: { value: 2.31, median: 0.42, factor: 5.5 },
    gradientNorm: { value: 6, median: 1.5, factor: 4 },
    tensors: [
      tensor('fc2.weight', 9),
      tensor('fc1.weight', 14 / 5),
      { ...tensor('conv1.bias', 1), gradientL2: { value: 0, median: 0, factor: null } },
    ],
    worst: { rows: 3, share: 0.61 },
    rows,
    rowCount: 24,
    rowKind: IMAGES,
    ...change,
  };
}

export const withoutData = (): StepDetail => stepDetail({ rowKind: null, rows: stepDetail().rows.map((row) => ({ ...row, ...NO_DATA })) });

export const tableDetail = (): StepDetail =>
  stepDetail({
    rowKind: { kind: 'table', columns: ['alcohol', 'colour'] },
    rows: stepDetail().rows.map((row, i) => ({ ...row, pixels: null, cells: [String(11 + i / 10), i === 2 ? '' : 'red'] })),
  });

export const rowUses = (count: number): readonly RowUse[] =>
  Array.from({ length: count }, (_, i) => ({
    track: i < count / 2 ? 'finetune' : 'baseline',
    step: 151 + i * 9,
    loss: Number((3 * Math.exp(-i / 4)).toPrecision(4)),
    prediction: i < 3 ? 9 : 4,
  }));

export const rowStory = (change: Partial<NonNullable<LooksView['row']>> = {}): LooksView['row'] => ({
  ...{ phase: 'finetune', row: 1204, through: 380, of: 380, state: 'done', uses: rowUses(12) },
  known: { rowKind: IMAGES, data: digit(4, 3), place: 'train' },
  ...change,
});

export const hardest = (): LooksView['hardest'] => ({
  finetune: {
    ...{ through: 380, of: 380, state: 'done' },
    found: { rowKind: IMAGES, rows: stepDetail().rows.map((row) => ({ ...row, prediction: null, uses: 5, wrong: 3 })) },
  },
});

export const lookedState = (looks: Partial<LooksView>, change: Partial<ViewState> = {}): ViewState =>
  finishedState({ looks: { ...NO_LOOKS, ...looks }, ...change });
