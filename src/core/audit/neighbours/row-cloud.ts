import { type PhaseData, usableRows } from '../../data/dataset.ts';
import { rowInputs } from '../../data/row-inputs.ts';
import { firstEqualRows } from '../duplicates.ts';
import { comparable, withCodesOf } from '../row-hash.ts';
import type { Points } from './points.ts';

/** A phase's usable rows as points, those of a test set of its own behind those to train on. Of rows that are equal only the first
 *  stands here: the others are told apart from this. */
export interface RowCloud extends Points {
  /** Of them from the training set. */
  readonly trained: number;
  /** Each point's place in its file. */
  readonly rows: Uint32Array;
}

export function rowCloud({ train, test }: PhaseData): RowCloud {
  const trainRows = usableRows(train);
  const others =
    test && comparable(train.features, test.features) ? { ...test, features: withCodesOf(train.features, test.features) } : null;
  const testRows = others ? usableRows(others) : new Uint32Array(0);
  const first = firstEqualRows(train, trainRows, others, testRows);
  const own = trainRows.filter((_, i) => first[i] === i);
  const foreign = testRows.filter((_, i) => first[trainRows.length + i] === trainRows.length + i);
  const inputs = rowInputs(train, trainRows, null);
  const testInputs = others && rowInputs(others, testRows, inputs.encoding);
  const rows = new Uint32Array(own.length + foreign.length);
  rows.set(own);
  rows.set(foreign, own.length);
  return {
    count: rows.length,
    size: inputs.size,
    trained: own.length,
    rows,
    gather(at) {
      const points = new Float32Array(at.length * inputs.size);
      for (let i = 0; i < at.length; i++) {
        const source = at[i] < own.length || !testInputs ? inputs : testInputs;
        points.set(source.gather([rows[at[i]]]), i * inputs.size);
      }
      return points;
    },
  };
}
