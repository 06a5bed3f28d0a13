import type { PhaseData } from '../../src/core/data/dataset.ts';
import { randomStream } from '../../src/core/random.ts';

const ROWS = 60;

/** A table of two numbers whose class is which of them is larger, with as many class names as asked for. */
export function smallTable(names: readonly string[], columns = ['a', 'b']): PhaseData {
  const stream = randomStream(5, 'table');
  const values = columns.map((_, c) => Float32Array.from({ length: ROWS }, (_, row) => stream.uniform(row * columns.length + c)));
  const codes = Int32Array.from({ length: ROWS }, (_, row) => (row % 3 === 2 ? names.length - 1 : Number(values[0][row] > values[1][row])));
  return {
    train: {
      rows: ROWS,
      features: { kind: 'table', columns: columns.map((name, c) => ({ kind: 'number', name, values: values[c] })) },
      target: { kind: 'classes', column: 'label', names, codes },
      excluded: [],
    },
    test: null,
    files: [],
    facts: null,
    reading: {
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      header: true,
      preamble: 0,
      columns: [...columns, 'label'],
      label: { index: columns.length, name: 'label' },
      task: 'multiclass',
      shape: { kind: 'table', inputs: columns.length },
      maximum: null,
    },
  } as PhaseData;
}
